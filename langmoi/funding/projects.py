"""Projects written, changed, stopped, taken up again; each leaves its story and audit line."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, Fault, FaultyInput, NotAllowed, NotFound
from langmoi.core.memory import renew
from langmoi.core.numbers import plain, show_millions
from langmoi.core.text import normalise, search_key
from langmoi.funding.access import can_write, may_call, may_write
from langmoi.funding.asked import CriterionShare, NewProject, PlaceShare, SourceAmount
from langmoi.funding.checks import FIRST_DAY, faults_of_project, wrong
from langmoi.funding.models import (
    MoneyLine,
    Project,
    ProjectCriterion,
    ProjectEvent,
    ProjectPlace,
    ProjectSource,
)
from langmoi.funding.sums import accepted_of, allocated_of
from langmoi.people.models import User
from langmoi.places.models import UnitVersion

PARTS = ("places", "criteria", "structure")
PLAIN = tuple(f.name for f in fields(NewProject) if f.name not in (*PARTS, "owner_unit", "code"))


@transaction.atomic
def add_project(told: NewProject, *, by: User, on: date, at: datetime) -> Project:
    """Write the project, or raise FaultyInput with every fault by its field."""
    units = [place.unit for place in told.places]
    if units and not may_write(by, units, told.owner_unit, on=on):
        raise NotAllowed(
            "Không ghi được công trình này: cán bộ xã chỉ ghi công trình do xã mình làm chủ đầu "
            "tư, cán bộ huyện ghi trong huyện. Hãy báo huyện hoặc tỉnh ghi."
        )
    refuse([*faults_of_project(told, on=on), *_faults_of_call(told, None, by=by, on=on)])
    project = Project(unit_id=unit_above(units, told.day or on), made_by=by, made_at=at)
    project.code = normalise(told.code) or _next_code(project.unit_id, told.day or on)
    _fill(project, told)
    try:
        with transaction.atomic():
            project.save()
    except IntegrityError as error:
        raise DomainError(
            f"Mã {project.code} vừa có người ghi cho công trình khác. Hãy ghi lại với mã khác."
        ) from error
    _put_parts(project, told)
    tell(project, "add", by=by, at=at, note=f"Tổng mức {show_millions(told.total)} triệu đồng.")
    return project


@transaction.atomic
def change_project(
    project: Project, told: NewProject, *, seen: int, by: User, on: date, at: datetime
) -> Project:
    """The project as it is to stand from now; what changed is told in its story."""
    held = hold(project, seen=seen, by=by, on=on)
    units = [place.unit for place in told.places]
    if units and not may_write(by, units, told.owner_unit, on=on):
        raise NotAllowed("Công trình sửa như vậy ra ngoài phạm vi được ghi. Hãy báo cấp trên sửa.")
    faults = faults_of_project(told, on=on, known=held)
    faults += _faults_of_money(held, told)
    faults += _faults_of_call(told, held, by=by, on=on)
    refuse(faults)
    before = asked_of(held)
    held.unit_id = unit_above(units, told.day or on)
    held.code = normalise(told.code) or held.code
    _fill(held, told)
    _put_parts(held, told)
    # A project's lines are where the project is: their unit is derived, not a thing of their own.
    MoneyLine.objects.filter(project=held).exclude(unit=held.unit_id).update(unit=held.unit_id)
    _moved_on(held, "change", by=by, at=at, detail=differences(before, asked_of(held)))
    return held


@transaction.atomic
def stop_project(
    project: Project, *, stopped_on: date, why: str, seen: int, by: User, on: date, at: datetime
) -> Project:
    """The project goes on no more after that day; its money stays as it was written."""
    held = hold(project, seen=seen, by=by, on=on)
    why = normalise(why)
    faults = []
    if held.stopped_on is not None:
        raise DomainError("Công trình này đã dừng trước đó. Hãy tải lại trang để xem.")
    if not why or len(why) > 300:
        faults.append(wrong("why", "Hãy ghi lý do dừng, không quá 300 ký tự."))
    if stopped_on > on or stopped_on < max(held.started_on or FIRST_DAY, FIRST_DAY):
        faults.append(wrong("stopped_on", _bad_stop(held, stopped_on)))
    if held.accepted_on is not None:
        faults.append(wrong("stopped_on", "Công trình đã nghiệm thu nên không dừng được."))
    refuse(faults)
    held.stopped_on, held.why_stopped = stopped_on, why
    note = f"Dừng từ {show_day(stopped_on)}: {why}"
    return _moved_on(held, "stop", by=by, at=at, note=note)


@transaction.atomic
def resume_project(
    project: Project, *, why: str, seen: int, by: User, on: date, at: datetime
) -> Project:
    """A stopped project goes on; the story keeps that it stood still."""
    held = hold(project, seen=seen, by=by, on=on)
    if held.stopped_on is None:
        raise DomainError("Công trình này không dừng. Hãy tải lại trang để xem.")
    if not normalise(why):
        raise FaultyInput("Chưa ghi lý do.", [wrong("why", "Hãy ghi lý do làm tiếp.")])
    held.stopped_on, held.why_stopped = None, ""
    return _moved_on(held, "resume", by=by, at=at, note=normalise(why)[:300])


def hold(project: Project, *, seen: int | None, by: User, on: date) -> Project:
    """The project locked to the end of the transaction; of two people the second is told.

    seen: the version that was shown; None where the change does not rest on it.
    """
    held = Project.objects.select_for_update().filter(pk=project.pk).first()
    renew()
    if held is None:
        raise NotFound("Không tìm thấy công trình này. Hãy tải lại danh sách.")
    if not can_write(by, held, on=on):
        raise NotAllowed(
            "Chỉ tỉnh, cán bộ huyện có công trình và xã làm chủ đầu tư được ghi công trình này."
        )
    if seen is not None and held.version != seen:
        raise DomainError(
            "Công trình này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: "
            "hãy mở lại trang, xem bản mới rồi làm tiếp."
        )
    return held


def refuse(faults: list[Fault]) -> None:
    """Raise FaultyInput where there is any fault; its message holds all of them."""
    if faults:
        raise FaultyInput(" ".join(fault.message for fault in faults), faults)


def unit_above(units: list[int], on: date) -> int:
    """The one commune; of several their district or, of several districts, the province."""
    if len(units) == 1:
        return units[0]
    layer = set(units)
    while len(layer) > 1:
        parents = UnitVersion.objects.on(on).filter(unit_id__in=layer, parent__isnull=False)
        layer = set(parents.values_list("parent_id", flat=True))
    if not layer:
        raise DomainError("Các xã của công trình không cùng một tỉnh. Hãy xem lại danh sách xã.")
    return layer.pop()


def asked_of(project: Project) -> NewProject:
    """The project as it stands, as one would ask for it."""
    return NewProject(
        **{name: getattr(project, name) for name in PLAIN},
        code=project.code,
        owner_unit=project.owner_unit_id,
        places=tuple(PlaceShare(p.unit_id, p.share) for p in project.places.all()),
        criteria=tuple(CriterionShare(c.number, c.share) for c in project.criteria.all()),
        structure=tuple(
            SourceAmount(s.source, s.amount, s.programme_id) for s in project.structure.all()
        ),
    )


def differences(before: NewProject, after: NewProject) -> dict[str, list[Any]]:
    """Field by field what it was and what it is; money in đồng, days as 2019-12-31."""
    old, new = asdict(before), asdict(after)
    return {
        name: [_plain(old[name]), _plain(new[name])]
        for name in old
        if _plain(old[name]) != _plain(new[name])
    }


def tell(
    project: Project,
    step: str,
    *,
    by: User,
    at: datetime,
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """The project's story and the audit line of the same thing."""
    told = detail or {}
    ProjectEvent.objects.create(project=project, step=step, by=by, at=at, note=note, detail=told)
    about = {"project": project.pk, "unit": project.unit_id, "version": project.version}
    record(f"project.{step}", project, by=by, **about, note=note, told=told)


