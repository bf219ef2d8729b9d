"""Biểu 7 in reports of a quarter and a year: OCOP products on the last day of the period."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from filed_months import DISTRICT, IA_DAL, ON, PROVINCE, file_year, unit
from report_files import numbers_of_files

from langmoi.places.queries import unit_by_code
from langmoi.publishing.orders import Order
from langmoi.publishing.reading import build_report, making_of
from langmoi.registers.actions import Move, NewEntry, add_entry, move_entry
from langmoi.registers.ocop.certifying import Decision, certify

DECEMBER = date(2019, 12, 1)
AT = datetime(2019, 12, 20, 3, tzinfo=UTC)
TODAY = date(2019, 12, 20)


def annexes(kind, code):
    report = build_report(Order(kind, unit(code), DECEMBER), making_of(ON, "người thử"))
    return report, {annex.id: annex for annex in report.annexes}


def texts(annex):
    return [[cell.text for cell in row.cells] for row in annex.rows]


def certified(office, decided, code=IA_DAL):
    found = unit_by_code(code, TODAY, "commune")
    fields = {"group": "drink", "maker": "Hộ A", "maker_kind": "household"}
    first = Move("registered", date(2019, 9, 1))
    told = NewEntry("ocop_product", f"Cà phê {decided}", first, fields)
    entry = add_entry(told, found.unit, by=office, on=TODAY, at=AT)
    scored = Move("province_scored", date(2019, 9, 20))
    move_entry(entry, scored, seen=1, by=office, on=TODAY, at=AT)
    entry.refresh_from_db()
    decision = Decision(4, "province", "QĐ 1", decided)
    return certify(entry, decision, seen=entry.version, by=office, on=TODAY, at=AT)


@pytest.fixture
def year(office):
    file_year(office)


def test_without_a_product_there_is_no_table(year):
    assert "B7" not in annexes("quarter", PROVINCE)[1]


@pytest.mark.parametrize("kind", ["quarter", "year"])
def test_the_table_counts_what_holds_on_the_last_day_of_the_period(year, office, kind):
    certified(office, date(2019, 12, 14))
    certified(office, date(2019, 12, 15))

    report, found = annexes(kind, PROVINCE)

    rows = texts(found["B7"])
    [ia_hdrai] = [row for row in rows if "Ia H'Drai" in row[1]]
    # Both take part; the certificate of the 15th belongs to the next period.
    assert ia_hdrai[2:] == ["2", "1", "0", "1", "0", "0", "1"]
    assert rows[-1][1:] == ["Tổng số", "2", "1", "0", "1", "0", "0", "1"]


def test_a_district_counts_by_group(year, office):
    certified(office, date(2019, 12, 10))

    report, found = annexes("quarter", DISTRICT)

    rows = texts(found["B7"])
    assert len(rows) == 7
    assert rows[1][1:] == ["Đồ uống", "1", "1", "0", "1", "0", "0"]
    found = numbers_of_files(report)
    assert found[".docx"] == found[".pdf"] == found[".xlsx"]


def test_a_month_has_no_such_table(year, office):
    certified(office, date(2019, 12, 10))

    assert "B7" not in annexes("month", PROVINCE)[1]
