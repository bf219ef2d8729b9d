"""Targets as pages show them: what, until when, how they stand, and what is planned for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from langmoi.core.days import show_day
from langmoi.core.numbers import show_number
from langmoi.overview.target_standings import (
    PROGRESS_LABELS,
    Progress,
    TargetStanding,
    standings_of,
)
from langmoi.people.models import User
from langmoi.places.models import Level, UnitVersion
from langmoi.programme.measured import say, say_until
from langmoi.programme.models import Target
from langmoi.programme.queries import ItemRow, names_on, working_on
from langmoi.web.analysis.sheets import Column

CSS = {
    Progress.REACHED: "met",
    Progress.LATE: "done",
    Progress.ON_TRACK: "info",
    Progress.BEHIND: "soon",
    Progress.MISSED: "over",
    Progress.OPEN: "plain",
    Progress.UNKNOWN: "plain",
    Progress.ENDED: "plain",
}
ICONS = {
    Progress.REACHED: "check",
    Progress.LATE: "history",
    Progress.ON_TRACK: "clock",
    Progress.BEHIND: "hourglass",
    Progress.MISSED: "alert-triangle",
}
Working = Mapping[tuple[int, str], list[ItemRow]]


@dataclass(frozen=True)
class TargetRow:
    """A target with its words. `planned`: criteria still missing for which an item is open."""

    target: Target
    standing: TargetStanding
    unit: str
    district: str
    code: str
    level: str
    planned: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        return say(self.target)

    @property
    def until(self) -> str:
        return say_until(self.target)

    @property
    def css(self) -> str:
        return CSS[self.standing.progress]

    @property
    def icon(self) -> str:
        return ICONS.get(self.standing.progress, "minus")

    @property
    def level_name(self) -> str:
        return Level(self.level).label if self.level else ""

    @property
    def distance(self) -> str:
        """“15/19 tiêu chí”, “18/25 xã”; empty where nothing is known."""
        found = self.standing
        if found.have is None or found.need is None:
            return ""
        if self.target.kind == "cooperative" and self.target.number is None:
            return "có" if found.have else "chưa có"
        return f"{found.have}/{found.need} {'tiêu chí' if found.is_of_commune else 'xã'}"

    @property
    def pace(self) -> str:
        """Where the pace of twelve months leads, in words."""
        found = self.standing
        if found.likely is None or found.gained is None:
            return found.why
        of = "tiêu chí" if found.is_of_commune else "xã"
        gained = f"12 tháng qua thêm {show_number(max(found.gained, 0))} {of}"
        return f"{gained}; cứ thế đến hạn được khoảng {show_number(int(found.likely))}/{found.need}"


def target_rows(targets: Iterable[Target], *, month: date, user: User, on: date) -> list[TargetRow]:
    """In a fixed number of reads, however many targets."""
    read = list(targets)
    standings = standings_of(read, month=month, on=on)
    units = _versions({target.unit_id for target in read}, on)
    above = names_on({u.parent_id for u in units.values() if u.parent_id}, on)
    missing = [s.target.unit_id for s in standings if s.missing_criteria]
    working = working_on(missing, user=user, on=on) if missing else {}
    return [_row(standing, units, above, working) for standing in standings]


def narrowed(
    targets: QuerySet[Target], *, year: int | None, kind: str, level: str, units: Collection[int]
) -> QuerySet[Target]:
    """Those of a year (and those without a day), of a kind and of a level."""
    if year is not None:
        targets = targets.filter(Q(by__year=year) | Q(by__isnull=True))
    if kind:
        targets = targets.filter(kind=kind)
    if level:
        targets = targets.filter(unit__in=units)
    return targets


def totals(rows: Sequence[TargetRow]) -> list[tuple[str, int, str]]:
    """How many stand how, in the order of the words."""
    counted = Counter(row.standing.progress for row in rows)
    return [
        (PROGRESS_LABELS[progress], counted[progress], CSS[progress])
        for progress in Progress
        if counted[progress]
    ]


COLUMNS = [
    Column("Mã"),
    Column("Đơn vị", width=24),
    Column("Huyện", width=20),
    Column("Mục tiêu", width=40),
    Column("Hạn", width=14),
    Column("Văn bản giao", width=44),
    Column("Độ tin cậy của văn bản", width=22),
    Column("Hiện có", width=10),
    Column("Phải đạt", width=10),
    Column("Tiêu chí còn thiếu", width=24),
    Column("Thiếu mà đã có việc", width=20),
    Column("Theo nhịp 12 tháng", width=44),
    Column("Tình trạng", width=20),
    Column("Lý do chuyển, bỏ", width=30),
    Column("Số liệu minh họa"),
]


def file_rows(rows: Iterable[TargetRow]) -> list[list[str | int | None]]:
    return [
        [
            row.code,
            row.unit,
            row.district,
            row.what,
            show_day(row.target.by) if row.target.by else "không hạn",
            str(row.target.document),
            row.target.document.get_certainty_display(),
            row.standing.have,
            row.standing.need,
            ", ".join(row.standing.missing_criteria),
            ", ".join(row.planned),
            row.pace,
            row.standing.label,
            row.target.ended_why,
            "có" if row.target.is_illustrative else "",
        ]
        for row in rows
    ]


def _row(
    standing: TargetStanding,
    units: Mapping[int, UnitVersion],
    above: Mapping[int, str],
    working: Working,
) -> TargetRow:
    target = standing.target
    unit = units.get(target.unit_id)
    is_commune = unit is not None and unit.level == Level.COMMUNE
    return TargetRow(
        target=target,
        standing=standing,
        unit=unit.full_name if unit else str(target.unit),
        district=above.get(unit.parent_id or 0, "") if unit and is_commune else "",
        code=unit.code if unit else "",
        level=unit.level if unit else "",
        planned=tuple(n for n in standing.missing_criteria if (target.unit_id, n) in working),
    )


def _versions(keys: set[int], on: date) -> dict[int, UnitVersion]:
    return {v.unit_id: v for v in UnitVersion.objects.on(on).filter(unit_id__in=keys)}
