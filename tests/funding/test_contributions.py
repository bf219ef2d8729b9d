"""What residents give: sums that add up, places of the day, who may, taken back and never lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from at_once import at_once
from django.db import IntegrityError, transaction
from gifts import AT, TODAY, WHEN, commune, gift, load_gift_villages, village

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.funding.contribution_access import can_name, named_donors
from langmoi.funding.contribution_actions import add_contribution, take_back_contribution
from langmoi.funding.contribution_checks import Gift, Unfit
from langmoi.funding.contribution_queries import sum_of, sums_by_commune, sums_by_unit
from langmoi.funding.labour_rates import labour_rate, load_labour_rates
from langmoi.funding.models import Contribution, Donor
from langmoi.places.models import UnitFact


@pytest.fixture
def villages(kontum):
    load_gift_villages()


@pytest.fixture
def head(villages, person):
    return person("head", "village_head", "23542-01", "village")


def give(by, **told):
    return add_contribution(gift(**told), by=by, **WHEN)


def problems(by, **told):
    with pytest.raises(Unfit) as found:
        give(by, **told)
    assert not Contribution.objects.exists()
    assert not AuditEntry.objects.filter(action="contribution.add").exists()
    return {problem.column: problem.message for problem in found.value.problems}


def test_what_a_village_gave_is_kept_with_its_value_and_commune(head):
    made = give(head)

    assert (made.workdays_value, made.total) == (4_500_000, 57_000_000)
    assert made.commune_id == commune().pk
    assert [(d.name, d.value) for d in made.donors.all()] == [
        ("A Nhôi", 2_000_000),
        ("Y Hlim", 500_000),
    ]
    assert made.unconverted == ()


def test_the_log_has_amounts_and_no_names(head):
    give(head)

    entry = AuditEntry.objects.get(action="contribution.add")
    assert entry.detail["total"] == 57_000_000
    assert entry.detail["donors"] == 2
    assert "Nhôi" not in f"{entry.subject} {entry.detail}"
    assert "Nhôi" not in str(Donor.objects.first())


def test_what_nobody_has_converted_counts_for_nothing_and_is_told(clerk, villages):
    made = give(clerk, workday_rate=None, land_value=None, basis="", donors=())

    assert made.total == 12_500_000
    assert made.unconverted == ("ngày công", "đất")
    total = sum_of(Contribution.objects.all())
    assert (total.unconverted_workdays, total.unconverted_land) == (30, Decimal("200.5"))


@pytest.mark.parametrize(
    ("told", "column", "said"),
    [
        ({"money": -1}, "money", "không thể âm"),
        ({"land_value": -5}, "land_value", "không thể âm"),
        ({"workdays": Decimal("-2")}, "workdays", "không thể âm"),
        ({"money": 10**13}, "money", "xem lại đơn vị tính"),
        ({"workdays": Decimal("1.25")}, "workdays", "một chữ số lẻ"),
        ({"told_total": 56_000_000}, "told_total", "lệch 1. Hãy"),
        ({"told_workdays_value": 4_400_000}, "told_workdays_value", "lệch 0,1. Hãy"),
        ({"donors": (Gift("A", 58_000_000),)}, "donors", "lệch 1. Hãy"),
        ({"donors": (Gift("A", 0),)}, "donors", "số lớn hơn 0"),
        ({"donors": (Gift(" ", 1),)}, "donors", "từ 1 đến 150"),
        ({"basis": " "}, "basis", "căn cứ quy đổi"),
        ({"workdays": Decimal(0)}, "workday_rate", "không có ngày công"),
        ({"land": Decimal(0)}, "land_value", "không có diện tích"),
        ({"goods_value": 5}, "goods", "Hãy ghi rõ"),
        ({"note": "n" * 301}, "note", "dài hơn 300"),
        ({"given_on": date(2019, 12, 21)}, "given_on", "chưa tới"),
        ({"given_on": date(2008, 12, 31)}, "given_on", "xem lại năm"),
        ({"households": 900_000}, "households", "chỉ có"),
        ({"project": 999}, "project", "không ở nơi đóng góp"),
    ],
)
def test_what_cannot_be_is_refused_by_its_column_and_nothing_is_kept(head, told, column, said):
    assert said in problems(head, **told)[column]


def test_nothing_given_is_no_contribution(head):
    nothing = {"money": 0, "workdays": Decimal(0), "workday_rate": None, "land": Decimal(0)}

    told = problems(head, **nothing, land_value=None, donors=())

    assert "chưa ghi đóng góp gì" in told["money"]


def test_a_village_gives_only_from_the_day_on_which_it_exists(clerk, villages):
    unit = village("Hòa Bình").unit_id
    assert (
        "không có thôn Hòa Bình" in problems(clerk, unit=unit, given_on=date(2017, 12, 31))["unit"]
    )

    assert give(clerk, unit=unit, given_on=date(2018, 1, 1)).pk


def test_no_more_households_than_the_commune_has(clerk, villages):
    count = UnitFact.objects.get(unit=commune(), kind="households").value

    told = problems(clerk, unit=commune().pk, households=count + 1)
    assert "cả xã Sa Nghĩa" in told["households"]
    assert give(clerk, unit=commune().pk, households=count).households == count


def test_no_more_households_than_the_village_told(clerk, head):
    from langmoi.reporting.models import VillageSheet

    VillageSheet.objects.create(
        village_id=village("Đăk Tăng").unit_id,
        month=date(2019, 12, 1),
        figures={"households": "39"},
        by=clerk,
        at=AT,
    )

    assert "39 hộ (phiếu thôn tháng 12/2019)" in problems(head)["households"]


@pytest.mark.parametrize("who", ["stranger", "office", "district_officer", "reader"])
def test_only_the_village_and_its_commune_enter(request, villages, who):
    with pytest.raises(NotAllowed, match="Chỉ trưởng thôn"):
        give(request.getfixturevalue(who))


def test_a_village_head_enters_for_no_other_village(head):
    for unit in (village("Hòa Bình").unit_id, commune().pk):
        with pytest.raises(NotAllowed):
            give(head, unit=unit)


def test_the_same_gift_twice_is_refused_until_a_note_tells_them_apart(head, clerk):
    give(head)

    with pytest.raises(Unfit, match="đã được Người dùng head ghi"):
        give(clerk)
    assert give(clerk, note="đợt hai").pk


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_the_same_gift_at_once_one_does(head, clerk):
    told = gift()

    found = at_once(*(lambda by=by: add_contribution(told, by=by, **WHEN) for by in (head, clerk)))

    assert sum(isinstance(one, Unfit) for one in found) == 1
    assert Contribution.objects.count() == 1


def test_a_contribution_is_taken_back_with_a_reason_and_stays(head, clerk):
    made = give(head)

    with pytest.raises(DomainError, match="Lý do rút"):
        take_back_contribution(made, "sai", by=clerk, **WHEN)
    take_back_contribution(made, "Ghi nhầm sang thôn khác", by=clerk, **WHEN)

    assert (made.why_taken_back, made.taken_back_by) == ("Ghi nhầm sang thôn khác", clerk)
    assert not Contribution.objects.standing().exists()
    assert Contribution.objects.visible_to(head, on=TODAY).count() == 1
    with pytest.raises(DomainError, match="vừa được người khác rút"):
        take_back_contribution(made, "Ghi nhầm lần nữa", by=head, **WHEN)
    assert AuditEntry.objects.filter(action="contribution.take_back").count() == 1
    give(head)  # what is taken back may be given anew


@pytest.mark.parametrize("who", ["stranger", "office", "reader"])
def test_who_does_not_enter_takes_nothing_back(request, head, who):
    with pytest.raises(NotAllowed, match="rút"):
        take_back_contribution(give(head), "Ghi nhầm", by=request.getfixturevalue(who), **WHEN)


def test_each_sees_what_their_units_gave(head, clerk, stranger, district_officer, reader, office):
    give(clerk, unit=commune().pk)
    give(head)

    def seen(user):
        return Contribution.objects.visible_to(user, on=TODAY).count()

    people = (head, clerk, stranger, district_officer, reader, office)
    assert [seen(user) for user in people] == [1, 2, 0, 2, 2, 2]


def test_names_are_for_who_collects_and_checks_and_for_nobody_else(
    head, clerk, district_officer, office, stranger, reader, person
):
    made = give(head)
    leader = person("leader", "province_leader", "62", "province")
    front = person("front", "front_officer", "23542", "commune")
    auditor = person("auditor", "auditor", "62", "province")

    def named(user):
        found = named_donors(user, [made], on=TODAY)
        assert bool(found) is can_name(user, made, on=TODAY)
        return [donor.name for donor in found.get(made.pk, ())]

    for user in (head, clerk, district_officer, office):
        assert named(user) == ["A Nhôi", "Y Hlim"]
    for user in (stranger, reader, leader, front, auditor):
        assert named(user) == []


def test_sums_by_village_and_commune_count_only_what_stands(head, clerk):
    give(head)
    give(clerk, unit=commune().pk, given_on=date(2018, 5, 1), donors=())
    take_back_contribution(give(head, note="nhầm"), "Ghi nhầm khoản này", by=head, **WHEN)
    key = commune().pk

    by_unit = sums_by_unit({key}, None, TODAY)
    assert {unit: one.rows for unit, one in by_unit.items()} == {
        (key, key): 1,
        (key, village("Đăk Tăng").unit_id): 1,
    }
    assert sums_by_commune({key}, date(2019, 1, 1), TODAY)[key].total == 57_000_000
    assert sums_by_commune({key}, None, TODAY)[key].by_source == {
        "5.1": 25_000_000,
        "5.2": 9_000_000,
        "5.3": 80_000_000,
        "5.4": 0,
    }


def test_the_database_itself_refuses_sums_that_do_not_add_up(head):
    made = give(head)
    for wrong in ({"total": 1}, {"money": -1}, {"taken_back_at": AT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contribution.objects.filter(pk=made.pk).update(**wrong)


def test_no_rule_of_a_days_worth_is_invented():
    found = labour_rate(TODAY)

    assert (found.value, found.status) == (None, "unknown")
    assert labour_rate(date(2009, 1, 1)) is None


def test_a_known_rate_is_read_with_its_document(tmp_path):
    file = tmp_path / "rates.yaml"
    file.write_text(
        "- {from: 2018-01-01, to: 2019-12-31, value: 150000, document: mau, status: placeholder}"
    )
    [rate] = load_labour_rates(file)
    assert (rate.value, rate.document, rate.status) == (150_000, "mau", "placeholder")

    unfit = tmp_path / "unfit.yaml"
    unfit.write_text("- {from: 2018-01-01, value: 150000, document: mau, status: unknown}")
    with pytest.raises(DomainError):
        load_labour_rates(unfit)
