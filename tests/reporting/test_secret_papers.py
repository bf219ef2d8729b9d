"""Papers that bear a mark of secrecy are refused by every way in, and nothing of them is kept."""

from __future__ import annotations

import io
from unicodedata import normalize

import docx
import pytest
import typst
from docx.oxml import parse_xml
from evidence_files import excel, pdf, word
from pypdfium2 import PdfDocument

from langmoi.core.errors import DomainError
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.keeping import NewFile, keep_file
from langmoi.reporting.evidence.secrecy import mark_in_lines, mark_in_name

BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pict>'
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>TUYỆT MẬT</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


@pytest.fixture(autouse=True)
def empty_home(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "home", lambda: tmp_path)
    return tmp_path


def word_of(*paragraphs, header="", box=False):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if box:
        document.paragraphs[0]._p.append(parse_xml(BOX))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_of(*lines):
    body = "\n\n".join(f'#"{line}"' for line in lines)
    return typst.compile(body.encode(), format="pdf")


SECRET = {
    "bao-cao.docx": lambda: word_of("MẬT", "Báo cáo kết quả xây dựng dân quân"),
    "dau-trang.docx": lambda: word_of("Báo cáo", header="TỐI MẬT"),
    "khung.docx": lambda: word_of("Báo cáo", box=True),
    "bao-cao.pdf": lambda: pdf_of("UBND HUYỆN", "[ MẬT ]", "Báo cáo"),
    "bang.xlsx": lambda: excel_of("MẬT"),
    "TỐI MẬT dan quan.docx": word,
    "Báo cáo (MẬT).pdf": pdf,
}


def excel_of(text):
    import openpyxl

    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["B2"] = text
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", SECRET)
def test_a_secret_paper_is_refused_and_nothing_is_kept(name, empty_home):
    with pytest.raises(DomainError, match=r"không được chứa tài liệu mật.*văn thư bảo mật"):
        keep_file(NewFile(SECRET[name](), name))

    assert [path for path in empty_home.rglob("*") if path.is_file()] == []


PLAIN = {
    "bi-mat.docx": lambda: word_of("Tuyên truyền Luật Bảo vệ bí mật nhà nước", "MẬT ONG RỪNG"),
    "bi-mat.pdf": lambda: pdf_of("Công tác bảo vệ bí mật nhà nước, tài liệu tối mật"),
    "MẬT ONG ĐĂK TÔ.xlsx": excel,
    "mật ong.docx": word,
}


@pytest.mark.parametrize("name", PLAIN)
def test_the_word_in_a_sentence_or_a_title_is_no_mark(name):
    kept = keep_file(NewFile(PLAIN[name](), name))

    assert store.file_path(kept.sha256).exists()


def test_the_store_itself_lets_no_secret_text_in(empty_home):
    with pytest.raises(DomainError, match="có dấu “MẬT”"):
        store.keep("ỦY BAN NHÂN DÂN\nMẬT\nKế hoạch".encode(), None, name="ke-hoach.txt")

    assert list(empty_home.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("MẬT", "MẬT"),
        ("  Độ mật: Tối mật ", "TỐI MẬT"),
        ("T U Y Ệ T  M Ậ T", "TUYỆT MẬT"),
        ("M Ậ T", "MẬT"),
        ("UBND HUYỆN\tMẬT", "MẬT"),
        ("UBND XÃ    TỐI MẬT    CỘNG HÒA", "TỐI MẬT"),
        ("| TUYỆT MẬT |", "TUYỆT MẬT"),
        (normalize("NFD", "MẬT"), "MẬT"),
        ("Mật", ""),
        ("MẬT ONG", ""),
        ("BÁO CÁO VỀ BẢO VỆ BÍ MẬT", ""),
        ("giữ bí mật", ""),
    ],
)
def test_a_mark_stands_by_itself_in_capitals(line, mark):
    assert mark_in_lines(["Ủy ban nhân dân", line]) == mark


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("MẬT_ke-hoach.pdf", "MẬT"),
        ("Kế hoạch MẬT 2019.docx", "MẬT"),
        ("TUYET MAT.pdf", "TUYET MAT"),
        ("KE_HOACH_TOI_MAT.pdf", "TOI_MAT"),
        ("BẢO MẬT.pdf", ""),
        ("BC_MAT_TRAN.pdf", ""),
        ("Quy định bảo MẬT.pdf", ""),
        ("Tối mật ong.pdf", ""),
    ],
)
def test_the_name_of_a_file_bears_a_mark_in_capitals(name, mark):
    assert mark_in_name(name) == mark


def test_the_text_of_a_pdf_made_here_can_be_read():
    assert "MẬT" in PdfDocument(pdf_of("MẬT"))[0].get_textpage().get_text_bounded()
