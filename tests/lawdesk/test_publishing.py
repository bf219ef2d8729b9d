"""From a draft to a set in use: compared by a second person, without gaps, from a day on."""

from datetime import date

import pytest
from law_drafts import WHEN, begun_2026, check_all, completed_2026, indicator, pdf, put

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.law.faults import BrokenLaw
from langmoi.law.filing import FilingRow, judge_filings
from langmoi.law.model import Status
from langmoi.law.parcel import read_texts, texts_of, trees_of
from langmoi.law.published import folder
from langmoi.law.sets import load_set, set_for, set_ids
from langmoi.lawdesk.checking import check_values
from langmoi.lawdesk.drafts import attach_paper, begin_draft, latest
from langmoi.lawdesk.edits import block_of
from langmoi.lawdesk.models import DraftValue
from langmoi.lawdesk.publishing import publish_draft, restore_published
from langmoi.lawdesk.readiness import readiness
from langmoi.places.models import FactKind, UnitFact
from langmoi.places.queries import filing_communes, zones_on
from langmoi.reporting.actions import NewFigures, file_figures, open_month
from langmoi.reporting.evidence.keeping import NewFile
from langmoi.reporting.models import RevisionSource

EFFECT = date(2026, 2, 15)
JULY = date(2026, 7, 1)


def publish(draft, by, day=EFFECT):
    return publish_draft(draft, day, by=by, **WHEN)


def test_the_set_of_2026_completed_checked_published_judges_a_commune(office, colleague, leader):
    """Acceptance 3 of the issue; every value is invented and says so."""
    draft = completed_2026(office)
    assert readiness(draft).faults == [] and len(readiness(draft).unchecked) == 47
    assert check_all(draft, colleague) == 47
    assert readiness(draft).is_ready
    publish(draft, leader)

    law = set_for(date(2026, 3, 1))
    assert (law.id, law.is_complete, len(law.indicators)) == ("commune-2026-2030-2", True, 47)
    assert {t.status for i in law.indicators for t in i.thresholds} == {Status.PLACEHOLDER}
    # A commune of that time, in the group that Decision 51 has for it.
    commune = filing_communes(JULY)[0]
    UnitFact.objects.create(
        unit=commune.unit, kind=FactKind.ZONE, value="ethnic_mountain", valid_from=EFFECT
    )
    zone = zones_on([commune.unit_id], date(2026, 7, 14), law)[commune.unit_id]
    figures = {figure.id: {"num": "50", "den": "100"} for figure in law.figures}
    figures["made_1_1"] = {"num": "49", "den": "100"}
    open_month(JULY, by=office)
    [revision] = file_figures(
        [NewFigures(commune.unit_id, commune.code, zone, figures)],
        month=JULY,
        criteria_set=law,
        by=office,
        source=RevisionSource.WORKBOOK,
    )
    assert revision.criteria["1"] == "not_met"
    assert revision.criteria_met == 9


def test_other_months_keep_their_law(office, colleague, leader):
    before = {m: set_for(date(2019, m, 1)).version for m in (1, 11)}
    draft = completed_2026(office)
    check_all(draft, colleague)
    publish(draft, leader, date(2026, 6, 1))
    assert set_for(date(2026, 5, 1)).id == "commune-2026-2030"
    assert set_for(date(2026, 6, 1)).id == "commune-2026-2030-2"
    assert {m: set_for(date(2019, m, 1)).version for m in (1, 11)} == before


def test_a_day_that_reaches_into_an_open_month_is_refused(office, colleague, leader):
    open_month(JULY, by=office)
    draft = completed_2026(office)
    check_all(draft, colleague)
    with pytest.raises(DomainError, match="chọn ngày sau 14/07/2026"):
        publish(draft, leader)
    publish(draft, leader, date(2026, 7, 15))


def test_a_day_before_the_documents_own_is_refused(office, colleague, leader):
    draft = completed_2026(office)
    check_all(draft, colleague)
    with pytest.raises(DomainError, match="nằm ngoài thời gian hiệu lực"):
        publish(draft, leader, date(2026, 1, 1))


