"""The way of a delegation: who takes which step, and what is asked before."""

from __future__ import annotations

from datetime import date

import delegation_world as world
import pytest
from chain_world import TODAY

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.delegations import actions
from langmoi.delegations.models import Delegation, DelegationState, Visit


def test_a_department_proposes_an_office_decides_and_the_head_begins(who, draft):
    world.set_out(who, draft)

    draft.refresh_from_db()
    assert draft.state == DelegationState.UNDER_WAY
    assert (draft.decision_number, draft.decided_on) == ("", None)
    steps = AuditEntry.objects.filter(action__startswith="delegation.").order_by("pk")
    assert list(steps.values_list("action", flat=True))[-3:] == [
        "delegation.propose",
        "delegation.decide",
        "delegation.begin",
    ]
    assert all(visit.revision.filing.month == world.NOVEMBER for visit in draft.visits.all())


def test_without_a_head_or_a_commune_nothing_is_proposed(who, kontum, months):
    plan = world.make_plan(who)
    made = actions.add_delegation(
        plan, kontum.unit_id, criteria=["1"], by=who.proposer, **world.when()
    )

    with pytest.raises(DomainError, match="chưa có trưởng đoàn"):
        actions.propose(made, seen=made.version, by=who.proposer, on=TODAY)
    head = actions.NewMember("Trưởng đoàn", "head")
    actions.add_member(made, head, seen=made.version, by=who.proposer, on=TODAY)
    with pytest.raises(DomainError, match="chưa có xã nào"):
        actions.propose(made, seen=made.version, by=who.proposer, on=TODAY)


def test_the_person_who_proposed_does_not_decide(who, kontum, months):
    draft = world.propose_delegation(who, kontum)
    actions.propose(draft, seen=draft.version, by=who.committee, on=TODAY)

    with pytest.raises(NotAllowed, match="không tự ghi quyết định"):
        actions.decide(draft, "", None, seen=draft.version, by=who.committee, on=TODAY)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        actions.decide(draft, "", None, seen=draft.version, by=who.proposer, on=TODAY)
    actions.decide(draft, "", None, seen=draft.version, by=who.office, on=TODAY)
    assert draft.state == DelegationState.DECIDED


def test_a_number_goes_with_its_day_and_no_day_is_to_come(who, draft):
    actions.propose(draft, seen=draft.version, by=who.proposer, on=TODAY)

    for number, day, said in (
        ("365/QĐ-UBND", None, "đi với nhau"),
        ("", TODAY, "đi với nhau"),
        ("365/QĐ-UBND", date(2019, 12, 31), "chưa tới"),
    ):
        with pytest.raises(DomainError, match=said):
            actions.decide(draft, number, day, seen=draft.version, by=who.committee, on=TODAY)
    draft.refresh_from_db()
    assert draft.state == DelegationState.PROPOSED


def test_a_proposal_comes_back_with_its_reason(who, draft):
    actions.propose(draft, seen=draft.version, by=who.proposer, on=TODAY)

    with pytest.raises(DomainError, match="lý do trả lại"):
        actions.send_back(draft, " ", seen=draft.version, by=who.committee, on=TODAY)
    actions.send_back(draft, "Thiếu Sở Y tế.", seen=draft.version, by=who.committee, on=TODAY)
    assert draft.state == DelegationState.DRAFT


def test_of_two_who_change_the_same_plan_the_second_is_told(who, draft):
    seen = draft.version
    new = actions.NewMember("Người thêm", "member")
    actions.add_member(draft, new, seen=seen, by=who.proposer, on=TODAY)

    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        actions.add_member(draft, new, seen=seen, by=who.office, on=TODAY)
    assert draft.members.count() == 3


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"ends_on": date(2019, 12, 1)}, "trước ngày bắt đầu"),
        ({"name": " "}, "Chưa ghi tên đoàn"),
        ({"criteria": ("99",)}, "Không có tiêu chí 99"),
        ({"starts_on": date(2019, 12, 23)}, "nằm ngoài thời gian của đoàn"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_whole(who, draft, told, said):
    before = Delegation.objects.values().get(pk=draft.pk)
    numbers = [str(n) for n in range(1, 20)]

    with pytest.raises(DomainError, match=said):
        actions.change_delegation(
            draft,
            world.make_plan(who, **told),
            criteria=numbers,
            seen=draft.version,
            by=who.proposer,
            on=TODAY,
        )
    assert Delegation.objects.values().get(pk=draft.pk) == before


def test_a_commune_stands_once_in_the_itinerary_and_lies_in_the_unit(who, draft):
    again = actions.NewVisit(world.unit(world.NGHIA).pk, TODAY)
    district = actions.NewVisit(world.unit("616", "district").pk, TODAY)

    for visit, said in ((again, "đã có trong lịch trình"), (district, "không phải xã")):
        with pytest.raises(DomainError, match=said):
            actions.add_visits(draft, [visit], seen=draft.version, by=who.proposer, on=TODAY)


def test_who_sees_a_delegation_follows_from_its_way(who, draft):
    def seen_by():
        names = ("proposer", "doctor", "committee", "head", "clerk", "stranger", "district")
        return {
            n for n in names if Delegation.objects.visible_to(getattr(who, n), on=TODAY).exists()
        }

    assert seen_by() == {"proposer", "committee", "head"}
    world.set_out(who, draft)
    world.finish(who, draft)
    actions.conclude(draft, "Kết luận.", seen=draft.version, by=who.head, on=TODAY)
    assert seen_by() == {"proposer", "doctor", "committee", "head", "clerk", "district"}
    assert [v.unit for v in Visit.objects.visible_to(who.clerk, on=TODAY)] == [
        world.unit(world.NGHIA)
    ]
    assert Visit.objects.visible_to(who.head, on=TODAY).count() == 2


def test_only_the_concluded_delegation_gives_out_its_recommendations(who, under_way):
    new = actions.NewRecommendation(
        text="Rà soát lại hộ nghèo.",
        finding="Số hộ nghèo báo cáo thiếu 3 hộ.",
        criterion="11",
        visit=world.visit_of(under_way).pk,
        unit=world.unit(world.NGHIA).pk,
        due_on=date(2020, 1, 31),
    )
    made = actions.add_recommendation(
        under_way, new, seen=under_way.version, by=who.head, **world.when()
    )
    with pytest.raises(DomainError, match="chưa kết luận"):
        actions.give_out(under_way, seen=under_way.version, by=who.office, **world.when())
    with pytest.raises(DomainError, match="chuyến chưa ghi xong"):
        actions.conclude(under_way, "Xong.", seen=under_way.version, by=who.head, on=TODAY)
    world.finish(who, under_way)
    actions.conclude(under_way, "Kết luận.", seen=under_way.version, by=who.head, on=TODAY)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        actions.give_out(under_way, seen=under_way.version, by=who.head, **world.when())

    directive = actions.give_out(under_way, seen=under_way.version, by=who.office, **world.when())

    made.refresh_from_db()
    assert made.task.directive == directive
    [assignment] = made.task.assignments.all()
    assert assignment.unit == world.unit(world.NGHIA)
    assert assignment.instances.get().due_on == date(2020, 1, 31)
    assert (directive.number, directive.dated_on) == ("", None)
    with pytest.raises(DomainError, match="Không còn kiến nghị"):
        actions.give_out(under_way, seen=under_way.version, by=who.office, **world.when())
    actions.end(under_way, seen=under_way.version, by=who.office, on=TODAY)
    assert not Delegation.objects.visible_to(who.member, on=TODAY).filter(
        state=DelegationState.UNDER_WAY
    )
