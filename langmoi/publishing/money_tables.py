"""Biểu 3 and 4: what was mobilised by source, and how the year's capital was given out and paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from langmoi.core.text import capital
from langmoi.publishing.criteria_table import WIDTH
from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex, Cell, Column, Form, HeaderCell, Row, RowKind
from langmoi.publishing.money import Capital, Mobilised, MoneyPicture, millions
from langmoi.publishing.words import percent, roman

UNIT = "Đơn vị: triệu đồng. Ô trống: chưa ghi dòng nào"
FIGURE = Decimal(27)


def mobilised_table(material: Material, reference: str, label: str) -> Annex:
    money = material.money
    first = (Column(Decimal(18), "left"), Column(WIDTH - 18 - 5 * FIGURE, "left"))
    return Annex(
        label=label,
        sheet="Biểu 3",
        title=f"Biểu kết quả huy động nguồn lực {material.in_tables}",
        reference=reference,
        columns=(*first, *([Column(FIGURE, "right")] * 5)),
        header=(_mobilised_header(money), ()),
        rows=tuple(_mobilised_rows(money)) if money and money.is_told else (),
        size=10.5,
        notes=tuple(_mobilised_notes(money)),
    )


def _mobilised_header(money: MoneyPicture | None) -> tuple[HeaderCell, ...]:
    year, stage = (money.year, money.stage) if money else ("", "")
    names = (
        "Mã", "Nguồn", f"Kế hoạch năm {year}", "Thực hiện trong kỳ", f"Lũy kế năm {year}",
        f"Lũy kế giai đoạn {stage}", "Lũy kế năm so kế hoạch (%)",
    )  # fmt: skip
    return tuple(HeaderCell(name, rows=2) for name in names)


def _mobilised_notes(money: MoneyPicture | None) -> Iterator[str]:
    yield UNIT
    if money:
        yield (
            f"Năm tính từ ngày {money.year_since:%d/%m/%Y}, giai đoạn từ ngày "
            f"{money.stage_since:%d/%m/%Y}. Thực hiện là số giải ngân; mục 5 lấy từ sổ đóng góp "
            "của dân, giá trị đã quy đổi; vốn kéo dài nằm ở mục 7, không cộng ở nguồn của nó"
        )


def _mobilised_rows(money: MoneyPicture) -> Iterator[Row]:
    if not money.mobilised.is_told:
        yield said(f"Chưa ghi kế hoạch, giải ngân hay đóng góp nào đến {money.until:%d/%m/%Y}", 7)
        return
    for source, one in money.sources:
        kind = RowKind.UNIT if source.parent else RowKind.TOTAL
        yield Row(kind, (Cell(source.code), Cell(source.name), *_of_source(one)))
    yield Row(RowKind.TOTAL, (Cell(), Cell("Tổng cộng"), *_of_source(money.mobilised)))


def _of_source(one: Mobilised) -> Iterator[Cell]:
    for dong in (one.plan, one.period, one.year, one.stage):
        yield amount(dong)
    yield share(one.year, one.plan)


def capital_table(material: Material, reference: str, label: str) -> Annex:
    money = material.money
    figure = Decimal(24)
    first = (Column(Decimal(12)), Column(WIDTH - 12 - 7 * figure, "left"))
    year = money.year if money else ""
    until = f"đến ngày {material.period.ends_on:%d/%m/%Y}"
    return Annex(
        label=label,
        sheet="Biểu 4",
        title=f"Biểu phân bổ và giải ngân vốn năm {year}, {until}",
        reference=reference,
        columns=(*first, *([Column(figure, "right")] * 7)),
        header=_capital_header(),
        rows=tuple(_capital_rows(money)) if money and money.is_told else (),
        size=10,
        notes=(
            UNIT,
            "Không gồm đóng góp của dân. Tỷ lệ giải ngân tính trên vốn đã phân bổ và vốn năm trước "
            "kéo dài; nguồn không chia đầu tư, sự nghiệp chỉ nằm ở cột tổng số",
        ),
    )


def _capital_header() -> tuple[tuple[HeaderCell, ...], ...]:
    return (
        (
            HeaderCell("STT", rows=2),
            HeaderCell("Nguồn, địa bàn, công trình", rows=2),
            HeaderCell("Kế hoạch vốn", columns=3),
            HeaderCell("Đã phân bổ", rows=2),
            HeaderCell("Giải ngân", rows=2),
            HeaderCell("Tỷ lệ giải ngân (%)", rows=2),
            HeaderCell("Vốn năm trước kéo dài", rows=2),
        ),
        (HeaderCell("Tổng số"), HeaderCell("Đầu tư phát triển"), HeaderCell("Sự nghiệp")),
    )


def _capital_rows(money: MoneyPicture) -> Iterator[Row]:
    if not money.capital.is_told:
        yield said(f"Chưa ghi vốn nào của năm {money.year} đến {money.until:%d/%m/%Y}", 9)
        return
    parts = [
        ("Theo nguồn vốn", [(s.name, one) for s, one in money.by_source]),
        ("Theo địa bàn", [(capital(line.name), line.capital) for line in money.by_place]),
        ("Theo công trình", [(line.name, line.capital) for line in money.by_project]),
    ]
    told = [(title, lines) for title, lines in parts if lines]
    for number, (title, lines) in enumerate(told, start=1):
        yield Row(RowKind.HEADING, (Cell(roman(number)), Cell(title, span=8)))
        yield from _listed(lines)
    yield Row(RowKind.TOTAL, (Cell(), Cell("Tổng cộng"), *_of_capital(money.capital)))


def _listed(lines: Iterable[tuple[str, Capital]]) -> Iterator[Row]:
    for index, (name, one) in enumerate(lines, start=1):
        cells = (Cell(index, Form.AMOUNT), Cell(name), *_of_capital(one))
        yield Row(RowKind.UNIT, cells)


def _of_capital(one: Capital) -> Iterator[Cell]:
    for dong in (one.plan, one.investment, one.recurrent, one.allocated, one.paid):
        yield amount(dong)
    yield share(one.paid, one.to_pay_from)
    yield amount(one.carried)


def amount(dong: int | None) -> Cell:
    """In triệu đồng, exactly."""
    return Cell(millions(dong), Form.AMOUNT)


def share(part: int | None, whole: int | None) -> Cell:
    if part is None or not whole:
        return Cell(None, Form.SHARE)
    return Cell(percent(part, whole), Form.SHARE)


def said(text: str, columns: int) -> Row:
    """A row that says why there are no figures, instead of zeros."""
    return Row(RowKind.HEADING, (Cell(), Cell(text, span=columns - 1)))
