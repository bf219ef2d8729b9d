"""The dossier as one PDF: its own pages, the papers that came with it, where each begins."""

from __future__ import annotations

import io

import pytest
from chain_world import TODAY
from evidence_files import pdf, picture, word
from pypdf import PdfReader

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.publishing.dossier.joining import write_dossier
from langmoi.recognition.actions import attach_paper, remove_paper
from langmoi.recognition.models import DossierPart
from langmoi.reporting.evidence.keeping import NewFile, keep_file


def attach(way, content, name, by=None):
    kept = keep_file(NewFile(content, name))
    by = by or way.world.officer
    return attach_paper(way.dossier, DossierPart.MEETING, name, kept, **way.told(by))


def read(way):
    return PdfReader(io.BytesIO(write_dossier(way.dossier, on=TODAY)))


def bookmarks(reader):
    """Every title with the page that it leads to, from 1."""
    found, waiting = {}, list(reader.outline)
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        else:
            found[one.title] = reader.get_destination_page_number(one) + 1
    return found


@pytest.fixture
def papers(way):
    way.to("assess")
    alone = len(read(way).pages)
    for content, name in ((pdf(3), "Biên bản.pdf"), (picture(), "Ảnh.jpg"), (word(), "Đơn.docx")):
        attach(way, content, name)
    return alone


def test_papers_follow_with_the_page_where_each_begins(way, papers):
    reader = read(way)
    at = {title.split(": ")[-1]: page for title, page in bookmarks(reader).items()}
    own = at["Biên bản.pdf"] - 1

    assert at["Ảnh.jpg"] == own + 4
    assert len(reader.pages) == own + 3 + 1
    assert own >= papers
    told = " ".join(" ".join(page.extract_text() for page in reader.pages[:own]).split())
    for name in ("Biên bản.pdf", "Ảnh.jpg"):
        assert f"{at[name]}" in told[told.index(name) :][:120], name
    assert "không ghép được vào PDF" in told[told.index("Đơn.docx") :]


def test_a_paper_taken_out_is_out_of_the_file_and_stays_on_record(way, papers):
    before = len(read(way).pages)
    paper = way.dossier.papers.get(title="Biên bản.pdf")
    remove_paper(paper, **way.told(way.world.officer))

    reader = read(way)
    assert len(reader.pages) == before - 3
    assert not any("Biên bản.pdf" in title for title in bookmarks(reader))
    assert way.dossier.papers.get(pk=paper.pk).removed_by == way.world.officer
    with pytest.raises(DomainError, match="đã gỡ trước đó"):
        remove_paper(paper, **way.told(way.world.officer))


def test_who_does_not_write_the_dossier_attaches_nothing(way, papers):
    with pytest.raises(NotAllowed):
        attach(way, pdf(), "Lạ.pdf", by=way.world.reader)
    assert not way.dossier.papers.filter(title="Lạ.pdf").exists()
