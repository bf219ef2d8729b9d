"""After 30/6/2025 no page speaks of districts, and the province is the one that took over."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import openpyxl
import pytest
from django.utils.html import strip_tags
from july_2025 import ADDRESS, COMMUNE, MONTH, TODAY, figures, make_people

PAGES = {
    "xa23473": (
        "/",
        f"/phieu/{COMMUNE}/",
        f"/phieu/{COMMUNE}/thon/",
        f"/phieu/{COMMUNE}/ban-in/",
        "/nhap-so-lieu/",
    ),
    "ctxa23473": ("/", "/ra-soat/dinh-chinh/", f"/xa/{COMMUNE}/hoi/"),
    "soyt51": (
        "/ra-soat/y-kien/",
        "/ra-soat/y-kien/giai-phap/",
        "/ra-soat/y-kien/nhieu/?xem=tat-ca&agrees=1",
        "/so-lieu-nganh/",
    ),
    "vpdp51": (
        "/",
        "/xa/",
        f"/xa/{COMMUNE}/",
        "/tieu-chi/9/",
        "/bang-tieu-chi/",
        "/bang-tieu-chi/?ket-qua=ba-cap",
        "/phieu/",
        "/ra-soat/",
        "/ra-soat/dong-y/",
        "/ra-soat/ky/",
        "/ra-soat/chot/",
        "/ra-soat/dinh-chinh/",
        "/bao-cao/",
        "/nhap-so-lieu/",
    ),
}
EVERYONE = ("/viec-cua-toi/", "/cau-hoi/", "/cham-han/", "/doi-chieu/", "/phan-cong/")
WALKS = [(who, page) for who, pages in PAGES.items() for page in (*pages, *EVERYONE)]


@pytest.fixture
def july(kontum, settings):
    """A sent filing of Măng Đen in July 2025, one indicator sent back, one disputed."""
    from langmoi.core.installation import claim_database
    from langmoi.core.models import InstallationKind
    from langmoi.people.duties import load_responsibility
    from langmoi.people.models import User
    from langmoi.reporting.actions import open_month

    settings.TODAY = str(TODAY)
    claim_database(InstallationKind.DEMO, "62", by="langmoi demo")
    load_responsibility(by="langmoi demo")
    make_people()
    open_month(MONTH, by=User.objects.get(username="vpdp51"))
    return send(people=User.objects.in_bulk(field_name="username"))


def send(people):
    from chain_world import explain_papers, now

    from langmoi.reporting import drafting, steps

    def told(name):
        return {"by": people[name], "on": TODAY, "at": now(TODAY)}

    unit = people["xa23473"].posts.get().unit_id
    filing = drafting.open_draft(unit, MONTH, **told("xa23473"))
    drafting.save_draft(filing, figures(), base_version=0, **told("xa23473"))
    filing.refresh_from_db()
    why = {w.id: "Theo rà soát." for w in drafting.warnings_of(filing) if w.id}
    drafting.save_draft(
        filing, {}, base_version=filing.draft_version, explanations=why, **told("xa23473")
    )
    explain_papers(filing)
    filing.refresh_from_db()
    steps.submit_filing(filing, **told("ctxa23473"))
    steps.review_criterion(filing, "9", agrees=False, reason="Chưa nghiệm thu.", **told("vpdp51"))
    return filing


@pytest.mark.parametrize("name", ["mau", "da-nop"])
def test_the_workbook_of_the_month_speaks_of_no_district(client, july, name):
    from langmoi.people.models import User

    client.force_login(User.objects.get(username="vpdp51"))
    content = client.get(f"/nhap-so-lieu/{name}.xlsx?{ADDRESS}").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [str(c.value) for sheet in book for row in sheet for c in row if c.value is not None]

    assert [text for text in (*cells, *book.sheetnames) if "huyện" in text.lower()] == []


def test_the_report_of_the_month_is_the_new_provinces_and_speaks_of_no_district(client, july):
    from langmoi.people.models import User

    client.force_login(User.objects.get(username="vpdp51"))
    answer = client.get(f"/bao-cao/51.docx?{ADDRESS}")
    part = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    said = " ".join(re.sub(r"<[^>]+>", "\n", part).split())

    assert [said[m.start() - 80 : m.end() + 50] for m in re.finditer("(?i)huyện", said)] == []
    assert "QUẢNG NGÃI" in said.upper()
    assert "Kon Tum" not in said


@pytest.mark.parametrize(("who", "address"), WALKS)
def test_no_page_of_the_month_speaks_of_a_district(client, july, who, address):
    from langmoi.people.models import User

    client.force_login(User.objects.get(username=who))
    answer = client.get(f"{address}{'&' if '?' in address else '?'}{ADDRESS}", follow=True)
    text = answer.content.decode()
    said = re.sub(r"\s+", " ", unescape(strip_tags(text)))

    assert answer.status_code == 200
    assert [said[m.start() - 50 : m.end() + 50] for m in re.finditer("(?i)huyện", said)] == []
    assert 'href="/huyen/' not in text
    assert "Tỉnh Quảng Ngãi" in said
    assert "minh họa" in said
