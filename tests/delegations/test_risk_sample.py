"""The risk sample: every point has its reason, and the same data give the same list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import delegation_world as world
import pytest
from chain_world import TODAY

from langmoi.core.errors import DomainError
from langmoi.delegations.actions import Told, record_check
from langmoi.delegations.risk import Finding, rule_on, score_findings
from langmoi.delegations.sampling import risk_sample
from langmoi.reporting.models import Filing, SendBack


def sample(code="616"):
    return risk_sample(world.unit(code, "district").pk, on=TODAY)


def of(found, code):
    return next(row for row in found.rows if row.unit.code == code)


def test_points_stop_at_the_most_of_their_kind_and_no_finding_is_left_out():
    rule = rule_on(TODAY)
    findings = [Finding("sent_back", f"Lần {n}.", date(2019, n, 1)) for n in range(1, 7)]

    hits = score_findings(rule, findings)

    assert sum(hit.points for hit in hits) == rule.signals["sent_back"].most
    assert len(hits) == 6
    assert [hit.finding.text for hit in hits][0] == "Lần 6."
    assert score_findings(rule, reversed(findings)) == hits


def test_every_commune_is_listed_and_ties_follow_the_codes(who, months):
    found = sample()

    assert len(found.rows) > 5
    assert found.months == (world.OCTOBER, world.NOVEMBER)
    order = [(-row.points, row.unit.code) for row in found.rows]
    assert order == sorted(order)
    assert sample().rows == found.rows
    empty = of(found, found.rows[-1].unit.code)
    assert [hit.signal.id for hit in empty.hits] == ["unvisited"]


def test_what_was_sent_back_newly_met_or_typed_by_others_is_told_with_its_month(who):
    world.file_months(who.office, codes=(world.NGHIA,), met=14, months=(world.OCTOBER,))
    world.file_months(who.office, codes=(world.NGHIA,), met=15, months=(world.NOVEMBER,))
    filing = Filing.objects.get(month=world.NOVEMBER)
    SendBack.objects.create(
        filing=filing,
        revision=filing.latest,
        indicator="17.1",
        reason="Chưa khớp sổ.",
        due_on=TODAY,
        by=who.office,
        at=world.now(),
    )

    row = of(sample(), world.NGHIA)

    by_signal = {hit.signal.id: hit.finding.text for hit in row.hits}
    assert "Tháng 11/2019: chỉ tiêu 17.1 bị trả lại, lý do: Chưa khớp sổ." in by_signal.values()
    assert "tiêu chí 15" in by_signal["newly_met"]
    assert "vừa đúng bằng mức đạt" in by_signal["at_threshold"]
    assert row.points == sum((hit.points for hit in row.hits), Decimal(0))


def test_what_a_delegation_found_counts_the_next_time(who, under_way):
    visit = world.visit_of(under_way)
    [figure] = [f for f, v in visit.revision.figures.items() if "poor" in f and isinstance(v, dict)]
    value = {**visit.revision.figures[figure], "num": "1"}
    told = Told("differs", {figure: value})
    record_check(visit, "11.1", told, seen=0, by=who.member, **world.when())
    before = {hit.signal.id for hit in of(sample(), world.NGHIA).hits}
    world.finish(who, under_way)
    after = {hit.signal.id for hit in of(sample(), world.NGHIA).hits}

    assert "found_before" in before
    assert ("unvisited" in before, "unvisited" in after) == (True, False)


def test_the_reads_follow_the_months_and_not_the_communes(who, django_assert_max_num_queries):
    communes = (world.NGHIA, world.YA_XIER, "23536", "23539", "23545")
    world.file_months(who.office, codes=communes)
    key = world.unit("616", "district").pk

    with django_assert_max_num_queries(60):
        risk_sample(key, on=TODAY)


def test_without_a_closed_month_there_is_no_sample(who):
    with pytest.raises(DomainError, match="Chưa có tháng nào đã chốt"):
        sample()
