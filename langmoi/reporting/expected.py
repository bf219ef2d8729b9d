"""What departments and registers hold for communes' figures, beside what the communes filed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from langmoi.core.audit import digest, record
from langmoi.core.errors import DomainError, Fault, FaultyInput, NotAllowed
from langmoi.core.memory import kept
from langmoi.core.months import reference_day, show_month
from langmoi.law.filing import check_document
from langmoi.people.access import posts_of
from langmoi.people.models import Agency, Role, User
from langmoi.people.responsibility import responsibility_table
from langmoi.places.models import UnitVersion
from langmoi.places.queries import filing_communes
from langmoi.reporting.models import ExpectedValue
from langmoi.reporting.workbook.changes import is_same
from langmoi.reporting.workbook.contents import set_of_month

DEPARTMENT_ROLES = (Role.DEPARTMENT_OFFICER, Role.DEPARTMENT_DIRECTOR)


@dataclass(frozen=True)
class Expected:
    """One value that a department holds for a unit's figure."""

    figure: str
    value: Any
    agency: Agency
    source: str
    by: User
    at: datetime


@dataclass(frozen=True)
class NewExpected:
    """A value to hold for a unit's figure; None takes the department's value back."""

    unit_id: int
    figure: str
    value: Any | None


@dataclass(frozen=True)
class PutResult:
    """How many values were added, changed, taken back, and stood as they were."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


def expected_for(unit_key: int, month: date) -> dict[str, list[Expected]]:
    """What departments hold for the unit's figures of the month, by figure; agencies by name."""
    return expected_of([unit_key], month)[unit_key]


def expected_of(unit_keys: Collection[int], month: date) -> dict[int, dict[str, list[Expected]]]:
    """The same for many units, by unit; one query however many, none while nothing changes."""
    key = ("expected", frozenset(unit_keys), month)
    tables = ("reporting_expectedvalue", "people_agency", "people_user")
    return kept(key, lambda: _expected_of(unit_keys, month), *tables)


def _expected_of(unit_keys: Collection[int], month: date) -> dict[int, dict[str, list[Expected]]]:
    rows = ExpectedValue.objects.filter(unit_id__in=unit_keys, month=month)
    found: dict[int, dict[str, list[Expected]]] = {unit: {} for unit in unit_keys}
    for row in rows.select_related("agency", "by").order_by("figure", "agency__name"):
        found[row.unit_id].setdefault(row.figure, []).append(_expected(row))
    return found


def agencies_entering(user: User, *, on: date) -> list[Agency]:
    """The departments in whose name the user may put values that day."""
    posts = posts_of(user, on=on).filter(role__in=DEPARTMENT_ROLES, agency__isnull=False)
    return list(Agency.objects.filter(pk__in=posts.values("agency")).order_by("name"))


def figures_of_agency(agency: Agency, month: date) -> set[str]:
    """The figures of the indicators that the agency leads or works on in the month."""
    criteria_set = set_of_month(month)
    table = responsibility_table(criteria_set, reference_day(month))
    return {
        test.figure
        for indicator in criteria_set.indicators
        if agency in (*table[indicator.number].lead, *table[indicator.number].co_operating)
        for test in indicator.tests
    }


@transaction.atomic
def put_expected_values(
    values: Sequence[NewExpected],
    *,
    month: date,
    agency: Agency,
    source: str,
    by: User,
    on: date,
    at: datetime,
    seen: str | None = None,
    sha256: str = "",
) -> PutResult:
    """Hold these values in the department's name, all or nothing, with one audit line.

    `source` says where they come from (a file, a register). seen: `state_of` as the person saw it;
    refused where it has moved since. Raises NotAllowed, FaultyInput with every fault.
    """
    # Two writers in one department's name queue up; the second sees the first's values.
    Agency.objects.select_for_update().get(pk=agency.pk)
    if agency not in agencies_entering(by, on=on):
        raise NotAllowed(
            f"Chỉ công chức, lãnh đạo của {agency.name} được ghi số liệu của ngành này."
        )
    if seen is not None and seen != state_of(agency, month):
        raise DomainError(
            "Chưa ghi gì: từ lúc xem trước đến nay, số liệu của ngành đã được người khác thay đổi. "
            "Hãy kiểm tra lại tệp để xem những thay đổi mới, rồi xác nhận."
        )
    if faults := faults_of(values, month):
        raise FaultyInput(f"Chưa ghi gì: có {len(faults)} số liệu cần sửa.", faults)
    changes = _changes(values, month, agency)
    _write(changes, month=month, agency=agency, source=source, by=by, at=at)
    result = _count(changes, len(values))
    record(
        "expected.put",
        f"{agency.name}, tháng {show_month(month)}",
        by=by,
        month=str(month),
        agency=agency.pk,
        source=source,
        sha256=sha256,
        changes=[[new.unit_id, new.figure, old, new.value] for new, old in changes],
    )
    return result


