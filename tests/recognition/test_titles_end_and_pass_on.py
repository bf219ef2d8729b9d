"""A title ends by a decision alone; after a merger nothing passes on until it is decided."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.overview.recognitions import titles_on
from langmoi.places.models import Certainty, FactKind, Succession, UnitFact
from langmoi.places.queries import unit_by_code
from langmoi.recognition.loss import titles_held
from langmoi.recognition.models import HeirChoice, TitleLoss, TitleSuccession
from langmoi.recognition.revoking import Revoked, revoke_title, take_back_loss
from langmoi.recognition.succession import Chosen, decide_succession, heirs_on

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 20, 3, tzinfo=UTC)}
SINCE, ENDED = date(2018, 5, 13), date(2019, 12, 2)
TOLD = Revoked("02/QĐ-UBND", ENDED, "Chủ tịch UBND tỉnh", "không còn đạt 10 tiêu chí")


@pytest.fixture
def unit(kontum):
    return unit_by_code("23542", TODAY, "commune").unit


@pytest.fixture
def title(unit):
    return UnitFact.objects.create(
        unit=unit, kind=FactKind.RECOGNISED, valid_from=SINCE, source="kiểm thử",
        value={"standard_year": "2017", "decision": "01/QĐ-UBND", "decided_on": str(SINCE)},
        certainty=Certainty.ILLUSTRATIVE,
    )  # fmt: skip


@pytest.fixture
def leader(person):
    return person("leader", "province_leader", "62", "province")


def revoke(unit, by, **told):
    from dataclasses import replace

    return revoke_title(unit, replace(TOLD, **told), by=by, **WHEN)


def test_a_decision_ends_the_title_from_its_day(unit, title, leader):
    revoke(unit, leader)

    assert [h.title for h in titles_held(ENDED - timedelta(days=1))] == [title]
    assert titles_held(ENDED) == []
    assert unit.pk not in titles_on(ENDED, [unit.pk]).held
    assert unit.pk in titles_on(ENDED - timedelta(days=1), [unit.pk]).held
    assert first_broken_entry() is None


@pytest.mark.parametrize("who", ["office", "district_officer", "clerk"])
def test_nobody_but_the_provinces_leaders_side_enters_it(unit, title, request, who):
    with pytest.raises(NotAllowed, match="UBND tỉnh"):
        revoke(unit, request.getfixturevalue(who))
    assert titles_held(TODAY)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"dated_on": date(2019, 12, 21)}, "tương lai"),
        ({"dated_on": SINCE}, "Danh hiệu có từ 13/05/2018"),
        ({"dated_on": date(2018, 5, 12)}, "không mang danh hiệu nào"),
        ({"number": " "}, "số quyết định"),
        ({"reason": ""}, "lý do thu hồi"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(unit, title, leader, told, said):
    with pytest.raises(DomainError, match=said):
        revoke(unit, leader, **told)
    assert not TitleLoss.objects.exists()
    assert titles_held(TODAY)


def test_a_title_is_revoked_once(unit, title, leader):
    revoke(unit, leader)

    with pytest.raises(DomainError, match="không mang danh hiệu nào"):
        revoke(unit, leader, dated_on=date(2019, 12, 3))


def test_entered_wrong_it_is_taken_back_with_a_reason_and_stays_readable(unit, title, leader):
    loss = revoke(unit, leader)
    with pytest.raises(DomainError, match="lý do hủy"):
        take_back_loss(loss, " ", by=leader, **WHEN)
    take_back_loss(loss, "ghi nhầm xã", by=leader, **WHEN)

    assert titles_held(TODAY)
    assert TitleLoss.objects.get().why_taken_back == "ghi nhầm xã"
    with pytest.raises(DomainError, match="đã được hủy"):
        take_back_loss(loss, "lần nữa", by=leader, **WHEN)
    assert revoke(unit, leader).pk != loss.pk


@pytest.fixture
def merged(unit, title):
    """On 1 December 2019 the commune became part of Sa Sơn, for the test."""
    heir = unit_by_code("23539", TODAY, "commune").unit
    Succession.objects.create(predecessor=unit, successor=heir, on=date(2019, 12, 1))
    return heir


def choose(heir, unit, by, choice, day=date(2019, 12, 10)):
    told = Chosen(choice, "03/QĐ-UBND", day)
    return decide_succession(heir, unit, told, by=by, **WHEN)


def test_after_a_merger_the_heir_is_undecided_and_bears_nothing(merged, unit):
    [heir] = heirs_on(TODAY)

    assert (heir.successor, heir.predecessor, heir.decided) == (merged.pk, unit.pk, None)
    assert merged.pk not in {h.commune.unit_id for h in titles_held(TODAY)}
    assert heirs_on(date(2019, 11, 30)) == []


@pytest.mark.parametrize(
    ("choice", "since"),
    [
        (HeirChoice.INHERIT, date(2019, 12, 1)),
        (HeirChoice.REACKNOWLEDGE, date(2019, 12, 10)),
        (HeirChoice.ASSESS, None),
    ],
)
def test_what_was_decided_gives_the_title_or_not(merged, unit, leader, choice, since):
    choose(merged, unit, leader, choice)

    held = {h.commune.unit_id: h for h in titles_held(TODAY)}
    assert (merged.pk in held) == (since is not None)
    if since is not None:
        assert held[merged.pk].title.valid_from == since
        assert merged.pk not in titles_on(since - timedelta(days=1), [merged.pk]).held
    [heir] = heirs_on(TODAY)
    assert heir.decided.choice == choice
    with pytest.raises(DomainError, match="Đã có người ghi"):
        choose(merged, unit, leader, choice)


def test_who_may_not_and_what_is_no_heir_are_refused(merged, unit, leader, office):
    with pytest.raises(NotAllowed):
        choose(merged, unit, office, HeirChoice.INHERIT)
    with pytest.raises(DomainError, match="không kế thừa"):
        choose(unit, merged, leader, HeirChoice.INHERIT)
    with pytest.raises(DomainError, match="tương lai"):
        choose(merged, unit, leader, HeirChoice.INHERIT, day=date(2019, 12, 21))
    assert not TitleSuccession.objects.exists()
