"""The report on how a document is carried out: for whom, in which files, with which numbers."""

from __future__ import annotations

import io

import openpyxl
import pytest

from langmoi.direction.actions import Document, add_directive
from langmoi.direction.queries import Wanted, leading, task_rows
from langmoi.publishing.carrying_out import carrying_out, carrying_report
from tests.web.directives.conftest import WHEN


@pytest.fixture
def notice(province, issued, committee):
    """A Party notice that the directive carries out."""
    told = Document(issuer="Tỉnh ủy Kon Tum", title="Kết quả Hội nghị", number="980-TB/TU")
    made = add_directive(told, province, by=committee, **WHEN)
    issued.carries_out = made
    issued.save()
    return made


def test_numbers_are_those_of_the_whole_branch(notice, issued, committee):
    found = carrying_out(committee, notice, on=WHEN["on"])

    asked = leading(task_rows(committee, Wanted(directives=[issued.pk]), on=WHEN["on"]))
    assert found.branch == (issued,)
    assert found.counts().total == len([row for row in asked if row.facts.nature == "order"])
    assert found.counts().labels["overdue"] == len(found.overdue) > 0


def test_it_goes_to_the_standing_committee_as_word_pdf_and_excel(enter, notice, committee):
    address = f"/van-ban/{notice.pk}/tinh-hinh"
    client = enter(committee)

    assert client.get(f"{address}.docx").content.startswith(b"PK")
    assert client.get(f"{address}.pdf").content.startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}.xlsx").content))
    shown = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert any("980-TB/TU" in text for text in shown)
    assert f'href="{address}.docx"' in client.get(f"/van-ban/{notice.pk}/").content.decode()


def test_the_text_says_what_was_issued_and_what_is_overdue(notice, committee, kontum):
    from langmoi.overview.places import ref

    found = carrying_out(committee, notice, on=WHEN["on"])
    report = carrying_report(found, ref(kontum), is_demo=False, by="Người thử")

    text = " ".join(paragraph.text for paragraph in report.body)
    assert "đã có 01 văn bản triển khai" in text
    assert f"còn {len(found.overdue):02d} nhiệm vụ quá hạn (Phụ lục II)" in text
    assert "Tỷ lệ hoàn thành 0,00%" in text
    assert text.endswith("kính báo cáo Thường trực Tỉnh ủy./.")
    assert [annex.label for annex in report.annexes] == ["Phụ lục I", "Phụ lục II"]


def test_a_document_that_nobody_carried_out_yet_says_so(province, committee, kontum):
    from langmoi.overview.places import ref

    told = Document(issuer="Tỉnh ủy Kon Tum", title="Nghị quyết", number="01-NQ/TU")
    made = add_directive(told, province, by=committee, **WHEN)
    report = carrying_report(
        carrying_out(committee, made, on=WHEN["on"]), ref(kontum), is_demo=True, by="Người thử"
    )

    text = " ".join(paragraph.text for paragraph in report.body)
    assert "Chưa có văn bản nào triển khai" in text
    assert "Chưa có nhiệm vụ nào được giao" in text


def test_who_sees_only_their_own_tasks_gets_no_report(enter, issued, district_officer):
    address = f"/van-ban/{issued.pk}/tinh-hinh"

    assert enter(district_officer).get(f"{address}.pdf").status_code == 404
    assert "tinh-hinh" not in enter(district_officer).get(f"/van-ban/{issued.pk}/").content.decode()
