"""An office's own Word template: checked before use, then filled; and the draft's watermark."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from made_month import material_of
from pypdf import PdfReader
from report_files import table_of, tables_of_docx

from langmoi.core.errors import DomainError, FaultyInput
from langmoi.publishing.building import content_of
from langmoi.publishing.definitions import definition
from langmoi.publishing.files import WRITERS
from langmoi.publishing.word import write_docx
from langmoi.publishing.word_check import check_template
from langmoi.publishing.word_fields import NEEDED, tag
from langmoi.publishing.word_template import house_template

TABLES = {"B1": "Biểu tổng hợp", "B2": "Biểu nhóm xã"}
HOUSE = house_template("circular-01-2011")


def template_of(*lines, into=None):
    """A plain template with these lines; by default the fields that are needed, and more."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if into:
        into(document)
    return saved(document)


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


NEEDED_LINES = [tag(name) for name in NEEDED]


def with_part(content, name, data, *, replacing=None):
    """The package with another part, or with a piece of one replaced."""
    buffer = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(buffer, "w") as archive:
        for info in source.infolist():
            told = source.read(info)
            if info.filename == name and replacing:
                told = told.replace(replacing, data)
            archive.writestr(info.filename, told)
        if not replacing:
            archive.writestr(name, data)
    return buffer.getvalue()


def faults_of(content, tables=TABLES):
    with pytest.raises(FaultyInput) as refused:
        check_template(content, tables, file_name="mau.docx")
    return " ".join(str(fault) for fault in refused.value.faults)


@pytest.mark.parametrize("layout", ["circular-01-2011", "decree-30-2020"])
def test_the_house_template_passes_its_own_check(layout):
    check_template(house_template(layout), TABLES, file_name="mau.docx")


def test_an_offices_own_words_stay_and_fields_are_filled(province_report):
    own = template_of(
        "PHÒNG TỔNG HỢP & {{Số xã}} xã", *NEEDED_LINES, "Phụ trách: {{Người lập}}", "{{Phụ lục}}"
    )
    check_template(own, TABLES, file_name="mau.docx")

    document = docx.Document(io.BytesIO(write_docx(province_report, own)))
    texts = [paragraph.text for paragraph in document.paragraphs]

    assert "PHÒNG TỔNG HỢP & 11 xã" in texts
    assert "Phụ trách: lệnh langmoi report" in texts
    assert "VĂN PHÒNG ĐIỀU PHỐI" not in texts
    for paragraph in province_report.body:
        assert paragraph.text in texts
    assert not [text for text in texts if "{{" in text]


def test_the_tables_of_an_own_template_are_the_same(province_report):
    for end in (["{{Phụ lục}}"], ["{{Biểu B2}}", "Chèn giữa.", "{{Biểu B1}}"]):
        own = template_of(*NEEDED_LINES, *end)
        check_template(own, TABLES, file_name="mau.docx")

        tables = tables_of_docx(write_docx(province_report, own))

        expected = [table_of(annex) for annex in province_report.annexes]
        assert sorted(tables) == sorted(expected)


