"""Projects and money lines as the workbooks that can be read back in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from langmoi.funding.models import MoneyLine, Programme, Project
from langmoi.funding.money_file import FORM as MONEY_FORM
from langmoi.funding.money_file import row_of_line
from langmoi.funding.project_file import FORM as PROJECT_FORM
from langmoi.funding.project_file import row_of
from langmoi.funding.projects import asked_of
from langmoi.funding.table_file import write_table
from langmoi.places.models import UnitVersion


def write_projects(projects: QuerySet[Project] | None, *, on: date) -> bytes:
    """The template filled with these projects, or empty."""
    if projects is None:
        return write_table(PROJECT_FORM, ())
    found = list(projects.prefetch_related("places", "criteria", "structure"))
    units = {place.unit_id for project in found for place in project.places.all()}
    units |= {project.owner_unit_id for project in found if project.owner_unit_id}
    codes, levels = _last(units)
    programmes = dict(Programme.objects.values_list("pk", "short"))
    rows = (row_of(asked_of(project), codes, levels, programmes) for project in found)
    return write_table(PROJECT_FORM, rows)


def write_lines(lines: QuerySet[MoneyLine] | None, *, on: date) -> bytes:
    """The template filled with these lines, or empty."""
    if lines is None:
        return write_table(MONEY_FORM, ())
    found = list(lines.select_related("project", "programme"))
    codes, _ = _last({line.unit_id for line in found})
    return write_table(MONEY_FORM, (row_of_line(line, codes) for line in found))


def _last(units: Iterable[int]) -> tuple[dict[int, str], dict[int, str]]:
    """Code and level of each unit, as they last were."""
    versions = UnitVersion.objects.filter(unit_id__in=set(units)).order_by("valid_from")
    codes, levels = {}, {}
    for version in versions:
        codes[version.unit_id], levels[version.unit_id] = version.code, str(version.level)
    return codes, levels
