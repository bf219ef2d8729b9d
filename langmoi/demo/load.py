"""Filling an empty database with the demo province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from langmoi.core import console
from langmoi.core.audit import record
from langmoi.core.clock import DEMO_TODAY, HANOI
from langmoi.core.installation import claim_database
from langmoi.core.models import InstallationKind
from langmoi.core.months import reference_day
from langmoi.demo.accounts import OFFICE, create_accounts, district_username
from langmoi.demo.communes import LAST_DAY_OF_86, PROVINCE, communes
from langmoi.demo.counts import MONTHS, histories
from langmoi.demo.figures import SET_ID, Story
from langmoi.demo.recognitions import load_recognitions
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.people.duties import load_responsibility
from langmoi.people.models import User
from langmoi.places.load import load_province
from langmoi.places.queries import unit_versions, zones_on
from langmoi.reporting.actions import NewFigures, file_figures, open_month
from langmoi.reporting.models import FilingState, RevisionSource
from langmoi.reporting.steps import close_month

FILE_DAY, DUE_DAY, CLOSE_DAY = 16, 18, 25
# Communes that have not filed in the month that is still open: Xốp, Mường Hoong, Ngọc Linh of
# Đăk Glei; Ngọc Yêu, Tê Xăng of Tu Mơ Rông.
LATE = frozenset({"23359", "23362", "23365", "23413", "23446"})
BEFORE_THE_CHAIN = "Số liệu minh họa nạp sẵn: các ngành chưa cho ý kiến trên phần mềm."

Documents = Mapping[date, Mapping[str, Mapping[str, Any]]]
Progress = Callable[..., Iterator[date]]


@transaction.atomic
def load_demo(*, today: date = DEMO_TODAY, progress: Progress = console.progress) -> None:
    """Fill an empty database with the demo, all or nothing; refuse any other database.

    Months before that of `today` are closed; its own month is open, with a few communes late.
    """
    claim_database(InstallationKind.DEMO, PROVINCE, by="langmoi demo")
    load_province(PROVINCE, by="langmoi demo")
    load_responsibility(by="langmoi demo")
    users = create_accounts(unit_versions(LAST_DAY_OF_86))
    units = {version.code: version.unit_id for version in unit_versions(LAST_DAY_OF_86)}
    load_recognitions(units, by=users[OFFICE])
    criteria_set = load_set(SET_ID)
    documents = documents_by_month(criteria_set)
    months = [month for month in MONTHS if month <= today]
    for month in progress(months, of=len(months), doing="Nạp tỉnh mẫu"):
        is_open = month == months[-1]
        due_on = month.replace(day=DUE_DAY)
        open_month(month, by=users[OFFICE], due_on=due_on)
        filed = {
            code: figures
            for code, figures in documents[month].items()
            if not (is_open and code in LATE)
        }
        state = FilingState.SUBMITTED if is_open else FilingState.SIGNED
        _file(filed, month, criteria_set, units, users, state)
        if not is_open:
            moment = _moment(month, CLOSE_DAY)
            close_month(month, by=users[OFFICE], on=today, at=moment, reason=BEFORE_THE_CHAIN)


def documents_by_month(criteria_set: CriteriaSet) -> Documents:
    """The figures document of every commune that counts, for each month of the demo."""
    documents: dict[date, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for commune in communes():
        story = Story(commune, histories()[commune.code], criteria_set)
        for month, document in story.documents():
            documents[month][commune.code] = document
    return documents


def _file(
    filed: Mapping[str, Mapping[str, Any]],
    month: date,
    criteria_set: CriteriaSet,
    units: Mapping[str, int],
    users: Mapping[str, User],
    state: FilingState,
) -> None:
    """Each district's officer files for its communes."""
    zones = zones_on(units.values(), reference_day(month), criteria_set)
    by_district: dict[str, list[NewFigures]] = defaultdict(list)
    for commune in communes():
        if commune.code in filed:
            unit = units[commune.code]
            row = NewFigures(unit, commune.code, zones[unit], filed[commune.code])
            by_district[commune.district].append(row)
    for district, rows in by_district.items():
        by = users[district_username(district)]
        revisions = file_figures(
            rows,
            month=month,
            criteria_set=criteria_set,
            by=by,
            source=RevisionSource.DEMO,
            state=state,
            at=_moment(month, FILE_DAY),
        )
        codes = [row.code for row in rows]
        record("demo.file", revisions[0].filing, by=by, month=str(month), communes=codes)


def _moment(month: date, day: int) -> datetime:
    """Nine in the morning of a day of the month, as if people had worked then."""
    return datetime.combine(month.replace(day=day), time(9), HANOI)
