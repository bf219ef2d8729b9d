"""The registration of a year: a commune proposes, its district confirms, the province lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.memory import renew
from langmoi.direction.trail import line, words
from langmoi.people.models import User
from langmoi.places.models import Certainty, Level, Unit
from langmoi.places.queries import version_of
from langmoi.recognition.access import WHO, post_on_side
from langmoi.recognition.flow import STEPS, Side
from langmoi.recognition.models import Dossier, DossierEvent, DossierState, Kind, RegistrationList
from langmoi.recognition.regime_file import kinds
from langmoi.recognition.rules import known_rules
from langmoi.recognition.titles import refuse_second_title
from langmoi.recognition.trail import hold, take, tell

EARLIEST_YEAR = 2011  # of the programme


@transaction.atomic
def propose(
    unit: Unit,
    kind: Kind | str,
    year: int,
    *,
    by: User,
    on: date,
    at: datetime,
    note: str = "",
    certainty: Certainty = Certainty.CHECKED,
) -> Dossier:
    """Register a place for a title of a year; one dossier at a time for both."""
    kind = Kind(kind)
    post = post_on_side(by, unit.pk, Side.COMMUNE_HEAD, on=on)
    if post is None:
        raise NotAllowed(f"Chỉ {WHO[Side.COMMUNE_HEAD]} được đăng ký cho xã mình.")
    rules = known_rules(kind, on)
    _refuse_kind(unit, kind, on)
    _refuse_year(unit, kind, year, on)
    try:
        with transaction.atomic():
            dossier = Dossier.objects.create(
                kind=kind,
                unit=unit,
                year=year,
                regime=rules.regime.id,
                state=DossierState.PROPOSED,
                since=on,
                certainty=certainty,
                made_by=by,
                made_at=at,
            )
    except IntegrityError as error:
        raise DomainError(
            f"{unit} đã có hồ sơ {kind.label} năm {year}. Hãy mở hồ sơ đó để làm tiếp."
        ) from error
    said = words(note, "ghi chú", needed=False)
    tell(dossier, "propose", by, post, on, at, said, "", {})
    return dossier


@transaction.atomic
def propose_again(
    dossier: Dossier, note: str, *, seen: int, by: User, on: date, at: datetime
) -> DossierEvent:
    """Register once more after the district sent it back."""
    held = hold(dossier, "propose", seen=seen, by=by, on=on, at=at)
    return take(held, words(note, "nội dung đã làm theo ý kiến trả lại"))


@transaction.atomic
def confirm_registration(
    dossier: Dossier, *, seen: int, by: User, on: date, at: datetime, note: str = ""
) -> DossierEvent:
    """The district stands behind the registration."""
    held = hold(dossier, "confirm", seen=seen, by=by, on=on, at=at)
    return take(held, words(note, "ghi chú", needed=False))


@transaction.atomic
def approve_list(
    province: Unit,
    dossiers: Sequence[tuple[Dossier, int]],
    document: str,
    dated_on: date,
    *,
    by: User,
    on: date,
    at: datetime,
    certainty: Certainty = Certainty.CHECKED,
) -> RegistrationList:
    """Put confirmed dossiers on the list of one kind and year, all by the same document."""
    if not dossiers:
        raise DomainError("Chưa chọn hồ sơ nào. Hãy chọn các xã có trong danh sách.")
    if len({(one.kind, one.year) for one, _ in dossiers}) > 1:
        raise DomainError(
            "Một văn bản chỉ ghi danh sách của một danh hiệu và một năm. Hãy chọn lại các xã."
        )
    if dated_on > on:
        raise DomainError(
            f"Văn bản ngày {show_day(dated_on)} ở tương lai. Hãy xem lại ngày văn bản."
        )
    first = dossiers[0][0]
    if post_on_side(by, first.unit_id, Side.OFFICE, on=on) is None:
        raise NotAllowed(f"Chỉ {WHO[Side.OFFICE]} được lập danh sách đăng ký của năm.")
    made, _ = RegistrationList.objects.get_or_create(
        unit=province,
        kind=first.kind,
        year=first.year,
        document=line(document, "số, ký hiệu văn bản", 60, needed=True),
        dated_on=dated_on,
        defaults={"by": by, "at": at, "certainty": certainty},
    )
    for dossier, seen in sorted(dossiers, key=lambda pair: pair[0].pk):
        held = hold(dossier, "enlist", seen=seen, by=by, on=on, at=at)
        told = {"document": made.document, "dated_on": str(dated_on)}
        take(held, listed_in=made, told=told)
    record(
        "dossier.list",
        made,
        by=by,
        document=made.document,
        dated_on=str(dated_on),
        dossiers=[one.pk for one, _ in dossiers],
    )
    return made


@transaction.atomic
def withdraw_dossier(
    dossier: Dossier, reason: str, *, seen: int, by: User, on: date, at: datetime
) -> DossierEvent:
    """The commune tries for this title no more, this year."""
    held = hold(dossier, "withdraw", seen=seen, by=by, on=on, at=at)
    return take(held, words(reason, "lý do rút hồ sơ"))


@transaction.atomic
def send_back(
    dossier: Dossier, reason: str, *, seen: int, by: User, on: date, at: datetime
) -> DossierEvent:
    """Give it back to whoever sent it, with the reason; what was said of it stays readable."""
    held = hold(dossier, "send_back", seen=seen, by=by, on=on, at=at)
    return take(held, words(reason, "lý do trả lại"))


def _refuse_kind(unit: Unit, kind: Kind, on: date) -> None:
    renew()
    version, asked = version_of(unit.pk, on), kinds()[kind]
    if version is None:
        raise DomainError(
            f"Ngày {show_day(on)} không có {unit}. Hãy chọn đơn vị đang có vào ngày này."
        )
    if version.level != asked.level or version.type not in asked.unit_types:
        raise DomainError(
            f"{version.full_name} không thể đăng ký {kind.label}. Hãy chọn danh hiệu khác."
        )
    if asked.level != Level.COMMUNE:
        raise DomainError(
            f"Hệ thống chưa nhận đăng ký {kind.label}: chưa biết cơ quan nào đăng ký và xác nhận. "
            "Hãy làm theo văn bản hướng dẫn ngoài hệ thống."
        )


def _refuse_year(unit: Unit, kind: Kind, year: int, on: date) -> None:
    if not EARLIEST_YEAR <= year <= on.year + 1:
        raise DomainError(
            f"Năm đạt chuẩn {year} phải từ {EARLIEST_YEAR} đến {on.year + 1}. Hãy ghi lại năm."
        )
    refuse_second_title(unit, kind, year)


def label_of(step: str) -> str:
    """What a step is called in the story."""
    return STEPS[step].label if step in STEPS else "trả lại hồ sơ"
