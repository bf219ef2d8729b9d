"""Every write of the work programme: atomic, with its line in the item's story and in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.direction.trail import words
from langmoi.people.models import Agency, User
from langmoi.places.models import Unit
from langmoi.programme.access import can_write_for, can_write_item
from langmoi.programme.checking import check_item, refuse_twice
from langmoi.programme.flow import standing
from langmoi.programme.models import ItemEvent, Origin, ProgrammeItem


@dataclass(frozen=True)
class NewItem:
    """What an item says, as typed or as suggested."""

    content: str
    responsible: str
    planned_from: date
    planned_to: date
    origin: str = Origin.OWN
    criterion: str = ""
    communes: tuple[int, ...] = ()
    assignment: int | None = None
    solution: int | None = None
    difficulty: int | None = None
    is_illustrative: bool = False

    def as_data(self) -> dict[str, Any]:
        days = {"planned_from": self.planned_from, "planned_to": self.planned_to}
        told = asdict(self) | {name: day.isoformat() for name, day in days.items()}
        return told | {"communes": list(self.communes), "origin": str(self.origin)}


@transaction.atomic
def add_items(
    owner: Unit | Agency,
    year: int,
    told: Sequence[NewItem],
    *,
    by: User,
    on: date,
    at: datetime,
) -> list[ProgrammeItem]:
    """Put all of these on the owner's programme of the year, or none."""
    if not can_write_for(by, owner, on=on):
        raise NotAllowed("Chỉ người của chính địa phương, cơ quan này ghi chương trình công tác.")
    _lock(owner)
    made = [_add(owner, year, one, by, on, at) for one in told]
    said = [one.as_data() for one in told]
    record("programme.add", str(owner), by=by, year=year, owner=_owner_data(owner), items=said)
    return made


@transaction.atomic
def change_item(
    item: ProgrammeItem, told: NewItem, *, seen: int, by: User, on: date, at: datetime
) -> ProgrammeItem:
    """Change what an item says; where it came from stays."""
    held = _hold(item, seen, by, on)
    told = replace(
        told,
        origin=held.origin,
        assignment=held.assignment_id,
        solution=held.solution_id,
        difficulty=held.difficulty_id,
    )
    fields = check_item(held.owner, held.year, told, on)
    return _take(held, "change", by, at, communes=told.communes, said=told.as_data(), **fields)


@transaction.atomic
def begin_item(
    item: ProgrammeItem, day: date, *, seen: int, by: User, on: date, at: datetime
) -> ProgrammeItem:
    """Work on it began that day."""
    held = _hold(item, seen, by, on)
    if held.started_on is not None:
        raise DomainError(f"Việc này đã bắt đầu ngày {show_day(held.started_on)}.")
    _refuse_to_come(day, on)
    return _take(held, "begin", by, at, started_on=day, said={"day": day.isoformat()})


@transaction.atomic
def finish_item(
    item: ProgrammeItem, day: date, result: str, *, seen: int, by: User, on: date, at: datetime
) -> ProgrammeItem:
    """It was done that day, with this result; what was never begun was begun then."""
    held = _hold(item, seen, by, on)
    _refuse_to_come(day, on)
    started = held.started_on or day
    if day < started:
        raise DomainError(
            f"Ngày xong {show_day(day)} trước ngày bắt đầu {show_day(started)}. Hãy ghi lại."
        )
    told = words(result, "kết quả")
    said = {"started_on": started.isoformat(), "finished_on": day.isoformat()}
    days: dict[str, Any] = {"started_on": started, "finished_on": day}
    return _take(held, "finish", by, at, note=told, result=told, said=said, **days)


@transaction.atomic
def reopen_item(
    item: ProgrammeItem, reason: str, *, seen: int, by: User, on: date, at: datetime
) -> ProgrammeItem:
    """What was said to be done is not, for the reason told; the days count again."""
    held = _hold(item, seen, by, on, finished=True)
    why = words(reason, "lý do mở lại")
    return _take(held, "reopen", by, at, note=why, finished_on=None, result="")


@transaction.atomic
def drop_item(
    item: ProgrammeItem, reason: str, *, seen: int, by: User, on: date, at: datetime
) -> ProgrammeItem:
    """It will not be done, for the reason told; it stays readable."""
    held = _hold(item, seen, by, on)
    why = words(reason, "lý do bỏ việc này")
    return _take(held, "drop", by, at, note=why, dropped_on=on, dropped_why=why)


