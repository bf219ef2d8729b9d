"""Checking a workbook: every faulty figure named by its cell, and every change it would make."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from workbooks import (
    BINH,
    DEN,
    NGHIA,
    NHON,
    NUM,
    SHEET,
    fill,
    name,
    only_fault,
    told,
    workbook,
)

from langmoi.core.audit import first_broken_entry
from langmoi.core.models import AuditEntry
from langmoi.reporting.models import Filing, MonthState, ReportingMonth

TWELVE = {
    (NGHIA, "income_per_capita"): ("7O", "không phải là số"),
    (NGHIA, "postal_point"): ("x", "không rõ"),
    (NGHIA, "rural_market"): ("được", "không rõ"),
    (NGHIA, "dilapidated_houses"): ("1,5", "số đếm"),
    (NHON, NUM): ("1.234", "có thể là"),
    (NHON, "income_per_capita"): (date(2019, 5, 12), "ngày 12/05/2019"),
    (NHON, "telecom_and_internet"): ("Không phát sinh", "không có trường hợp"),
    (NHON, "dilapidated_houses"): ("12,5%", "phần trăm"),
    (BINH, "income_per_capita"): (5000, "ngoài khoảng"),
    (BINH, "poor_households_num"): ("abc", "không phải là số"),
    (BINH, "commune_roads_paved_num"): (42.857142857, "chữ số lẻ"),
    (BINH, "stunted_children_num"): ("=1/0", "công thức"),
}


def test_a_blank_template_has_no_fault_and_changes_nothing(check):
    found = check(workbook("62"))

    assert found.ok
    assert found.units == 85
    assert found.as_dict() == {
        "ok": True, "added": 0, "changed": 0, "removed": 0, "unchanged": 0, "faults": []
    }  # fmt: skip


def test_it_says_what_would_be_added_and_writes_nothing(check):
    found = check(
        fill(workbook(), {(NGHIA, NUM): 453, (NGHIA, DEN): 600, (NHON, "postal_point"): "Đ"})
    )

    assert [(c.unit, c.old_text, c.new_text) for c in found.added] == [
        ("xã Sa Nhơn", "–", "Đạt"),
        ("xã Sa Nghĩa", "–", "453/600 (75,5%)"),
    ]
    assert not Filing.objects.exists()


def test_all_of_twelve_planted_faults_are_named_by_their_cells(check):
    content = workbook("62")
    planted = fill(content, {where: value for where, (value, _) in TWELVE.items()})
    found = check(planted)

    expected = {name(content, *where): why for where, (_, why) in TWELVE.items()}
    assert {f.cell for f in found.faults} == set(expected)
    assert len(found.faults) == 12
    for fault in found.faults:
        assert expected[fault.cell] in fault.message
        assert fault.sheet == SHEET
        assert fault.unit.startswith("xã Sa ")
        assert fault.figure
        assert fault.remedy.endswith(".")


def test_faults_come_in_the_order_of_the_sheet(check):
    found = check(fill(workbook("62"), {where: value for where, (value, _) in TWELVE.items()}))

    places = [openpyxl.utils.cell.coordinate_to_tuple(f.cell) for f in found.faults]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("values", "cell", "why"),
    [
        ({NUM: 700, DEN: 600}, NUM, "tử số 700 lớn hơn mẫu số 600"),
        ({NUM: 700}, NUM, "thiếu mẫu số"),
        ({DEN: 700}, DEN, "thiếu tử số"),
        ({NUM: -1, DEN: 600}, NUM, "ngoài khoảng"),
        ({NUM: 1, DEN: -600}, DEN, "ngoài khoảng"),
        ({NUM: "80%", DEN: 600}, NUM, "mẫu số có số"),
        ({NUM: 1, DEN: "60%"}, DEN, "phần trăm"),
        ({NUM: "120%"}, NUM, "ngoài khoảng"),
        ({NUM: "-", DEN: 600}, NUM, "ghi dấu -"),
    ],
)
def test_a_share_that_cannot_be_is_one_fault_at_its_cell(check, values, cell, why):
    content = workbook()
    fault = only_fault(check(fill(content, {(NGHIA, key): v for key, v in values.items()})))

    assert fault.cell == name(content, NGHIA, cell)
    assert why in fault.message


@pytest.mark.parametrize(
    ("values", "meant"),
    [
        ({NUM: "12,5%"}, {"pct": "12.5"}),
        ({NUM: (0.125, "0.0%")}, {"pct": "12.5"}),
        ({NUM: "1.234,5", DEN: "2.000,5"}, {"num": "1234.5", "den": "2000.5"}),
        ({NUM: 0.1 + 0.2, DEN: 3}, {"num": "0.3", "den": "3"}),
        ({NUM: 0, DEN: 0}, {"num": "0", "den": "0"}),
    ],
)
def test_shares_are_understood_as_parts_or_as_a_percentage(check, values, meant):
    found = check(fill(workbook(), {(NGHIA, key): v for key, v in values.items()}))

    assert found.ok, told(found)
    assert [c.new for c in found.added] == [meant]


def test_a_value_and_does_not_arise_in_one_indicator_contradict(check):
    content = workbook()
    key = "compliant_establishments"
    values = {(NGHIA, f"{key}_num"): 3, (NGHIA, f"{key}_den"): "không phát sinh"}

    fault = only_fault(check(fill(content, values)))
    assert fault.cell == name(content, NGHIA, f"{key}_den")
    assert f"ô {name(content, NGHIA, f'{key}_num')}" in fault.message


def test_a_closed_month_is_a_fault(check):
    ReportingMonth.objects.update(state=MonthState.CLOSED)

    assert "đã chốt số liệu" in only_fault(check(workbook())).message


def test_checking_leaves_no_trace(check):
    before = AuditEntry.objects.count()
    check(fill(workbook(), {(NGHIA, NUM): "50%"}))

    assert AuditEntry.objects.count() == before
    assert first_broken_entry() is None
