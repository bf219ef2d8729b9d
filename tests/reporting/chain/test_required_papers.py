"""What the set requires and a filing lacks: shown, explained or attached before it is sent."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import TODAY, figures_meeting, now

from langmoi.core.errors import DomainError
from langmoi.reporting import steps
from langmoi.reporting.evidence.actions import attach_evidence
from langmoi.reporting.evidence.keeping import NewFile
from langmoi.reporting.evidence.required import missing_papers
from langmoi.reporting.judging import current_figures, verdict_on
from langmoi.reporting.models import Evidence, Filing

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"
SIX = ["1.1", "6.3", "9.1", "11.1", "16.1", "17.1"]


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setattr("langmoi.reporting.evidence.store.home", lambda: tmp_path)
    monkeypatch.setattr("langmoi.reporting.evidence.keeping.thumbnail", lambda *told: None)


def missing(filing):
    filing = Filing.objects.get(pk=filing.pk)
    return missing_papers(filing, verdict_on(filing, current_figures(filing)).indicators)


def attach(filing, indicator, people, *, paper="", expires_on=None, name="giay.pdf"):
    file = NewFile(PDF + name.encode(), name)
    told = {"by": people.officer, "on": TODAY, "at": now()}
    return attach_evidence(filing, indicator, file, expires_on=expires_on, paper=paper, **told)


def test_only_indicators_that_the_figures_meet_want_their_papers(filled, act):
    assert [m.indicator for m in missing(filled)] == SIX

    act.save(filled, figures_meeting(["11"]))
    assert [m.indicator for m in missing(filled)] == ["11.1"]


def test_a_filing_is_not_sent_with_a_paper_missing_and_no_reason(filled, people):
    told = {"by": people.chairman, "on": TODAY, "at": now()}
    with pytest.raises(DomainError, match=r"6 cảnh báo chưa giải trình: Chỉ tiêu 1\.1 thiếu"):
        steps.submit_filing(filled, **told)

    assert Filing.objects.get(pk=filled.pk).state == "draft"


def test_attached_or_explained_it_is_sent_and_the_reasons_are_kept(filled, act, people):
    attach(filled, "11.1", people, paper="poor_list")
    lacking = missing(filled)
    assert [m.indicator for m in lacking] == [n for n in SIX if n != "11.1"]

    act.save(filled, {}, explanations={m.id: "Bản giấy, đang quét." for m in lacking})
    assert all(m.is_explained for m in missing(filled))
    sent = steps.submit_filing(filled, by=people.chairman, on=TODAY, at=now())

    said = sent.events.get(step="submit").detail["explanations"]
    assert {said[m.id] for m in lacking} == {"Bản giấy, đang quét."}


def test_another_file_or_one_that_expired_proves_nothing(filled, people):
    attach(filled, "11.1", people, name="anh-khac.pdf")
    attach(filled, "9.1", people, paper="house_review", expires_on=date(2019, 12, 13))
    assert [m.indicator for m in missing(filled)] == SIX

    attach(filled, "9.1", people, paper="house_review", expires_on=date(2019, 12, 14), name="b.pdf")
    assert "9.1" not in [m.indicator for m in missing(filled)]


def test_the_same_file_again_can_be_named_as_the_paper(filled, people):
    first = attach(filled, "11.1", people)
    again = attach(filled, "11.1", people, paper="poor_list")

    assert first.pk == again.pk
    assert Evidence.objects.get().paper == "poor_list"


def test_a_paper_that_the_indicator_does_not_require_is_refused(filled, people):
    with pytest.raises(DomainError, match="Chỉ tiêu 9.1 không đòi giấy tờ đã chọn"):
        attach(filled, "9.1", people, paper="poor_list")

    assert not Evidence.objects.exists()
