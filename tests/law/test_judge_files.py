"""Files that are no table, or not the table that they seem: refused in plain words."""

from __future__ import annotations

import errno
import zipfile
from datetime import datetime

import openpyxl
import pytest
import xlsxwriter
from judging_world import whole_set

from langmoi.cli import main
from langmoi.commands import judge_table as command
from langmoi.law import table_output, xlsx_marks

HEADER = ["unit", "month", "zone", "income", "stunted_pct", "shacks", "area"]


@pytest.fixture(autouse=True)
def invented_set(monkeypatch):
    of_set = whole_set()
    monkeypatch.setattr(command, "load_set", lambda set_id: of_set)


@pytest.fixture
def said(capsys):
    def run(path, *options, code=1):
        assert main(["judge", str(path), "--set", "thu-nghiem", *options]) == code
        printed = capsys.readouterr()
        return printed.err if code else printed.out

    return run


def workbook(path, *rows, sheet="Số liệu", header=HEADER):
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet(sheet)
    page.write_row(0, 0, header)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if callable(cell):
                cell(book, page, line, column)
            elif cell is not None:
                page.write(line, column, cell)
    book.close()
    return path


def percent(value, shape="0.0%"):
    return lambda book, page, line, column: page.write_number(
        line, column, value, book.add_format({"num_format": shape})
    )


def formula(text, result):
    return lambda book, page, line, column: page.write_formula(line, column, text, None, result)


KEYS = ["62001", "2019-12", "Tây Nguyên"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.xlsx", b"", "rỗng"),
        ("blank.csv", b"\n  \n", "rỗng"),
        ("page.xlsx", b"<html><table><tr><td>unit</td></tr></table></html>", "trang web"),
        ("page.xls", b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "trang web"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "có mật khẩu"),
        ("utf16.csv", "unit;month".encode("utf-16"), "UTF-16"),
        ("broken.xlsx", b"PK\x03\x04rubbish", "bị hỏng"),
        ("broken.parquet", b"PAR1rubbish", "tệp Parquet bị hỏng"),
        ("rubbish.bin", bytes(range(256)) * 300, "không phải là bảng số liệu"),
        ("oneline.csv", b"a" * 70_000, "không phải là bảng số liệu"),
        (
            "tcvn.csv",
            "unit,month,zone\n1,2019-12,Tây Nguyên\n".encode("utf-16-le")[1:],
            "không phải",
        ),
        ("latin.csv", b"unit,month,zone\n1,2019-12,T\xe2y\n", "không phải bảng mã UTF-8"),
        ("quote.csv", b'unit,month,zone\n1,2019-12,"T\n', "dòng 2: dấu nháy kép"),
        ("commas.csv", b",,,\n,,,\n", "Không có dòng tiêu đề nào"),
    ],
)
def test_a_file_that_is_no_table_is_refused(said, tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    assert sentence in said(path)


def test_a_file_that_is_not_there_and_a_folder_are_refused(said, tmp_path):
    assert "Không thấy tệp" in said(tmp_path / "none.csv")
    assert "Không mở được" in said(tmp_path)


def test_a_zip_that_is_no_workbook_is_refused(said, tmp_path):
    path = tmp_path / "some.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "không phải sổ tính .xlsx" in said(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused(said, tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_marks, "MOST_UNPACKED", 100)
    assert "quá lớn" in said(workbook(tmp_path / "big.xlsx", KEYS))


def test_merged_cells_are_refused(said, tmp_path):
    path = tmp_path / "merged.xlsx"
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([*KEYS, 5])
    book.active.merge_cells("D2:D3")
    book.save(path)
    assert "có 1 chỗ gộp ô, chỗ đầu ở dòng 2, cột thứ 4" in said(path)


def test_cells_formatted_as_per_cent_are_read_as_people_see_them(said, tmp_path):
    rows = [[*KEYS, 50, percent(0.314)], ["62002", *KEYS[1:], 50, percent(0.3141, "0.00%")]]
    out = said(workbook(tmp_path / "p.xlsx", *rows), "--explain", code=0)
    shares = [line.split(",") for line in out.splitlines() if ",3.3," in line]
    assert [(cells[3], cells[4]) for cells in shares] == [("met", "31.4"), ("not_met", "31.41")]


def test_per_cent_in_a_count_errors_and_dates_are_faults(said, tmp_path):
    rows = [
        [*KEYS, formula("=1/0", "#DIV/0!"), 31.4, percent(0.05)],
        ["62002", *KEYS[1:], formula("=D2", ""), 31.4, 0, "#N/A"],
        ["62003", *KEYS[1:], percent(0.5), 31.4, None, lambda b, p, line, column: p.write_datetime(
            line, column, datetime(2019, 5, 12), b.add_format({"num_format": "dd/mm/yyyy"}))],
    ]  # fmt: skip
    told = said(workbook(tmp_path / "errors.xlsx", *rows))
    assert "trang “Số liệu”, dòng 2, cột income (62001): Ô có công thức lỗi (#DIV/0!)." in told
    assert "dòng 2, cột shacks (62001): Ô ghi phần trăm" in told
    assert "dòng 3, cột area (62002): Ô có công thức lỗi (#N/A)." in told
    assert "dòng 4, cột area (62003): Ô là ngày 12/05/2019" in told
    assert "dòng 3, cột income (62002): Ô có công thức lỗi (công thức chưa tính)." in told
    assert "có 5 chỗ phải sửa" in told


def test_a_formula_that_was_never_computed_is_a_fault(said, tmp_path):
    path = tmp_path / "formula.xlsx"
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([*KEYS, "=40+5"])
    book.save(path)
    assert "dòng 2, cột income (62001): Ô có công thức lỗi (công thức chưa tính)." in said(path)


def test_every_sheet_with_a_table_is_read_and_the_others_named(said, tmp_path, capsys):
    path = tmp_path / "sheets.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Hướng dẫn").write(0, 0, "Cách điền")
    for number, name in enumerate(("Đăk Tô", "Ngọc Hồi")):
        page = book.add_worksheet(name)
        page.write_row(2, 1, HEADER)  # a table need not begin in the corner
        page.write_row(3, 1, [f"6200{number}", *KEYS[1:], 50])
    book.close()
    assert main(["judge", str(path), "--set", "thu-nghiem"]) == 0
    printed = capsys.readouterr()
    assert [line[:5] for line in printed.out.splitlines()[1:]] == ["62000", "62001"]
    assert "bỏ qua trang “Hướng dẫn”" in printed.err


