"""A file as text: .txt, .md, .docx and .pdf; what cannot be read is refused in a full sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from langmoi.core.errors import DomainError
from langmoi.directive.cleaning import Source

MEGABYTE = 1024 * 1024
BIGGEST = 20 * MEGABYTE
TAKEN = (".txt", ".md", ".docx", ".pdf")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES = "Nhận tệp .txt, .md, Word (.docx) và PDF có chữ."


def read_file(content: bytes, name: str) -> Source:
    """The text of the file, and what is bold in it.

    Raises DomainError for an empty file, another type, a broken or locked file, a scan.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in TAKEN:
        raise DomainError(f"Chưa đọc được tệp {name}: không nhận loại tệp này. {_TYPES}")
    if not content.strip():
        raise DomainError(f"Tệp {name} trống. Hãy chọn tệp có nội dung văn bản.")
    if len(content) > BIGGEST:
        raise DomainError(
            f"Tệp {name} nặng hơn 20 MB. Hãy bỏ hình ảnh hoặc tách phụ lục rồi thử lại."
        )
    if content.startswith(_OLD_OFFICE):
        raise DomainError(
            f"Tệp {name} là Word kiểu cũ (.doc) hoặc có mật khẩu. "
            "Hãy mở bằng Word, bỏ mật khẩu, lưu thành .docx rồi thử lại."
        )
    source = _reader(suffix)(content, name)
    if not source.text.strip():
        raise DomainError(f"Tệp {name} không có chữ nào. Hãy chọn tệp có nội dung văn bản.")
    return source


def _reader(suffix: str) -> Callable[[bytes, str], Source]:
    """Word and PDF need libraries that are slow to import."""
    if suffix == ".docx":
        from langmoi.directive.word import read_word

        return read_word
    if suffix == ".pdf":
        from langmoi.directive.pdf import read_pdf

        return read_pdf
    return read_text


def read_text(content: bytes, name: str) -> Source:
    """UTF-8 (also with a mark at its head) or UTF-16; the ends of lines as one letter."""
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            break
        if "\x00" not in text:
            return Source(text.replace("\r\n", "\n").replace("\r", "\n"))
    raise DomainError(
        f"Tệp {name} không phải văn bản Unicode (UTF-8). "
        "Nếu tệp dùng bảng mã cũ (TCVN3, VNI), hãy chuyển sang Unicode rồi thử lại."
    )
