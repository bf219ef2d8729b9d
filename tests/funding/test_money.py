"""Money line by line: no payment before or beyond its allocation; carry-over counts once."""

from __future__ import annotations

from datetime import date

import pytest
from at_once import at_once
from django.db import IntegrityError, transaction
from funding_world import AT, KON_DAO, SA_BINH, TODAY, WHEN, add, line, millions, unit, written

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.funding.actions import add_line, take_back_line
from langmoi.funding.models import MoneyLine, Programme, ProjectEvent
from langmoi.funding.programmes import load_programmes
from langmoi.funding.sums import accepted_of, allocated_of, paid_of, sums_of

MARCH, JUNE = date(2018, 3, 1), date(2018, 6, 1)


@pytest.fixture
def project(clerk):
    return written(clerk, started_on=date(2018, 3, 1))


def take_back(made, by, why="ghi nhầm"):
    return take_back_line(made, why=why, by=by, **WHEN)


def test_allocated_paid_and_accepted_add_up(project, clerk):
    add(clerk, project, amount=500)
    add(clerk, project, "disbursement", 300, JUNE)
    add(clerk, project, "accepted", 850, JUNE)
    add(clerk, project, "plan", 800, date(2018, 1, 5))

    assert sums_of([project.pk])[project.pk] == {
        "allocated": millions(500),
        "paid": millions(300),
        "accepted": millions(850),
    }
    assert allocated_of(project.pk, date(2018, 2, 28)) == 0
    assert ProjectEvent.objects.filter(step="line").count() == 4


FAULTY = [
    ({"amount": -1}, "amount", "triệu đồng âm"),
    ({"amount": 0}, "amount", "bằng 0"),
    ({"amount": 10**10}, "amount", "quá lớn"),
    ({"day": date(2020, 1, 1)}, "day", "01/01/2020 chưa đến"),
    ({"year": 2020, "day": MARCH}, "year", "Năm kế hoạch 2020 không hợp"),
    ({"year": 1800, "day": MARCH}, "year", "Năm kế hoạch 1800"),
    ({"kind": "gift"}, "kind", "Không có loại “gift”"),
    ({"source": "1.9"}, "source", "Không có nguồn vốn mã"),
    ({"source": "2"}, "source", "của chương trình nào"),
    ({"item": "x" * 201}, "item", "dài hơn 200 ký tự"),
    ({"kind": "disbursement", "day": MARCH}, "day", "chưa phân bổ đồng nào"),
    ({"amount": 1001}, "amount", "vượt tổng mức đầu tư 1.000 triệu đồng là 1 triệu đồng"),
    ({"kind": "accepted", "amount": 1001}, "amount", "Khối lượng nghiệm thu cộng lại sẽ vượt"),
    ({"kind": "accepted", "day": date(2018, 2, 1)}, "day", "khởi công 01/03/2018"),
]


@pytest.mark.parametrize(("told", "field", "said"), FAULTY)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_written(
    project, clerk, told, field, said
):
    with pytest.raises(FaultyInput) as error:
        add(clerk, project, **told)

    assert [f.message for f in error.value.faults if f.figure == field and said in f.message]
    assert not MoneyLine.objects.exists()


def test_no_more_is_paid_than_was_allocated_on_any_day(project, clerk):
    add(clerk, project, amount=500, day=MARCH)
    add(clerk, project, amount=100, day=date(2018, 9, 1))
    with pytest.raises(FaultyInput, match="vượt số đã phân bổ 500 triệu đồng là 50 triệu đồng"):
        add(clerk, project, "disbursement", 550, JUNE)
    add(clerk, project, "disbursement", 550, date(2018, 9, 1))
    with pytest.raises(FaultyInput, match=r"Đến 01/09/2018.*vượt số đã phân bổ 600"):
        add(clerk, project, "disbursement", 51, JUNE)
    with pytest.raises(FaultyInput, match="chưa phân bổ đồng nào"):
        add(clerk, project, "disbursement", 10, JUNE, source="1.2.1")
    assert paid_of(project.pk) == millions(550)


def test_an_allocation_that_was_paid_from_cannot_be_taken_back(project, clerk):
    given = add(clerk, project, amount=500)
    paid = add(clerk, project, "disbursement", 300, JUNE)
    with pytest.raises(FaultyInput, match="vượt số phân bổ 300 triệu đồng"):
        take_back(given, clerk)
    take_back(paid, clerk)
    given = take_back(given, clerk, "ghi hai lần")

    assert (given.why_taken_back, given.taken_back_by) == ("ghi hai lần", clerk)
    assert MoneyLine.objects.count() == 2
    assert allocated_of(project.pk) == 0
    with pytest.raises(DomainError, match="đã được rút trước đó"):
        take_back(given, clerk)


