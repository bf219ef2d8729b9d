"""Evidence of last month used again: one file, or all of an indicator that has not expired."""

from __future__ import annotations

from datetime import date

import pytest
from evidence_files import pdf, picture
from filing_world import ADDRESS, AT, COMMUNE, HTMX, TODAY

from langmoi.core.models import AuditEntry
from langmoi.reporting.evidence.actions import attach_evidence
from langmoi.reporting.evidence.keeping import NewFile
from langmoi.reporting.models import Evidence, Filing, FilingState

pytestmark = pytest.mark.django_db
ATTACH = f"/phieu/{COMMUNE}/minh-chung/?thang=2019-12"
ALL = "Dùng lại tất cả giấy tờ còn hạn của tháng 11/2019"


@pytest.fixture
def kept(last_month, clerk):
    """Keep a file with November's filing."""
    Filing.objects.filter(pk=last_month.pk).update(state=FilingState.DRAFT)
    last_month.refresh_from_db()

    def keep(content, name, expires_on, *, indicator="9.1", paper=""):
        told = {"expires_on": expires_on, "paper": paper, "by": clerk, "on": TODAY, "at": AT}
        return attach_evidence(last_month, indicator, NewFile(content, name), **told)

    return keep


def ask(client, *, headers=HTMX, **form):
    return client.post(ATTACH, {"indicator": "9.1", **form}, headers=headers)


def test_last_months_evidence_is_offered_again_until_it_expires(clerks_page, draft, kept):
    good = kept(pdf(), "q.pdf", date(2020, 6, 30))
    old = kept(picture(), "o.jpg", date(2019, 12, 1))
    page = clerks_page.get(ADDRESS).content.decode()
    assert "Dùng lại q.pdf (tháng 11/2019), hết hiệu lực 30/06/2020" in page

    form = {"indicator": "9.1", "action": "reuse", "evidence": str(good.pk)}
    assert clerks_page.post(ATTACH, form).status_code == 302
    form["evidence"] = str(old.pk)
    assert (
        "hết hiệu lực ngày 01/12/2019"
        in clerks_page.post(ATTACH, form, headers=HTMX).content.decode()
    )

    again = Evidence.objects.get(filing=draft)
    assert (again.file_id, again.name, again.expires_on) == (
        good.file_id, "q.pdf", date(2020, 6, 30),
    )  # fmt: skip


def test_last_months_paper_is_used_again_as_the_same_paper(clerks_page, draft, kept):
    before = kept(pdf(), "ds.pdf", None, indicator="16.1", paper="village_list")

    ask(clerks_page, indicator="16.1", action="reuse", evidence=before.pk)

    assert Evidence.objects.get(filing=draft).paper == "village_list"


def test_all_that_has_not_expired_is_used_again_at_once(clerks_page, draft, kept):
    kept(pdf(), "q.pdf", date(2020, 6, 30))
    kept(picture(), "nha.jpg", None)
    kept(pdf(pages=2), "cu.pdf", date(2019, 12, 1))
    kept(pdf(pages=3), "khac.pdf", None, indicator="9.2")
    assert clerks_page.get(ADDRESS).content.decode().count(ALL) == 1  # 9.2 has one file only
    lines = AuditEntry.objects.filter(action="evidence.attach")
    before = lines.count()

    page = ask(clerks_page, action="reuse_all").content.decode()

    names = Evidence.objects.filter(filing=draft).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["q.pdf", "nha.jpg"]
    assert lines.count() == before + 2
    assert "nha.jpg" in page
    assert ALL not in page
    again = ask(clerks_page, action="reuse_all").content.decode()
    assert "không có giấy tờ nào của kỳ trước còn hạn" in again
    assert Evidence.objects.filter(filing=draft).count() == 2


def test_without_scripts_all_are_used_again_and_it_leads_back(clerks_page, draft, kept):
    kept(pdf(), "q.pdf", None)

    answer = ask(clerks_page, headers={}, action="reuse_all")

    assert answer.url.endswith("#ct-9-1")
    assert Evidence.objects.get(filing=draft).name == "q.pdf"


def test_whoever_does_not_enter_the_filing_uses_nothing_again(client, stranger, head, draft, kept):
    kept(pdf(), "q.pdf", None)

    for who, status in ((stranger, 404), (head, 403)):
        client.force_login(who)
        assert ask(client, action="reuse_all").status_code in (status, 404)

    assert not Evidence.objects.filter(filing=draft).exists()
