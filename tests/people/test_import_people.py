"""People from a workbook: a preview, every fault by its cell, then all of them or none."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.utils import timezone

from langmoi.core.errors import DomainError, FaultyInput
from langmoi.core.models import AuditEntry
from langmoi.people.access import can_write_figures
from langmoi.people.duties import load_responsibility
from langmoi.people.import_people import (
    check_people_file,
    drop_people_file,
    import_people,
    keep_people_file,
)
from langmoi.people.models import Post, Role, User
from langmoi.people.people_file import LABELS, write_template
from langmoi.places.queries import unit_by_code

TODAY = date(2019, 12, 20)
GOOD = [
    ["lan.sn", "Y Lan", "lan@kt.vn", "0905 1", "công chức xã phụ trách NTM", "xa sa nghia", "", ""],
    ["tu.st", "Trần Văn Tú", "", "", "Chủ tịch UBND huyện", 616.0, "", date(2019, 12, 1)],
    ["hoa.yt", "Lê Hoa", "", "", "công chức sở, ngành", "tỉnh Kon Tum", "Sở Y tế", "01/12/2019"],
    ["lan.sn", "Y Lan", "", "", "người xem", "Kon Đào", "", ""],
]


HEAD = tuple(LABELS.values())


def book(rows, head=HEAD):
    made = openpyxl.Workbook()
    for row in (head, *rows):
        made.active.append(list(row))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def check(content, by):
    return check_people_file(content, file_name="nguoi-dung.xlsx", by=by, on=TODAY)


@pytest.fixture
def agencies(kontum):
    load_responsibility(by="test")


def test_a_file_is_previewed_and_writes_nothing(office, agencies):
    found = check(book(GOOD), office)

    assert found.ok, [str(fault) for fault in found.faults]
    assert (found.new_people, len(found.posts)) == (3, 4)
    assert [post.unit.code for post in found.posts] == ["23542", "616", "62", "23434"]
    assert User.objects.count() == 1
    assert not AuditEntry.objects.filter(action="user.create").exists()


def test_a_confirmed_file_makes_people_without_a_password(office, agencies):
    upload = keep_people_file(book(GOOD), file_name="a.xlsx", by=office, at=timezone.now())

    import_people(upload, by=office, on=TODAY)

    lan = User.objects.get(username="lan.sn")
    assert not lan.has_usable_password()
    assert can_write_figures(lan, unit_by_code("23542", TODAY).unit, on=TODAY)
    assert Post.objects.get(user__username="hoa.yt").agency.short_name == "Sở Y tế"
    assert Post.objects.get(user__username="tu.st").valid_from == date(2019, 12, 1)
    assert AuditEntry.objects.last().action == "people.import"
    with pytest.raises(DomainError, match="đã được ghi hoặc đã bỏ"):
        import_people(upload, by=office, on=TODAY)
    assert User.objects.count() == 4


@pytest.mark.parametrize(
    ("change", "cell", "why"),
    [
        ({0: ""}, "A2", "Còn thiếu tên đăng nhập"),
        ({0: "y lan"}, "A2", "chưa dùng được"),
        ({0: "office"}, "A2", "đã là của Người dùng office"),
        ({1: ""}, "B2", "Còn thiếu họ tên"),
        ({2: "lan"}, "C2", "không phải địa chỉ e-mail"),
        ({4: ""}, "E2", "Còn thiếu vai trò"),
        ({4: "trưởng phòng"}, "E2", "Không có vai trò “trưởng phòng”"),
        ({5: ""}, "F2", "Còn thiếu đơn vị"),
        ({5: "xã Không Có"}, "F2", "không có đơn vị"),
        ({5: "huyện Sa Thầy"}, "F2", "chỉ giao ở cấp xã"),
        ({6: "Sở Không Có"}, "G2", "Không có cơ quan"),
        ({4: "công chức sở, ngành", 5: "tỉnh Kon Tum"}, "E2", "phải gắn với một sở"),
        ({7: "31/02/2019"}, "H2", "Không có ngày"),
        (
            {4: "công chức huyện phụ trách NTM", 7: "01/07/2025"},
            "E2",
            "không có đơn vị cấp huyện nào",
        ),
    ],
)
def test_each_fault_is_named_by_its_cell(office, agencies, change, cell, why):
    row = [change.get(place, value) for place, value in enumerate(GOOD[0])]

    found = check(book([row]), office)

    assert [fault.cell for fault in found.faults] == [cell]
    assert why in found.faults[0].message


def test_all_faults_come_at_once_and_two_of_one_address_are_found(office, agencies):
    twice = [["ba.sn", "Ba", "LAN@kt.vn", *GOOD[0][3:]], ["x y", "X", "", "", "không", "", "", ""]]

    found = check(book([*GOOD, *twice]), office)

    assert [fault.cell for fault in found.faults] == ["C6", "E7"]


def test_a_name_of_several_communes_asks_for_the_code(office, agencies):
    row = ["a.b", "A", "", "", "công chức xã phụ trách NTM", "Đăk Long", "", ""]

    [fault] = check(book([row]), office).faults

    assert "đơn vị tên này" in fault.message
    assert "Hãy ghi mã: " in fault.remedy


def test_an_administrator_of_a_district_imports_into_their_district_only(person, agencies):
    local = person("admin.st", Role.ADMINISTRATOR, "616", "district")

    found = check(book([GOOD[0], GOOD[3]]), local)

    assert [fault.cell[-1] for fault in found.faults] == ["3"]


def test_what_changed_meanwhile_stops_the_whole_import(office, agencies):
    upload = keep_people_file(book(GOOD), file_name="a.xlsx", by=office, at=timezone.now())
    User.objects.create(username="TU.ST", full_name="Người khác")

    with pytest.raises(FaultyInput) as raised:
        import_people(upload, by=office, on=TODAY)

    assert [fault.cell for fault in raised.value.faults] == ["A3"]
    assert not User.objects.filter(username="lan.sn").exists()
    upload.refresh_from_db()
    assert upload.state == "checked"


def test_a_dropped_file_is_not_imported(office, agencies):
    upload = keep_people_file(book(GOOD), file_name="a.xlsx", by=office, at=timezone.now())
    drop_people_file(upload)

    with pytest.raises(DomainError, match="đã được ghi hoặc đã bỏ"):
        import_people(upload, by=office, on=TODAY)


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Không mở được tệp"),
        (b"username,full_name\n", "Không mở được tệp"),
        (b"\xd0\xcf\x11\xe0 old", "Không mở được tệp"),
        (book(GOOD)[:900], "Không mở được tệp"),
        (book([]), "chưa có người nào"),
        (book(GOOD, head=["a", "b"]), "thiếu cột Tên đăng nhập, Họ tên"),
        (bomb(), "bung ra quá 40 MB"),
        (b"x" * (5 * 1024 * 1024 + 1), "nặng hơn 5 MB"),
    ],
)
def test_what_is_no_such_file_is_refused_with_what_to_do(office, content, why):
    with pytest.raises(DomainError, match=why):
        check(content, office)


def test_the_template_filled_in_is_understood(office, agencies):
    made = openpyxl.load_workbook(io.BytesIO(write_template()))
    made["Người dùng"].append(GOOD[0])
    buffer = io.BytesIO()
    made.save(buffer)

    assert check(buffer.getvalue(), office).ok
