"""A report's content from its material: letterhead, text, receivers and annexes in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from langmoi import __version__
from langmoi.core.errors import DomainError
from langmoi.core.months import show_month
from langmoi.overview.model import Overview
from langmoi.publishing.criteria_table import counted_signs
from langmoi.publishing.definitions import Audience, Definition
from langmoi.publishing.issuers import Issuer, issuer_of, place_of
from langmoi.publishing.layouts import layout_on
from langmoi.publishing.material import Material
from langmoi.publishing.model import Fact, Letterhead, ReportContent
from langmoi.publishing.narrative import body, subject_of
from langmoi.publishing.printable import printable
from langmoi.publishing.tables import tables_of
from langmoi.publishing.words import blank_day, day_in_words

DEMO_MARK = "SỐ LIỆU MINH HỌA"
OPEN_MARK = "SỐ LIỆU TẠM TÍNH, CHƯA CHỐT"
DRAFT = "BẢN NHÁP"
BLANK_NUMBER = "        "


@dataclass(frozen=True)
class Signing:
    """What only an issued report bears: its number, symbol, and who signs above which name."""

    number: int
    symbol: str
    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Making:
    """When a report is made, by whom, and what day it bears (None: left blank)."""

    today: date
    by: str = ""
    dated: date | None = None
    is_demo: bool = False
    signing: Signing | None = None

    @property
    def on(self) -> date:
        """The day whose layout and agencies hold."""
        return self.dated or self.today


@dataclass(frozen=True)
class Sender:
    """Who sends the report and for whom; names filled into issuers.yaml."""

    kind: str = ""  # empty: the unit's usual issuer
    agency: str = ""
    above: str = ""
    audience: Audience | None = None


def content_of(
    material: Material,
    definition: Definition,
    making: Making,
    sender: Sender | None = None,
    edits: Mapping[str, str] | None = None,
) -> ReportContent:
    """The report that the material gives; knows no database.

    edits: sections that the office wrote anew, by their id. Characters that no official document
    can print are left out everywhere alike.
    """
    sender = sender or Sender()
    overview = material.overview
    issuer = _issuer(overview, making, sender)
    reference = _reference(issuer, making)
    content = ReportContent(
        kind=definition.id,
        unit_code=overview.unit.code,
        unit_name=overview.unit.full_name,
        month=overview.month,
        period=material.period.code,
        made_on=making.today,
        layout=layout_on(making.on),
        letterhead=_letterhead(overview, issuer, making),
        title="BÁO CÁO",
        subject=subject_of(material, definition),
        body=tuple(body(material, definition, issuer, edits)),
        receivers=issuer.receivers,
        signature=making.signing.lines if making.signing else issuer.signature,
        signer=making.signing.name if making.signing else "",
        annexes=tuple(tables_of(material, definition, reference)),
        facts=tuple(_facts(material, definition, making)),
        marks=_marks(material, making),
        watermark="" if material.is_closed else DRAFT,
        counted_signs=counted_signs(overview.criteria_set),
    )
    return printable(content)


def refuse_empty(overview: Overview) -> None:
    if not overview.filed:
        raise DomainError(
            f"Chưa có xã nào của {overview.unit.full_name} nộp phiếu tháng "
            f"{show_month(overview.month)} nên chưa lập được báo cáo. "
            "Hãy chọn tháng khác, hoặc nhập phiếu của các xã rồi lập lại."
        )


def _issuer(overview: Overview, making: Making, sender: Sender) -> Issuer:
    issuer = issuer_of(
        overview.unit, making.on, sender=sender.kind, agency=sender.agency, above=sender.above
    )
    if sender.audience is not None:
        told = sender.audience
        issuer = replace(issuer, closing=told.closing, receivers=told.receivers)
    if making.signing:
        issuer = replace(issuer, symbol=making.signing.symbol)
    return issuer


def _marks(material: Material, making: Making) -> tuple[str, ...]:
    demo = (DEMO_MARK,) if making.is_demo else ()
    return demo if material.is_closed else (*demo, OPEN_MARK)


def _number(issuer: Issuer, making: Making) -> str:
    """“05/BC-UBND”; blank before the slash until the office's register gives it."""
    given = f" {making.signing.number:02d}" if making.signing else BLANK_NUMBER
    return f"{given}/BC-{issuer.symbol}"


def _letterhead(overview: Overview, issuer: Issuer, making: Making) -> Letterhead:
    day = day_in_words(making.dated) if making.dated else blank_day(making.today.year)
    return Letterhead(
        parent=issuer.parent,
        agency=issuer.agency,
        number=f"Số:{_number(issuer, making)}",
        place_and_date=f"{place_of(overview.unit)}, {day}",
    )


def _reference(issuer: Issuer, making: Making) -> str:
    day = day_in_words(making.dated) if making.dated else blank_day(making.today.year)
    return f"(Kèm theo Báo cáo số{_number(issuer, making)} {day} của {issuer.name})"


def _facts(material: Material, definition: Definition, making: Making) -> Iterator[Fact]:
    overview, period = material.overview, material.period
    yield Fact("Nội dung", "Số liệu kèm báo cáo")
    yield Fact("Loại báo cáo", definition.name)
    yield Fact("Đơn vị", overview.unit.full_name)
    yield Fact("Mã đơn vị", overview.unit.code)
    yield Fact("Tháng", show_month(overview.month))
    yield Fact("Từ ngày", period.starts_on)
    yield Fact("Đến ngày", period.ends_on)
    yield Fact("Bộ tiêu chí", overview.criteria_set.name)
    yield Fact("Tình trạng số liệu", "đã chốt" if material.is_closed else "tạm tính, chưa chốt")
    yield Fact("Số xã", len(overview.communes))
    yield Fact("Số xã đã nộp phiếu", len(overview.filed))
    yield Fact("Mức đạt chưa đối chiếu", overview.unchecked_thresholds)
    yield Fact("Lập ngày", making.today)
    yield Fact("Lập bằng", f"Làng Mới {__version__}")
    if making.by:
        yield Fact("Người lập", making.by)
    if making.is_demo:
        yield Fact("Loại số liệu", "Số liệu minh họa, không phải số liệu chính thức")
