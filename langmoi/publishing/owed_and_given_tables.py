"""Biểu 5 and 6: construction debt by project, and what residents gave by commune and village."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from langmoi.core.text import capital
from langmoi.funding.contribution_queries import ContributionSum
from langmoi.funding.debt_rules import Payer
from langmoi.publishing.criteria_table import WIDTH
from langmoi.publishing.material import Material
from langmoi.publishing.model import Annex, Cell, Column, Form, HeaderCell, Row, RowKind
from langmoi.publishing.money import DebtLine, GiftGroup, GiftLine, MoneyPicture
from langmoi.publishing.money_tables import UNIT, amount, said

PAYERS = (Payer.CENTRAL, Payer.PROVINCE, Payer.DISTRICT, Payer.COMMUNE)
NARROW, FIGURE = Decimal(15), Decimal(18)


def debt_table(material: Material, reference: str, label: str) -> Annex:
    money = material.money
    columns = (
        Column(Decimal(26), "left"),
        Column(WIDTH - 26 - 32 - 4 * FIGURE - 5 * NARROW, "left"),
        Column(Decimal(32), "left"),
        *([Column(FIGURE, "right")] * 4),
        *([Column(NARROW, "right")] * 5),
    )
    return Annex(
        label=label,
        sheet="Biểu 5",
        title=f"Biểu nợ đọng xây dựng cơ bản đến ngày {material.period.ends_on:%d/%m/%Y}",
        reference=reference,
        columns=columns,
        header=_debt_header(),
        rows=tuple(_debt_rows(money)) if money and money.is_told else (),
        size=9,
        notes=tuple(_debt_notes(money)),
    )


def _debt_header() -> tuple[tuple[HeaderCell, ...], ...]:
    names = (
        "Địa bàn", "Công trình", "Quyết định phê duyệt", "Tổng mức đầu tư",
        "Khối lượng nghiệm thu", "Vốn đã bố trí", "Nợ đọng",
    )  # fmt: skip
    payers = ("Trung ương", "Tỉnh", "Huyện", "Xã", "Khác")
    first = tuple(HeaderCell(name, rows=2) for name in names)
    return (
        (*first, HeaderCell("Chia theo trách nhiệm trả", columns=len(payers))),
        tuple(HeaderCell(name) for name in payers),
    )


def _debt_notes(money: MoneyPicture | None) -> Iterator[str]:
    yield UNIT
    yield (
        "Nợ đọng là giá trị nghiệm thu trừ vốn đã bố trí của công trình trong kế hoạch trung hạn; "
        "công trình ở nhiều xã thì mỗi xã một phần"
    )
    if money and money.outside:
        dong = amount(money.outside).text
        yield f"Ngoài kế hoạch trung hạn còn {dong} triệu đồng nghiệm thu vượt vốn, không tính vào"


def _debt_rows(money: MoneyPicture) -> Iterator[Row]:
    if not money.debts:
        text = f"Không có công trình nào còn nợ đọng đến {money.until:%d/%m/%Y}"
        yield said(text, 12)
        return
    for line in money.debts:
        yield Row(RowKind.UNIT, tuple(_of_debt(line)))
    total = [sum(line.by_payer.get(p, 0) for line in money.debts) for p in PAYERS]
    cells = (Cell("Tổng cộng"), Cell(), Cell(), Cell(), Cell(), Cell(), amount(money.debt))
    others = money.debt - sum(total)
    yield Row(RowKind.TOTAL, (*cells, *(_part(one) for one in (*total, others))))


def _of_debt(line: DebtLine) -> Iterator[Cell]:
    yield Cell(capital(line.place))
    yield Cell(line.project)
    yield Cell(line.approval or "chưa ghi")
    for dong in (line.total, line.accepted, line.allocated, line.amount):
        yield amount(dong)
    parts = [line.by_payer.get(payer, 0) for payer in PAYERS]
    for dong in (*parts, line.amount - sum(parts)):
        yield _part(dong)


def _part(dong: int) -> Cell:
    """A part that nobody of this kind has to pay is an empty cell."""
    return amount(dong or None)


def gifts_table(material: Material, reference: str, label: str) -> Annex:
    money = material.money
    figure = Decimal(21)
    first = (Column(Decimal(12)), Column(WIDTH - 12 - 9 * figure, "left"))
    year = money.year if money else ""
    return Annex(
        label=label,
        sheet="Biểu 6",
        title=f"Biểu đóng góp của dân {material.in_tables}",
        reference=reference,
        columns=(*first, *([Column(figure, "right")] * 9)),
        header=_gifts_header(str(year)),
        rows=tuple(_gifts_rows(money)) if money and money.is_told else (),
        size=10,
        notes=tuple(_gifts_notes(money)),
    )


def _gifts_header(year: str) -> tuple[tuple[HeaderCell, ...], ...]:
    return (
        (
            HeaderCell("STT", rows=2),
            HeaderCell("Xã, thôn", rows=2),
            HeaderCell("Tiền", rows=2),
            HeaderCell("Ngày công", columns=2),
            HeaderCell("Hiến đất", columns=2),
            HeaderCell("Vật tư, khác", rows=2),
            HeaderCell("Cộng trong kỳ", rows=2),
            HeaderCell("Lượt hộ", rows=2),
            HeaderCell(f"Lũy kế năm {year}", rows=2),
        ),
        (HeaderCell("công"), HeaderCell("quy tiền"), HeaderCell("m²"), HeaderCell("quy tiền")),
    )


def _gifts_notes(money: MoneyPicture | None) -> Iterator[str]:
    yield UNIT
    if money is None:
        return
    lacking = []
    if money.given.unconverted_workdays:
        lacking.append(f"{_shown(money.given.unconverted_workdays)} ngày công")
    if money.given.unconverted_land:
        lacking.append(f"{_shown(money.given.unconverted_land)} m² đất")
    if lacking:
        yield f"Chưa quy đổi ra tiền nên không có trong cột cộng: {', '.join(lacking)}"
    yield "Một hộ góp nhiều lần được tính ở từng lần; xã theo ngày đóng góp"


def _shown(number: Decimal) -> str:
    return Cell(number, Form.AMOUNT).text


def _gifts_rows(money: MoneyPicture) -> Iterator[Row]:
    if not money.given_in_year.rows:
        yield said(f"Chưa ghi khoản đóng góp nào của năm {money.year}", 11)
        return
    for group in money.gifts:
        yield from _of_group(group)
    cells = (Cell(), Cell("Tổng cộng"), *_of_gift(money.given, money.given_in_year))
    yield Row(RowKind.TOTAL, cells)


def _of_group(group: GiftGroup) -> Iterator[Row]:
    if group.name:
        yield Row(RowKind.HEADING, (Cell(), Cell(capital(group.name), span=10)))
    number = 0
    for line in group.lines:
        number += not line.is_part
        yield _gift_row(line, number, has_parts=not group.name)


def _gift_row(line: GiftLine, number: int, *, has_parts: bool) -> Row:
    name = f"- {line.name}" if line.is_part else capital(line.name)
    first = Cell() if line.is_part else Cell(number, Form.AMOUNT)
    kind = RowKind.TOTAL if has_parts and not line.is_part else RowKind.UNIT
    return Row(kind, (first, Cell(name), *_of_gift(line.period, line.year)))


def _of_gift(one: ContributionSum, year: ContributionSum) -> Iterator[Cell]:
    """Nothing given in the period: empty cells, no zeros."""
    if one.rows:
        yield _part(one.money)
        yield Cell(one.workdays or None, Form.AMOUNT)
        yield _part(one.workdays_value)
        yield Cell(one.land or None, Form.AMOUNT)
        yield _part(one.land_value)
        yield _part(one.goods_value)
        yield amount(one.total)
        yield Cell(one.households or None, Form.AMOUNT)
    else:
        yield from (Cell() for _ in range(8))
    yield amount(year.total)
