"""Workbooks of projects and of money lines: tried whole, shown, then written whole or not at all.

A trial does everything and takes it back, so what is confirmed is what was shown: the confirmation
does it again and refuses where it would come out otherwise than then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import TypedDict

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.funding import money_file, project_file
from langmoi.funding.access import owned_units, written_units
from langmoi.funding.asked import NewLine
from langmoi.funding.lines import add_line
from langmoi.funding.models import (
    FundingUpload,
    MoneyKind,
    MoneyLine,
    Project,
    UploadKind,
    UploadState,
)
from langmoi.funding.projects import add_project, asked_of, change_project, differences
from langmoi.funding.table_file import TableLine, read_lines
from langmoi.people.models import User


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Told:
    """What became of a row."""

    number: int
    name: str
    outcome: Outcome
    fields: tuple[str, ...] = ()


@dataclass
class Trial:
    """What the file does, row by row."""

    rows: list[Told] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def added(self) -> int:
        return self.count(Outcome.ADDED)

    @property
    def changed(self) -> int:
        return self.count(Outcome.CHANGED)

    @property
    def unchanged(self) -> int:
        return self.count(Outcome.UNCHANGED)

    @property
    def seal(self) -> str:
        """The same for the same outcome of every row."""
        told = [(row.number, row.outcome.value, row.fields) for row in self.rows]
        return sha256(repr(told).encode()).hexdigest()


class Who(TypedDict):
    """Whose act it is, on which day, at which moment: what every action of money asks."""

    by: User
    on: date
    at: datetime


@dataclass(frozen=True)
class _Writer:
    by: User
    on: date
    at: datetime
    within: frozenset[int]

    @property
    def who(self) -> Who:
        return {"by": self.by, "on": self.on, "at": self.at}


class _TakeBack(Exception):
    """Ends a trial: what it wrote is taken back."""


def try_file(
    kind: UploadKind, content: bytes, *, file_name: str, by: User, on: date, at: datetime
) -> Trial:
    """What the file would do; nothing stays. Raises FaultyInput with every fault by its cell."""
    trial = Trial()
    try:
        with transaction.atomic():
            _write_all(kind, content, file_name, trial, by=by, on=on, at=at)
            raise _TakeBack
    except _TakeBack:
        return trial


@transaction.atomic
def import_upload(upload: FundingUpload, *, by: User, on: date, at: datetime) -> Trial:
    """Write what was shown; raises where it would come out otherwise by now."""
    held = FundingUpload.objects.select_for_update().get(pk=upload.pk)
    if held.state != UploadState.CHECKED:
        raise DomainError("Tệp này đã được ghi hoặc đã bỏ. Hãy tải lại trang để xem.")
    trial = Trial()
    kind = UploadKind(held.kind)
    content = bytes(held.content)
    _write_all(kind, content, held.file_name, trial, by=by, on=on, at=at)
    if trial.seal != held.seen:
        raise DomainError(
            "Từ lúc xem trước đã có người sửa công trình hoặc vốn trong tệp này. Chưa ghi gì: "
            "hãy tải tệp lên lại để xem kết quả mới."
        )
    held.state, held.content = UploadState.IMPORTED, b""
    held.save(update_fields=["state", "content"])
    told = {"added": trial.added, "changed": trial.changed, "unchanged": trial.unchanged}
    record(f"funding.import_{kind}", held.file_name, by=by, rows=len(trial.rows), **told)
    return trial


def _write_all(
    kind: UploadKind,
    content: bytes,
    file_name: str,
    trial: Trial,
    *,
    by: User,
    on: date,
    at: datetime,
) -> None:
    within = frozenset(written_units(by, on=on) | owned_units(by, on=on))
    writer = _Writer(by, on, at, within)
    is_projects = kind is UploadKind.PROJECTS
    form = project_file.FORM if is_projects else money_file.FORM
    lines = read_lines(content, file_name, form)
    write = _projects if is_projects else _lines
    write(lines, writer, trial)
    faults = [fault for line in lines for fault in line.faults]
    if faults:
        raise FaultyInput(f"Chưa ghi gì: tệp {file_name} có {len(faults)} chỗ cần sửa.", faults)
    trial.rows.sort(key=lambda row: row.number)


def _projects(lines: list[TableLine], writer: _Writer, trial: Trial) -> None:
    seen: dict[str, int] = {}
    for line in lines:
        code = line.text("code")
        if code and code in seen:
            line.wrong("code", f"Mã {code} đã ghi ở dòng {seen[code]}. Hãy bỏ một trong hai.")
            continue
        seen[code] = line.number
        _attempt(line, lambda line=line: _project(line, writer, trial))  # type: ignore[misc]


def _project(line: TableLine, writer: _Writer, trial: Trial) -> None:
    asked = project_file.project_of(line, within=writer.within, on=writer.on)
    known = _known(line, asked.code, writer)
    if line.faults:
        return
    name = project_file.said_of_project(asked)
    if known is None:
        add_project(asked, **writer.who)
        trial.rows.append(Told(line.number, name, Outcome.ADDED))
        return
    stands = asked_of(known)
    asked = replace(asked, certainty=stands.certainty)
    changes = differences(stands, asked)
    if not changes:
        trial.rows.append(Told(line.number, name, Outcome.UNCHANGED))
        return
    change_project(known, asked, seen=known.version, **writer.who)
    trial.rows.append(Told(line.number, name, Outcome.CHANGED, tuple(changes)))


def _known(line: TableLine, code: str, writer: _Writer) -> Project | None:
    """The project of this code; one that the person may not see is no one else's business."""
    if not code:
        return None
    found = Project.objects.filter(code=code)
    visible = Project.objects.visible_to(writer.by, on=writer.on).filter(code=code).first()
    if visible is None and found.exists():
        line.wrong("code", f"Mã {code} đã dùng cho công trình ngoài phạm vi. Hãy ghi mã khác.")
    return visible


