"""Opening files that anyone may have made: what they are, and that none can do harm."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import flat, repacked

from langmoi.reporting.workbook.book import CannotOpen, CellKind
from langmoi.reporting.workbook.package import LARGEST_FILE, LARGEST_UNPACKED
from langmoi.reporting.workbook.read_book import MOST_CELLS, read_book

SHEET1 = "xl/worksheets/sheet1.xml"


def book(write=lambda sheet, workbook: sheet.write_string(0, 0, "Đạt")):
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, {"in_memory": True})
    write(workbook.add_worksheet("Trang"), workbook)
    workbook.close()
    return made.getvalue()


def cells(content):
    return flat(read_book(content).sheets[0])


def refusal(content):
    with pytest.raises(CannotOpen) as raised:
        read_book(content)
    assert raised.value.fault.remedy
    return raised.value.fault.message


def test_values_keep_their_kind_their_format_and_their_exact_digits():
    def write(sheet, workbook):
        percent = workbook.add_format({"num_format": "0.0%"})
        quoted = workbook.add_format({"num_format": '0.00"%"'})
        sheet.write_number(0, 0, 0.125, percent)
        sheet.write_number(0, 1, 12.5, quoted)
        sheet.write_boolean(0, 2, True)
        sheet.write_formula(0, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(0, 4, "=1+1", None, 2)
        sheet.write_number(0, 5, 43597, workbook.add_format({"num_format": "dd/mm/yyyy"}))

    found = cells(book(write))

    assert found[1, 1][:3] == (CellKind.NUMBER, "0.125", True)
    assert found[1, 2][:3] == (CellKind.NUMBER, "12.5", False)
    assert found[1, 3][:2] == (CellKind.BOOLEAN, "1")
    assert found[1, 4][:2] == (CellKind.ERROR, "#DIV/0!")
    assert found[1, 5][:2] == (CellKind.NUMBER, "2")
    assert found[1, 6][:2] == (CellKind.DATE, "2019-05-12")


def test_a_formula_whose_result_was_not_kept_is_no_blank():
    content = repacked(
        book(lambda sheet, _: sheet.write_formula(0, 0, "=1+1")),
        {SHEET1: lambda xml: xml.replace("<v>0</v>", "")},
    )

    assert cells(content)[1, 1].kind is CellKind.NO_RESULT


def test_a_raised_digit_is_told_apart_from_the_number_before_it():
    def write(sheet, workbook):
        raised = workbook.add_format({"font_script": 1})
        sheet.write_rich_string(0, 0, "12,5", raised, "1")
        sheet.write_string(0, 1, "12,51")

    found = cells(book(write))

    assert found[1, 1].has_raised_text
    assert not found[1, 2].has_raised_text


def test_dates_counted_from_1904_are_the_same_days():
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, {"in_memory": True, "date_1904": True})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    workbook.add_worksheet().write_number(0, 0, 43597 - 1462, day)
    workbook.close()

    assert cells(made.getvalue())[1, 1].text == "2019-05-12"


def test_elements_with_a_prefix_and_cells_without_a_name_are_read():
    def prefixed(xml):
        for tag in ("worksheet", "sheetData", "row", "c", "v"):
            xml = xml.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>")
            xml = xml.replace(f"</{tag}>", f"</x:{tag}>")
        return xml.replace("xmlns=", "xmlns:x=").replace(' r="A1"', "").replace(' r="B1"', "")

    content = book(lambda sheet, _: [sheet.write_number(0, at, at + 1) for at in (0, 1)])
    found = cells(repacked(content, {SHEET1: prefixed}))

    assert {at: cell.text for at, cell in found.items()} == {(1, 1): "1", (1, 2): "2"}


def test_two_cells_far_apart_cost_nothing_and_the_far_one_is_named():
    def write(sheet, _):
        sheet.write_number(0, 0, 1)
        sheet.write_number(1_048_575, 16_383, 1)

    sheet = read_book(book(write)).sheets[0]

    assert sheet.beyond == "XFD1048576"
    assert len(flat(sheet)) == 1


def test_more_cells_than_any_month_has_are_refused():
    row = "".join("<c><v>1</v></c>" for _ in range(1000))
    rows = f"<row>{row}</row>" * (MOST_CELLS // 1000 + 1)
    content = repacked(
        book(), {SHEET1: lambda xml: xml.replace("<sheetData>", f"<sheetData>{rows}")}
    )

    assert "ô có nội dung" in refusal(content)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "trống"),
        (b"   \n", "trống"),
        (b"\xef\xbb\xbf<html><table></table></html>", "HTML"),
        (b"ma;ten;gia tri\n1;2;3\n", "CSV"),
        (b"\x7fELF\x02\x01\x01\0", "không phải là tệp Excel"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "Excel cũ"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "mật khẩu",
        ),
        (b"PK\x03\x04 cut short", "hỏng"),
    ],
)
def test_what_is_no_workbook_is_told_by_what_it_is(content, told):
    assert told in refusal(content)


def test_an_opendocument_sheet_is_named_so():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    assert ".ods" in refusal(made.getvalue())


def test_rubbish_larger_than_any_workbook_is_refused_unread():
    assert "nặng hơn" in refusal(b"PK\x03\x04" + b"\0" * LARGEST_FILE)


def test_a_part_that_unpacks_to_more_than_the_bound_is_refused():
    bomb = "<!--" + " " * LARGEST_UNPACKED + "-->"
    content = repacked(book(), {SHEET1: lambda xml: xml + bomb})

    assert len(content) < 1_000_000
    assert "bung ra" in refusal(content)


def test_a_part_that_lies_about_its_size_is_refused():
    content = book(lambda sheet, _: [sheet.write_number(n, 0, n) for n in range(2000)])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        real = package.getinfo(SHEET1).file_size
    lie = content.replace(struct.pack("<L", real), struct.pack("<L", 100))

    assert lie != content
    assert "hỏng" in refusal(lie)


def test_many_small_parts_are_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for n in range(3000):
            package.writestr(f"xl/{n}.xml", "")

    assert "phần bên trong" in refusal(made.getvalue())


def test_nothing_outside_the_file_is_fetched_and_no_entity_is_expanded(tmp_path):
    secret = Path(tmp_path / "secret")
    secret.write_text("bí mật")
    attack = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "{secret.as_uri()}">]>'
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'

    for doctype in (attack, laughs):
        content = repacked(
            book(), {SHEET1: lambda xml, d=doctype: xml.replace("<worksheet", f"{d}<worksheet", 1)}
        )
        assert "DOCTYPE" in refusal(content)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_file_with_any_part_damaged_is_read_or_refused_and_never_breaks_the_program(data):
    content = varied()
    parts = [SHEET1, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
    part = data.draw(st.sampled_from([*parts, "_rels/.rels", "xl/_rels/workbook.xml.rels"]))

    def damage(xml):
        at = data.draw(st.integers(0, len(xml) - 1))
        length = data.draw(st.integers(0, 12))
        new = data.draw(st.text(alphabet='<>/"=rst ABC019.-é&;\x00', max_size=8))
        return xml[:at] + new + xml[at + length :]

    with suppress(CannotOpen):
        read_book(repacked(content, {part: damage}))


@cache
def varied():
    """A workbook with every kind of cell."""

    def write(sheet, workbook):
        sheet.write_number(0, 0, 0.125, workbook.add_format({"num_format": "0.0%"}))
        sheet.write_number(0, 1, 43597, workbook.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")
        sheet.write_string(1, 0, "Đạt")
        sheet.merge_range(2, 0, 3, 1, "gộp")

    return book(write)


@pytest.mark.parametrize("bytes_", [b"PK\x03\x04" + bytes(range(256)) * 4, varied()[:900]])
def test_a_truncated_or_random_package_is_damaged(bytes_):
    assert "hỏng" in refusal(bytes_)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('<c r="A1" t="d"><v>2019-05-12T00:00:00</v></c>', "2019-05-12"),
        ('<c r="A1" t="inlineStr"><is><t>Đạt</t></is></c>', "Đạt"),
        ('<c r="A1" t="str"><f>A2</f><v>Đạt</v></c>', "Đạt"),
    ],
)
def test_cells_as_other_programs_write_them_are_read(cell, told):
    row = f'<row r="1">{cell}</row>'
    content = repacked(
        book(),
        {
            SHEET1: lambda xml: re.sub(
                "<sheetData>.*</sheetData>", f"<sheetData>{row}</sheetData>", xml
            )
        },
    )

    assert cells(content)[1, 1].text == told


@pytest.mark.parametrize(
    "cell", ['<c r="A1" t="d"><v>12 tháng 5</v></c>', '<c r="A1" t="zz"><v>1</v></c>']
)
def test_cells_of_no_known_kind_are_damage(cell):
    row = f'<sheetData><row r="1">{cell}</row></sheetData>'
    content = repacked(book(), {SHEET1: lambda xml: re.sub("<sheetData>.*</sheetData>", row, xml)})

    assert "hỏng" in refusal(content)


@pytest.mark.parametrize("part", [SHEET1, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_broken_xml_is_a_damaged_file(part):
    assert "hỏng" in refusal(repacked(book(), {part: lambda xml: xml[: len(xml) // 2]}))


def test_a_string_that_does_not_exist_is_a_damaged_file():
    content = repacked(book(), {SHEET1: lambda xml: xml.replace("<v>0</v>", "<v>99</v>")})

    assert "hỏng" in refusal(content)


def test_a_package_without_a_workbook_is_damaged():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("hello.txt", "xin chào")

    assert "hỏng" in refusal(made.getvalue())
