"""What a council's sheets come to: the exact mean and the star by the decision's bounds. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from langmoi.core.errors import Fault
from langmoi.core.numbers import show_number
from langmoi.registers.ocop.rules import Band, ScoreSet

MEAN_PLACES = 4


@dataclass(frozen=True)
class Sheet:
    """The points of one member of the council. A number tells members of one name apart."""

    number: int
    points: Mapping[str, Decimal]  # by part

    @property
    def total(self) -> Decimal:
        return sum(self.points.values(), Decimal(0))


@dataclass(frozen=True)
class CouncilResult:
    """What the sheets of a product come to."""

    sheets: int
    members: int
    parts: tuple[tuple[str, Fraction], ...]  # part, its mean
    mean: Fraction
    stars: int
    between: tuple[Band, Band] | None  # the bands between whose bounds the mean lies

    @property
    def is_whole(self) -> bool:
        """Whether every member of the council has handed in a sheet."""
        return self.sheets == self.members

    @property
    def mean_said(self) -> str:
        return show_fraction(self.mean)

    @property
    def remark(self) -> str:
        """That the decision has no rule for this mean; empty where it has."""
        if self.between is None:
            return ""
        below, above = self.between
        return (
            f"Điểm {self.mean_said} nằm giữa {show_number(below.last)} "
            f"(trần {below.stars} sao) và {show_number(above.first)} (sàn {above.stars} sao): "
            "quyết định không nói cách xếp điểm lẻ. Điểm được giữ nguyên, không làm tròn; "
            f"tính theo mức sàn đã đạt là {below.stars} sao, hạng do hội đồng kết luận ghi riêng."
        )


def sheet_faults(
    sheets: Sequence[Sheet], score_set: ScoreSet, *, members: int, names: Sequence[str] = ()
) -> list[Fault]:
    """Everything wrong: points over a part's most or below none, more sheets than members."""
    faults = [fault for sheet in sheets for fault in _points(sheet, score_set, names)]
    numbers = [sheet.number for sheet in sheets]
    for number in sorted({n for n in numbers if numbers.count(n) > 1}):
        faults.append(
            Fault(
                f"{member_name(number, names)} có hai phiếu.",
                "Mỗi thành viên chấm một phiếu: hãy bỏ phiếu thừa.",
            )
        )
    beyond = sorted({n for n in numbers if not 1 <= n <= members})
    if beyond or len(sheets) > members:
        faults.append(
            Fault(
                f"Có {len(sheets)} phiếu, trong khi hội đồng có {members} thành viên.",
                "Hãy bỏ phiếu thừa, hoặc sửa danh sách thành viên của hội đồng.",
            )
        )
    return faults


def _points(sheet: Sheet, score_set: ScoreSet, names: Sequence[str]) -> list[Fault]:
    who, faults = member_name(sheet.number, names), []
    for part in score_set.parts:
        points = sheet.points.get(part.id)
        if points is None:
            faults.append(Fault(f"{who} chưa có điểm phần {part.letter}.", "Hãy ghi đủ ba phần."))
        elif not 0 <= points <= part.most:
            faults.append(
                Fault(
                    f"{who}: phần {part.letter} ghi {show_number(points)} điểm, "
                    f"phải từ 0 đến {show_number(part.most)}.",
                    f"Hãy xem lại phiếu; mức tối đa theo {score_set.basis.said}.",
                )
            )
    return faults


def member_name(number: int, names: Sequence[str]) -> str:
    """“Thành viên 3 (Nguyễn Văn A)”; the number alone where no name is known."""
    name = names[number - 1] if 0 < number <= len(names) else ""
    return f"Thành viên {number}" + (f" ({name})" if name else "")


def council_result(
    sheets: Collection[Sheet], score_set: ScoreSet, *, members: int
) -> CouncilResult | None:
    """The means of the sheets, exact; None without a sheet."""
    if not sheets:
        return None
    parts = tuple(
        (part.id, sum((Fraction(s.points[part.id]) for s in sheets), Fraction(0)) / len(sheets))
        for part in score_set.parts
    )
    mean = sum((points for _, points in parts), Fraction(0))
    stars, between = _placed(mean, score_set)
    return CouncilResult(len(sheets), members, parts, mean, stars, between)


def stars_of(mean: Fraction, score_set: ScoreSet) -> int:
    """The most stars whose lowest points the mean reaches; the mean is not rounded."""
    return _placed(mean, score_set)[0]


def _placed(mean: Fraction, score_set: ScoreSet) -> tuple[int, tuple[Band, Band] | None]:
    above: Band | None = None
    for band in score_set.bands:
        if mean >= Fraction(band.first):
            lies_between = above is not None and mean > Fraction(band.last)
            return band.stars, (band, above) if lies_between and above else None
        above = band
    return 0, None


def show_fraction(value: Fraction) -> str:
    """69,5; a mean without an end in decimals shows four of them and that it goes on: 69,3333…"""
    scaled = value * 10**MEAN_PLACES
    if scaled.denominator == 1:
        return show_number(Decimal(scaled.numerator).scaleb(-MEAN_PLACES))
    cut = Decimal(scaled.numerator // scaled.denominator).scaleb(-MEAN_PLACES)
    return f"{show_number(cut, MEAN_PLACES)}…"
