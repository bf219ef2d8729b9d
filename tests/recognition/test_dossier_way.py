"""A dossier from its registration to the title: every step works, and only in its order."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import TODAY
from recognition_world import DECIDED_ON, LISTED_ON, RESULTS, when

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.places.models import FactKind, UnitFact
from langmoi.recognition.actions import (
    Signed,
    assess,
    confirm_registration,
    decide,
    propose,
    propose_again,
    send_back,
    withdraw_dossier,
)
from langmoi.recognition.gates import gates_of
from langmoi.recognition.models import DossierEvent


def test_the_whole_way_ends_with_a_title_and_its_announcement(way):
    dossier = way.to("announce")

    assert dossier.state == "announced"
    assert [gate.name for gate in gates_of(dossier, TODAY) if gate.blocks] == []
    fact = UnitFact.objects.get(unit=dossier.unit, kind=FactKind.RECOGNISED)
    assert fact.value == {
        "standard_year": "2019",
        "decision": "1500/QĐ-UBND",
        "decided_on": "2019-12-19",
    }
    assert fact.valid_from == DECIDED_ON
    assert way.decision.announcement.due_on == date(2020, 1, 18)
    steps = list(DossierEvent.objects.values_list("step", flat=True))
    assert steps[:3] == ["propose", "confirm", "enlist"]
    assert steps[-3:] == ["vote", "decide", "announce"]
    assert AuditEntry.objects.filter(action="dossier.decide").exists()
    assert first_broken_entry() is None


def test_the_self_assessment_is_the_official_outcome_of_the_month(way):
    dossier = way.to("assess")

    assert dossier.outcomes == dossier.filing.official
    assert dossier.round == 1 and dossier.filing.month == RESULTS


def test_only_a_head_of_the_commune_registers(world):
    with pytest.raises(NotAllowed, match="Chủ tịch hoặc Phó Chủ tịch"):
        propose(world.unit, "commune", 2019, by=world.officer, **when())


def test_one_dossier_for_one_year(way):
    way.propose()

    with pytest.raises(DomainError, match="đã có hồ sơ"):
        way.propose()


def test_a_withdrawn_dossier_makes_room_for_another(way):
    way.propose()
    withdraw_dossier(way.dossier, "Chưa đủ vốn.", **way.told(way.world.chairman))

    way.propose()

    assert way.dossier.state == "proposed"


@pytest.mark.parametrize("kind", ["village", "district", "city"])
def test_a_commune_is_no_district_and_no_village(world, kind):
    with pytest.raises(DomainError):
        propose(world.unit, kind, 2019, by=world.chairman, **when())


def test_where_no_regime_is_known_nothing_is_begun(world):
    world.chairman.posts.update(valid_from=date(2010, 1, 1))

    with pytest.raises(DomainError, match="Chưa biết quy định"):
        propose(world.unit, "commune", 2014, by=world.chairman, **when(date(2014, 6, 1)))
    assert not DossierEvent.objects.exists()


def test_an_advanced_commune_ends_with_its_registration(world, way):
    way.dossier = propose(world.unit, "advanced", 2019, by=world.chairman, **when(LISTED_ON))
    way.confirm()
    way.enlist()

    with pytest.raises(DomainError, match="chưa có bộ tiêu chí"):
        way.assess()


def test_a_month_of_another_year_is_refused(way):
    way.to("enlist")

    with pytest.raises(DomainError, match="một tháng trong năm đó"):
        assess(way.dossier, date(2018, 12, 1), **way.told(way.world.officer))


def test_an_open_month_is_refused(way):
    way.to("enlist")
    filing = way.world.unit.filings.get(month=RESULTS)
    filing.official = None
    filing.save(update_fields=["official"])

    with pytest.raises(DomainError, match="chưa chốt"):
        way.assess()


def test_who_confirms_is_not_who_registered(way):
    from langmoi.people.models import Post
    from langmoi.places.queries import district_of

    way.propose()
    district = district_of(way.world.unit.pk, TODAY).unit
    Post.objects.create(
        user=way.world.chairman,
        role="district_officer",
        unit=district,
        valid_from=date(2016, 1, 1),
    )

    with pytest.raises(NotAllowed, match="chính mình"):
        confirm_registration(way.dossier, **way.told(way.world.chairman))


def test_the_second_of_two_with_one_version_is_told(way):
    way.propose()
    told = way.told(way.world.reviewer)
    confirm_registration(way.dossier, **told)

    with pytest.raises(DomainError, match="vừa được người khác xử lý"):
        confirm_registration(way.dossier, **told)


def test_a_dossier_is_sent_back_with_a_reason_and_goes_on(way):
    way.propose()
    send_back(way.dossier, "Chưa đạt 14 tiêu chí.", **way.told(way.world.reviewer))
    way.dossier.refresh_from_db()
    assert way.dossier.state == "returned"

    propose_again(way.dossier, "Đã bổ sung.", **way.told(way.world.chairman))
    way.dossier.refresh_from_db()
    assert way.dossier.state == "proposed"


def test_sending_back_needs_a_reason(way):
    way.propose()

    with pytest.raises(DomainError, match="lý do trả lại"):
        send_back(way.dossier, " ", **way.told(way.world.reviewer))


def test_a_new_round_leaves_the_verdicts_of_the_old_one_readable(way):
    way.to("verify")
    send_back(way.dossier, "Tiêu chí 9 chưa rõ.", **way.told(way.world.reviewer))
    way.assess()
    way.dossier.refresh_from_db()

    assert way.dossier.verdicts.filter(round=1).count() == 19
    blocked = {gate.name for gate in gates_of(way.dossier, TODAY) if gate.blocks}
    assert {"notice", "meeting", "district"} <= blocked


def test_nobody_of_the_province_confirms_for_the_district(way):
    way.propose()

    with pytest.raises(NotAllowed, match="UBND huyện"):
        confirm_registration(way.dossier, **way.told(way.world.office))


def test_who_appraised_does_not_decide(way):
    from langmoi.people.models import Post

    way.to("vote")
    Post.objects.create(
        user=way.world.office,
        role="committee_office",
        unit=way.world.province,
        valid_from=date(2016, 1, 1),
    )

    with pytest.raises(NotAllowed, match="chính mình"):
        told = Signed("1/QĐ-UBND", DECIDED_ON, "Chủ tịch")
        decide(way.dossier, told, **way.told(way.world.office))
