"""Filling an empty database with the demo province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from django.db import connection, transaction

from langmoi.core import console
from langmoi.core.audit import record
from langmoi.core.clock import DEMO_TODAY, HANOI
from langmoi.core.installation import claim_database
from langmoi.core.models import InstallationKind
from langmoi.core.months import reference_day
from langmoi.demo.account_list import WHOLE_DISTRICTS, district_username
from langmoi.demo.accounts import OFFICE, create_accounts
from langmoi.demo.afterwards import add_what_follows
from langmoi.demo.committee import add_boards
from langmoi.demo.communes import LAST_DAY_OF_86, PROVINCE, communes
from langmoi.demo.counts import MONTHS, histories
from langmoi.demo.december import DRAFT, December
from langmoi.demo.december import MONTH as DECEMBER
from langmoi.demo.delegations import add_delegations
from langmoi.demo.difficulties import add_difficulties
from langmoi.demo.figures import SET_ID, Story
from langmoi.demo.funding import add_funding
from langmoi.demo.history import load_demo_history
from langmoi.demo.ocop import add_ocop
from langmoi.demo.practices import add_practices
from langmoi.demo.programme import add_programme
from langmoi.demo.recognition import add_recognition
from langmoi.demo.recognitions import load_recognitions
from langmoi.demo.registers import add_registers
from langmoi.demo.staffing import add_staff
from langmoi.demo.surveys import add_surveys
from langmoi.demo.task_story import add_directives
from langmoi.demo.village_life import add_village_life
from langmoi.demo.villages import create_villages
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.people.capacity import capacity_of
from langmoi.people.duties import load_responsibility
from langmoi.people.models import Role, User
from langmoi.places.load import load_province
from langmoi.places.queries import filing_communes, unit_versions, zones_on
from langmoi.reporting.actions import NewFigures, file_figures, open_month
from langmoi.reporting.closing import close_month
from langmoi.reporting.models import FilingEvent, FilingState, Revision, RevisionSource

FILE_DAY, SIGN_DAY, DUE_DAY, CLOSE_DAY = 16, 20, 18, 25
# Communes that have not begun in the month that is still open: Xốp, Mường Hoong, Ngọc Linh of
# Đăk Glei; Ngọc Yêu, Tê Xăng of Tu Mơ Rông.
LATE = frozenset({"23359", "23362", "23365", "23413", "23446"})
# And one that is being entered: Ya Tăng of Sa Thầy.
NOT_SENT = LATE | {DRAFT}
BEFORE_THE_PROGRAM = "Số liệu minh họa: ý kiến của ngành trước tháng 12/2019 gửi bằng văn bản giấy."

Documents = Mapping[date, Mapping[str, Mapping[str, Any]]]
Progress = Callable[..., Iterator[date]]


@transaction.atomic
def load_demo(
    *,
    today: date = DEMO_TODAY,
    progress: Progress = console.progress,
    drafts: Collection[str] = (),
) -> None:
    """Fill an empty database with the demo, all or nothing; refuse any other database.

    Months before that of `today` are closed; its own month is open, with a few communes late. In
    December 2019 the filings of two districts stand in every state of the chain; those of `drafts`
    have only just been opened.
    """
    claim_database(InstallationKind.DEMO, PROVINCE, by="langmoi demo")
    load_province(PROVINCE, by="langmoi demo")
    create_villages(LAST_DAY_OF_86)
    load_responsibility(by="langmoi demo")
    versions = unit_versions(LAST_DAY_OF_86)
    users = create_accounts(versions)
    units = {version.code: version.unit_id for version in versions}
    load_recognitions(units, by=users[OFFICE])
    load_demo_history(units, at=_moment(MONTHS[0], FILE_DAY))
    criteria_set = load_set(SET_ID)
    documents = documents_by_month(criteria_set)
    _capacity.cache_clear()
    months = [month for month in MONTHS if month <= today]
    for month in progress(months, of=len(months), doing="Nạp tỉnh mẫu"):
        is_open = month == months[-1]
        open_month(month, by=users[OFFICE], due_on=month.replace(day=DUE_DAY))
        filed = {
            code: figures
            for code, figures in documents[month].items()
            if not (is_open and _is_left_out(code, month))
        }
        _file(filed, month, criteria_set, units, users, is_open=is_open)
        if not is_open:
            at = _moment(month, CLOSE_DAY)
            by = users[OFFICE]
            close_month(month, by=by, on=at.date(), at=at, reason=BEFORE_THE_PROGRAM)
        elif month == DECEMBER:
            _count_rows()
            _play_december(documents[month], users, frozenset(drafts))


def _count_rows() -> None:
    """Tell the database how many rows there are by now: it cannot know before the end."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _is_left_out(code: str, month: date) -> bool:
    """Late, or a commune of the districts whose people take the steps themselves."""
    if code in LATE:
        return True
    return month == DECEMBER and _districts()[code] in WHOLE_DISTRICTS


