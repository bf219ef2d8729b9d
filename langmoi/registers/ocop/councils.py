"""Councils and their sheets: written whole or not at all, each write with its audit line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, Fault, FaultyInput, NotAllowed
from langmoi.core.text import normalise
from langmoi.people.models import User
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import district_of, version_of
from langmoi.registers.models import Entry, OcopCouncil, OcopScoring, OcopSheet
from langmoi.registers.moving import Move, move_entry
from langmoi.registers.ocop.access import (
    PRODUCT,
    SCORED,
    can_keep_council,
    product_kind,
    scored_units,
)
from langmoi.registers.ocop.rules import ScoreSet, no_set_said, score_set_on
from langmoi.registers.ocop.scores import Sheet, sheet_faults
from langmoi.registers.states import state_on

MOST_MEMBERS, LONGEST_NAME = 30, 150
KEEPERS = (
    "Chỉ công chức huyện phụ trách NTM (hội đồng huyện), Sở Nông nghiệp và Văn phòng Điều phối NTM "
    "tỉnh ghi hội đồng và phiếu chấm OCOP."
)
MOVED = (
    "Phần này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: "
    "hãy mở lại trang, xem bản mới rồi ghi tiếp."
)


@dataclass(frozen=True)
class CouncilTold:
    """A council as typed. `members`: names in their order, "" for one known by number only."""

    held_on: date
    members: tuple[str, ...]
    document: str = ""
    certainty: str = ""


@dataclass(frozen=True)
class Scored:
    """The sheets of a product before a council, and the star that the council concludes."""

    sheets: tuple[Sheet, ...]
    concluded_stars: int | None = None
    note: str = ""


@transaction.atomic
def add_council(
    told: CouncilTold, unit: UnitVersion, *, by: User, on: date, at: datetime
) -> OcopCouncil:
    """A council of a district or the province, on a day on which a set is in force."""
    level = _level(unit, told.held_on)
    if unit.unit_id not in scored_units(by, level, on=on):
        raise NotAllowed(KEEPERS)
    members = _members(told.members)
    _check_day(told.held_on, on)
    row = OcopCouncil(
        unit_id=unit.unit_id,
        level=level,
        held_on=told.held_on,
        document=_line(told.document, "quyết định thành lập", 200),
        members=members,
        certainty=told.certainty,
        made_by=by,
        made_at=at,
    )
    _save(row)
    _leave(row, "add", by, held_on=str(row.held_on), members=members, document=row.document)
    return row


@transaction.atomic
def change_council(
    council: OcopCouncil, told: CouncilTold, *, seen: int, by: User, on: date
) -> OcopCouncil:
    """Its day, paper and members; it keeps the set by which it has scored, and every sheet."""
    held = _hold(council, seen, by, on)
    members = _members(told.members)
    _check_day(told.held_on, on)
    _check_scored(held, told.held_on, len(members))
    held.held_on, held.members = told.held_on, members
    held.document = _line(told.document, "quyết định thành lập", 200)
    held.version += 1
    _save(held)
    _leave(held, "change", by, held_on=str(held.held_on), members=members, version=held.version)
    return held


@transaction.atomic
def save_scores(
    council: OcopCouncil,
    product: Entry,
    told: Scored,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> OcopScoring:
    """All sheets of a product before the council, in place of those that stood.

    seen: the version that the person saw, 0 where there was none. With the council's conclusion
    the product is scored at that level from its day on, unless it is certified or further already.
    Raises FaultyInput with every fault of the sheets.
    """
    held = _hold(council, None, by, on)
    score_set = score_set_on(held.held_on)
    if score_set is None:
        raise DomainError(no_set_said(held.held_on))
    _check_product(held, product, score_set)
    _check_sheets(held, told, score_set)
    scoring = _scoring(held, product, score_set, seen, by, at)
    before = [[s.number, str(s.a), str(s.b), str(s.c)] for s in scoring.sheets.all()]
    scoring.sheets.all().delete()
    OcopSheet.objects.bulk_create(_row(scoring, sheet) for sheet in told.sheets)
    scoring.concluded_stars = told.concluded_stars
    scoring.note = _line(told.note, "ghi chú", 500)
    scoring.by, scoring.at = by, at
    scoring.save()
    after = [[s.number, *(str(s.points[p.id]) for p in score_set.parts)] for s in told.sheets]
    about = {"council": held.pk, "entry": product.pk, "unit": product.unit_id}
    record(
        "ocop.score",
        product,
        by=by,
        **about,
        version=scoring.version,
        sheets=after,
        before=before,
        stars=told.concluded_stars,
    )
    if told.concluded_stars is not None:
        _move(held, product, by, on, at)
    return scoring


def _move(council: OcopCouncil, product: Entry, by: User, on: date, at: datetime) -> None:
    """Into “scored” of the council's level, where that follows the state of its day."""
    product.refresh_from_db()
    kind, wanted = product_kind(), SCORED[Level(council.level)]
    state = state_on(product, kind, council.held_on)
    sources = kind.states_by_id[wanted].sources
    if state is None or state.state.id not in sources or product.since > council.held_on:
        return
    move = Move(wanted, council.held_on, document=council.document)
    move_entry(product, move, seen=product.version, by=by, on=on, at=at)


def _scoring(
    council: OcopCouncil, product: Entry, score_set: ScoreSet, seen: int, by: User, at: datetime
) -> OcopScoring:
    """The row, its version raised; the council's lock keeps a second writer waiting."""
    row = OcopScoring.objects.filter(council=council, product=product).first()
    if (row.version if row else 0) != seen:
        raise DomainError(MOVED)
    if row is None:
        return OcopScoring.objects.create(
            council=council, product=product, score_set=score_set.id, by=by, at=at
        )
    row.version += 1
    return row