def test_a_field_that_word_has_cut_into_pieces_is_filled(province_report):
    def add(document):
        paragraph = document.add_paragraph("Tổng: ")
        for piece in ("{", "{Số", " xã}", "} xã"):
            paragraph.add_run(piece).bold = True

    own = template_of(*NEEDED_LINES, "{{Phụ lục}}", into=None)
    own = template_of("đầu", *NEEDED_LINES, into=lambda d: (add(d), d.add_paragraph("{{Phụ lục}}")))
    check_template(own, TABLES, file_name="mau.docx")

    document = docx.Document(io.BytesIO(write_docx(province_report, own)))

    assert "Tổng: 11 xã" in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["{{Số xa}}", "{{Phụ lục}}"], "Không có trường {{Số xa}}. Có phải {{Số xã}}?"),
        (["{{ __class__ }}", "{{Phụ lục}}"], "Không có trường {{__class__}}"),
        (["Bình quân {{Số xã", "{{Phụ lục}}"], "Trường hỏng trong dòng “Bình quân {{Số xã”"),
        (["{% for x in y %}", "{{Phụ lục}}"], "Trường hỏng"),
        (["{{Biểu B1}}"], "Mẫu thiếu bảng B2 (Biểu nhóm xã)"),
        ([], "Mẫu thiếu bảng B1"),
        (["Bảng: {{Biểu B1}}", "{{Biểu B2}}"], "đứng chung dòng với chữ khác"),
        (["{{Phụ lục}}", "Chữ theo sau"], "Sau trường {{Phụ lục}} còn chữ"),
        (["{{Phụ lục}}", "{{Phụ lục}}"], "có hai lần"),
    ],
)
def test_what_is_wrong_with_the_fields_is_named(lines, said):
    assert said in faults_of(template_of(*NEEDED_LINES, *lines))


def test_missing_fields_are_all_named_at_once():
    told = faults_of(template_of("{{Phụ lục}}"))

    assert all(f"Mẫu thiếu trường {tag(name)}" in told for name in NEEDED)


def test_a_macro_is_refused():
    assert "Mẫu có macro" in faults_of(with_part(HOUSE, "word/vbaProject.bin", b"\xd0\xcf"))
    docm = with_part(
        HOUSE,
        "[Content_Types].xml",
        b"ms-word.document.macroEnabled.main+xml",
        replacing=b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
    )
    assert "Mẫu có macro" in faults_of(docm)


def test_what_comes_from_elsewhere_or_runs_is_refused():
    outside = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://x/t.dotm" '
        b'TargetMode="External"/></Relationships>'
    )
    assert "từ mạng" in faults_of(with_part(HOUSE, "word/_rels/settings.xml.rels", outside))
    ole = with_part(HOUSE, "word/embeddings/oleObject1.bin", b"x")
    assert "đối tượng nhúng" in faults_of(ole)
    dde = b"<w:r><w:instrText>DDEAUTO c:\\cmd.exe</w:instrText></w:r></w:p>"
    assert "DDEAUTO" in faults_of(with_part(HOUSE, "word/document.xml", dde, replacing=b"</w:p>"))
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><w:document'
    assert "DOCTYPE" in faults_of(
        with_part(HOUSE, "word/document.xml", bomb, replacing=b"<w:document")
    )


@pytest.mark.parametrize("content", [b"", b"PK nothing", b"%PDF-1.7", b"{\\rtf1}"])
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(DomainError, match="không phải tệp Word"):
        check_template(content, TABLES, file_name="mau.docx")


def test_a_draft_bears_its_watermark_on_every_page_of_word_and_pdf(province):
    from made_month import TODAY

    from langmoi.publishing.building import Making

    making = Making(today=TODAY)
    open_month = replace(province, is_closed=False)
    report = content_of(material_of(open_month), definition("month"), making)
    own = template_of(*NEEDED_LINES, "{{Phụ lục}}")

    for template in (None, own):
        document = docx.Document(io.BytesIO(write_docx(report, template)))
        for section in document.sections:
            headers = [section.header]
            if section.different_first_page_header_footer:
                headers.append(section.first_page_header)
            for header in headers:
                assert 'string="BẢN NHÁP"' in header._element.xml
                assert "CHƯA CHỐT" in "".join(p.text for p in header.paragraphs)
    pages = PdfReader(io.BytesIO(WRITERS[".pdf"](report))).pages
    assert all("BẢN NHÁP" in page.extract_text() for page in pages)


def test_a_closed_month_bears_no_watermark(province_report):
    assert b"WaterMark" not in write_docx(province_report)
    with zipfile.ZipFile(io.BytesIO(write_docx(province_report))) as archive:
        assert not [n for n in archive.namelist() if b"WaterMark" in archive.read(n)]
