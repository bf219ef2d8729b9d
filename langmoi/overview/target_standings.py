"""How targets stand: reached, on track, behind, missed. Derived from figures and titles only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from langmoi.assessment.rollup import counted
from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day, show_month
from langmoi.overview.measures import measure_in
from langmoi.overview.model import CommuneLine, Overview
from langmoi.overview.queries import months_available, overview
from langmoi.programme.measured import measured_of, register_says
from langmoi.programme.models import Target, TargetKind

YEAR = 12


class Progress(StrEnum):
    REACHED = "reached"
    LATE = "late"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MISSED = "missed"
    OPEN = "open"
    UNKNOWN = "unknown"
    ENDED = "ended"


PROGRESS_LABELS = {
    Progress.REACHED: "đã đạt",
    Progress.LATE: "đạt sau hạn",
    Progress.ON_TRACK: "đúng tiến độ",
    Progress.BEHIND: "chậm tiến độ",
    Progress.MISSED: "không đạt khi đến hạn",
    Progress.OPEN: "chưa đạt",
    Progress.UNKNOWN: "chưa đo được",
    Progress.ENDED: "thôi theo dõi",
}


@dataclass(frozen=True)
class TargetStanding:
    """A target as of a month. `have` of `need`: criteria of a commune, else communes.

    `gained` is what came in the twelve months before, `likely` where that pace leads by its day;
    `by_register`: of how many communes a register tells it, where one does.
    """

    target: Target
    progress: Progress
    month: date | None = None
    have: int | None = None
    need: int | None = None
    gained: int | None = None
    likely: Fraction | None = None
    missing_criteria: tuple[str, ...] = ()
    missing: tuple[CommuneLine, ...] = ()
    whole: int | None = None
    why: str = ""
    is_closed: bool = True
    by_register: int | None = None

    @property
    def label(self) -> str:
        return PROGRESS_LABELS[self.progress]

    @property
    def short_by(self) -> int | None:
        if self.have is None or self.need is None:
            return None
        return max(self.need - self.have, 0)

    @property
    def is_of_commune(self) -> bool:
        return self.target.number is None


@dataclass
class Gauge:
    """Measures targets in the months that it needs, each read once for all of them."""

    month: date
    on: date
    _seen: dict[date, Overview | None] = field(default_factory=dict)
    _months: tuple[date, ...] = ()
    _registers: dict[date, Mapping[int, bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        there = sorted(m.month for m in months_available() if m.month <= self.month)
        self._months = tuple(there)

    def standing(self, target: Target) -> TargetStanding:
        """As of the last month by its day: what was to be reached then is judged by that month."""
        if target.ended_on is not None:
            return TargetStanding(target, Progress.ENDED)
        is_over = target.by is not None and target.by < self.on
        month = self._last_by(target.by) if is_over and target.by else self.month
        if month is None:
            first = f", sớm nhất là tháng {show_month(self._months[0])}" if self._months else ""
            return TargetStanding(target, Progress.UNKNOWN, why=f"Chưa có số liệu đến hạn{first}.")
        found = self._measured(target, month, self.month if _is_title(target) else month)
        if not is_over or found.progress in (Progress.REACHED, Progress.UNKNOWN):
            return found
        now = self._measured(target, self.month, self.month, by=None)
        late = now.progress is Progress.REACHED
        return replace(found, progress=Progress.LATE if late else Progress.MISSED)

    def at(self, month: date) -> Overview | None:
        if month not in self._seen:
            try:
                self._seen[month] = overview(month, with_districts=False)
            except DomainError:
                self._seen[month] = None
        return self._seen[month]

    def _known(self, target: Target, seen: Overview) -> Mapping[int, bool]:
        """What the register says of the month's communes, read once for all targets of its kind."""
        if not _is_of_register(target):
            return {}
        if seen.month not in self._registers:
            keys = [line.unit.key for line in seen.communes]
            self._registers[seen.month] = register_says(seen.month, keys)
        return self._registers[seen.month]

    def _last_by(self, day: date) -> date | None:
        past = [month for month in self._months if reference_day(month) <= day]
        return past[-1] if past else None

    def _measured(
        self, target: Target, month: date, titles: date, by: date | None | str = ""
    ) -> TargetStanding:
        """`titles`: the month as of which titles are known; `by` None: whenever they came."""
        seen = self.at(titles)
        lines = _lines_of(target, seen) if seen else ()
        if seen is None or not lines:
            why = "Đơn vị không có xã nào lập phiếu trong tháng này."
            return TargetStanding(target, Progress.UNKNOWN, month=month, why=why)
        wanted = measured_of(target)
        if by is None:
            wanted = replace(wanted, by=None)
        try:
            known = self._known(target, seen)
            measured = measure_in(wanted, seen, lines, known)
        except DomainError as error:
            return TargetStanding(target, Progress.UNKNOWN, month=month, why=str(error))
        missing = set(measured.missing)
        found = TargetStanding(
            target=target,
            progress=Progress.REACHED if measured.is_met else Progress.OPEN,
            month=titles,
            have=len(measured.counting),
            need=len(measured.counting) + measured.short_by,
            missing=tuple(line for line in lines if line.unit.key in missing),
            whole=measured.whole,
            is_closed=seen.is_closed,
            by_register=_told_by(known, lines) if _is_of_register(target) else None,
        )
        if target.number is None:
            found = _of_commune(found, lines[0], seen)
        elif not target.is_share:
            found = replace(found, need=target.number)
        return self._judged(found, month)

    def _judged(self, found: TargetStanding, month: date) -> TargetStanding:
        """On track or behind: where the pace of the last twelve months leads by the day."""
        target = found.target
        if found.progress is Progress.REACHED or target.by is None:
            return found
        if found.have is None or found.need is None:
            return replace(found, progress=Progress.UNKNOWN, why="Chưa có số liệu của xã.")
        gained = self._gained(target, month)
        if _is_title(target) and target.number is None and found.have >= found.need:
            why = "Đã đạt đủ tiêu chí, chưa có quyết định công nhận."
            return replace(found, progress=Progress.ON_TRACK, gained=gained, why=why)
        if gained is None:
            why = "Chưa đủ một năm số liệu cùng bộ tiêu chí để nói nhanh hay chậm."
            return replace(found, why=why)
        left = max((target.by.year - month.year) * 12 + target.by.month - month.month, 0)
        likely = found.have + Fraction(max(gained, 0) * left, YEAR)
        likely = min(likely, Fraction(self._most(target, month, found)))
        on_track = likely >= found.need
        progress = Progress.ON_TRACK if on_track else Progress.BEHIND
        return replace(found, progress=progress, gained=gained, likely=likely)

    def _most(self, target: Target, month: date, found: TargetStanding) -> int:
        """More than every criterion, or every commune, there cannot be."""
        seen = self.at(month)
        if found.whole is not None and target.number is not None:
            return found.whole
        return len(_wanted(target, seen)) if seen else found.need or 0

    def _gained(self, target: Target, month: date) -> int | None:
        """What the unit gained in twelve months by the same set: criteria, else communes."""
        now, before = self.at(month), self.at(month.replace(year=month.year - 1))
        if now is None or before is None or now.criteria_set.id != before.criteria_set.id:
            return None
        ends = [
            _level(target, seen, _lines_of(target, seen), self._known(target, seen))
            for seen in (before, now)
        ]
        return None if None in ends else (ends[1] or 0) - (ends[0] or 0)


