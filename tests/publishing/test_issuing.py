"""From draft to issued report: edits, numbers that fit nowhere, issuing, and what is frozen."""

from __future__ import annotations

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import docx
import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from filed_months import DISTRICT, IA_DAL, ON, PROVINCE, file_month, unit

from langmoi.cli import main
from langmoi.core.clock import HANOI
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.publishing.drafting import edit_section, open_draft, order_of, sections_of
from langmoi.publishing.issuing import issue_report
from langmoi.publishing.models import IssuedFile, IssuedReport, ReportDraft
from langmoi.publishing.orders import Order
from langmoi.publishing.reading import build_report, making_of, material_of
from langmoi.publishing.templates import put_template, template_for
from langmoi.publishing.word_template import house_template

NOVEMBER = date(2019, 11, 1)
AT = datetime(2019, 12, 20, 9, tzinfo=HANOI)


@pytest.fixture
def november(office):
    file_month(NOVEMBER, {IA_DAL: 5}, by=office)


@pytest.fixture
def chairman(person):
    return person("chairman618", "district_chairman", DISTRICT, "district")


@pytest.fixture
def draft(november, chairman):
    return open_draft(Order("month", unit(DISTRICT), NOVEMBER), by=chairman, on=ON, at=AT)


def issue(draft, by, **changed):
    told = {"number": 7, "symbol": "UBND", "dated": date(2019, 11, 20), "signer": "A Văn B"}
    return issue_report(draft, by=by, on=ON, at=AT, **{**told, **changed})


def sections(draft):
    order = order_of(draft)
    material = material_of(order)
    content = build_report(order, making_of(ON, ""))
    return {section.id: section for section in sections_of(draft, material, content)}


def test_there_is_one_open_draft_of_a_report(draft, chairman):
    again = open_draft(order_of(draft), by=chairman, on=ON, at=AT)

    assert again == draft
    assert AuditEntry.objects.filter(action="report.draft").count() == 1


def test_who_does_not_prepare_the_report_opens_no_draft(november, stranger, office):
    order = Order("month", unit(DISTRICT), NOVEMBER)
    for user in (stranger, office):
        with pytest.raises(NotAllowed):
            open_draft(order, by=user, on=ON, at=AT)


def test_an_edited_section_stands_in_the_report_until_it_is_emptied(draft, chairman):
    edit_section(draft, "results", "Đạt khá.", seen=0, by=chairman, on=ON)
    draft.refresh_from_db()

    edited = sections(draft)["results"]
    assert (edited.text, edited.is_edited, edited.is_outdated) == ("Đạt khá.", True, False)
    edit_section(draft, "results", "", seen=1, by=chairman, on=ON)
    draft.refresh_from_db()
    assert not sections(draft)["results"].is_edited


def test_a_number_that_the_report_does_not_hold_is_pointed_out(draft, chairman):
    edit_section(draft, "results", "Có 03 xã, trong đó 4321 hộ; 😀.", seen=0, by=chairman, on=ON)
    draft.refresh_from_db()

    found = sections(draft)["results"]
    assert found.foreign == ("4321",)
    assert found.unprintable == ("😀",)


def test_an_edit_is_marked_when_the_figures_have_changed_since(draft, chairman, office):
    edit_section(draft, "results", "Đạt khá.", seen=0, by=chairman, on=ON)
    ReportDraft.objects.filter(pk=draft.pk).update(
        edits={"results": {"text": "Đạt khá.", "computed": "cũ"}}
    )
    draft.refresh_from_db()

    assert sections(draft)["results"].is_outdated


def test_of_two_who_edit_at_once_the_second_is_told(draft, chairman):
    edit_section(draft, "results", "Một.", seen=0, by=chairman, on=ON)

    with pytest.raises(DomainError, match="Người khác vừa sửa"):
        edit_section(draft, "results", "Hai.", seen=0, by=chairman, on=ON)
    with pytest.raises(DomainError, match="không có mục"):
        edit_section(draft, "khong_co", "Ba.", seen=1, by=chairman, on=ON)
    with pytest.raises(DomainError, match="quá mức"):
        edit_section(draft, "results", "x" * 20_001, seen=1, by=chairman, on=ON)


def test_an_issued_report_is_frozen_with_number_day_hash_and_months(draft, chairman):
    edit_section(draft, "results", "Kết quả đạt khá.", seen=0, by=chairman, on=ON)
    report = issue(draft, chairman)

    assert report.number_and_symbol == "07/BC-UBND"
    assert report.capacity == "Chủ tịch UBND huyện Ia H'Drai"
    assert set(report.months) == {"2019-11"}
    files = {file.ending: file for file in report.files.all()}
    assert set(files) == {".docx", ".pdf", ".xlsx"}
    for file in files.values():
        assert hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256
    document = docx.Document(io.BytesIO(bytes(files[".docx"].content)))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    assert any("Số: 07/BC-UBND" in text for text in cells)
    assert any("CHỦ TỊCH" in text and "KT." not in text and "A Văn B" in text for text in cells)
    assert any("ngày 20 tháng 11 năm 2019" in text for text in cells)
    assert "a) Kết quả đạt khá." not in [p.text for p in document.paragraphs]
    assert "Kết quả đạt khá." in [p.text for p in document.paragraphs]
    assert AuditEntry.objects.get(action="report.issue").detail["hash"] == report.hash


