"""Workbooks of a register: round trip, all or nothing, every fault by its cell."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from registers_world import TODAY, WHEN, add, change, move, put

from langmoi.core.errors import DomainError, FaultyInput
from langmoi.registers.book import write_register
from langmoi.registers.importing import import_register, preview_register
from langmoi.registers.kind_list import kind_of
from langmoi.registers.models import Entry
from langmoi.registers.queries import entries_of

pytestmark = pytest.mark.django_db
ENTRIES, MEMBERS, RATING = "Hợp tác xã", "Thành viên", "Xếp loại năm"


def kind():
    return kind_of("cooperative")


def book(*, filled=False):
    rows = entries_of("cooperative", on=TODAY) if filled else []
    return openpyxl.load_workbook(io.BytesIO(write_register(kind(), rows)))


def content(workbook):
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def put_row(workbook, sheet, number, **told):
    """put_row(book, "Thành viên", 2, unit="23542", …): by heading, or what begins with it."""
    page = workbook[sheet]
    heads = {str(cell.value): cell.column for cell in page[1]}
    for name, value in told.items():
        wanted = {"unit": "Đơn vị", "name": "Tên hợp tác xã"}.get(name, name)
        column = next(at for head, at in heads.items() if head.startswith(wanted))
        page.cell(number, column, value)


def entry(number, **told):
    base = {
        "unit": "23542",
        "name": f"HTX {number}",
        "Loại hình": "Trồng trọt",
        "Ngày thành lập": "12/05/2014",
        "Trạng thái": "Đang hoạt động",
        "Từ ngày": "12/05/2014",
    }
    return base | told


def read(workbook, by, **told):
    return import_register(content(workbook), kind(), file_name="htx.xlsx", by=by, **WHEN, **told)


def test_entries_and_records_come_in_by_workbook(clerk):
    workbook = book()
    put_row(workbook, ENTRIES, 2, **entry(1), **{"Vốn điều lệ": "1.234,5"})
    put_row(workbook, ENTRIES, 3, **entry(2, unit="xã Sa Nghĩa"), **{"Vốn điều lệ": 350})
    put_row(
        workbook,
        MEMBERS,
        2,
        unit="23542",
        name="HTX 1",
        **{"Ngày": date(2019, 6, 30), "Số thành viên": 32},
    )

    done = read(workbook, clerk)

    assert [change.said for change in done.changes][:2] == ["ghi mục mới"] * 2
    rows = entries_of("cooperative", on=TODAY)
    assert [row.values["charter_capital"] for row in rows] == [1_234_500_000, 350_000_000]
    assert rows[0].records["members"][0].fields == {"total": 32}


def test_what_is_written_out_comes_back_without_a_change(clerk, office):
    htx = add(clerk)
    change(htx, clerk, phone="0905 111 222", products="Cà phê, lúa")
    put(htx, clerk, "members", day=date(2019, 6, 30), fields={"total": 32, "women": 11})
    put(htx, clerk, "operation", year=2018, fields={"charter": True, "revenue": 1_250_500_000})
    move(htx, clerk, "paused", date(2019, 9, 1), document="TB 12")

    done = read(book(filled=True), office)

    assert done.changes == []
    assert done.unchanged == 3
    htx.refresh_from_db()
    assert htx.version == 5


def test_an_empty_cell_keeps_and_a_dash_clears(clerk):
    htx = add(clerk)
    change(htx, clerk, phone="0905", tax_code="61")
    workbook = book()
    put_row(
        workbook, ENTRIES, 2, unit="23542", name=htx.name, **{"Điện thoại": "-", "Trụ sở": "Thôn 1"}
    )

    read(workbook, clerk)

    htx.refresh_from_db()
    assert (htx.fields.get("phone"), htx.fields["tax_code"], htx.fields["address"]) == (
        None,
        "61",
        "Thôn 1",
    )


def test_twelve_planted_faults_are_all_named_and_nothing_is_written(clerk):
    workbook = book()
    put_row(workbook, ENTRIES, 2, **entry(1))
    put_row(workbook, ENTRIES, 3, **entry(2, unit="xã Kon Đào"))
    put_row(workbook, ENTRIES, 4, **entry(3, name=None))
    put_row(workbook, ENTRIES, 5, **entry(4, **{"Loại hình": "Trồng cây"}))
    put_row(workbook, ENTRIES, 6, **entry(5, **{"Ngày thành lập": "31/02/2014"}))
    put_row(workbook, ENTRIES, 7, **entry(6, **{"Trạng thái": "Đang ngủ"}))
    put_row(workbook, ENTRIES, 8, **entry(7, **{"Từ ngày": "01/01/2020"}))
    put_row(workbook, ENTRIES, 9, **entry(8, **{"Vốn điều lệ": "nhiều"}))
    put_row(workbook, ENTRIES, 10, **entry(1))
    put_row(workbook, ENTRIES, 11, **entry(9, **{"Trạng thái": "Đã giải thể"}))
    people = {"unit": "23542", "name": "HTX 1", "Ngày": "30/06/2019", "Số thành viên": 30}
    put_row(workbook, MEMBERS, 2, **people | {"Số thành viên": -3})
    put_row(workbook, MEMBERS, 3, **people | {"name": "HTX lạ"})
    put_row(workbook, MEMBERS, 4, **people | {"Ngày": None})

    with pytest.raises(FaultyInput) as caught:
        read(workbook, clerk)

    cells = [(fault.sheet, fault.cell) for fault in caught.value.faults]
    assert len(cells) == len(set(cells)) == 12
    rows = {(sheet, int("".join(filter(str.isdigit, cell)))) for sheet, cell in cells}
    assert rows == {(ENTRIES, n) for n in range(3, 12)} | {(MEMBERS, n) for n in (2, 3, 4)}
    for fault in caught.value.faults:
        assert fault.message.endswith(".")
    assert not Entry.objects.exists()


def test_a_preview_writes_nothing_and_the_register_may_not_move_before_yes(clerk, office):
    workbook = book()
    put_row(workbook, ENTRIES, 2, **entry(1))
    seen = preview_register(content(workbook), kind(), file_name="htx.xlsx", by=clerk, **WHEN)
    assert len(seen.changes) == 1
    assert not Entry.objects.exists()

    add(office)
    with pytest.raises(DomainError, match="được người khác thay đổi"):
        read(workbook, clerk, seen=seen.seen)
    assert Entry.objects.count() == 1


def test_files_that_are_no_such_workbook_are_refused(clerk):
    for data, name, said in (
        (b"nothing", "htx.xlsx", "Không mở được"),
        (b"nothing", "htx.pdf", "Không đọc được loại tệp"),
        (content(openpyxl.Workbook()), "htx.xlsx", "không có trang “Hợp tác xã”"),
        (content(book()), "htx.xlsx", "chưa có dòng nào"),
    ):
        with pytest.raises(DomainError, match=said):
            import_register(data, kind(), file_name=name, by=clerk, **WHEN)
    strange = book()
    strange[ENTRIES].cell(1, 30, "Ghi thêm")
    with pytest.raises(DomainError, match="cột không hiểu: Ghi thêm"):
        read(strange, clerk)


def test_a_changed_record_takes_the_place_of_the_old_one(clerk):
    htx = add(clerk)
    put(htx, clerk, "operation", year=2018, fields={"charter": True, "tax": True})
    workbook = book(filled=True)
    page = workbook["Tình hình hoạt động trong năm"]
    column = next(c.column for c in page[1] if str(c.value).startswith("Đã kê khai"))
    page.cell(2, column, "không")

    done = read(workbook, clerk)

    assert [change.said for change in done.changes] == ["thay “Tình hình hoạt động trong năm” 2018"]
    [row] = entries_of("cooperative", on=TODAY)
    assert row.records["operation"][0].fields == {"charter": True, "tax": False}
