"""The sheet of counts of 2010-2015: its template, and every fault of a filled one by its cell."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from langmoi.core.errors import DomainError, Fault
from langmoi.core.numbers import Unreadable, read_number
from langmoi.core.text import normalise, search_key
from langmoi.places.models import Level, UnitVersion
from langmoi.publishing.stages import BANDS, COUNTS, FIRST_YEAR, LAST_YEAR
from langmoi.reporting.workbook.book import CannotOpen, Cell, CellKind, Sheet, cell_name
from langmoi.reporting.workbook.read_book import read_book

SHEET = "Số đếm 2010-2015"
PUBLISHED, ILLUSTRATIVE = "đã công bố", "minh họa"
HEADINGS = ("Năm", "Mã đơn vị", *COUNTS.values(), "Loại số liệu", "Nguồn")
YEAR, CODE, FIRST_COUNT = 1, 2, 3
KIND, SOURCE = FIRST_COUNT + len(COUNTS), FIRST_COUNT + len(COUNTS) + 1
CRITERIA = 19  # of the sets of 2009 and 2013


@dataclass(frozen=True)
class HistoryRow:
    """One unit in one year, ready to be written."""

    unit_key: int
    unit_name: str
    year: int
    counts: Mapping[str, int]
    source: str
    is_published: bool


@dataclass
class HistoryCheck:
    rows: list[HistoryRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def write_history_template() -> bytes:
    """An empty sheet with what each column takes, and the one row that is published."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#e8eff8", "border": 1, "text_wrap": 1})
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, HEADINGS, head)
        sheet.set_column(0, len(HEADINGS) - 2, 13)
        sheet.set_column(SOURCE - 1, SOURCE - 1, 60)
        sheet.freeze_panes(1, 2)
        kinds = {"validate": "list", "source": [PUBLISHED, ILLUSTRATIVE]}
        sheet.data_validation(1, KIND - 1, 500, KIND - 1, kinds)
        _write_guide(book.add_worksheet("Hướng dẫn"))
    return buffer.getvalue()


def _write_guide(sheet: Any) -> None:
    sheet.set_column(0, 0, 110)
    lines = (
        f"Mỗi dòng một đơn vị (tỉnh hoặc huyện) trong một năm từ {FIRST_YEAR} đến {LAST_YEAR}.",
        "Chỉ ghi số đếm theo bộ tiêu chí 2009, 2013; ô không biết để trống, không ghi 0 thay.",
        f"Loại số liệu: “{PUBLISHED}” (phải ghi nguồn) hoặc “{ILLUSTRATIVE}” (luôn hiện kèm chữ "
        "này trong báo cáo).",
        "Tải lên thì thay số đếm của đúng các đơn vị và năm có trong tệp.",
    )
    sheet.write_column(0, 0, lines)


def check_history(content: bytes, *, file_name: str) -> HistoryCheck:
    """Rows and faults of the filled sheet. Raises DomainError for what is no such sheet."""
    try:
        book = read_book(content)
    except CannotOpen as error:
        raise DomainError(f"Không mở được tệp {file_name}: {error}") from error
    sheet = next((s for s in book.sheets if s.name == SHEET), None)
    if sheet is None:
        raise DomainError(
            f"Tệp {file_name} không có trang “{SHEET}”. Hãy tải mẫu, điền vào đó rồi tải lên."
        )
    check = HistoryCheck()
    check.faults += list(_wrong_headings(sheet))
    if not check.faults:
        _read_rows(sheet, check)
    if not check.rows and not check.faults:
        raise DomainError(f"Trang “{SHEET}” của tệp {file_name} chưa có dòng nào được điền.")
    return check


def _wrong_headings(sheet: Sheet) -> Iterator[Fault]:
    first = sheet.lines.get(1, {})
    for column, heading in enumerate(HEADINGS, start=1):
        found = normalise(first[column].text) if column in first else ""
        if search_key(found) != search_key(heading):
            yield Fault(
                f"Tiêu đề cột là “{found}”, phải là “{heading}”.",
                "Hãy dùng đúng mẫu, không đổi cột.",
                sheet=SHEET,
                cell=cell_name(1, column),
            )


def _read_rows(sheet: Sheet, check: HistoryCheck) -> None:
    units = _units()
    seen: dict[tuple[int, int], int] = {}
    for number, cells in sorted(sheet.lines.items()):
        if number == 1 or not any(cell.text.strip() for cell in cells.values()):
            continue
        row = _RowReader(number, cells)
        made = row.read(units)
        key = (made.unit_key, made.year) if made else None
        if key in seen:
            row.fault(YEAR, f"Lặp lại đơn vị và năm của dòng {seen[key]}.", "Hãy bỏ một dòng.")
        elif key:
            seen[key] = number
        check.faults += row.faults
        if made and not row.faults:
            check.rows.append(made)