def _row(scoring: OcopScoring, sheet: Sheet) -> OcopSheet:
    return OcopSheet(
        scoring=scoring,
        number=sheet.number,
        a=sheet.points["a"],
        b=sheet.points["b"],
        c=sheet.points["c"],
    )


def _hold(council: OcopCouncil, seen: int | None, by: User, on: date) -> OcopCouncil:
    held = OcopCouncil.objects.select_for_update().get(pk=council.pk)
    if not can_keep_council(by, held, on=on):
        raise NotAllowed(KEEPERS)
    if seen is not None and held.version != seen:
        raise DomainError(MOVED)
    return held


def _check_product(council: OcopCouncil, product: Entry, score_set: ScoreSet) -> None:
    if product.kind != PRODUCT or product.taken_back_at is not None:
        raise DomainError("Đây không phải là sản phẩm OCOP đang có trong sổ. Hãy chọn lại.")
    above = district_of(product.unit_id, council.held_on)
    if council.level == Level.DISTRICT and (above is None or above.unit_id != council.unit_id):
        raise DomainError(
            f"Ngày {show_day(council.held_on)} xã {product.unit} không thuộc đơn vị của hội đồng. "
            "Hãy chọn sản phẩm trong địa bàn, hoặc hội đồng khác."
        )
    if score_set.group_name(product.fields.get("group", "")) is None:
        groups = "; ".join(name for _, name in score_set.groups)
        raise DomainError(
            f"Nhóm của “{product}” không có trong {score_set.name} (bộ của ngày chấm). "
            f"Hãy sửa nhóm sản phẩm, chọn một trong: {groups}."
        )


def _check_sheets(council: OcopCouncil, told: Scored, score_set: ScoreSet) -> None:
    names, members = council.members, len(council.members)
    faults = sheet_faults(told.sheets, score_set, members=members, names=names)
    faults += [
        Fault(f"Thành viên {s.number}: điểm ghi quá hai chữ số lẻ.", "Hãy ghi như 12,25.")
        for s in told.sheets
        if any(int(p.as_tuple().exponent) < -2 for p in s.points.values() if p is not None)
    ]
    if told.concluded_stars is not None and not told.sheets:
        said = "Hội đồng kết luận hạng sao mà chưa có phiếu chấm nào."
        faults.append(Fault(said, "Hãy ghi phiếu của các thành viên, hoặc bỏ kết luận."))
    if told.concluded_stars is not None and not 1 <= told.concluded_stars <= 5:
        faults.append(Fault("Hạng sao phải từ 1 đến 5.", "Hãy chọn lại."))
    if faults:
        more = f" Còn {len(faults) - 1} chỗ khác cần sửa." if len(faults) > 1 else ""
        raise FaultyInput(f"Chưa ghi phiếu nào: {faults[0]}{more}", faults)


def _check_scored(council: OcopCouncil, held_on: date, members: int) -> None:
    """A council that has scored stays under its set, and keeps a place for every sheet."""
    scorings = OcopScoring.objects.filter(council=council)
    sets = set(scorings.values_list("score_set", flat=True))
    found = score_set_on(held_on)
    if sets and (found is None or sets != {found.id}):
        raise DomainError(
            f"Hội đồng đã chấm theo bộ khác với bộ của ngày {show_day(held_on)}. "
            "Hãy giữ ngày trong thời gian áp dụng của bộ đã chấm."
        )
    last = OcopSheet.objects.filter(scoring__council=council).order_by("-number").first()
    if last is not None and last.number > members:
        raise DomainError(
            f"Thành viên số {last.number} đã có phiếu chấm nên hội đồng không thể còn "
            f"{members} người. Hãy bỏ phiếu của thành viên ấy trước."
        )


def _level(unit: UnitVersion, held_on: date) -> Level:
    version = version_of(unit.unit_id, held_on)
    if version is None or version.level not in SCORED:
        raise DomainError(
            f"Ngày {show_day(held_on)} đơn vị này không phải là huyện hay tỉnh đang có. "
            "Hãy chọn đơn vị lập hội đồng, hoặc xem lại ngày."
        )
    return Level(version.level)


def _check_day(held_on: date, on: date) -> None:
    if held_on > on:
        raise DomainError(f"Ngày họp chấm {show_day(held_on)} chưa tới. Hãy ghi sau khi họp.")
    if score_set_on(held_on) is None:
        raise DomainError(no_set_said(held_on))


def _members(told: Sequence[str]) -> list[str]:
    members = [_line(name, "tên thành viên", LONGEST_NAME) for name in told]
    if not 1 <= len(members) <= MOST_MEMBERS:
        raise DomainError(
            f"Hội đồng có {len(members)} thành viên. Hãy ghi từ 1 đến {MOST_MEMBERS} người."
        )
    return members


def _line(told: str, what: str, most: int) -> str:
    text = normalise(told)
    if len(text) > most:
        raise DomainError(f"Phần {what} dài hơn {most} ký tự. Hãy ghi ngắn lại.")
    return text


def _save(row: OcopCouncil) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise DomainError(
            f"Đơn vị này đã có hội đồng chấm ngày {show_day(row.held_on)}. "
            "Hãy mở hội đồng ấy để ghi thêm sản phẩm."
        ) from error


def _leave(council: OcopCouncil, step: str, by: User, **told: object) -> None:
    record(f"ocop.council.{step}", council, by=by, council=council.pk, unit=council.unit_id, **told)