def _lines(lines: list[TableLine], writer: _Writer, trial: Trial) -> None:
    """By their days, allocations first: a payment may stand above its allocation in the file."""
    visible = Project.objects.visible_to(writer.by, on=writer.on)
    told = {
        "projects": dict(visible.values_list("code", "pk")),
        "programmes": money_file.programmes_by_name(),
        "within": writer.within,
        "on": writer.on,
    }
    asked = [(line, money_file.line_of(line, **told)) for line in lines]  # type: ignore[arg-type]
    order = [*MoneyKind.values]
    asked.sort(key=lambda pair: (pair[1].day, order.index(pair[1].kind), pair[0].number))
    for line, new in asked:
        if line.faults:
            continue
        if line.text("line"):
            _compare(line, new, writer, trial)
        else:
            _attempt(line, lambda line=line, new=new: _add(line, new, writer, trial))  # type: ignore[misc]


def _add(line: TableLine, new: NewLine, writer: _Writer, trial: Trial) -> None:
    add_line(new, **writer.who)
    trial.rows.append(Told(line.number, line.text("kind"), Outcome.ADDED))


def _compare(line: TableLine, new: NewLine, writer: _Writer, trial: Trial) -> None:
    """A line that stands is never changed; the file may only say the same of it."""
    text = line.text("line")
    visible = MoneyLine.objects.visible_to(writer.by, on=writer.on).standing()
    known = visible.filter(pk=int(text)).first() if text.isascii() and text.isdigit() else None
    if known is None:
        line.wrong("line", f"Không có dòng vốn mã {text}. Bỏ trống mã nếu là dòng mới.")
        return
    stands = money_file.asked_of_line(known)
    if replace(new, certainty=stands.certainty) != stands:
        line.wrong(
            "line",
            f"Dòng {text} đã ghi khác với tệp. Dòng đã ghi không sửa được: hãy rút dòng ấy rồi "
            "ghi dòng mới.",
        )
        return
    trial.rows.append(Told(line.number, line.text("kind"), Outcome.UNCHANGED))


def _attempt(line: TableLine, act: Callable[[], None]) -> None:
    """What the action refuses is a fault of the row, at the column that it speaks of."""
    try:
        with transaction.atomic():
            act()
    except FaultyInput as error:
        for fault in error.faults:
            line.wrong(fault.figure, fault.message)
    except DomainError as error:
        line.wrong("", str(error))


def drop_upload(upload: FundingUpload) -> None:
    """The file is not wanted; its content goes, its row stays."""
    waiting = FundingUpload.objects.filter(pk=upload.pk, state=UploadState.CHECKED)
    waiting.update(state=UploadState.DROPPED, content=b"")


def sorted_faults(faults: list[Fault]) -> list[Fault]:
    """By their rows, then by their columns."""

    def place(fault: Fault) -> tuple[int, int, str]:
        letters = fault.cell.rstrip("0123456789")
        return int(fault.cell[len(letters) :] or 0), len(letters), letters

    return sorted(faults, key=place)
