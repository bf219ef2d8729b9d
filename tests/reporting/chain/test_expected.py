"""What departments hold: put all or nothing, shown beside the commune's, differences listed."""

import io

import openpyxl
import pytest
from chain_world import INCOME, MONTH, NGHIA, TODAY, now

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.places.queries import unit_by_code
from langmoi.reporting.differences import differences
from langmoi.reporting.expected import (
    NewExpected,
    agencies_entering,
    expected_for,
    figures_of_agency,
    is_other,
    put_expected_values,
    state_of,
)
from langmoi.reporting.expected_book import check_expected_workbook, write_expected_workbook
from langmoi.reporting.models import ExpectedValue
from langmoi.reporting.workbook.headings import find_headings
from langmoi.reporting.workbook.read_book import read_book

pytestmark = pytest.mark.django_db
INSURED = "insured_people"
SHARE = {"num": "850", "den": "1000"}


@pytest.fixture
def put(people, december):
    def act(*values, by=people.doctor, agency=people.health, **more):
        told = {"month": MONTH, "agency": agency, "source": "Danh sách thẻ", "by": by}
        told |= {"on": TODAY, "at": now(), **more}
        return put_expected_values([NewExpected(*v) for v in values], **told)

    return act


def test_what_is_put_stands_beside_the_communes_with_its_source(put, people):
    result = put((people.unit.pk, INSURED, SHARE))
    assert (result.added, result.changed, result.removed) == (1, 0, 0)
    [held] = expected_for(people.unit.pk, MONTH)[INSURED]
    assert (held.value, held.agency, held.source) == (SHARE, people.health, "Danh sách thẻ")
    entry = AuditEntry.objects.get(action="expected.put")
    assert entry.detail["changes"] == [[people.unit.pk, INSURED, None, SHARE]]


def test_putting_again_changes_takes_back_and_counts_what_stays(put, people):
    put((people.unit.pk, INSURED, SHARE), (people.unit.pk, INCOME, "41"))
    result = put((people.unit.pk, INSURED, None), (people.unit.pk, INCOME, "41.0"))
    assert (result.removed, result.unchanged) == (1, 1)
    assert list(expected_for(people.unit.pk, MONTH)) == [INCOME]


def test_all_or_nothing(put, people, kontum):
    with pytest.raises(FaultyInput) as refused:
        put(
            (people.unit.pk, INSURED, SHARE),
            (people.unit.pk, INCOME, "5000"),
            (people.unit.pk, "no_such_figure", "1"),
            (kontum.unit_id, INCOME, "40"),
        )
    assert len(refused.value.faults) == 3
    assert not ExpectedValue.objects.exists()
    assert not AuditEntry.objects.filter(action="expected.put").exists()


@pytest.mark.parametrize("name", ["officer", "office", "builder", "reader", "signer"])
def test_only_people_of_the_department_speak_for_it(put, people, name):
    with pytest.raises(NotAllowed, match="Chỉ công chức, lãnh đạo của Sở Y tế"):
        put((people.unit.pk, INSURED, SHARE), by=getattr(people, name))


def test_what_somebody_else_changed_since_is_not_overwritten(put, people):
    seen = state_of(people.health, MONTH)
    put((people.unit.pk, INSURED, SHARE), by=people.doctor2)
    with pytest.raises(DomainError, match="người khác thay đổi"):
        put((people.unit.pk, INSURED, None), seen=seen)
    put((people.unit.pk, INSURED, None), seen=state_of(people.health, MONTH))


def test_a_department_is_in_charge_of_its_indicators_figures(people, december):
    assert figures_of_agency(people.health, MONTH) == {
        INSURED, "hygienic_facilities_households",
    }  # fmt: skip
    assert agencies_entering(people.doctor, on=TODAY) == [people.health]
    assert agencies_entering(people.officer, on=TODAY) == []


@pytest.mark.parametrize(
    ("filed", "expected", "other"),
    [
        (SHARE, SHARE, False),
        (SHARE, {"num": "850.0", "den": "1000"}, False),
        (SHARE, {"num": "849", "den": "1000"}, True),
        (SHARE, {"num": "85", "den": "100"}, True),
        (SHARE, {"pct": "85"}, False),
        ({"num": "1", "den": "3"}, {"pct": "33.33"}, False),
        ({"num": "1", "den": "3"}, {"pct": "33.4"}, True),
        ({"num": "0", "den": "0"}, {"pct": "33.4"}, False),
        ("41.50", "41.5", False),
        ("41.5", "41.6", True),
        (True, False, True),
        (True, True, False),
    ],
)
def test_two_values_differ_or_say_the_same(filed, expected, other):
    assert is_other(filed, expected) is other


