"""The register of good practice: who writes what, what is refused, and two people at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.law.sets import criteria_known
from langmoi.places.queries import unit_by_code
from langmoi.practices.actions import (
    Practice,
    add_practice,
    adopt_practice,
    change_practice,
    withdraw_practice,
)
from langmoi.practices.models import Adoption, GoodPractice
from langmoi.practices.queries import practices_by_criterion, search_practices

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 3, tzinfo=UTC)
CRITERIA = {"income", "transport", "environment"}
TOLD = Practice(
    title="Trồng dược liệu dưới tán rừng",
    criterion="income",
    steps="Họp thôn.\nKý hợp đồng.",
    origin_text="Lâm Đồng",
    cost=15_000_000,
    source="Báo cáo thử",
)
WHEN = {"on": TODAY, "at": AT}


def add(by, told=TOLD):
    return add_practice(told, criteria=CRITERIA, by=by, **WHEN)


def change(practice, told, by, *, seen=1):
    return change_practice(practice, told, seen=seen, criteria=CRITERIA, by=by, **WHEN)


def unit(code, level="commune"):
    return unit_by_code(code, TODAY, level).unit


@pytest.fixture
def other_district(person):
    return person("other", "district_officer", "612", "district")


def test_the_office_writes_an_entry_and_leaves_its_line(office):
    made = add(office)

    entry = AuditEntry.objects.get(action="practice.add")
    assert (made.version, made.unit_id, made.cost) == (1, unit("62", "province").pk, 15_000_000)
    assert entry.detail["title"] == TOLD.title
    assert entry.detail["unit"] == made.unit_id
    assert first_broken_entry() is None


def test_a_district_writes_its_own(district_officer):
    made = add(district_officer, replace(TOLD, origin_text="", origin=unit("23539").pk))

    assert made.unit_id == unit("616", "district").pk
    assert str(made.origin) == "xã Sa Sơn"


@pytest.mark.parametrize("who", ["clerk", "reader"])
def test_who_does_not_keep_the_register_adds_nothing(request, who):
    with pytest.raises(NotAllowed, match="Chỉ Văn phòng Điều phối"):
        add(request.getfixturevalue(who))

    assert not GoodPractice.objects.exists()


def test_a_district_does_not_change_anothers(district_officer, other_district, office):
    made = add(district_officer)

    with pytest.raises(NotAllowed, match="nơi quản lý"):
        change(made, TOLD, other_district)
    assert change(made, replace(TOLD, title="Tên mới"), office).title == "Tên mới"


def test_a_district_names_no_origin_outside_it(district_officer):
    with pytest.raises(DomainError, match="không thuộc phạm vi"):
        add(district_officer, replace(TOLD, origin_text="", origin=unit("23434").pk))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": "  "}, "Còn thiếu tên cách làm"),
        ({"steps": ""}, "Còn thiếu các bước"),
        ({"criterion": "khong-co"}, "Không có tiêu chí"),
        ({"origin_text": ""}, "một nơi xuất xứ"),
        ({"origin": 1}, "một nơi xuất xứ"),
        ({"cost": -1}, "từ 0 trở lên"),
        ({"source": ""}, "phải có nguồn"),
        ({"title": "a" * 201}, "dài hơn 200"),
        ({"steps": "😀" * 4001}, "dài hơn 4.000"),
    ],
)
def test_what_an_entry_cannot_say_is_refused(office, changed, said):
    with pytest.raises(DomainError, match=said):
        add(office, replace(TOLD, **changed))

    assert not AuditEntry.objects.filter(action="practice.add").exists()


def test_an_illustrative_cost_needs_no_source(office):
    assert add(office, replace(TOLD, source="", is_illustrative=True)).is_illustrative


def test_of_two_people_who_change_at_once_the_second_is_told(office, district_officer):
    made = add(district_officer)
    change(made, replace(TOLD, title="Bản của Văn phòng"), office)

    stale = GoodPractice.objects.get(pk=made.pk)
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        change(stale, replace(TOLD, title="Bản của huyện"), district_officer, seen=1)

    made.refresh_from_db()
    assert (made.title, made.version) == ("Bản của Văn phòng", 2)
    assert AuditEntry.objects.filter(action="practice.change").count() == 1


def test_a_unit_takes_a_practice_up_once_and_later_tells_more(office, district_officer):
    made = add(office)
    told = {"by": district_officer, **WHEN}
    adopt_practice(made, unit("23542"), since=date(2019, 9, 2), result="", **told)
    adopt_practice(made, unit("23542"), since=date(2019, 9, 2), result="Xong 600 m.", **told)

    [adoption] = Adoption.objects.all()
    assert adoption.result == "Xong 600 m."
    assert AuditEntry.objects.filter(action="practice.adopt").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(practice=made, unit=adoption.unit, since=TODAY, by=office, at=AT)


@pytest.mark.parametrize(
    ("code", "level", "since", "fault", "said"),
    [
        ("23434", "commune", TODAY, NotAllowed, "phạm vi mình quản lý"),
        ("23542", "commune", date(2020, 1, 1), DomainError, "chưa tới"),
    ],
)
def test_an_adoption_that_cannot_be_is_refused(
    office, district_officer, code, level, since, fault, said
):
    made = add(office)

    with pytest.raises(fault, match=said):
        adopt_practice(made, unit(code, level), since=since, result="", by=district_officer, **WHEN)


def test_a_whole_province_takes_nothing_up(office):
    made = add(office)

    with pytest.raises(DomainError, match="Hãy chọn xã hoặc huyện"):
        adopt_practice(made, unit("62", "province"), since=TODAY, result="", by=office, **WHEN)


def test_search_takes_any_spelling_and_all_words(office):
    add(office)
    add(office, replace(TOLD, title="Thu gom rác", criterion="environment"))

    def titles(**told):
        return [p.title for p in search_practices(GoodPractice.objects.all(), **told)]

    assert titles(text="duoc lieu RUNG") == [TOLD.title]
    assert titles(text="rác dược liệu") == []
    assert titles(criterion="environment") == ["Thu gom rác"]
    assert len(titles(origin="ngoai-tinh")) == 2
    assert titles(origin="trong-tinh") == []


def test_entries_are_offered_by_criterion_in_one_query(office, django_assert_num_queries):
    add(office)
    add(office, replace(TOLD, criterion="environment"))

    with django_assert_num_queries(1):
        found = practices_by_criterion()
    assert {key: len(each) for key, each in found.items()} == {"income": 1, "environment": 1}


def test_criteria_are_named_as_in_the_set_of_the_day():
    assert criteria_known(TODAY)["environment"].number == "17"
    assert next(iter(criteria_known(TODAY))) == "planning"


def test_a_withdrawn_practice_is_kept_with_its_reason_and_offered_no_more(office, district_officer):
    made = add(district_officer)
    adopt_practice(made, unit("23542"), since=TODAY, result="", by=office, **WHEN)

    withdraw_practice(made, " Giống chết hàng loạt. ", by=office, **WHEN)

    assert (made.withdrawn_by, made.withdrawn_at, made.version) == (office, AT, 2)
    assert made.withdrawn_why == "Giống chết hàng loạt."
    assert made.adoptions.count() == 1
    assert practices_by_criterion() == {}
    assert not GoodPractice.objects.offered().exists()
    entry = AuditEntry.objects.get(action="practice.withdraw")
    assert entry.detail["reason"] == "Giống chết hàng loạt."
    assert first_broken_entry() is None


def test_who_entered_it_withdraws_it_and_another_district_does_not(
    district_officer, other_district
):
    made = add(district_officer)

    with pytest.raises(NotAllowed, match="được rút"):
        withdraw_practice(made, "Không hợp.", by=other_district, **WHEN)
    assert withdraw_practice(made, "Không hợp.", by=district_officer, **WHEN).withdrawn_at == AT


def test_without_a_reason_nothing_is_withdrawn(office):
    made = add(office)

    with pytest.raises(DomainError, match="hãy ghi lý do"):
        withdraw_practice(made, "  ", by=office, **WHEN)
    assert GoodPractice.objects.offered().exists()


def test_what_was_withdrawn_is_neither_changed_nor_taken_up_nor_withdrawn_again(
    office, district_officer
):
    made = add(district_officer)
    withdraw_practice(GoodPractice.objects.get(), "Không hợp.", by=office, **WHEN)

    with pytest.raises(DomainError, match="sửa hoặc rút"):
        change(made, TOLD, district_officer, seen=2)
    with pytest.raises(DomainError, match="đã được rút"):
        adopt_practice(made, unit("23542"), since=TODAY, result="", by=office, **WHEN)
    with pytest.raises(DomainError, match="đã được rút trước đó"):
        withdraw_practice(made, "Lần hai.", by=district_officer, **WHEN)
    made.refresh_from_db()
    assert made.withdrawn_why == "Không hợp."


def test_the_database_keeps_no_withdrawal_without_a_reason(office):
    made = add(office)

    with pytest.raises(IntegrityError), transaction.atomic():
        GoodPractice.objects.filter(pk=made.pk).update(withdrawn_at=AT, withdrawn_by=office)