def _districts() -> dict[str, str]:
    return {commune.code: commune.district for commune in communes()}


def _play_december(
    documents: Mapping[str, Mapping[str, Any]], users: Mapping[str, User], drafts: frozenset[str]
) -> None:
    there = {c.code: c for c in filing_communes(reference_day(DECEMBER))}
    districts = {code: d for code, d in _districts().items() if code in there}
    stage = December(there, users, documents, districts, drafts)
    stage.play()
    add_what_follows(stage)
    add_practices(stage)
    add_directives(stage)
    add_difficulties(stage)
    add_staff(stage)
    add_boards(stage)
    add_delegations(stage)
    add_programme(stage)
    add_funding(stage)
    add_registers(stage)
    add_ocop(stage)
    add_village_life(stage)
    add_surveys(stage)
    add_recognition(stage)


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
    *,
    is_open: bool,
) -> None:
    """Each district's officer files for its communes; once the month is over, signed too."""
    zones = zones_on(units.values(), reference_day(month), criteria_set)
    by_district: dict[str, list[NewFigures]] = defaultdict(list)
    for commune in communes():
        if commune.code in filed:
            unit = units[commune.code]
            row = NewFigures(unit, commune.code, zones[unit], filed[commune.code])
            by_district[commune.district].append(row)
    at = _moment(month, FILE_DAY)
    for district, rows in by_district.items():
        by, key = users[district_username(district)], units[district]
        revisions = file_figures(
            rows,
            month=month,
            criteria_set=criteria_set,
            by=by,
            source=RevisionSource.DEMO,
            at=at,
            state=FilingState.SUBMITTED if is_open else FilingState.SIGNED,
            capacity=_capacity(by, Role.DISTRICT_OFFICER, key),
        )
        if not is_open:
            chairman = users[f"ct{district_username(district)}"]
            _sign(revisions, chairman, key, _moment(month, SIGN_DAY))
        codes = [row.code for row in rows]
        record("demo.file", revisions[0].filing, by=by, month=str(month), communes=codes)


def _sign(revisions: Collection[Revision], by: User, district: int, at: datetime) -> None:
    """The chairman's signature in the story of each filing of a month that is over."""
    acting = _capacity(by, Role.DISTRICT_CHAIRMAN, district)
    FilingEvent.objects.bulk_create(
        FilingEvent(
            filing=revision.filing,
            revision=revision,
            step="sign",
            by=by,
            capacity=acting,
            detail={"official": revision.criteria, "source": str(RevisionSource.DEMO)},
            at=at,
        )
        for revision in revisions
    )


@lru_cache(maxsize=100)
def _capacity(by: User, role: Role, district: int) -> str:
    """The posts of the demo are the same in every month."""
    return capacity_of(by, (role,), district, LAST_DAY_OF_86)


def _moment(month: date, day: int) -> datetime:
    """Nine in the morning of a day of the month, as if people had worked then."""
    return datetime.combine(month.replace(day=day), time(9), HANOI)