def test_differences_are_listed_for_what_was_sent_and_for_what_is_entered(put, people, filled, act):
    put((people.unit.pk, INCOME, "1"), (people.unit.pk, INSURED, filled.draft[INSURED]))
    assert differences(MONTH) == []
    [found] = differences(MONTH, with_drafts=True)
    assert (found.unit.code, found.figure.id, found.expected_text) == (NGHIA, INCOME, "1")
    assert differences(MONTH, with_drafts=True, agencies=[people.housing]) == []
    assert differences(MONTH, with_drafts=True, unit_keys={people.unit.pk + 1}) == []


def test_a_figure_that_is_not_reported_is_no_difference(put, people, draft):
    put((people.unit.pk, INCOME, "1"))
    assert differences(MONTH, with_drafts=True) == []


# ---- the workbook


@pytest.fixture
def units(people):
    return {people.unit.pk}


def fill(content, values):
    """Type into the cells of Sa Nghĩa: {column's key: value}."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in read_book(content).sheets:
        headings = find_headings(sheet)
        if headings is None:
            continue
        keys = {cell.text: at for at, cell in sheet.lines[headings.keys_row].items()}
        row = next(
            row
            for row, line in sheet.lines.items()
            if row > headings.keys_row and line[headings.code_column].text == NGHIA
        )
        for key, value in values.items():
            book[sheet.name].cell(row, keys[key]).value = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_the_workbook_holds_only_the_departments_columns_and_reads_back(people, december, units):
    content = write_expected_workbook(people.health, MONTH, unit_keys=units)
    filled = fill(content, {f"{INSURED}_num": 850, f"{INSURED}_den": 1000})
    check = check_expected_workbook(filled, people.health, MONTH, unit_keys=units)
    assert check.ok
    assert [(v.unit_id, v.figure, v.value) for v in check.values] == [
        (people.unit.pk, INSURED, SHARE)
    ]
    with pytest.raises(KeyError):
        fill(content, {INCOME: 40})


def test_what_is_held_is_written_and_a_dash_takes_it_back(put, people, units):
    put((people.unit.pk, INSURED, SHARE))
    content = write_expected_workbook(people.health, MONTH, unit_keys=units)
    same = check_expected_workbook(content, people.health, MONTH, unit_keys=units)
    assert (same.ok, same.changes, same.unchanged) == (True, [], 1)
    dashed = fill(content, {f"{INSURED}_num": "-", f"{INSURED}_den": "-"})
    check = check_expected_workbook(dashed, people.health, MONTH, unit_keys=units)
    assert [v.value for v in check.values] == [None]


def test_every_fault_is_named_by_its_cell(people, december, units):
    content = write_expected_workbook(people.health, MONTH, unit_keys=units)
    wrong = fill(
        content,
        {
            f"{INSURED}_num": "nhiều",
            "hygienic_facilities_households_num": 20,
            "hygienic_facilities_households_den": 10,
        },
    )
    check = check_expected_workbook(wrong, people.health, MONTH, unit_keys=units)
    assert not check.ok
    assert len(check.faults) == 2
    assert all(fault.cell and fault.sheet == "Sa Thầy" for fault in check.faults)


def test_a_workbook_of_another_department_or_kind_is_refused(people, december, units):
    other = write_expected_workbook(people.housing, MONTH, unit_keys=units)
    assert not check_expected_workbook(other, people.health, MONTH, unit_keys=units).ok
    assert not check_expected_workbook(b"%PDF-1.4", people.health, MONTH, unit_keys=units).ok


def test_a_department_without_duties_has_no_workbook(people, december, units, kontum):
    from langmoi.people.models import Agency

    idle = Agency.objects.create(name="Sở Ngoại vụ", short_name="SNV", unit=kontum.unit)
    with pytest.raises(DomainError, match="chưa được phân công"):
        write_expected_workbook(idle, MONTH, unit_keys=units)


def test_communes_out_of_scope_are_refused(people, december, units):
    content = write_expected_workbook(people.health, MONTH, unit_keys=units)
    filled = fill(content, {f"{INSURED}_num": 850, f"{INSURED}_den": 1000})
    elsewhere = {unit_by_code("23434", TODAY, "commune").unit_id}
    check = check_expected_workbook(filled, people.health, MONTH, unit_keys=elsewhere)
    assert not check.ok
    assert check.values == []
