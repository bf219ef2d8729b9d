"""A contribution as told, held against what can be: each fault by its column, sums with the gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.core.numbers import show_millions, show_number
from langmoi.core.text import normalise
from langmoi.funding.contribution_ground import Ground
from langmoi.places.models import Certainty

FIRST_DAY = date(2009, 1, 1)  # communes of the pilot began then
MOST_MONEY = 10**12  # đồng: a thousand billions, more than any village gives; a slip of units
LEAST_RATE = Decimal(1_000)  # đồng for a day's work; below it somebody wrote thousands
MOST_WORKDAYS, MOST_LAND = Decimal(1_000_000), Decimal(10_000_000)
LONGEST = {"goods": 200, "basis": 200, "note": 300}
NAMES = {"goods": "vật tư, cây cối, khác", "basis": "căn cứ quy đổi", "note": "ghi chú"}
DONOR_LENGTH, MOST_DONORS = 150, 500


@dataclass(frozen=True)
class Gift:
    """Somebody who is named, and the value of what they gave."""

    name: str
    value: int


@dataclass(frozen=True)
class Given:
    """What was given, as told; values in whole đồng. What is told to be checked is not kept."""

    unit: int
    given_on: date
    households: int
    money: int = 0
    workdays: Decimal = Decimal(0)
    workday_rate: int | None = None
    land: Decimal = Decimal(0)
    land_value: int | None = None
    goods: str = ""
    goods_value: int = 0
    project: int | None = None
    basis: str = ""
    note: str = ""
    donors: tuple[Gift, ...] = ()
    told_workdays_value: int | None = None
    told_total: int | None = None
    certainty: Certainty = Certainty.REPORTED

    @property
    def workdays_value(self) -> int | None:
        """The days at their rate, to the đồng; none without a rate."""
        if self.workday_rate is None:
            return None
        value = self.workdays * self.workday_rate
        return int(value.quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def total(self) -> int:
        """All that has a value."""
        return self.money + (self.workdays_value or 0) + (self.land_value or 0) + self.goods_value


@dataclass(frozen=True)
class Problem:
    """What is wrong in one column, with what to do."""

    column: str
    message: str


class Unfit(DomainError):
    """What was told cannot be so; every problem by its column."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


def problems_of(given: Given, ground: Ground) -> list[Problem]:
    """Everything that is wrong with it, in the order of the columns."""
    found = [*_of_place(given, ground), *_of_amounts(given), *_of_sums(given), *_of_texts(given)]
    if not any(problem.column in ("unit", "given_on") for problem in found):
        found += [*_of_households(given, ground), *_of_project(given, ground)]
    return found


def _of_place(given: Given, ground: Ground) -> Iterator[Problem]:
    if given.unit not in ground.entered:
        yield Problem("unit", "Nơi này không thuộc phạm vi được ghi. Hãy chọn thôn, xã của mình.")
        return
    day = given.given_on
    if day > ground.on:
        yield Problem("given_on", f"Ngày {show_day(day)} chưa tới. Hãy ghi ngày đã đóng góp.")
    elif day < FIRST_DAY:
        yield Problem(
            "given_on", f"Ngày {show_day(day)} trước khi có Chương trình. Hãy xem lại năm."
        )
    elif ground.version(given.unit, day) is None:
        name = ground.versions[given.unit][-1].full_name
        yield Problem(
            "unit", f"Ngày {show_day(day)} không có {name}. Hãy xem lại nơi, ngày đóng góp."
        )
    elif ground.commune(given.unit, day) is None:
        yield Problem(
            "unit",
            f"Ngày {show_day(day)} nơi này không phải xã, cũng không phải thôn của một xã. "
            "Hãy chọn thôn hoặc xã.",
        )


def _of_amounts(given: Given) -> Iterator[Problem]:
    amounts = (
        ("households", "Số hộ", given.households, 1_000_000),
        ("money", "Tiền", given.money, MOST_MONEY),
        ("workdays", "Ngày công", given.workdays, MOST_WORKDAYS),
        ("workday_rate", "Mức quy đổi ngày công", given.workday_rate, 100_000_000),
        ("land", "Diện tích đất", given.land, MOST_LAND),
        ("land_value", "Giá trị đất", given.land_value, MOST_MONEY),
        ("goods_value", "Giá trị vật tư, khác", given.goods_value, MOST_MONEY),
    )
    for column, name, value, most in amounts:
        if value is not None and value < 0:
            yield Problem(column, f"{name} không thể âm. Hãy ghi số từ 0 trở lên.")
        elif value is not None and value > most:
            yield Problem(column, f"{name} lớn quá mức có thể. Hãy xem lại đơn vị tính.")
    for column, name, amount in (
        ("workdays", "Ngày công", given.workdays),
        ("land", "Diện tích đất", given.land),
    ):
        if amount != amount.quantize(Decimal("0.1")):
            yield Problem(column, f"{name} chỉ ghi đến một chữ số lẻ. Hãy làm tròn.")


