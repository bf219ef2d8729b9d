"""The yearly score sheet as a workbook: what it is, then districts and communes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from langmoi.assessment.scoring import Rule, rounded
from langmoi.core.days import show_day
from langmoi.core.months import show_month
from langmoi.overview.scores import ScoreSheet, UnitScore
from langmoi.publishing.excel import INFORMATION, RED, Styles

SHARES = ("met_share", "met_all_share", "filed_share", "planned_share")
FIRST_PART = 4  # columns before the parts: code, unit, district, communes
UNDECIDED = "Quy tắc mặc định, chưa có văn bản"


def write_score_book(
    sheet: ScoreSheet, unit_name: str, *, made_on: date, is_illustrative: bool
) -> bytes:
    """Numbers are numbers; totals are formulas with their values. Raises nothing of its own."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    styles = Styles(workbook)
    facts = _facts(sheet, unit_name, made_on, is_illustrative=is_illustrative)
    _information(workbook.add_worksheet(INFORMATION), facts, sheet.rule, styles)
    if sheet.districts:
        _table(workbook.add_worksheet("Huyện"), sheet.districts, sheet.rule, styles)
    _table(workbook.add_worksheet("Xã"), sheet.communes, sheet.rule, styles)
    workbook.close()
    return buffer.getvalue()


def status_of(rule: Rule) -> str:
    """What the rule rests on, as people must see it wherever a score is shown."""
    return f"{rule.document} ({rule.status.label})" if rule.document else UNDECIDED


def _facts(
    sheet: ScoreSheet, unit_name: str, made_on: date, *, is_illustrative: bool
) -> list[tuple[str, str]]:
    months = ", ".join(show_month(month) for month in sheet.months)
    facts = [
        ("Đơn vị", unit_name),
        ("Năm", str(sheet.year)),
        ("Các tháng đã chốt dùng để chấm", months),
        ("So với", show_month(sheet.start) if sheet.is_comparable else "không so được"),
        ("Quy tắc", f"{sheet.rule.name}: {status_of(sheet.rule)}"),
        ("Ghi chú của quy tắc", sheet.rule.note),
        ("Ngày lập", show_day(made_on)),
    ]
    return [*facts, *([("Số liệu", "Số liệu minh họa")] if is_illustrative else [])]


def _information(sheet: Any, facts: Sequence[tuple[str, str]], rule: Rule, styles: Styles) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, "Phiếu chấm điểm năm", styles.of(bold=True, font_size=14))
    if not rule.document:
        sheet.write_string(1, 0, UNDECIDED, styles.of(bold=True, font_color=RED))
    for row, (name, value) in enumerate(facts, start=3):
        sheet.write_string(row, 0, name, styles.of(border=1, bold=True))
        sheet.write_string(row, 1, value, styles.of(border=1, text_wrap=True))


def _table(sheet: Any, rows: Sequence[UnitScore], rule: Rule, styles: Styles) -> None:
    head = styles.of(border=1, bold=True, text_wrap=True, align="center")
    headings = ["Mã", "Đơn vị", "Huyện", "Số xã"]
    for part in rule.parts:
        headings += [part.name, f"Điểm (tối đa {_plain(part.points)})"]
    for column, heading in enumerate([*headings, "Tổng điểm", "Tối đa đo được"]):
        sheet.write_string(0, column, heading, head)
    for row, found in enumerate(rows, start=1):
        _row(sheet, row, found, styles)
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 2, 22)
    sheet.set_column(3, len(headings) + 1, 13)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _row(sheet: Any, row: int, found: UnitScore, styles: Styles) -> None:
    text, number = styles.of(border=1), styles.of(border=1, num_format="0.00")
    sheet.write_string(row, 0, found.unit.code, text)
    sheet.write_string(row, 1, found.unit.full_name, text)
    sheet.write_string(row, 2, found.district.full_name, text)
    sheet.write_number(row, 3, found.communes, styles.of(border=1, num_format="#,##0"))
    cells = []
    for place, scored in enumerate(found.score.parts):
        column = FIRST_PART + 2 * place
        is_share = scored.part.measure in SHARES
        shape = styles.of(border=1, num_format="0.0%" if is_share else "0.00")
        _number(sheet, row, column, scored.value, shape)
        _number(sheet, row, column + 1, scored.points, number)
        cells.append(xl_rowcol_to_cell(row, column + 1))
    last = FIRST_PART + 2 * len(found.score.parts)
    sheet.write_formula(row, last, f"=SUM({','.join(cells)})", number, found.score.points)
    sheet.write_number(row, last + 1, found.score.known, number)


def _number(sheet: Any, row: int, column: int, value: Fraction | None, shape: Any) -> None:
    if value is None:
        sheet.write_string(row, column, "chưa có số liệu", shape)
    else:
        sheet.write_number(row, column, float(value), shape)


def _plain(points: Any) -> str:
    return f"{rounded(Fraction(points)).normalize():f}".replace(".", ",")