def test_one_unit_and_month_on_two_sheets_is_a_fault(said, tmp_path):
    path = tmp_path / "twice.xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("A", "B"):
        page = book.add_worksheet(name)
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, [*KEYS, 50])
    book.close()
    assert "trang “B”, dòng 2, cột unit (62001): Tháng 12/2019 của đơn vị này đã có ở dòng 2 " in (
        told := said(path)
    )
    assert "trang “A”" in told


def test_a_workbook_without_any_table_is_refused(said, tmp_path):
    path = tmp_path / "none.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("A").write(0, 0, "x")
    book.add_worksheet("B")
    book.close()
    assert "không có trang nào có tiêu đề unit và month" in said(path)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("unit,month,zone,income\n1,2019-12,Tây Nguyên,50\n", encoding="utf-8")
    return path


def test_an_output_of_another_kind_is_refused(said, table, tmp_path):
    assert "Hãy dùng đuôi .csv, .json, .parquet, .xlsx" in said(
        table, "--out", str(tmp_path / "a.txt")
    )


def test_an_output_in_a_folder_that_is_not_there_is_refused(said, table, tmp_path):
    out = tmp_path / "none" / "a.csv"
    assert "không có thư mục này. Hãy tạo thư mục trước" in said(table, "--out", str(out))


def test_the_input_is_not_written_over(said, table):
    before = table.read_bytes()
    assert "Không ghi kết quả đè lên" in said(table, "--out", str(table))
    assert table.read_bytes() == before


def test_a_full_disk_leaves_the_old_output_and_no_rubbish(said, table, tmp_path, monkeypatch):
    out = tmp_path / "answers.csv"
    out.write_text("before")

    def full(self, columns):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(table_output.CsvWriter, "write", full)
    assert "ổ đĩa đã đầy. Hãy giải phóng chỗ" in said(table, "--out", str(out))
    assert out.read_text() == "before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["answers.csv", "figures.csv"]


def test_more_rows_than_a_sheet_holds_are_refused_for_xlsx(said, table, tmp_path, monkeypatch):
    monkeypatch.setattr(table_output, "XLSX_ROWS", 0)
    assert "Hãy ghi ra tệp .csv hoặc .parquet" in said(table, "--out", str(tmp_path / "a.xlsx"))


def test_a_table_without_key_columns_is_not_read_to_its_end(said, tmp_path):
    path = tmp_path / "rubbish.csv"
    path.write_text("a,b,c\n" + "1,2,3\n" * 20_000)
    told = said(path)
    assert "cột unit: Thiếu cột này." in told
    assert "có 6 chỗ phải sửa" in told


def test_a_table_of_very_many_columns_is_refused_by_its_first_ones(said, tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"a{n}" for n in range(5_000)) + "\n1,2\n")
    assert "có 1003 chỗ phải sửa" in said(path)


def test_more_faults_than_anyone_reads_are_cut_short(said, tmp_path, monkeypatch):
    monkeypatch.setattr(command, "MOST_FAULTS", 20)
    path = tmp_path / "wrong.csv"
    lines = "".join(f"{n},2019-12,Tây Nguyên,abc\n" for n in range(100))
    path.write_text("unit,month,zone,income\n" + lines, encoding="utf-8")
    told = said(path)
    assert "có 20 chỗ phải sửa (chỉ liệt kê 20 chỗ đầu)" in told
    assert told.count("\n- ") == 20
