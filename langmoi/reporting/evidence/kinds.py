"""What a file really is: proved by its content, never believed from its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from langmoi.core.errors import DomainError
from langmoi.core.text import normalise

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 200 * MEGABYTE
LARGEST_LIST = 2 * MEGABYTE
MOST_PARTS = 5000
LONGEST_NAME = 200
TYPES_PART = "[Content_Types].xml"


@dataclass(frozen=True)
class FileKind:
    """A kind that is taken; only what browsers show safely is shown in place."""

    id: str
    mime: str
    extensions: tuple[str, ...]
    label: str
    is_shown_in_place: bool
    has_thumbnail: bool


PDF = FileKind("pdf", "application/pdf", (".pdf",), "PDF", True, True)
JPEG = FileKind("jpeg", "image/jpeg", (".jpg", ".jpeg"), "ảnh JPG", True, True)
PNG = FileKind("png", "image/png", (".png",), "ảnh PNG", True, True)
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = FileKind(
    "docx", f"{OFFICE}wordprocessingml.document", (".docx",), "Word (.docx)", False, False
)
EXCEL = FileKind("xlsx", f"{OFFICE}spreadsheetml.sheet", (".xlsx",), "Excel (.xlsx)", False, False)
KINDS = (PDF, JPEG, PNG, WORD, EXCEL)
ACCEPT = ",".join(extension for kind in KINDS for extension in kind.extensions)
TAKEN = "Nhận tệp PDF, ảnh JPG, PNG, Word (.docx) và Excel (.xlsx)."

_MAIN_PARTS = {
    "word/document.xml": (WORD, b"wordprocessingml.document.main+xml"),
    "xl/workbook.xml": (EXCEL, b"spreadsheetml.sheet.main+xml"),
}
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word, Excel kiểu cũ hoặc tệp có mật khẩu", "lưu lại"),
    (b"GIF8", "ảnh GIF", "chụp hoặc lưu lại thành ảnh JPG"),
    (b"RIFF", "ảnh WebP hoặc tệp âm thanh", "lưu lại thành ảnh JPG"),
    (b"MZ", "chương trình chạy trên Windows", ""),
    (b"\x7fELF", "chương trình máy tính", ""),
    (b"Rar!", "tệp nén RAR", "giải nén rồi gửi từng tệp"),
    (b"7z\xbc\xaf", "tệp nén 7z", "giải nén rồi gửi từng tệp"),
)


def kind_by_mime(mime: str) -> FileKind:
    return next(kind for kind in KINDS if kind.mime == mime)


def safe_name(name: str) -> str:
    """The file's own name: no folders, no control characters, no leading dots, not too long."""
    last = re.split(r"[/\\]", normalise(name))[-1]
    clean = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069<>:\"|?*]", "", last)
    clean = clean.strip(" .") or "tep"
    path = PurePosixPath(clean)
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix[:20]}"


def prove_kind(content: bytes, name: str) -> FileKind:
    """The kind of the content, where it is one that is taken and the name says the same.

    Raises DomainError saying what the file really is and what to do.
    """
    if not content:
        raise DomainError(f"Tệp “{name}” rỗng (0 byte). Hãy mở lại tệp, lưu, rồi chọn lại.")
    kind = _kind_of(content, name)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in kind.extensions:
        raise DomainError(
            f"Tệp “{name}” có đuôi “{suffix or 'trống'}” nhưng nội dung là {kind.label}. "
            f"Hãy đổi đuôi thành {kind.extensions[0]} nếu đúng là tệp cần gửi, rồi gửi lại."
        )
    return kind


def _kind_of(content: bytes, name: str) -> FileKind:
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"PK"):
        return _office_kind(content, name)
    raise _other_kind(content, name)


def _other_kind(content: bytes, name: str) -> DomainError:
    what, remedy = "", ""
    for sign, label, way in _OTHERS:
        if content.startswith(sign):
            what, remedy = label, way
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        what, remedy = "ảnh HEIC của điện thoại", "chọn chụp “Tương thích nhất” hoặc lưu thành JPG"
    elif content[:400].lstrip().lower().startswith((b"<", b"\xef\xbb\xbf<")):
        what = "trang web (HTML), XML hoặc hình SVG"
    said = f"nội dung là {what}" if what else "nội dung không phải loại tệp được nhận"
    more = f" Hãy {remedy} rồi gửi lại." if remedy else " Hãy chọn tệp khác."
    return DomainError(f"Không nhận tệp “{name}”: {said}. {TAKEN}{more}")


def _office_kind(content: bytes, name: str) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bomb(archive, name)
            return _main_part(archive, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise DomainError(
            f"Tệp “{name}” bị hỏng hoặc có mật khẩu nên không mở được. "
            "Hãy mở bằng Word hoặc Excel, bỏ mật khẩu, lưu lại rồi gửi lại."
        ) from error


def _refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    # zipfile never unpacks a part beyond the size that it declares, so the sum is the bound.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise DomainError(
            f"Tệp “{name}” bung ra quá {LARGEST_UNPACKED // MEGABYTE} MB nên không được mở "
            "(giống tệp phá hoại). Hãy gửi bản PDF của tài liệu này."
        )


def _main_part(archive: zipfile.ZipFile, name: str) -> FileKind:
    names = set(archive.namelist())
    types = b""
    if TYPES_PART in names and archive.getinfo(TYPES_PART).file_size <= LARGEST_LIST:
        types = archive.read(TYPES_PART)
    if b"macroEnabled" in types or any(n.lower().endswith("vbaproject.bin") for n in names):
        raise DomainError(
            f"Tệp “{name}” có macro (chương trình) bên trong nên không nhận. "
            "Hãy lưu thành .docx, .xlsx không có macro, hoặc thành PDF, rồi gửi lại."
        )
    for part, (kind, sign) in _MAIN_PARTS.items():
        if part in names and sign in types:
            return kind
    raise DomainError(
        f"Không nhận tệp “{name}”: nội dung là tệp nén, không phải Word hay Excel. {TAKEN} "
        "Hãy giải nén rồi gửi từng tệp."
    )