@transaction.atomic
def carry_items(
    seen: Mapping[int, int], until: date, reason: str, *, by: User, on: date, at: datetime
) -> list[ProgrammeItem]:
    """Let unfinished items go on in the next year, all or none; `seen`: version by item."""
    why = words(reason, "lý do chuyển sang năm sau")
    if not seen:
        raise DomainError("Chưa chọn việc nào. Hãy đánh dấu việc cần chuyển sang năm sau.")
    found = list(ProgrammeItem.objects.filter(pk__in=seen).order_by("pk"))
    made = [_carry(_hold(item, seen[item.pk], by, on), until, why, by, on, at) for item in found]
    carried = {item.pk: later.pk for item, later in zip(found, made, strict=True)}
    record("programme.carry", f"{len(made)} việc", by=by, items=carried, reason=why)
    return made


def _carry(
    held: ProgrammeItem, until: date, why: str, by: User, on: date, at: datetime
) -> ProgrammeItem:
    year = held.year + 1
    told = NewItem(
        content=held.content,
        responsible=held.responsible,
        planned_from=date(year, 1, 1),
        planned_to=until,
        origin=held.origin,
        criterion=held.criterion,
        communes=tuple(held.communes.values_list("pk", flat=True)),
        assignment=held.assignment_id,
        solution=held.solution_id,
        difficulty=held.difficulty_id,
        is_illustrative=held.is_illustrative,
    )
    later = _add(held.owner, year, told, by, on, at, former=held, why=why)
    _tell(held, "carry", by, at, note=why, said={"later": later.pk})
    return later


def _add(
    owner: Unit | Agency,
    year: int,
    told: NewItem,
    by: User,
    on: date,
    at: datetime,
    *,
    former: ProgrammeItem | None = None,
    why: str = "",
) -> ProgrammeItem:
    fields = check_item(owner, year, told, on)
    refuse_twice(owner, year, told)
    made = ProgrammeItem.objects.create(
        unit=owner if isinstance(owner, Unit) else None,
        agency=owner if isinstance(owner, Agency) else None,
        year=year,
        origin=told.origin,
        assignment_id=told.assignment,
        solution_id=told.solution,
        difficulty_id=told.difficulty,
        carried_from=former,
        # What goes on was begun in the year before.
        started_on=former.started_on if former else None,
        is_illustrative=told.is_illustrative,
        made_by=by,
        made_at=at,
        **fields,
    )
    made.communes.set(told.communes)
    _tell(made, "carried" if former else "add", by, at, note=why, said=told.as_data())
    return made


def _lock(owner: Unit | Agency) -> None:
    """Who writes the same programme at once waits for the first, and then sees what is there."""
    rows: Any = type(owner).objects.select_for_update(no_key=True)
    rows.get(pk=owner.pk)


def _hold(
    item: ProgrammeItem, seen: int, by: User, on: date, *, finished: bool = False
) -> ProgrammeItem:
    """The locked row, still open (or finished); of two people at once the second is told."""
    _lock(item.owner)
    held = ProgrammeItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if not can_write_item(by, held, on=on):
        raise NotAllowed("Chỉ người của chính địa phương, cơ quan này ghi chương trình công tác.")
    if held.version != seen:
        raise DomainError(
            "Việc này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: hãy mở lại trang, "
            "xem bản mới rồi ghi tiếp."
        )
    carried = ProgrammeItem.objects.filter(carried_from=held).exists()
    found = standing(held, on, is_carried=carried)
    if finished and (held.finished_on is None or carried):
        raise DomainError(f"Việc này đang “{found.label}” nên không mở lại được.")
    if not finished and not found.is_open:
        raise DomainError(f"Việc này đã “{found.label}” nên không ghi tiếp được.")
    return held


def _take(
    held: ProgrammeItem,
    step: str,
    by: User,
    at: datetime,
    *,
    note: str = "",
    said: dict[str, Any] | None = None,
    communes: Sequence[int] | None = None,
    **fields: Any,
) -> ProgrammeItem:
    for name, value in fields.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*fields, "version"])
    if communes is not None:
        held.communes.set(communes)
    _tell(held, step, by, at, note=note, said=said or {})
    record(f"programme.{step}", held, by=by, item=held.pk, note=note, **(said or {}))
    return held


def _tell(
    item: ProgrammeItem, step: str, by: User, at: datetime, *, note: str, said: dict[str, Any]
) -> None:
    ItemEvent.objects.create(item=item, step=step, note=note, said=said, by=by, at=at)


def _owner_data(owner: Unit | Agency) -> dict[str, int]:
    return {"unit" if isinstance(owner, Unit) else "agency": owner.pk}


def _refuse_to_come(day: date, on: date) -> None:
    if day > on:
        raise DomainError(f"Ngày {show_day(day)} chưa tới. Hãy ghi ngày đã làm thật.")
