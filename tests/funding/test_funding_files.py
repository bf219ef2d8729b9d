"""Workbooks of projects and of money: every fault by its cell, all or nothing, there and back."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest
from funding_world import SA_BINH, TODAY, WHEN, add, line, millions, unit, written

from langmoi.core.errors import DomainError, FaultyInput
from langmoi.funding.actions import add_line, asked_of, change_project
from langmoi.funding.exporting import write_lines, write_projects
from langmoi.funding.importing import drop_upload, import_upload, sorted_faults, try_file
from langmoi.funding.models import FundingUpload, MoneyLine, Project, UploadKind
from langmoi.funding.money_file import LABELS as MONEY
from langmoi.funding.programmes import load_programmes
from langmoi.funding.project_file import LABELS as PROJECTS

NAME = "tep.xlsx"
GOOD = {
    "name": "Kênh thôn 1", "content": "Thủy lợi, kênh mương", "places": "23542",
    "criteria": "3", "owner": "UBND xã", "total": 1000, "structure": "1.1.1: 800; 5.1: 200",
    "approved_on": date(2018, 2, 1),
}  # fmt: skip


def book(labels, rows, content=None):
    """A workbook of these rows; or a written one with its rows changed."""
    wb = openpyxl.load_workbook(io.BytesIO(content)) if content else openpyxl.Workbook()
    sheet = wb.worksheets[0]
    if not content:
        sheet.append(list(labels.values()))
    for row in rows:
        sheet.append([row.get(key) for key in labels])
    buffer = io.BytesIO()
    wb.save(buffer)
    return buffer.getvalue()


def trial(kind, content, by):
    return try_file(kind, content, file_name=NAME, by=by, **WHEN)


def put(kind, content, by):
    made = FundingUpload.objects.create(
        kind=kind, file_name=NAME, content=content, seen=trial(kind, content, by).seal,
        uploaded_by=by, uploaded_at=WHEN["at"],
    )  # fmt: skip
    return made, lambda: import_upload(made, by=by, **WHEN)


def faults_of(kind, content, by):
    with pytest.raises(FaultyInput) as error:
        trial(kind, content, by)
    return {fault.cell: fault for fault in sorted_faults(error.value.faults)}


def test_the_templates_are_read_as_empty(office):
    for kind, content in (
        (UploadKind.PROJECTS, write_projects(None, on=TODAY)),
        (UploadKind.MONEY, write_lines(None, on=TODAY)),
    ):
        with pytest.raises(DomainError, match="chưa có dòng nào"):
            trial(kind, content, office)


def test_a_trial_writes_nothing_and_a_yes_writes_it_all(office):
    content = book(PROJECTS, [GOOD, GOOD | {"name": "Kênh thôn 2", "places": "xã Sa Bình"}])
    assert trial(UploadKind.PROJECTS, content, office).added == 2
    assert not Project.objects.exists()
    upload, confirm = put(UploadKind.PROJECTS, content, office)

    assert confirm().added == 2
    made = Project.objects.get(name="Kênh thôn 2")
    assert (made.unit, made.total, made.people_part) == (
        unit(SA_BINH), millions(1000), millions(200)
    )  # fmt: skip
    with pytest.raises(DomainError, match="đã được ghi hoặc đã bỏ"):
        confirm()
    assert bytes(FundingUpload.objects.get(pk=upload.pk).content) == b""


def test_projects_go_out_and_come_back_as_they_were(office):
    load_programmes(by="test")
    from decimal import Decimal

    from langmoi.funding.actions import PlaceShare, SourceAmount
    from langmoi.funding.models import Programme

    lent = Programme.objects.get(short="Chương trình 135").pk
    places = (PlaceShare(unit().pk, Decimal("60.5")), PlaceShare(unit(SA_BINH).pk, Decimal(39)))
    structure = (
        SourceAmount("2", millions("300.000001"), lent),
        SourceAmount("1.1.1", millions("699.999999")),
    )
    written(office)
    written(
        office, places=places, structure=structure, owner="UBND huyện",
        owner_unit=unit("616", "district").pk, mechanism="special", why_special="minh họa",
        has_standard_design=True, started_on=date(2018, 5, 2), open_call="Kêu gọi",
        open_until=date(2020, 1, 1), builder="group", criteria=(),
    )  # fmt: skip
    content = write_projects(Project.objects.all(), on=TODAY)
    found = trial(UploadKind.PROJECTS, content, office)

    assert (found.added, found.changed, found.unchanged) == (0, 0, 2)


def test_money_goes_out_and_comes_back_as_it_was(office):
    project = written(office)
    add(office, project, amount="123.456789", item="Nền đường")
    add(office, project, "disbursement", 100, date(2018, 6, 1), document="CT 1")
    add_line(line(None, unit=unit("616", "district").pk, source="7"), by=office, **WHEN)
    content = write_lines(MoneyLine.objects.all(), on=TODAY)

    found = trial(UploadKind.MONEY, content, office)
    assert (found.added, found.unchanged) == (0, 3)
    changed = openpyxl.load_workbook(io.BytesIO(content))
    changed.worksheets[0]["I2"] = 5
    buffer = io.BytesIO()
    changed.save(buffer)
    faults = faults_of(UploadKind.MONEY, buffer.getvalue(), office)
    assert "Dòng đã ghi không sửa được" in faults["A2"].message


def test_a_changed_row_changes_its_project(office):
    project = written(office)
    content = write_projects(Project.objects.all(), on=TODAY)
    changed = openpyxl.load_workbook(io.BytesIO(content))
    changed.worksheets[0]["B2"] = "Đường khác"
    buffer = io.BytesIO()
    changed.save(buffer)
    _, confirm = put(UploadKind.PROJECTS, buffer.getvalue(), office)

    assert [row.fields for row in confirm().rows] == [("name",)]
    project.refresh_from_db()
    assert (project.name, project.version) == ("Đường khác", 2)


def test_what_was_shown_is_what_is_written(office, clerk):
    """Between the preview and the yes somebody changed the same project."""
    project = written(office)
    content = write_projects(Project.objects.all(), on=TODAY)
    _, confirm = put(UploadKind.PROJECTS, content, office)
    from dataclasses import replace

    asked = replace(asked_of(project), owner="Ban Quản lý xã")
    change_project(project, asked, seen=1, by=clerk, **WHEN)
    with pytest.raises(DomainError, match="Từ lúc xem trước đã có người sửa"):
        confirm()
    project.refresh_from_db()
    assert project.owner == "Ban Quản lý xã"


def test_a_dropped_file_is_gone(office):
    upload, confirm = put(UploadKind.PROJECTS, book(PROJECTS, [GOOD]), office)
    drop_upload(upload)
    with pytest.raises(DomainError, match="đã được ghi hoặc đã bỏ"):
        confirm()
    assert not Project.objects.exists()


PLANTED = [
    ({"name": ""}, "B", "Chưa ghi tên công trình"),
    ({"content": "Lâu đài"}, "C", "Không có “Lâu đài”"),
    ({"places": "99999"}, "D", "không có xã “99999”"),
    ({"criteria": "2: 70; 3: 40"}, "E", "quá 100% là 10%"),
    ({"mechanism": "lạ"}, "F", "Không có “lạ” ở đây"),
    ({"owner": ""}, "H", "Chưa ghi chủ đầu tư"),
    ({"total": "1.200"}, "N", "có thể là 1200 hoặc 1,2"),
    ({"total": -5}, "N", "phải lớn hơn 0"),
    ({"structure": "1.1.1: 900"}, "O", "thiếu 100 triệu đồng"),
    ({"structure": "9: 1000"}, "O", "Không có nguồn vốn mã “9”"),
    ({"approved_on": "31/02/2018"}, "S", "Không có ngày"),
    ({"started_on": date(2017, 1, 1)}, "T", "trước ngày phê duyệt"),
]


def test_twelve_planted_faults_are_all_named_by_sheet_and_cell(office):
    rows = [GOOD | {"name": f"Công trình {n}"} | told for n, (told, _, _) in enumerate(PLANTED)]
    faults = faults_of(UploadKind.PROJECTS, book(PROJECTS, [GOOD, *rows]), office)

    for number, (_, column, said) in enumerate(PLANTED, start=3):
        fault = faults[f"{column}{number}"]
        assert said in fault.message, fault
        assert fault.sheet == "Sheet"
    assert {int(cell[1:]) for cell in faults} == set(range(3, 15))
    assert not Project.objects.exists()


MONEY_GOOD = {
    "kind": "phân bổ", "source": "1.1.1", "year": 2018, "day": datetime(2018, 3, 1), "amount": 10,
}  # fmt: skip
MONEY_PLANTED = [
    ({"kind": "quà"}, "D", "Không có loại “quà”"),
    ({"source": "1.9"}, "E", "Không có nguồn vốn mã"),
    ({"programme": "lạ", "source": "2"}, "F", "Không có chương trình “lạ”"),
    ({"year": "hai nghìn"}, "G", "Không hiểu năm"),
    ({"year": 2025}, "G", "Năm kế hoạch 2025 không hợp"),
    ({"day": None}, "H", "Chưa ghi ngày"),
    ({"day": datetime(2020, 3, 1)}, "H", "chưa đến"),
    ({"amount": -1}, "I", "âm"),
    ({"amount": "mười"}, "I", "không phải là số"),
    ({"is_carried_over": "chắc"}, "J", "Hãy ghi có hoặc không"),
    ({"project": "KHÔNG-CÓ"}, "B", "Không có công trình mã"),
    ({"kind": "giải ngân", "source": "1.2.1"}, "H", "chưa phân bổ đồng nào"),
]


def test_twelve_planted_faults_of_money_are_all_named(office):
    code = written(office).code
    rows = [
        MONEY_GOOD | {"project": code, "item": f"Việc {n}"} | told
        for n, (told, _, _) in enumerate(MONEY_PLANTED)
    ]
    content = book(MONEY, [MONEY_GOOD | {"project": code}, *rows])
    faults = faults_of(UploadKind.MONEY, content, office)

    for number, (_, column, said) in enumerate(MONEY_PLANTED, start=3):
        assert said in faults[f"{column}{number}"].message
    assert {int(cell[1:]) for cell in faults} == set(range(3, 15))
    assert not MoneyLine.objects.exists()


def test_a_payment_may_stand_above_its_allocation_in_the_file(office):
    code = written(office).code
    paid = MONEY_GOOD | {"project": code, "kind": "giải ngân", "day": datetime(2018, 6, 1)}
    content = book(MONEY, [paid, MONEY_GOOD | {"project": code}])
    _, confirm = put(UploadKind.MONEY, content, office)

    assert confirm().added == 2
    assert MoneyLine.objects.count() == 2


def test_a_stranger_imports_nothing_of_others(stranger, office):
    code = written(office).code
    of_others = MONEY_GOOD | {"project": code}
    assert "B2" in faults_of(UploadKind.MONEY, book(MONEY, [of_others]), stranger)
    assert "D2" in faults_of(UploadKind.PROJECTS, book(PROJECTS, [GOOD]), stranger)
    taken = faults_of(
        UploadKind.PROJECTS,
        book(PROJECTS, [GOOD | {"code": code, "places": "23434"}]),
        stranger,
    )
    assert "đã dùng cho công trình ngoài phạm vi" in taken["A2"].message


def test_what_is_no_table_is_refused(office):
    with pytest.raises(DomainError, match="thiếu cột"):
        trial(UploadKind.MONEY, book({"x": "Cột lạ"}, [{"x": 1}]), office)
    with pytest.raises(DomainError, match="Không mở được tệp"):
        trial(UploadKind.MONEY, b"PK nothing", office)
