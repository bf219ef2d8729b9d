"""The council's vote and the decision: what is counted, what is refused, what is mended."""

from __future__ import annotations

from datetime import date

import pytest
from recognition_world import COUNCIL_ON, DECIDED_ON, MEMBERS, TODAY, Way

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.overview.recognitions import titles_on
from langmoi.places.models import FactKind, UnitFact
from langmoi.recognition.actions import Sat, Signed, announce, annul_decision, correct_decision
from langmoi.recognition.models import Ballot, CouncilMember, Decision


def test_more_ballots_than_members_are_refused(way):
    way.to("appraise")

    with pytest.raises(DomainError, match="10 phiếu nhưng chỉ 9 thành viên"):
        way.vote(votes_for=10)
    assert way.dossier.councils.count() == 0


def test_an_absent_member_has_no_ballot(way):
    way.to("appraise")
    members = [Sat("Một", True, Ballot.FOR), Sat("Hai", False, Ballot.FOR)]

    with pytest.raises(DomainError, match="vắng mặt không bỏ phiếu"):
        way.vote(is_secret=False, members=members)


def test_a_member_sits_once(way):
    way.to("appraise")

    with pytest.raises(DomainError, match="ghi hai lần"):
        way.vote(members=[Sat("Một"), Sat("một ")], votes_for=2)


def test_nine_of_ten_are_enough_and_eight_of_nine_are_not(way):
    way.to("appraise")

    first = way.vote(votes_for=8, votes_against=1)
    assert not first.is_passed
    way.dossier.refresh_from_db()
    assert way.dossier.state == "appraised"

    second = way.vote(
        members=[Sat(name) for name in (*MEMBERS, "Thành viên thứ 10")],
        votes_for=9,
        votes_blank=1,
    )
    assert second.is_passed
    way.dossier.refresh_from_db()
    assert way.dossier.state == "voted"


def test_of_a_secret_vote_only_counts_are_kept(way):
    way.to("appraise")
    way.vote(members=[Sat(name, True, Ballot.FOR) for name in MEMBERS], votes_for=9)

    assert set(CouncilMember.objects.values_list("ballot", flat=True)) == {""}


def test_an_open_vote_is_counted_from_the_members(way):
    way.to("appraise")
    members = [Sat(name, True, Ballot.FOR) for name in MEMBERS]
    council = way.vote(is_secret=False, members=members, votes_for=0)

    assert (council.votes_for, council.present, council.is_passed) == (9, 9, True)
    assert set(CouncilMember.objects.values_list("ballot", flat=True)) == {"for"}


def test_a_council_does_not_sit_before_the_appraisal(way):
    way.to("appraise")

    with pytest.raises(DomainError, match="trước ngày thẩm định"):
        way.vote(held_on=date(2019, 12, 15))


def test_a_decision_is_not_dated_before_its_council(way):
    way.to("vote")

    with pytest.raises(DomainError, match="trước ngày Hội đồng họp"):
        way.decide(dated_on=date(2019, 12, 17))
    assert way.decide(dated_on=COUNCIL_ON).dated_on == COUNCIL_ON


def test_a_decision_is_not_dated_tomorrow(way):
    way.to("vote")

    with pytest.raises(DomainError, match="ở tương lai"):
        way.decide(dated_on=date(2019, 12, 21))


def test_one_commune_has_one_decision_for_one_year(way):
    way.to("decide")
    second = Way(way.world)
    type(way.dossier).objects.filter(pk=way.dossier.pk).update(state="withdrawn")
    title = UnitFact.objects.get(unit=way.world.unit, kind=FactKind.RECOGNISED)
    UnitFact.objects.filter(pk=title.pk).update(value={})
    second.to("vote")

    with pytest.raises(DomainError, match="Mỗi đơn vị chỉ có một quyết định"):
        second.decide(number="1600/QĐ-UBND")
    assert Decision.objects.count() == 1


def test_the_title_counts_from_the_day_of_the_decision(way):
    way.to("decide")
    unit = way.world.unit.pk

    assert titles_on(date(2019, 12, 18), [unit]).held == {}
    held = titles_on(DECIDED_ON, [unit]).held[unit]
    assert (held.standard_year, held.decision) == (2019, "1500/QĐ-UBND")


def test_only_the_peoples_committee_decides(way):
    way.to("vote")

    with pytest.raises(NotAllowed, match="UBND tỉnh"):
        way.decide(by=way.world.reviewer)


def test_a_wrong_decision_is_corrected_and_both_stay(way):
    way.to("announce")
    told = way.told(way.world.leader)
    made = correct_decision(
        way.decision,
        Signed("1501/QĐ-UBND", DECIDED_ON, "Chủ tịch UBND tỉnh"),
        "Ghi nhầm số.",
        **told,
    )

    way.decision.refresh_from_db()
    assert (way.decision.state, made.state) == ("corrected", "in_force")
    fact = UnitFact.objects.get(unit=way.world.unit, kind=FactKind.RECOGNISED)
    assert fact.value["decision"] == "1501/QĐ-UBND"
    assert made.announcement.announced_on == TODAY


def test_correcting_needs_a_reason(way):
    way.to("decide")

    with pytest.raises(DomainError, match="lý do đính chính"):
        told = Signed("2/QĐ-UBND", DECIDED_ON, "Chủ tịch")
        correct_decision(way.decision, told, "", **way.told(way.world.leader))


def test_an_annulled_decision_takes_its_title_with_it(way):
    way.to("announce")
    annul_decision(way.decision, "Nhập nhầm xã.", **way.told(way.world.leader))

    way.dossier.refresh_from_db()
    assert way.dossier.state == "voted"
    assert not UnitFact.objects.filter(unit=way.world.unit, kind=FactKind.RECOGNISED).exists()
    assert way.decide(number="1502/QĐ-UBND").state == "in_force"


def test_it_is_not_announced_before_it_was_decided(way):
    way.to("decide")

    with pytest.raises(DomainError, match="trước ngày quyết định"):
        way.announce(COUNCIL_ON)


def test_an_announcement_needs_its_way(way):
    way.to("decide")

    with pytest.raises(DomainError, match="nơi và cách công bố"):
        announce(way.decision, TODAY, "", **way.told(way.world.office))
