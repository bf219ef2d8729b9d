"""Writing what residents gave, and taking it back. The log has amounts, never a donor's name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import normalise
from langmoi.funding.contribution_access import can_enter
from langmoi.funding.contribution_checks import Given, Problem, Unfit, problems_of
from langmoi.funding.contribution_ground import Ground, ground_for
from langmoi.funding.contributions import Contribution, Donor
from langmoi.people.models import User
from langmoi.places.models import Unit

SHORTEST_REASON, LONGEST_REASON = 5, 300


@transaction.atomic
def add_contribution(given: Given, *, by: User, on: date, at: datetime) -> Contribution:
    """One more contribution. Raises Unfit with every problem, NotAllowed for who may not."""
    if not can_enter(by, given.unit, on=on):
        raise NotAllowed(
            "Chỉ trưởng thôn (thôn mình) và công chức xã (xã mình) được ghi đóng góp của dân. "
            "Hãy báo nơi ấy ghi."
        )
    wanted = [given.project] if given.project is not None else []
    ground = ground_for(by, [given.unit], on=on, projects=wanted)
    if problems := problems_of(given, ground):
        raise Unfit(problems)
    lock_units([given.unit])
    if problem := told_already(given):
        raise Unfit([problem])
    [made] = write([given], ground, at=at)
    record("contribution.add", made, by=by, **_told(made, len(given.donors)))
    return made


def lock_units(units: Sequence[int]) -> None:
    """Of two who write down the same gift at once, the second waits and then sees the first's."""
    list(Unit.objects.select_for_update().filter(pk__in=units).order_by("pk"))


def told_already(given: Given) -> Problem | None:
    """Whether the very same gift stands already, by whom and since when."""
    alike = Contribution.objects.standing().filter(
        unit=given.unit,
        given_on=given.given_on,
        project=given.project,
        households=given.households,
        money=given.money,
        workdays=given.workdays,
        land=given.land,
        goods=normalise(given.goods),
        goods_value=given.goods_value,
        note=normalise(given.note),
    )
    found = alike.select_related("by").first()
    return None if found is None else Problem("unit", _again(found))


def _again(found: Contribution) -> str:
    return (
        f"Khoản giống hệt ngày {show_day(found.given_on)} đã được {found.by.full_name} ghi. "
        "Nếu là hai khoản khác nhau, hãy ghi điều phân biệt vào ghi chú."
    )


def same_gift(given: Given) -> tuple[object, ...]:
    """What two rows of a file must not both say."""
    return (
        given.unit, given.given_on, given.project, given.households, given.money, given.workdays,
        given.land, normalise(given.goods), given.goods_value, normalise(given.note),
    )  # fmt: skip


def write(gifts: Sequence[Given], ground: Ground, *, at: datetime) -> list[Contribution]:
    """Rows of what was checked; the caller leaves the audit line."""
    rows = Contribution.objects.bulk_create([_row(given, ground, at) for given in gifts])
    Donor.objects.bulk_create(
        Donor(contribution=row, name=normalise(gift.name), value=gift.value)
        for row, given in zip(rows, gifts, strict=True)
        for gift in given.donors
    )
    return rows


def _row(given: Given, ground: Ground, at: datetime) -> Contribution:
    commune = ground.commune(given.unit, given.given_on)
    assert commune is not None  # noqa: S101 - checked before
    return Contribution(
        unit_id=given.unit,
        commune_id=commune.unit_id,
        project_id=given.project,
        given_on=given.given_on,
        households=given.households,
        money=given.money,
        workdays=given.workdays,
        workday_rate=given.workday_rate,
        workdays_value=given.workdays_value,
        land=given.land,
        land_value=given.land_value,
        goods=normalise(given.goods),
        goods_value=given.goods_value,
        total=given.total,
        basis=normalise(given.basis),
        note=normalise(given.note),
        certainty=given.certainty,
        by=ground.by,
        at=at,
    )


@transaction.atomic
def take_back_contribution(
    contribution: Contribution, why: str, *, by: User, on: date, at: datetime
) -> Contribution:
    """It stands no longer, and stays to be read with the reason; given anew if need be."""
    if not can_enter(by, contribution.unit_id, on=on):
        raise NotAllowed(
            "Chỉ trưởng thôn (thôn mình) và công chức xã (xã mình) được rút khoản đóng góp. "
            "Hãy báo nơi ấy rút."
        )
    reason = normalise(why)
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise DomainError(
            f"Lý do rút phải từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự. "
            "Hãy ghi vì sao khoản này sai."
        )
    # One conditional UPDATE: of two who take it back at once, exactly one does.
    standing = Contribution.objects.standing().filter(pk=contribution.pk)
    if not standing.update(taken_back_at=at, taken_back_by=by, why_taken_back=reason):
        raise DomainError("Khoản này vừa được người khác rút. Hãy tải lại trang để xem.")
    contribution.refresh_from_db()
    record("contribution.take_back", contribution, by=by, id=contribution.pk, why=reason)
    return contribution


def _told(made: Contribution, donors: int) -> dict[str, Any]:
    return {
        "id": made.pk,
        "unit": made.unit_id,
        "given_on": str(made.given_on),
        "project": made.project_id,
        "households": made.households,
        "money": made.money,
        "workdays": str(made.workdays),
        "workdays_value": made.workdays_value,
        "land": str(made.land),
        "land_value": made.land_value,
        "goods_value": made.goods_value,
        "total": made.total,
        "donors": donors,
    }