def _fill(project: Project, told: NewProject) -> None:
    for name in PLAIN:
        value = getattr(told, name)
        setattr(project, name, normalise(value) if isinstance(value, str) else value)
    project.owner_unit_id = told.owner_unit
    project.people_part = told.people_part
    project.search_key = search_key(f"{project.code} {project.name} {project.owner}")


def _put_parts(project: Project, told: NewProject) -> None:
    """Places, criteria and sources as told; those of before are gone, the story knows them."""
    for relation in (project.places, project.criteria, project.structure):
        relation.all().delete()
    ProjectPlace.objects.bulk_create(
        ProjectPlace(project=project, unit_id=p.unit, share=p.share) for p in told.places
    )
    ProjectCriterion.objects.bulk_create(
        ProjectCriterion(project=project, number=c.number, share=c.share) for c in told.criteria
    )
    ProjectSource.objects.bulk_create(
        ProjectSource(project=project, source=s.source, amount=s.amount, programme_id=s.programme)
        for s in told.structure
    )


def _moved_on(
    project: Project,
    step: str,
    *,
    by: User,
    at: datetime,
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> Project:
    project.version += 1
    project.save()
    tell(project, step, by=by, at=at, note=note, detail=detail)
    return project


def _faults_of_money(project: Project, told: NewProject) -> list[Fault]:
    """A total below what was already allocated or accepted, days that its money denies."""
    faults = []
    for said, amount in (
        ("đã phân bổ", allocated_of(project.pk)),
        ("khối lượng đã nghiệm thu", accepted_of(project.pk)),
    ):
        if amount > told.total > 0:
            over = show_millions(amount - told.total)
            faults.append(
                wrong(
                    "total",
                    f"Tổng mức đầu tư thấp hơn vốn {said} là {over} triệu đồng. Hãy xem lại."
                    if "phân bổ" in said
                    else f"Tổng mức đầu tư thấp hơn {said} là {over} triệu đồng. Hãy xem lại.",
                )
            )
    return faults


def _faults_of_call(told: NewProject, known: Project | None, *, by: User, on: date) -> list[Fault]:
    """A call stands on the public page: it is for the province to put it there or to change it."""
    stands = (known.open_call, known.open_until) if known else ("", None)
    if (told.open_call, told.open_until) == stands or may_call(by, on=on):
        return []
    said = (
        "Kêu gọi đầu tư hiện ở trang công khai: chỉ Văn phòng Điều phối NTM tỉnh, Sở KH&ĐT, Sở Tài "
        "chính được ghi, sửa. Hãy gửi nội dung để tỉnh ghi."
    )
    return [wrong("open_call", said)]


def _bad_stop(project: Project, day: date) -> str:
    if project.started_on and day < project.started_on:
        return f"Ngày dừng trước ngày khởi công {show_day(project.started_on)}. Hãy xem lại."
    return f"Ngày dừng {show_day(day)} chưa đến hoặc quá sớm. Hãy xem lại."


def _next_code(unit: int, on: date) -> str:
    """CT-<code of the unit>-<number>, the next free one."""
    version = UnitVersion.objects.on(on).filter(unit_id=unit).first()
    head = f"CT-{version.code if version else unit}-"
    taken = set(Project.objects.filter(code__startswith=head).values_list("code", flat=True))
    number = len(taken) + 1
    while f"{head}{number:03d}" in taken:
        number += 1
    return f"{head}{number:03d}"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return plain(value)
    return value if isinstance(value, bool | int | None) else str(value)