def _of_sums(given: Given) -> Iterator[Problem]:
    if given.workday_rate is not None and not given.workdays:
        yield Problem("workday_rate", "Có mức quy đổi mà không có ngày công. Hãy ghi số ngày công.")
    elif given.workday_rate is not None and 0 <= given.workday_rate < LEAST_RATE:
        yield Problem("workday_rate", "Mức quy đổi ghi bằng đồng. Hãy ghi như 150.000.")
    if given.land_value and not given.land:
        yield Problem("land_value", "Có giá trị đất mà không có diện tích. Hãy ghi số m².")
    if given.goods_value and not normalise(given.goods):
        yield Problem("goods", "Chưa ghi vật tư, cây cối hay thứ gì khác đã góp. Hãy ghi rõ.")
    is_converted = given.workday_rate is not None or given.land_value is not None
    if is_converted and not normalise(given.basis):
        yield Problem(
            "basis", "Chưa ghi căn cứ quy đổi. Hãy ghi văn bản, hoặc biên bản họp thôn thống nhất."
        )
    if not (given.money or given.workdays or given.land or given.goods_value):
        yield Problem("money", "Khoản này chưa ghi đóng góp gì. Hãy ghi tiền, công, đất hoặc khác.")
    yield from _of_told(given)


def _of_told(given: Given) -> Iterator[Problem]:
    """Sums that somebody made themselves, beside ours."""
    told, value = given.told_workdays_value, given.workdays_value
    if told and value is None:
        yield Problem("workday_rate", "Có giá trị ngày công mà thiếu mức quy đổi. Hãy ghi mức.")
    elif told is not None and told != (value or 0):
        made, rate = show_millions(value or 0), show_number(given.workday_rate or 0)
        yield Problem(
            "told_workdays_value",
            f"Ngày công ghi {show_millions(told)} triệu đồng, nhưng {show_number(given.workdays)} "
            f"công × {rate} đồng là {made} triệu đồng: lệch "
            f"{show_millions(abs(told - (value or 0)))}. Hãy sửa một trong các số.",
        )
    if given.told_total is not None and given.told_total != given.total:
        gap = show_millions(abs(given.told_total - given.total))
        yield Problem(
            "told_total",
            f"Tổng ghi {show_millions(given.told_total)} triệu đồng, nhưng các phần cộng lại là "
            f"{show_millions(given.total)}: lệch {gap}. Hãy sửa một trong các số.",
        )
    named = sum(gift.value for gift in given.donors)
    if given.donors and named > given.total:
        yield Problem(
            "donors",
            f"Những người được ghi tên góp {show_millions(named)} triệu đồng, hơn cả khoản "
            f"({show_millions(given.total)}): lệch {show_millions(named - given.total)}. "
            "Hãy sửa một trong các số.",
        )


def _of_texts(given: Given) -> Iterator[Problem]:
    for column, most in LONGEST.items():
        if len(normalise(getattr(given, column))) > most:
            yield Problem(column, f"Phần {NAMES[column]} dài hơn {most} ký tự. Hãy ghi ngắn lại.")
    if len(given.donors) > MOST_DONORS:
        yield Problem(
            "donors", f"Có hơn {MOST_DONORS} người. Hãy chia khoản này thành nhiều khoản."
        )
    for gift in given.donors:
        name = normalise(gift.name)
        if not name or len(name) > DONOR_LENGTH:
            yield Problem("donors", f"Tên người đóng góp phải từ 1 đến {DONOR_LENGTH} ký tự.")
        elif gift.value <= 0:
            yield Problem(
                "donors", "Mỗi người được ghi tên phải có số đã góp. Hãy ghi số lớn hơn 0."
            )


def _of_households(given: Given, ground: Ground) -> Iterator[Problem]:
    known = ground.households(given.unit, given.given_on)
    if known is not None and given.households > known.count:
        yield Problem(
            "households",
            f"Ghi {show_number(given.households)} hộ, nhưng nơi này chỉ có "
            f"{show_number(known.count)} hộ ({known.source}). Hãy xem lại số hộ.",
        )


def _of_project(given: Given, ground: Ground) -> Iterator[Problem]:
    if given.project is None:
        return
    commune = ground.commune(given.unit, given.given_on)
    here = {given.unit}
    if commune is not None:
        here |= {
            commune.unit_id,
            commune.parent_id or 0,
        }  # of the commune, or of its whole district
    if given.project not in ground.projects or not ground.project_touches(given.project, here):
        yield Problem("project", "Công trình này không ở nơi đóng góp. Hãy chọn công trình của xã.")
