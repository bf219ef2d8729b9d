"""Dossiers of recognition that wait: on a desk of mine, or for the word of my department."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from langmoi.notices.model import Task, TaskKind
from langmoi.people.access import units_in_scope
from langmoi.people.models import Agency, User
from langmoi.people.responsibility import answered_for
from langmoi.people.roles import AGENCY_ROLES
from langmoi.people.scope import posts_known
from langmoi.places.models import UnitVersion
from langmoi.recognition.deciding import announcement_due, decision_of
from langmoi.recognition.known import known_of_all
from langmoi.recognition.models import Dossier, DossierState
from langmoi.recognition.queries import waiting_dossiers
from langmoi.recognition.verifying import criteria_to_confirm


def recognition_tasks(user: User, on: date) -> Iterator[Task]:
    """One task a dossier; a deadline where the rule of the day knows one."""
    waiting = list(dict.fromkeys(dossier for dossier, _ in waiting_dossiers(user, on)))
    asked = list(_asked_of_departments(user, on))
    keys = {one.unit_id for one in waiting} | {one.unit_id for one, _ in asked}
    units = {v.unit_id: v for v in UnitVersion.objects.on(on).filter(unit_id__in=keys)}
    for one in waiting:
        yield _task(TaskKind.DOSSIER, one, units, None)
    for one, agency in asked:
        yield _task(TaskKind.DOSSIER_CONFIRM, one, units, agency)


def _task(
    kind: TaskKind, one: Dossier, units: dict[int, UnitVersion], agency: Agency | None
) -> Task:
    unit = units.get(one.unit_id)
    said = f"{unit or one.unit}, năm {one.year}: {one.get_state_display()}"
    due = None
    if one.state == DossierState.DECIDED and (decision := decision_of(one)) is not None:
        due = announcement_due(decision)
    return Task(kind, None, due, said, unit, agency=agency, pk=one.pk)


def _asked_of_departments(user: User, on: date) -> Iterator[tuple[Dossier, Agency]]:
    """Dossiers before the appraisal on which an agency of the user's has not spoken yet."""
    posts = [p for p in posts_known(user, on=on) if p.role in AGENCY_ROLES and p.agency_id]
    if not posts:
        return
    own = answered_for({post.agency_id for post in posts if post.agency_id}, on)
    rows = Dossier.objects.filter(
        state=DossierState.VERIFIED, unit__in=units_in_scope(user, on=on, roles=AGENCY_ROLES)
    )
    dossiers = list(rows.select_related("unit", "filing").order_by("since", "pk"))
    known = known_of_all(dossiers) if dossiers else {}
    for dossier in dossiers:
        said = known[dossier.pk].of_agencies
        silent = {
            agency
            for number, agencies in criteria_to_confirm(dossier, on).items()
            for agency in agencies
            if agency.pk in own and agency.pk not in said.get(number, {})
        }
        for agency in sorted(silent, key=lambda one: one.pk):
            yield dossier, agency
