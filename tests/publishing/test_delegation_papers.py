"""Papers of a delegation: the same words in Word and PDF; no number that nobody gave."""

from __future__ import annotations

import io
from datetime import date

import delegation_world as world
import docx
import pypdfium2
import pytest
from chain_world import TODAY

from langmoi.core.errors import NotFound
from langmoi.delegations import actions
from langmoi.delegations.actions import NewRecommendation, Told, record_check
from langmoi.delegations.models import Delegation
from langmoi.publishing.delegation.files import OF_DELEGATION, paper_of, visit_paper_of


@pytest.fixture
def who(person, kontum):
    return world.people(person, kontum)


@pytest.fixture
def delegation(who, kontum):
    world.file_months(who.office)
    return world.set_out(who, world.propose_delegation(who, kontum))


def words_of(name, content):
    if name.endswith(".docx"):
        document = docx.Document(io.BytesIO(content))
        cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    pdf = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def both(make, *args):
    for form in ("docx", "pdf"):
        text = words_of(*make(*args, form, TODAY, is_demo=False))
        yield " ".join(text.split())


@pytest.mark.parametrize("kind", OF_DELEGATION)
def test_every_paper_names_the_members_or_places_and_bears_no_number(delegation, kind):
    for text in both(paper_of, Delegation.objects.get(pk=delegation.pk), kind):
        assert "Sa Nghĩa" in text
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        assert "Số: /" in text
        if kind != "ket-luan":
            assert "Trưởng đoàn, Sở NN&PTNT - trưởng đoàn" in text


def test_the_decision_bears_the_number_that_the_office_put_in(who, delegation):
    actions.number_decision(
        delegation,
        "9999/QĐ-UBND",
        date(2019, 12, 5),
        seen=delegation.version,
        by=who.office,
        on=TODAY,
    )
    for text in both(paper_of, Delegation.objects.get(pk=delegation.pk), "quyet-dinh"):
        assert "Số: 9999/QĐ-UBND" in text
        assert "ngày 05 tháng 12 năm 2019" in text


def test_minutes_show_reported_and_checked_values_and_three_signatures(who, delegation):
    visit = world.visit_of(delegation)
    figures = visit.revision.figures
    [key] = [f for f, v in figures.items() if "poor" in f and isinstance(v, dict)]
    value = {**figures[key], "num": "123"}
    said = {"seen": 0, "by": who.member, **world.when()}
    record_check(visit, "11.1", Told("differs", {key: value}, "Theo sổ hộ nghèo."), **said)
    record_check(visit, "17.1", Told("agrees"), **said)
    new = NewRecommendation(
        text="Rà soát lại hộ nghèo.", visit=visit.pk, unit=visit.unit_id, due_on=date(2020, 1, 31)
    )
    actions.add_recommendation(
        delegation, new, seen=delegation.version, by=who.head, **world.when()
    )

    for text in both(visit_paper_of, world.visit_of(delegation), "bien-ban"):
        for part in (
            "BIÊN BẢN", "123/1.000 (12,3%)", "Theo sổ hộ nghèo.", "01 chỉ tiêu khớp",
            "01 chỉ tiêu khác", "Rà soát lại hộ nghèo", "hạn 31/01/2020",
            "ĐẠI DIỆN UBND XÃ SA NGHĨA", "THƯ KÝ ĐOÀN", "TRƯỞNG ĐOÀN",
        ):  # fmt: skip
            assert part in text, part
    for text in both(visit_paper_of, world.visit_of(delegation), "phieu-kiem-tra"):
        assert "Mức đạt" in text
        assert "Vì mẫu." in text


def test_there_is_no_paper_of_another_name_or_form(delegation):
    for kind, form in (("thu", "pdf"), ("to-trinh", "exe")):
        with pytest.raises(NotFound):
            paper_of(delegation, kind, form, TODAY, is_demo=False)
