"""What a file is: proved by its content; names, bombs and lies do not get through."""

from __future__ import annotations

import pytest
from evidence_files import archive, bomb, excel, huge_picture, pdf, picture, word, word_with

from langmoi.core.errors import DomainError
from langmoi.reporting.evidence.kinds import prove_kind, safe_name
from langmoi.reporting.evidence.thumbnails import thumbnail


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("bien-ban.pdf", pdf(), "pdf"),
        ("anh.jpg", picture(), "jpeg"),
        ("ANH.JPEG", picture(), "jpeg"),
        ("anh.png", picture("PNG"), "png"),
        ("bien-ban.docx", word(), "docx"),
        ("danh-sach.xlsx", excel(), "xlsx"),
    ],
)
def test_the_kinds_that_officials_send_are_taken(name, content, kind):
    assert prove_kind(content, name).id == kind


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("anh.jpg", pdf(), "nội dung là PDF"),
        ("bien-ban.pdf", picture(), "nội dung là ảnh JPG"),
        ("bien-ban.pdf", word(), "nội dung là Word"),
        ("danh-sach.xlsx", word(), "nội dung là Word"),
        ("anh", picture(), "đuôi “trống”"),
        ("trang.pdf", b"<html><script>alert(1)</script></html>", "trang web"),
        ("hinh.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "trang web"),
        ("cai-dat.pdf", b"MZ" + bytes(100), "chương trình"),
        ("anh.jpg", b"GIF89a" + bytes(50), "GIF"),
        ("anh.jpg", b"\0\0\0\x18ftypheic" + bytes(50), "HEIC"),
        ("cu.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "kiểu cũ"),
        ("ghi.pdf", b"chi la chu", "không phải loại tệp được nhận"),
        ("nen.docx", archive(**{"a.txt": "chào"}), "tệp nén"),
        ("hong.docx", word()[:200], "bị hỏng"),
        ("rong.pdf", b"", "rỗng"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_by_name(name, content, said):
    with pytest.raises(DomainError) as refused:
        prove_kind(content, name)

    assert said in str(refused.value)
    assert "Hãy" in str(refused.value)


def test_a_zip_bomb_is_refused_without_unpacking_it():
    with pytest.raises(DomainError, match="bung ra quá 200 MB"):
        prove_kind(bomb(), "bien-ban.docx")


def test_a_file_with_macros_is_refused():
    with pytest.raises(DomainError, match="macro"):
        prove_kind(word_with({"word/vbaProject.bin": b"x"}), "bien-ban.docx")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\anh.jpg", "anh.jpg"),
        ("C:\\Users\\xa\\Biên bản.pdf", "Biên bản.pdf"),
        ("\u202egpj.exe.pdf", "gpj.exe.pdf"),
        ("a\r\nX-Evil: 1.pdf", "a X-Evil 1.pdf"),
        ("..", "tep"),
        ("", "tep"),
    ],
)
def test_a_name_never_leads_anywhere(name, safe):
    assert safe_name(name) == safe


def test_a_very_long_name_keeps_its_ending():
    name = safe_name("á" * 600 + ".pdf")

    assert len(name) <= 255
    assert name.endswith(".pdf")


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", pdf(2)), ("a.jpg", picture()), ("a.png", picture("PNG"))]
)
def test_pictures_and_first_pages_are_drawn_small(name, content):
    assert thumbnail(content, prove_kind(content, name), name).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lon.png", huge_picture(), "triệu điểm ảnh"),
        ("lon.png", huge_picture(9000, 9000), "triệu điểm ảnh"),
        ("hong.jpg", picture()[:300], "bị hỏng"),
        ("hong.pdf", b"%PDF-1.4 khong phai", "bị hỏng"),
    ],
)
def test_what_cannot_be_opened_is_refused(name, content, said):
    with pytest.raises(DomainError, match=said):
        thumbnail(content, prove_kind(content, name), name)
