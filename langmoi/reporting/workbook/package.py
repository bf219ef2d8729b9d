"""Opening an .xlsx file that anyone may have made: what it is, and its parts within bounds."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat

from langmoi.core.numbers import show_number
from langmoi.reporting.workbook.book import CannotOpen

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
LARGEST_UNPACKED = 60 * MEGABYTE
MOST_PARTS = 2000

OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"
USE_XLSX = (
    "Hãy mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành, kiểu Excel (.xlsx), rồi gửi lại."
)
NEW_FILE = "Hãy tải lại tệp mẫu của tháng, chép số liệu sang rồi gửi lại."

Attributes = dict[str, str]
_PREFIXED_ROOT = re.compile(rb"^[^<]*(?:<[?!][^>]*>\s*)*<\w+:")


class Package:
    """The parts of an .xlsx file; together they never unpack to more than the bound."""

    def __init__(self, content: bytes) -> None:
        refuse_other_kinds(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise damaged() from error
        infos = self._zip.infolist()
        if len(infos) > MOST_PARTS:
            raise too_large(f"Tệp gồm {show_number(len(infos))} phần bên trong")
        self._names = {info.filename.lower(): info for info in infos}
        self._left = LARGEST_UNPACKED

    def has(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """The part's bytes; raises CannotOpen where it is missing, damaged or too large."""
        info = self._names.get(name.lower())
        if info is None:
            raise damaged()
        if info.file_size > self._left:
            raise too_large(f"Tệp bung ra quá {LARGEST_UNPACKED // MEGABYTE} MB")
        try:
            with self._zip.open(info) as part:
                data = part.read()
        except RuntimeError as error:  # what zipfile raises for an encrypted part
            raise locked() from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise damaged() from error
        self._left -= len(data)
        return data

    def related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """(id, last word of the type, name) of each part that this one refers to."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        found: list[Attributes] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                found.append(attributes)

        parse_xml(self.read(rels), start)
        for item in found:
            target = item.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            yield item.get("Id", ""), item.get("Type", "").rpartition("/")[2], path


def refuse_other_kinds(content: bytes) -> None:
    """Name what the file is where it is no .xlsx."""
    if len(content) > LARGEST_FILE:
        raise too_large(f"Tệp nặng hơn {LARGEST_FILE // MEGABYTE} MB")
    if not content.strip():
        raise CannotOpen("Tệp trống, không có nội dung nào.", NEW_FILE)
    if content.startswith(OLE2):
        raise locked() if "EncryptedPackage".encode("utf-16-le") in content else old_excel()
    if content.startswith(ZIP):
        if b"opendocument.spreadsheet" in content[:200]:
            raise CannotOpen("Tệp ở dạng OpenDocument (.ods), không phải .xlsx.", USE_XLSX)
        return
    head = content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"<"):
        raise CannotOpen("Tệp thực ra là trang web (HTML) hoặc XML được đổi đuôi.", USE_XLSX)
    if b"\0" not in head and any(sign in head for sign in (b",", b";", b"\t")):
        raise CannotOpen("Tệp thực ra là văn bản (CSV) được đổi đuôi.", USE_XLSX)
    raise CannotOpen("Tệp không phải là tệp Excel (.xlsx).", USE_XLSX)


def parse_xml(data: bytes, start: Any, end: Any = None, parser: Any = None) -> None:
    """Call the handlers with the tags; a document type or broken XML is refused.

    Where the root carries a prefix (<x:worksheet>), as some programs write it, tags come without.
    """
    parser = parser or expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    if _PREFIXED_ROOT.search(data[:2000]):
        parser.StartElementHandler = lambda tag, told: start(tag.rpartition(":")[2], told)
        parser.EndElementHandler = end and (lambda tag: end(tag.rpartition(":")[2]))
    # No document type, hence no entities: nothing can be fetched and nothing multiplies.
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # LookupError: odd encoding
        raise damaged() from error


def _refuse_doctype(*parts: object) -> None:
    raise CannotOpen("Tệp có khai báo kiểu tài liệu (DOCTYPE), tệp Excel thật không có.", NEW_FILE)


def damaged() -> CannotOpen:
    return CannotOpen("Tệp bị hỏng hoặc thiếu phần bên trong nên không đọc được.", NEW_FILE)


def too_large(what: str) -> CannotOpen:
    return CannotOpen(
        f"{what}, lớn hơn mọi tệp số liệu thật nên không được mở.",
        "Hãy xóa hình ảnh và những trang không cần, hoặc tải lại tệp mẫu rồi chép số liệu sang.",
    )


def locked() -> CannotOpen:
    return CannotOpen(
        "Tệp được khóa bằng mật khẩu nên không đọc được.",
        "Hãy mở tệp, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc), lưu rồi gửi lại.",
    )


def old_excel() -> CannotOpen:
    return CannotOpen("Tệp ở dạng Excel cũ (.xls), không phải .xlsx.", USE_XLSX)
