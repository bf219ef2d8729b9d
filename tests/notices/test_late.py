"""Who is late, by step and unit, with the people to call."""

from datetime import date

import pytest
from chain_world import MONTH, NGHIA, TODAY

from langmoi.notices.late import late_rows
from langmoi.reporting.deadlines import set_deadline
from langmoi.reporting.models import StepKind

pytestmark = pytest.mark.django_db


def of(rows, step):
    return [row for row in rows if row.step == step]


def ours(people, on=TODAY):
    return late_rows(MONTH, on=on, unit_keys={people.unit.pk})


def test_a_commune_that_has_not_sent_is_late_with_its_chairman(people, december):
    people.chairman.phone = "0260 000 0001"
    people.chairman.save()
    [row] = ours(people)
    assert (row.step, row.days, row.due_on) == (StepKind.SUBMIT, 2, date(2019, 12, 18))
    assert row.unit.code == NGHIA
    assert (row.accountable.name, row.accountable.phone) == ("Người chairman", "0260 000 0001")
    assert {person.name for person in row.others} == {"Người officer", "Người deputy"}


def test_on_the_day_itself_nobody_is_late(people, december):
    assert ours(people, on=date(2019, 12, 18)) == []


def test_more_time_for_one_unit_is_honoured(people, december):
    set_deadline(
        MONTH, StepKind.SUBMIT, date(2019, 12, 25), unit=people.unit, reason="Mưa lũ",
        by=people.office, on=TODAY,
    )  # fmt: skip
    assert ours(people) == []


def test_after_sending_the_district_is_late_and_then_the_departments(people, submitted):
    assert ours(people) == []
    after = ours(people, on=date(2019, 12, 30))
    assert [row.step for row in after] == ["review", "sign", "opinion", "opinion"]
    assert of(after, "review")[0].accountable.name == "Người signer"
    assert "Sa Nghĩa" in of(after, "review")[0].what
    assert {row.who for row in of(after, "opinion")} == {"Sở Y tế", "Sở Xây dựng"}
    health = next(row for row in after if row.who == "Sở Y tế")
    assert "2 chỉ tiêu ở 1 xã" in health.what
    assert health.accountable.name == "Người doctor2"


def test_what_was_sent_back_is_late_by_its_own_day(people, submitted, act):
    act.send_back(submitted, "17.6")
    assert ours(people, on=date(2019, 12, 24)) == []
    [row] = [r for r in ours(people, on=date(2019, 12, 26)) if r.step == StepKind.SUBMIT]
    assert "17.6" in row.what
    assert row.days == 2


def test_all_communes_count_without_a_scope_and_a_closed_month_has_nobody_late(people, closed):
    assert late_rows(MONTH, on=date(2019, 12, 30)) == []


def test_without_a_scope_the_whole_province_is_listed(people, december):
    assert len(late_rows(MONTH, on=TODAY)) == 85
