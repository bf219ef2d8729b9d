"""What is wrong with a line of money: by itself, and against what stands already.

A payment never comes before its allocation nor goes beyond it, on any day; capital carried over is
capital that was allocated before and not paid yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.core.numbers import show_millions
from langmoi.core.text import normalise
from langmoi.funding.asked import NewLine
from langmoi.funding.checks import FIRST_DAY, MOST, source_faults, wrong
from langmoi.funding.models import MoneyKind, MoneyLine, Project
from langmoi.funding.sources import CARRIED_OVER, source_name
from langmoi.places.queries import version_of

LONGEST = {
    "document": ("văn bản, chứng từ", 200),
    "item": ("nội dung chi", 200),
    "note": ("ghi chú", 300),
}


@dataclass(frozen=True)
class Holder:
    """Whose money it is: a project, or a unit without one."""

    unit: int
    project: Project | None = None

    @property
    def lines(self) -> list[MoneyLine]:
        """Its standing lines, read under the lock of whoever writes."""
        mine = MoneyLine.objects.standing()
        if self.project is not None:
            return list(mine.filter(project=self.project))
        return list(mine.filter(project__isnull=True, unit=self.unit))


def faults_of_line(told: NewLine, holder: Holder, lines: list[MoneyLine], on: date) -> list[Fault]:
    """Everything that keeps the line from being written, as of that day."""
    faults = [*_own(told, on), *_of_place(told, holder)]
    if not faults:
        faults = [*_of_twin(told, lines), *_of_project(told, holder.project, lines)]
    if not faults:
        faults = [*_of_carrying(told, lines), *_of_capital(_Amount.all_of([*lines, told]), told)]
    return faults


def faults_of_taking_back(line: MoneyLine, lines: list[MoneyLine]) -> list[Fault]:
    """Without an allocation what was paid out of it must still be covered."""
    rest = [one for one in lines if one.pk != line.pk]
    return list(_of_capital(_Amount.all_of(rest), line, without=True))


def _own(told: NewLine, on: date) -> Iterator[Fault]:
    if told.amount <= 0:
        less = "âm" if told.amount < 0 else "bằng 0"
        yield wrong(
            "amount",
            f"Số tiền {show_millions(told.amount)} triệu đồng {less}. Hãy ghi số lớn hơn 0; "
            "muốn bỏ một dòng đã ghi thì rút dòng ấy.",
        )
    if told.amount > MOST:
        yield wrong("amount", "Số tiền quá lớn. Hãy ghi bằng triệu đồng và xem lại.")
    if told.kind not in MoneyKind.values:
        yield wrong("kind", f"Không có loại “{told.kind}”. Hãy chọn lại.")
    if told.day > on:
        yield wrong("day", f"Ngày {show_day(told.day)} chưa đến. Hãy xem lại ngày.")
    elif told.day < FIRST_DAY:
        yield wrong("day", f"Ngày {show_day(told.day)} quá sớm. Hãy xem lại năm.")
    yield from _year(told)
    yield from source_faults("source", told.source, told.programme, told.day)
    for field, (label, most) in LONGEST.items():
        if len(normalise(getattr(told, field))) > most:
            yield wrong(field, f"Phần {label} dài hơn {most} ký tự. Hãy ghi ngắn lại.")


def _year(told: NewLine) -> Iterator[Fault]:
    ahead = 1 if told.kind in (MoneyKind.PLAN, MoneyKind.ALLOCATION) else 0
    if not FIRST_DAY.year <= told.year <= told.day.year + ahead:
        yield wrong(
            "year",
            f"Năm kế hoạch {told.year} không hợp với ngày {show_day(told.day)}. "
            "Hãy xem lại năm hoặc ngày.",
        )


def _of_place(told: NewLine, holder: Holder) -> Iterator[Fault]:
    if version_of(holder.unit, told.day) is None:
        said = f"Ngày {show_day(told.day)} không có đơn vị nhận vốn này"
        yield wrong("day", f"{said}. Hãy chọn đơn vị có vào ngày ấy, hoặc xem lại ngày.")
    if told.kind == MoneyKind.ACCEPTED and holder.project is None:
        yield wrong("kind", "Khối lượng nghiệm thu phải của một công trình. Hãy chọn công trình.")


def _of_twin(told: NewLine, lines: Iterable[MoneyLine]) -> Iterator[Fault]:
    """The same line twice is a second press of the button, or a file read in twice."""
    names = ("kind", "source", "year", "day", "amount", "document", "item", "is_carried_over")
    mine = [getattr(told, name) for name in names] + [told.programme]
    for line in lines:
        if mine == [getattr(line, name) for name in names] + [line.programme_id]:
            yield wrong(
                "amount",
                f"Đã có dòng {line.get_kind_display()} {show_millions(line.amount)} triệu đồng "
                f"ngày {show_day(line.day)} giống hệt. Nếu là khoản khác, hãy ghi rõ chứng từ "
                "hoặc nội dung chi.",
            )
            return


def _of_project(
    told: NewLine, project: Project | None, lines: Iterable[MoneyLine]
) -> Iterator[Fault]:
    if project is None:
        return
    if project.stopped_on and told.day > project.stopped_on and told.kind != "disbursement":
        day = show_day(project.stopped_on)
        yield wrong("day", f"Công trình đã dừng từ {day}. Sau ngày ấy chỉ ghi được giải ngân.")
    if told.kind == MoneyKind.ACCEPTED:
        if project.started_on and told.day < project.started_on:
            day = show_day(project.started_on)
            yield wrong("day", f"Công trình khởi công {day}; không có nghiệm thu trước ngày ấy.")
        yield from _within_total(told, project, lines, "Khối lượng nghiệm thu")
    if told.kind == MoneyKind.ALLOCATION and not told.is_carried_over:
        yield from _within_total(told, project, lines, "Vốn phân bổ")


def _within_total(
    told: NewLine, project: Project, lines: Iterable[MoneyLine], what: str
) -> Iterator[Fault]:
    before = sum(one.amount for one in lines if one.kind == told.kind and not one.is_carried_over)
    over = before + told.amount - project.total
    if over > 0:
        yield wrong(
            "amount",
            f"{what} cộng lại sẽ vượt tổng mức đầu tư {show_millions(project.total)} triệu đồng "
            f"là {show_millions(over)} triệu đồng. Hãy xem lại, hoặc điều chỉnh tổng mức trước.",
        )


def _of_carrying(told: NewLine, lines: Iterable[MoneyLine]) -> Iterator[Fault]:
    """Capital carried over into a year: no more than is left of the years before."""
    if not told.is_carried_over or told.source == CARRIED_OVER:
        return
    if told.kind != MoneyKind.ALLOCATION:
        return
    same = [one for one in lines if _pot(one) == _pot(told)]
    given = sum(
        one.amount
        for one in same
        if one.kind == MoneyKind.ALLOCATION and not one.is_carried_over and one.year < told.year
    )
    paid = sum(
        one.amount for one in same if one.kind == MoneyKind.DISBURSEMENT and one.year < told.year
    )
    carried = sum(
        one.amount
        for one in same
        if one.kind == MoneyKind.ALLOCATION and one.is_carried_over and one.year == told.year
    )
    over = told.amount + carried - (given - paid)
    if over > 0:
        yield wrong(
            "amount",
            f"Vốn các năm trước của nguồn này còn chưa giải ngân "
            f"{show_millions(given - paid)} triệu đồng; chuyển sang như vậy vượt "
            f"{show_millions(over)} triệu đồng. Hãy xem lại.",
        )


Pot = tuple[str, int | None]


def _pot(line: NewLine | MoneyLine) -> Pot:
    """Capital of one source, of integrated money of one programme, pays only its own."""
    programme = line.programme if isinstance(line, NewLine) else line.programme_id
    return line.source, programme


@dataclass(frozen=True)
class _Amount:
    """What the capital of a pot gained (or lost, when paid) on a day."""

    pot: Pot
    day: date
    amount: int

    @classmethod
    def all_of(cls, lines: Iterable[NewLine | MoneyLine]) -> list[_Amount]:
        found = []
        for line in lines:
            if _is_new_capital(line):
                found.append(cls(_pot(line), line.day, line.amount))
            elif line.kind == MoneyKind.DISBURSEMENT:
                found.append(cls(_pot(line), line.day, -line.amount))
        # On one day what comes in comes before what goes out.
        return sorted(found, key=lambda one: (one.day, -one.amount))


def _is_new_capital(line: NewLine | MoneyLine) -> bool:
    """Carried-over capital was counted when it was allocated; of source 7 nothing else is known."""
    if line.kind != MoneyKind.ALLOCATION:
        return False
    return not line.is_carried_over or line.source == CARRIED_OVER


def _of_capital(
    amounts: Iterable[_Amount], told: NewLine | MoneyLine, *, without: bool = False
) -> Iterator[Fault]:
    """The first day on which more is paid out of the line's pot than was allocated."""
    if told.kind not in (MoneyKind.DISBURSEMENT, MoneyKind.ALLOCATION):
        return
    given = left = 0
    for one in amounts:
        if one.pot != _pot(told):
            continue
        left += one.amount
        given += max(one.amount, 0)
        if left < 0:
            yield _uncovered(one.day, given, -left, told, without=without)
            return


def _uncovered(
    day: date, given: int, over: int, told: NewLine | MoneyLine, *, without: bool
) -> Fault:
    name, said = source_name(told.source), show_millions(over)
    if without:
        return wrong(
            "amount",
            f"Rút dòng này thì đến {show_day(day)} số đã giải ngân của nguồn “{name}” vượt số "
            f"phân bổ {said} triệu đồng. Hãy rút các dòng giải ngân trước.",
        )
    if not given:
        return wrong(
            "day",
            f"Đến {show_day(day)} nguồn “{name}” chưa phân bổ đồng nào, nên chưa giải ngân được. "
            "Hãy ghi phân bổ trước, hoặc xem lại ngày và nguồn.",
        )
    return wrong(
        "amount",
        f"Đến {show_day(day)} giải ngân của nguồn “{name}” vượt số đã phân bổ "
        f"{show_millions(given)} triệu đồng là {said} triệu đồng. Hãy xem lại số tiền hoặc ngày.",
    )