def test_taking_back_needs_a_reason(project, clerk):
    made = add(clerk, project)
    with pytest.raises(FaultyInput, match="lý do rút"):
        take_back(made, clerk, " ")
    with pytest.raises(IntegrityError), transaction.atomic():
        MoneyLine.objects.filter(pk=made.pk).update(taken_back_at=AT)


def test_the_same_line_twice_is_refused_unless_it_says_how_it_differs(project, clerk):
    add(clerk, project, amount=100)
    with pytest.raises(FaultyInput, match="giống hệt"):
        add(clerk, project, amount=100)
    assert add(clerk, project, amount=100, item="Đợt 2").pk


def test_carry_over_is_no_new_capital_and_no_more_than_is_left(project, clerk):
    add(clerk, project, amount=500)
    add(clerk, project, "disbursement", 300, JUNE)
    later = {"day": date(2019, 2, 1), "is_carried_over": True}
    with pytest.raises(FaultyInput, match=r"còn chưa giải ngân 200 triệu đồng.*vượt 1 triệu"):
        add(clerk, project, amount=201, **later)
    add(clerk, project, amount=200, **later)
    with pytest.raises(FaultyInput, match="vượt 1 triệu đồng"):
        add(clerk, project, amount=1, **later)
    add(clerk, project, "disbursement", 200, date(2019, 5, 1), is_carried_over=True)

    assert allocated_of(project.pk) == millions(500)
    assert paid_of(project.pk) == millions(500)


def test_what_is_known_as_carried_over_alone_may_be_paid(office):
    of_province = {"unit": unit("62", "province").pk, "source": "7", "day": MARCH}
    made = add_line(line(None, amount=50, **of_province), by=office, **WHEN)
    add_line(line(None, "disbursement", 50, **of_province), by=office, **WHEN)

    assert made.is_carried_over
    assert AuditEntry.objects.latest("pk").action == "money.line"


def test_integrated_money_is_paid_by_its_own_programme_only(project, office):
    load_programmes(by="test")
    first, second = Programme.objects.all()[:2]
    add(office, project, amount=100, source="2", programme=first.pk)
    with pytest.raises(FaultyInput, match="chưa phân bổ đồng nào"):
        add(office, project, "disbursement", 50, JUNE, source="2", programme=second.pk)
    assert add(office, project, "disbursement", 50, JUNE, source="2", programme=first.pk).pk


def test_a_programme_that_had_ended_pays_nothing(project, office):
    load_programmes(by="test")
    later = Programme.objects.get(short="CTMTQG dân tộc (1719)")
    with pytest.raises(FaultyInput, match=r"Ngày 01/03/2018 không có CTMTQG dân tộc"):
        add(office, project, amount=100, source="2", programme=later.pk)


def test_accepted_work_has_a_project(office):
    with pytest.raises(FaultyInput, match="phải của một công trình"):
        add_line(line(None, "accepted", unit=unit().pk), by=office, **WHEN)


def test_after_a_stop_only_payments_are_written(project, clerk):
    from langmoi.funding.actions import stop_project

    add(clerk, project, amount=500)
    stop_project(
        project, stopped_on=date(2018, 4, 1), why="x", seen=project.version, by=clerk, **WHEN
    )
    with pytest.raises(FaultyInput, match="Công trình đã dừng từ 01/04/2018"):
        add(clerk, project, amount=100, day=JUNE)
    assert add(clerk, project, "disbursement", 100, JUNE).pk


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_others_write_no_money(project, who, request):
    with pytest.raises(NotAllowed):
        add(request.getfixturevalue(who), project)


def test_a_unit_without_project_gets_money_from_who_stands_above_it(clerk, district_officer):
    for by, code, fits in (
        (clerk, "23542", True),
        (clerk, SA_BINH, False),
        (district_officer, SA_BINH, True),
        (district_officer, KON_DAO, False),
    ):
        asked = line(None, unit=unit(code).pk, amount=10, item=by.username)
        if fits:
            assert add_line(asked, by=by, **WHEN).project is None
        else:
            with pytest.raises(NotAllowed):
                add_line(asked, by=by, **WHEN)
    assert MoneyLine.objects.visible_to(clerk, on=TODAY).count() == 1
    assert MoneyLine.objects.visible_to(district_officer, on=TODAY).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_spend_the_same_capital_at_once_do_not_both(project, clerk, office):
    add(clerk, project, amount=500)
    asked = line(project, "disbursement", 300, JUNE)
    other = line(project, "disbursement", 300, JUNE, item="Đợt khác")
    answers = at_once(
        lambda: add_line(asked, by=clerk, **WHEN), lambda: add_line(other, by=office, **WHEN)
    )

    assert sorted(isinstance(a, FaultyInput) for a in answers) == [False, True]
    assert paid_of(project.pk) == millions(300)
    assert accepted_of(project.pk) == 0