def _units() -> dict[str, UnitVersion]:
    """Provinces and districts by any code that they ever had, the newest name first."""
    found = UnitVersion.objects.filter(level__in=(Level.PROVINCE, Level.DISTRICT))
    return {version.code: version for version in found.order_by("valid_from")}


class _RowReader:
    """Reads one row; whatever is wrong is a fault of its cell."""

    def __init__(self, number: int, cells: Mapping[int, Cell]) -> None:
        self.number, self.cells = number, cells
        self.faults: list[Fault] = []

    def fault(self, column: int, message: str, remedy: str) -> None:
        cell = cell_name(self.number, column)
        self.faults.append(Fault(message, remedy, sheet=SHEET, cell=cell))

    def text(self, column: int) -> str:
        cell = self.cells.get(column)
        if cell is not None and cell.kind in (CellKind.ERROR, CellKind.NO_RESULT):
            self.fault(column, "Ô có công thức lỗi hoặc chưa tính.", "Hãy ghi giá trị.")
        return normalise(cell.text) if cell else ""

    def whole(self, column: int, low: int, high: int) -> int | None:
        text = self.text(column)
        if not text:
            return None
        try:
            value = read_number(text, whole=True)
        except Unreadable as error:
            self.fault(column, str(error), "Hãy ghi số nguyên, hoặc để trống nếu không biết.")
            return None
        if not low <= value <= high or value != int(value):
            self.fault(column, f"{text} không nằm trong {low}–{high}.", "Hãy ghi lại số này.")
            return None
        return int(value)

    def read(self, units: Mapping[str, UnitVersion]) -> HistoryRow | None:
        year = self.whole(YEAR, FIRST_YEAR, LAST_YEAR)
        if year is None and not self.faults:
            self.fault(YEAR, "Thiếu năm.", f"Hãy ghi năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
        unit = units.get(self.text(CODE))
        if unit is None:
            said = f"Không có tỉnh, huyện mã “{self.text(CODE)}”."
            self.fault(CODE, said, "Hãy ghi mã như 62 (tỉnh) hoặc 613 (huyện).")
        counts = self._counts()
        is_published = self._is_published()
        if unit is None or year is None:
            return None
        source = self.text(SOURCE)
        return HistoryRow(unit.unit_id, unit.full_name, year, counts, source, is_published)

    def _counts(self) -> dict[str, int]:
        columns = {name: FIRST_COUNT + index for index, name in enumerate(COUNTS)}
        read = {name: self.whole(column, 0, 10_000) for name, column in columns.items()}
        known = {name: value for name, value in read.items() if value is not None}
        if not known and not self.faults:
            self.fault(FIRST_COUNT, "Dòng không có số đếm nào.", "Hãy ghi ít nhất một số.")
        total = known.get("communes")
        bands = [known[band] for band in BANDS if band in known]
        if total is not None:
            whole = len(bands) == len(BANDS)
            if sum(bands) > total or (whole and sum(bands) != total):
                said = f"Các nhóm cộng lại được {sum(bands)} xã, tổng số ghi {total} xã."
                self.fault(columns["communes"], said, "Hãy sửa tổng số hoặc các nhóm.")
            if known.get("sum", 0) > total * CRITERIA:
                said = f"Tổng tiêu chí không thể quá {total * CRITERIA} ({total} xã × {CRITERIA})."
                self.fault(columns["sum"], said, "Hãy ghi lại số này.")
            if known.get("recognised", 0) > total:
                said = "Số xã được công nhận nhiều hơn tổng số xã."
                self.fault(columns["recognised"], said, "Hãy ghi lại số này.")
        return known

    def _is_published(self) -> bool:
        kind = search_key(self.text(KIND))
        if kind not in (search_key(PUBLISHED), search_key(ILLUSTRATIVE)):
            said = f"Loại số liệu là “{self.text(KIND)}”."
            self.fault(KIND, said, f"Hãy ghi “{PUBLISHED}” hoặc “{ILLUSTRATIVE}”.")
            return False
        if kind == search_key(PUBLISHED) and not self.text(SOURCE):
            self.fault(SOURCE, "Số đã công bố phải có nguồn.", "Hãy ghi địa chỉ hoặc văn bản.")
        return kind == search_key(PUBLISHED)