def standings_of(targets: Iterable[Target], *, month: date, on: date) -> list[TargetStanding]:
    """In the order given; each month is read once, however many targets there are."""
    gauge = Gauge(month, on)
    return [gauge.standing(target) for target in targets]


def _lines_of(target: Target, seen: Overview) -> tuple[CommuneLine, ...]:
    """The communes that the target is about: itself, those of its district, of the province."""
    if target.unit_id == seen.unit.key:
        return seen.communes
    own = tuple(line for line in seen.communes if line.unit.key == target.unit_id)
    return own or tuple(line for line in seen.communes if line.district.key == target.unit_id)


def _of_commune(found: TargetStanding, line: CommuneLine, seen: Overview) -> TargetStanding:
    """A commune's distance is in criteria; a title is apart from them."""
    numbers = _wanted(found.target, seen)
    missing = tuple(n for n in numbers if not _counts(line, n, seen))
    met = line.criteria_met
    if _is_of_register(found.target):
        return replace(found, missing=())
    have = met if len(numbers) == len(seen.criteria_set.criteria) else len(numbers) - len(missing)
    need = found.target.count or len(numbers)
    return replace(
        found, have=have if line.criteria else None, need=need, missing_criteria=missing, missing=()
    )


def _level(
    target: Target, seen: Overview, lines: Sequence[CommuneLine], known: Mapping[int, bool]
) -> int | None:
    """What the pace is taken of; of titles, the communes that meet all: titles follow them."""
    if not lines or any(line.criteria_met is None for line in lines):
        return None
    if _is_of_register(target):
        return len(measure_in(measured_of(target), seen, lines, known).counting)
    numbers = _wanted(target, seen)
    if target.number is None:
        return sum(_counts(lines[0], number, seen) for number in numbers)
    least = target.count or len(numbers)
    return sum(sum(_counts(line, n, seen) for n in numbers) >= least for line in lines)


def _wanted(target: Target, seen: Overview) -> tuple[str, ...]:
    return tuple(target.criteria) or tuple(c.number for c in seen.criteria_set.criteria)


def _counts(line: CommuneLine, number: str, seen: Overview) -> bool:
    also = seen.criteria_set.not_applicable_counts
    return counted(line.criteria.get(number), not_applicable_counts=also)


def _is_of_register(target: Target) -> bool:
    return target.kind == TargetKind.COOPERATIVE


def _told_by(known: Mapping[int, bool], lines: Sequence[CommuneLine]) -> int:
    return sum(line.unit.key in known for line in lines)


def _is_title(target: Target) -> bool:
    return target.kind == TargetKind.RECOGNISED