def test_an_issued_report_cannot_be_changed_or_deleted(draft, chairman):
    report = issue(draft, chairman)

    for change in (
        lambda: IssuedReport.objects.filter(pk=report.pk).update(signer="Người khác"),
        lambda: IssuedFile.objects.filter(report=report).update(content=b"x"),
        lambda: IssuedFile.objects.filter(report=report).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    draft.refresh_from_db()
    with pytest.raises(DomainError, match="đã ban hành"):
        edit_section(draft, "results", "Sửa.", seen=draft.version, by=chairman, on=ON)


def test_a_file_changed_behind_the_programs_back_is_found(draft, chairman, capsys):
    report = issue(draft, chairman)
    assert main(["audit", "verify"]) == 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE publishing_issuedfile DISABLE TRIGGER no_change")
        cursor.execute("UPDATE publishing_issuedfile SET content = 'x' WHERE ending = '.pdf'")

    assert main(["audit", "verify"]) == 1
    assert f"Tệp .pdf của {report} không còn như khi ban hành" in capsys.readouterr().err


def test_a_report_once_issued_is_not_issued_again_but_drafted_anew(draft, chairman):
    issue(draft, chairman)

    with pytest.raises(DomainError, match="vừa được ban hành"):
        issue(draft, chairman, number=8)
    assert open_draft(order_of(draft), by=chairman, on=ON, at=AT) != draft


def test_a_number_of_the_year_is_given_once(draft, chairman):
    issue(draft, chairman)
    other = open_draft(order_of(draft), by=chairman, on=ON, at=AT)

    with pytest.raises(DomainError, match="Số 07/BC-UBND năm 2019 đã dùng"), transaction.atomic():
        issue(other, chairman)
    other.refresh_from_db()
    assert not other.is_issued


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": 0}, "từ 1 trở lên"),
        ({"dated": date(2019, 12, 21)}, "chưa tới"),
        ({"dated": date(2019, 11, 13)}, "trước ngày cuối kỳ"),
        ({"symbol": "X" * 60}, "Chưa có ký hiệu"),
    ],
)
def test_what_cannot_be_is_refused(draft, chairman, changed, said):
    with pytest.raises(DomainError, match=said):
        issue(draft, chairman, **changed)


def test_an_open_month_is_not_issued(office, chairman):
    file_month(NOVEMBER, {IA_DAL: 5}, by=office, closed=False)
    draft = open_draft(Order("month", unit(DISTRICT), NOVEMBER), by=chairman, on=ON, at=AT)

    with pytest.raises(DomainError, match="tháng 11/2019 chưa chốt"):
        issue(draft, chairman)
    draft.refresh_from_db()


def test_only_who_signs_for_the_sender_issues(draft, district_officer, person, office):
    officer = person("officer618", "district_officer", DISTRICT, "district")

    for user in (officer, office, district_officer):
        with pytest.raises(NotAllowed, match="không được ban hành"):
            issue(draft, user)


def test_the_committee_issues_what_goes_to_the_standing_committee(november, office, person):
    leader = person("leader", "province_leader", PROVINCE, "province")
    order = Order("month", unit(PROVINCE), NOVEMBER, "standing_committee")
    draft = open_draft(order, by=office, on=ON, at=AT)

    with pytest.raises(NotAllowed):
        issue(draft, office)
    assert issue(draft, leader).number_and_symbol == "07/BC-UBND"


def test_only_who_has_the_unit_in_scope_sees_the_report(draft, chairman, stranger, office):
    report = issue(draft, chairman)

    for user, sees in ((chairman, True), (office, True), (stranger, False)):
        assert IssuedReport.objects.visible_to(user, on=ON).filter(pk=report.pk).exists() is sees
        assert ReportDraft.objects.visible_to(user, on=ON).filter(pk=draft.pk).exists() is sees


def test_the_offices_own_template_is_used_and_kept_by_version(draft, chairman, stranger):
    order = order_of(draft)
    own = docx.Document(io.BytesIO(house_template("circular-01-2011")))
    own.paragraphs[0].insert_paragraph_before("MẪU RIÊNG CỦA HUYỆN")
    buffer = io.BytesIO()
    own.save(buffer)
    put_template(order, buffer.getvalue(), file_name="rieng.docx", by=chairman, on=ON, at=AT)

    report = issue(draft, chairman)
    word = report.files.get(ending=".docx")
    texts = [p.text for p in docx.Document(io.BytesIO(bytes(word.content))).paragraphs]
    assert "MẪU RIÊNG CỦA HUYỆN" in texts
    back = put_template(order, b"", file_name="", by=chairman, on=ON, at=AT)
    assert back.version == 2
    assert template_for(order) is None
    with pytest.raises(NotAllowed):
        put_template(order, buffer.getvalue(), file_name="x.docx", by=stranger, on=ON, at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_issue_at_once_exactly_one_wins(office, chairman):
    file_month(NOVEMBER, {IA_DAL: 5}, by=office)
    draft = open_draft(Order("month", unit(DISTRICT), NOVEMBER), by=chairman, on=ON, at=AT)

    def press(number):
        try:
            return issue(ReportDraft.objects.get(pk=draft.pk), chairman, number=number)
        except DomainError as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(press, (1, 2)))

    assert sum(isinstance(result, IssuedReport) for result in results) == 1
    assert IssuedReport.objects.count() == 1
    assert any("vừa được ban hành" in str(result) for result in results)
