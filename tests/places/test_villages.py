"""Villages from a file: every fault named by its cell, all of it or nothing."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, FaultyInput
from langmoi.core.models import AuditEntry
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import unit_by_code, unit_versions
from langmoi.places.villages import load_villages

TODAY = date(2019, 12, 20)
HEADING = "Huyện,Xã,Thôn,Mã,Từ ngày\n"


def load(text, *, name="thon.csv", on=TODAY, allowed=None):
    content = text if isinstance(text, bytes) else text.encode()
    return load_villages(content, file_name=name, by="thử", on=on, allowed=allowed)


def faults_of(text, **options):
    with pytest.raises(FaultyInput) as refusal:
        load(text, **options)
    assert not UnitVersion.objects.filter(level=Level.VILLAGE).exists()
    assert not AuditEntry.objects.exists()
    return refusal.value.faults


def workbook(*rows):
    book = openpyxl.Workbook()
    book.active.title = "Danh sách"
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_villages_come_in_under_their_communes_with_a_trace(kontum):
    number = load(
        HEADING + "Sa Thầy,Sa Nghĩa,Thôn Hòa Bình,,\n"
        "Sa Thầy,sa nghia,Làng Đăk Tăng,,15/03/2018\n"
        "Đắk Hà,Đăk Long,Thôn 1,TH-001,2019-01-01\n"
    )

    villages = unit_versions(TODAY, level=Level.VILLAGE)
    sa_nghia = unit_by_code("23542", TODAY).unit_id
    long_of_dak_ha = unit_by_code("23504", TODAY).unit_id
    assert number == 3
    assert [(v.code, v.name, v.parent_id, v.valid_from) for v in villages] == [
        ("23542-01", "Thôn Hòa Bình", sa_nghia, None),
        ("23542-02", "Làng Đăk Tăng", sa_nghia, date(2018, 3, 15)),
        ("TH-001", "Thôn 1", long_of_dak_ha, date(2019, 1, 1)),
    ]
    line = AuditEntry.objects.get()
    assert (line.action, line.subject, line.detail) == (
        "places.villages",
        "thon.csv",
        {"villages": 3},
    )
    assert first_broken_entry() is None


def test_villages_of_a_commune_that_ended_end_with_it(kontum):
    load("Xã,Thôn\nSa Nghĩa,Hòa Bình\n")

    assert len(unit_versions(date(2025, 6, 30), level=Level.VILLAGE)) == 1
    assert unit_versions(date(2025, 7, 1), level=Level.VILLAGE) == []


def test_a_workbook_is_read_with_its_dates_and_number_codes(kontum):
    content = workbook(
        ["Mã xã", "Tên thôn", "Từ ngày"],
        [23542, "Hòa Bình", date(2018, 3, 15)],
        ["23545", "Thôn 1", "01/02/2017"],
        [None, None, None],
    )

    assert load(content, name="thon.XLSX") == 2
    villages = unit_versions(TODAY, level=Level.VILLAGE)
    assert [(v.code, v.valid_from) for v in villages] == [
        ("23542-01", date(2018, 3, 15)),
        ("23545-01", date(2017, 2, 1)),
    ]


def test_a_file_with_semicolons_and_a_mark_at_its_start_is_read(kontum):
    assert load("\ufeffXã;Thôn\nSa Nghĩa;Hòa Bình\n") == 1


def test_every_fault_is_named_by_its_cell_and_nothing_is_written(kontum):
    faults = faults_of(
        HEADING + ",Đăk Long,Thôn 1,,\n"  # two communes of that name
        "Sa Thầy,Đăk Long,Thôn 2,,\n"  # not in that district
        "Sa Thầy,Sa Nghĩa,,,\n"
        "Sa Thầy,,Thôn 4,,\n"
        "Sa Thầy,Sa Nghĩa,Thôn 5,,31/02/2019\n"
        "Sa Thầy,Sa Bình,Thôn 6,A1,\n"
        "Sa Thầy,Sa Sơn,Thôn 7,A1,\n"
        "Sa Thầy,Sa Sơn,Thôn 8,,\n"
        "Sa Thầy,Sa Sơn,THON 8,,\n"
        "Sa Thầy,Sa Sơn,Thôn 10,12345678901,\n"
    )

    assert sorted((f.cell, f.message) for f in faults) == [
        ("B2", BOTH),
        ("B3", "Ngày 20/12/2019 không có xã “Đăk Long” của huyện “Sa Thầy”."),
        ("B5", "Chưa ghi thôn thuộc xã nào."),
        ("C10", "Thôn này có hai dòng trong xã Sa Sơn."),
        ("C4", "Chưa ghi tên thôn."),
        ("C9", "Thôn này có hai dòng trong xã Sa Sơn."),
        ("D11", "Mã thôn dài hơn 10 ký tự."),
        ("D7", "Mã A1 ghi cho nhiều thôn trong tệp."),
        ("D8", "Mã A1 ghi cho nhiều thôn trong tệp."),
        ("E6", LEAP),
    ]
    assert all(fault.remedy or "Hãy" in fault.message for fault in faults)
    lines = [int(fault.cell[1:]) for fault in faults]
    assert lines == sorted(lines)


BOTH = "Có 2 đơn vị cùng tên “Đăk Long”: 23368 (huyện Đăk Glei), 23504 (huyện Đăk Hà)."
LEAP = "Không có ngày “31/02/2019” trong lịch. Hãy ghi như 31/12/2019 hoặc 2019-12-31."


def test_a_sheet_is_named_in_the_fault(kontum):
    content = workbook(["Xã", "Thôn"], ["Hà Nội", "Thôn 1"])

    [fault] = faults_of(content, name="thon.xlsx")

    assert (fault.sheet, fault.cell, fault.unit) == ("Danh sách", "A2", "Thôn 1")


def test_the_commune_must_exist_on_the_first_day_of_the_village(kontum):
    [fault] = faults_of(HEADING + "Kon Plông,Măng Đen,Thôn 1,,01/06/2019\n")

    assert "Ngày 01/06/2019 không có xã “Măng Đen”" in fault.message


def test_the_same_file_twice_is_refused_the_second_time(kontum):
    text = HEADING + "Sa Thầy,Sa Nghĩa,Hòa Bình,A1,\n"
    load(text)

    with pytest.raises(FaultyInput) as refusal:
        load(text)

    assert [fault.message for fault in refusal.value.faults] == [
        "xã Sa Nghĩa đã có thôn “Hòa Bình”.",
        "Mã A1 đã là của thôn “Hòa Bình”.",
    ]
    assert UnitVersion.objects.filter(level=Level.VILLAGE).count() == 1


def test_a_village_may_come_back_after_it_had_ended(kontum):
    load("Xã,Thôn\nSa Nghĩa,Hòa Bình\n")
    UnitVersion.objects.filter(level=Level.VILLAGE).update(valid_to=date(2018, 12, 31))

    assert load("Xã,Thôn,Từ ngày\nSa Nghĩa,Hòa Bình,01/01/2019\n") == 1
    codes = [v.code for v in UnitVersion.objects.filter(level=Level.VILLAGE)]
    assert codes == ["23542-01", "23542-02"]


def test_rows_of_communes_outside_the_persons_scope_are_refused(kontum):
    sa_nghia = unit_by_code("23542", TODAY).unit_id

    [fault] = faults_of(HEADING + "Đăk Tô,Kon Đào,Thôn 1,,\n", allowed={sa_nghia})

    assert fault.message == "Bạn không phụ trách xã Kon Đào."


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        ("", "thon.csv", "thiếu cột Xã, Thôn"),
        ("Huyện,Tên\nSa Thầy,Thôn 1\n", "thon.csv", "thiếu cột Xã"),
        ("Xã,Xã,Thôn\n", "thon.csv", "có 2 cột “Xã”"),
        ("Xã,Thôn\n,\n", "thon.csv", "không có thôn nào"),
        ("Xã,Thôn\nSa Nghĩa,Hòa Bình\n".encode("utf-16"), "thon.csv", "bảng mã UTF-8"),
        (b"rubbish", "thon.xlsx", "Không mở được tệp thon.xlsx"),
        (b"rubbish", "thon.doc", "Không đọc được loại tệp"),
        (b"x" * 20_000_001, "thon.csv", "lớn hơn 20 MB"),
        ("Xã,Thôn\n" + "Sa Nghĩa,Thôn\n" * 20_001, "thon.csv", "hơn 20000 dòng"),
    ],
)
def test_a_file_that_is_no_list_of_villages_is_refused(kontum, content, name, why):
    with pytest.raises(DomainError, match=why):
        load(content, name=name)
