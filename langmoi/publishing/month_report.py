"""The monthly report of a province or a district, in the official layout of its date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from langmoi import __version__
from langmoi.core.errors import DomainError
from langmoi.core.months import first_day, previous_month, reference_day, show_month
from langmoi.overview.model import Overview
from langmoi.publishing.band_table import band_table
from langmoi.publishing.criteria_table import counted_signs, criteria_table
from langmoi.publishing.issuers import Issuer, issuer_of, place_of, spelled_out
from langmoi.publishing.layouts import layout_on
from langmoi.publishing.model import Fact, Letterhead, MonthReport
from langmoi.publishing.narrative import PROGRAMME, body
from langmoi.publishing.words import blank_day, day_in_words, month_in_words

DEMO_MARK = "SỐ LIỆU MINH HỌA"
OPEN_MARK = "SỐ LIỆU TẠM TÍNH, CHƯA CHỐT"
BLANK_NUMBER = "        "


@dataclass(frozen=True)
class Making:
    """When a report is made, by whom, and what day it bears (None: left blank)."""

    today: date
    by: str = ""
    dated: date | None = None
    is_demo: bool = False

    @property
    def on(self) -> date:
        """The day whose layout and agencies hold."""
        return self.dated or self.today


def build_month_report(
    unit_key: int, month: date, *, today: date, by: str = "", dated: date | None = None
) -> MonthReport:
    """The report from the month as it stands now. Raises DomainError where nobody has filed."""
    from langmoi.core.installation import is_demo
    from langmoi.overview.queries import overview

    current = overview(month, unit_key=unit_key)
    refuse_empty(current)
    return report_of(current, _before(current), Making(today, by, dated, is_demo()))


def _before(current: Overview) -> Overview | None:
    """The same unit a month earlier; None before the first month."""
    from langmoi.overview.queries import overview

    try:
        return overview(
            previous_month(current.month), unit_key=current.unit.key, with_districts=False
        )
    except DomainError:
        return None


def refuse_empty(overview: Overview) -> None:
    if not overview.filed:
        raise DomainError(
            f"Chưa có xã nào của {overview.unit.full_name} nộp phiếu tháng "
            f"{show_month(overview.month)} nên chưa lập được báo cáo. "
            "Hãy chọn tháng khác, hoặc nhập phiếu của các xã rồi lập lại."
        )


def report_of(overview: Overview, previous: Overview | None, making: Making) -> MonthReport:
    """The report that an overview gives; knows no database."""
    issuer = issuer_of(overview.unit, making.on)
    reference = _reference(issuer, making)
    return MonthReport(
        unit_code=overview.unit.code,
        unit_name=overview.unit.full_name,
        month=overview.month,
        made_on=making.today,
        layout=layout_on(making.on),
        letterhead=_letterhead(overview, issuer, making),
        title="BÁO CÁO",
        subject=_subject(overview),
        body=tuple(body(overview, previous, issuer)),
        receivers=issuer.receivers,
        signature=issuer.signature,
        annexes=(criteria_table(overview, reference), band_table(overview, reference)),
        facts=tuple(_facts(overview, making)),
        marks=_marks(overview, making),
        counted_signs=counted_signs(overview.criteria_set),
    )


def _marks(overview: Overview, making: Making) -> tuple[str, ...]:
    demo = (DEMO_MARK,) if making.is_demo else ()
    return demo if overview.is_closed else (*demo, OPEN_MARK)


def _letterhead(overview: Overview, issuer: Issuer, making: Making) -> Letterhead:
    day = day_in_words(making.dated) if making.dated else blank_day(making.today.year)
    return Letterhead(
        parent=issuer.parent,
        agency=issuer.agency,
        number=f"Số:{BLANK_NUMBER}/BC-{issuer.symbol}",
        place_and_date=f"{place_of(overview.unit)}, {day}",
    )


def _reference(issuer: Issuer, making: Making) -> str:
    day = day_in_words(making.dated) if making.dated else blank_day(making.today.year)
    return f"(Kèm theo Báo cáo số{BLANK_NUMBER}/BC-{issuer.symbol} {day} của {issuer.name})"


def _subject(overview: Overview) -> tuple[str, ...]:
    where = spelled_out(overview.unit)
    return (
        f"Kết quả thực hiện {PROGRAMME}",
        f"trên địa bàn {where} {month_in_words(overview.month)}",
    )


def _facts(overview: Overview, making: Making) -> Iterator[Fact]:
    yield Fact("Nội dung", f"Số liệu kèm báo cáo kết quả thực hiện {PROGRAMME}")
    yield Fact("Đơn vị", overview.unit.full_name)
    yield Fact("Mã đơn vị", overview.unit.code)
    yield Fact("Tháng", show_month(overview.month))
    yield Fact("Từ ngày", first_day(overview.month))
    yield Fact("Đến ngày", reference_day(overview.month))
    yield Fact("Bộ tiêu chí", overview.criteria_set.name)
    yield Fact("Tình trạng số liệu", "đã chốt" if overview.is_closed else "tạm tính, chưa chốt")
    yield Fact("Số xã", len(overview.communes))
    yield Fact("Số xã đã nộp phiếu", len(overview.filed))
    yield Fact("Mức đạt chưa đối chiếu", overview.unchecked_thresholds)
    yield Fact("Lập ngày", making.today)
    yield Fact("Lập bằng", f"Làng Mới {__version__}")
    if making.by:
        yield Fact("Người lập", making.by)
    if making.is_demo:
        yield Fact("Loại số liệu", "Số liệu minh họa, không phải số liệu chính thức")