def faults_of(values: Sequence[NewExpected], month: date) -> list[Fault]:
    """Everything wrong with the values: units that do not file, figures, ranges."""
    criteria_set = set_of_month(month)
    communes = {c.unit_id: c for c in filing_communes(reference_day(month))}
    documents: dict[int, dict[str, Any]] = defaultdict(dict)
    for new in values:
        documents[new.unit_id] |= {} if new.value is None else {new.figure: new.value}
    faults = []
    for unit, document in documents.items():
        name = communes[unit].full_name if unit in communes else ""
        if not name:
            message = f"Đơn vị {unit} không nộp phiếu tháng {show_month(month)}."
            faults.append(Fault(message, "Hãy bỏ đơn vị này."))
        for found in check_document(document, criteria_set):
            faults.append(Fault(found.message, found.remedy, unit=name, figure=found.figure))
    return faults


def state_of(agency: Agency, month: date) -> str:
    """One hash over all that the agency holds for the month; moves when any of it does."""
    rows = ExpectedValue.objects.filter(agency=agency, month=month).order_by("unit_id", "figure")
    return digest("", {f"{row.unit_id} {row.figure}": row.value for row in rows})


def held_by(agency: Agency, month: date) -> dict[int, dict[str, Any]]:
    """The figures document that the agency holds for each unit of the month."""
    held: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in ExpectedValue.objects.filter(agency=agency, month=month):
        held[row.unit_id][row.figure] = row.value
    return dict(held)


def is_other(filed: Any, expected: Any) -> bool:
    """Whether a filed value says something else than the expected one; both are reported.

    A percentage is held against a share of two parts to the decimals in which it is given.
    """
    if not isinstance(filed, Mapping) or not isinstance(expected, Mapping):
        return not is_same(filed, expected)
    if _has_parts(filed) and _has_parts(expected):
        return not all(is_same(filed[part], expected[part]) for part in ("num", "den"))
    first, second = _percentage(filed), _percentage(expected)
    if first is None or second is None:
        return False
    # The one that was given as a percentage may have been rounded by whoever gave it.
    given = (Decimal(v["pct"]) for v in (filed, expected) if not _has_parts(v))
    places = min(max(0, -int(value.as_tuple().exponent)) for value in given)
    return round(first, places) != round(second, places)


def _has_parts(share: Mapping[str, Any]) -> bool:
    return share.get("num") is not None and share.get("den") is not None


def _percentage(share: Mapping[str, Any]) -> Decimal | None:
    if _has_parts(share):
        whole = Decimal(share["den"])
        return Decimal(share["num"]) * 100 / whole if whole else None
    return Decimal(share["pct"]) if share.get("pct") is not None else None


def _expected(row: ExpectedValue) -> Expected:
    return Expected(row.figure, row.value, row.agency, row.source, row.by, row.at)


Change = tuple[NewExpected, Any]  # a value that differs from what stands, and what stands


def _changes(values: Sequence[NewExpected], month: date, agency: Agency) -> list[Change]:
    held = held_by(agency, month)
    pairs = [(new, held.get(new.unit_id, {}).get(new.figure)) for new in values]
    return [(new, old) for new, old in pairs if not is_same(old, new.value)]


def _write(
    changes: list[Change], *, month: date, agency: Agency, source: str, by: User, at: datetime
) -> None:
    ours = ExpectedValue.objects.filter(agency=agency, month=month)
    for new, _ in changes:
        if new.value is None:
            ours.filter(unit_id=new.unit_id, figure=new.figure).delete()
    ExpectedValue.objects.bulk_create(
        [
            ExpectedValue(
                unit_id=new.unit_id,
                month=month,
                figure=new.figure,
                value=new.value,
                agency=agency,
                source=source[:200],
                by=by,
                at=at,
            )
            for new, _ in changes
            if new.value is not None
        ],
        update_conflicts=True,
        unique_fields=["unit", "month", "figure", "agency"],
        update_fields=["value", "source", "by", "at"],
    )


def _count(changes: list[Change], given: int) -> PutResult:
    added = sum(old is None for _, old in changes)
    removed = sum(new.value is None for new, _ in changes)
    return PutResult(added, len(changes) - added - removed, removed, given - len(changes))


def communes_of(month: date, unit_keys: Collection[int] | None) -> dict[int, UnitVersion]:
    """The communes that file in the month, by key; only those of `unit_keys` where given."""
    return {c.unit_id: c for c in filing_communes(reference_day(month), within=unit_keys)}