def test_gaps_are_named_and_stop_publishing(office, colleague, leader):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1", zone="other"), office)
    check_all(draft, colleague)
    told = [str(fault) for fault in readiness(draft).faults]
    assert any(
        "không có mức từ ngày 15/02/2026 cho: urbanising, ethnic_mountain" in t for t in told
    )
    with pytest.raises(BrokenLaw):
        publish(draft, leader)
    assert not folder().exists()


def test_what_nobody_compared_stops_publishing(office, leader):
    draft = completed_2026(office)
    with pytest.raises(FaultyInput, match="còn 47 mức chưa có người thứ hai"):
        publish(draft, leader)


def test_the_author_of_a_value_does_not_check_it(office, colleague):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    row = DraftValue.objects.get(draft=draft)
    with pytest.raises(NotAllowed, match="do chính bạn ghi"):
        check_values(draft, {row.key: row.digest}, by=office, **WHEN)
    check_values(draft, {row.key: row.digest}, by=colleague, **WHEN)
    row.refresh_from_db()
    assert (row.author, row.checked_by) == (office, colleague)


def test_a_value_changed_after_the_check_must_be_checked_again(office, colleague):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    old = dict(DraftValue.objects.values_list("key", "digest"))
    check_all(draft, colleague)
    seen = block_of(trees_of(latest(draft).texts), "planning", "planning.made_1_1").digest
    put(draft, "planning", indicator("planning", "1.1", "60"), colleague, seen=seen)
    row = DraftValue.objects.get(draft=draft)
    assert (row.author, row.checked_by) == (colleague, None)
    with pytest.raises(DomainError, match="đã đổi sau khi bạn mở"):
        check_values(draft, old, by=office, **WHEN)


def test_a_value_that_was_read_becomes_checked_once_its_scan_is_there(office, colleague):
    draft = begin_draft("commune-2021-2025", by=office, **WHEN)
    key = "health.stunted_children||central_highlands|2022-03-08"
    row = DraftValue.objects.get(draft=draft, key=key)
    assert row.author is None
    with pytest.raises(DomainError, match="chưa có bản quét của Quyết định 318/QĐ-TTg"):
        check_values(draft, {key: row.digest}, by=colleague, **WHEN)
    attach_paper(draft, "qd-318-2022", NewFile(pdf(), "318.pdf"), by=office, **WHEN)
    assert check_values(draft, {key: row.digest}, by=colleague, **WHEN) == 1
    health = trees_of(latest(draft).texts)["15-health.yaml"]
    entries = health["indicators"][2]["thresholds"]
    [mine] = [e for e in entries if e.get("zone") == "central_highlands"]
    assert (mine["value"], mine["status"]) == ("26.5", "checked")
    assert read_texts(latest(draft).texts).indicators
    assert DraftValue.objects.get(draft=draft, key=key).checked_by == colleague


def test_only_a_leader_puts_into_use(office, colleague):
    draft = completed_2026(office)
    check_all(draft, colleague)
    with pytest.raises(NotAllowed, match="lãnh đạo UBND tỉnh"):
        publish(draft, office)


def test_a_set_in_use_is_never_replaced(office, colleague, leader):
    draft = completed_2026(office)
    check_all(draft, colleague)
    publish(draft, leader)
    with pytest.raises(DomainError, match="đã đưa vào dùng"):
        publish(draft, leader)
    assert begin_draft("commune-2026-2030-2", by=office, **WHEN).set_id.endswith("-2-2")


def test_a_lost_folder_comes_back_from_the_database(office, colleague, leader):
    import shutil

    draft = completed_2026(office)
    check_all(draft, colleague)
    publish(draft, leader)
    texts = texts_of(draft.set_id)
    shutil.rmtree(folder() / draft.set_id)
    assert draft.set_id not in set_ids()
    assert restore_published() == [draft.set_id]
    assert texts_of(draft.set_id) == texts
    assert AuditEntry.objects.filter(action="law.publish").count() == 1


def test_a_published_set_judges_without_any_database(office, colleague, leader):
    draft = completed_2026(office)
    check_all(draft, colleague)
    publish(draft, leader)
    law = load_set(draft.set_id)
    figures = {figure.id: {"num": "1", "den": "2"} for figure in law.figures}
    [verdict] = judge_filings([FilingRow("1", JULY, "other", figures)], law)
    assert verdict.criteria_met == 10
