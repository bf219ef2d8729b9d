"""What is taken, and what is refused in a sentence."""

import io
import zipfile

import pypdfium2
import pytest
from docx import Document

from langmoi.core.errors import DomainError
from langmoi.directive.files import read_file
from langmoi.directive.read import read_directive


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"PK", "không nhận loại tệp này"),
        ("a", b"x", "không nhận loại tệp này"),
        ("a.txt", b" \n", "trống"),
        ("a.docx", b"", "trống"),
        ("a.docx", b"PK\x03\x04 broken", "hỏng hoặc không phải tệp Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "có mật khẩu"),
        ("a.pdf", b"%PDF-1.4 broken", "hỏng hoặc không phải PDF"),
        ("a.txt", "Đề nghị".encode("utf-16-le"), "không phải văn bản Unicode"),
        ("a.txt", b"\xb8\xb9 TCVN3", "không phải văn bản Unicode"),
        ("a.md", b"\xef\xbb\xbf ", "không có chữ nào"),
    ],
)
def test_what_cannot_be_read_is_refused(name, content, said):
    with pytest.raises(DomainError, match=said) as refused:
        read_file(content, name)
    assert str(refused.value).endswith(".")


def test_a_zip_that_is_no_word_file_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(DomainError, match="không phải tệp Word"):
        read_file(buffer.getvalue(), "a.docx")


def test_a_scan_is_refused():
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    with pytest.raises(DomainError, match="bản chụp"):
        read_file(buffer.getvalue(), "a.pdf")


def test_ends_of_lines_and_the_mark_at_the_head_do_not_matter():
    assert read_file(b"\xef\xbb\xbfa\r\nb\rc", "a.TXT").text == "a\nb\nc"


def test_numbers_that_word_sets_itself_are_in_the_text(word_file):
    content = word_file(
        "Ủy ban nhân dân tỉnh yêu cầu:",
        ("List Number", "Sở Y tế:"),
        ("List Bullet", "Lập danh sách các hộ."),
        ("List Number", "Sở Tài chính bố trí kinh phí."),
    )
    found = read_directive(read_file(content, "a.docx"))
    assert [(task.clause, task.lead) for task in found.tasks] == [
        ("1/-1", ("Sở Y tế",)),
        ("2", ("Sở Tài chính",)),
    ]


def test_a_cell_over_several_columns_is_said_once():
    document = Document()
    table = document.add_table(2, 3)
    for cell, words in zip(table.rows[0].cells, ("TT", "Nội dung", "Chủ trì"), strict=True):
        cell.text = words
    table.rows[1].cells[0].merge(table.rows[1].cells[2]).text = "A. Trồng rừng"
    buffer = io.BytesIO()
    document.save(buffer)
    assert read_file(buffer.getvalue(), "a.docx").text.count("Trồng rừng") == 1
