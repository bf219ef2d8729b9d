"""A Word file as text: paragraphs with their automatic numbers, tables as lines of cells."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from langmoi.core.errors import DomainError
from langmoi.directive.cleaning import Source
from langmoi.directive.word_numbers import Numbering

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_BIGGEST_UNPACKED = 200 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_FEWEST_COLUMNS = 3


def read_word(content: bytes, name: str) -> Source:
    """Raises DomainError where the file is broken, locked or no Word file."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    wrong = (
        f"Tệp {name} hỏng hoặc không phải tệp Word (.docx). "
        "Hãy mở bằng Word, chọn Lưu thành, kiểu Word (.docx), rồi thử lại."
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if any(info.flag_bits & 1 for info in infos):
                raise DomainError(f"Tệp {name} có mật khẩu. Hãy bỏ mật khẩu rồi thử lại.")
            if sum(info.file_size for info in infos) > _BIGGEST_UNPACKED:
                raise DomainError(f"Tệp {name} bung ra quá lớn. Hãy bỏ bớt hình ảnh rồi thử lại.")
        document = Document(io.BytesIO(content))
    except (
        zipfile.BadZipFile, zlib.error, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError,
        OSError, NotImplementedError,
    ) as error:  # fmt: skip
        raise DomainError(wrong) from error
    return _Writer(Numbering(document)).write(document)


class _Writer:
    """Collects the text and where it is bold."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.parts: list[str] = []
        self.length = 0
        self.bold: list[tuple[int, int]] = []

    def write(self, document: Any) -> Source:
        for block in document.iter_inner_content():
            if hasattr(block, "rows"):
                self._table(block)
            else:
                self._paragraph(block)
                self._add("\n")
        return Source("".join(self.parts), tuple(self.bold))

    def _add(self, words: str, *, bold: bool = False) -> None:
        if bold and words.strip():
            if self.bold and self.bold[-1][1] == self.length:
                self.bold[-1] = (self.bold[-1][0], self.length + len(words))
            else:
                self.bold.append((self.length, self.length + len(words)))
        self.parts.append(words)
        self.length += len(words)

    def _paragraph(self, paragraph: Paragraph) -> None:
        """Words as they are seen: with the number that Word sets, without what is struck out."""
        runs = list(_runs(paragraph))
        is_bold = bool(runs) and all(bold for words, bold in runs if words.strip())
        if label := self.numbering.label(paragraph):
            self._add(f"{label} ", bold=is_bold)
        for words, bold in runs:
            self._add(words, bold=bold or is_bold)

    def _table(self, table: Table) -> None:
        """A table of columns as rows of cells; one that only lays out, cell after cell."""
        rows = [list(row.cells) for row in table.rows]
        if len(table.columns) < _FEWEST_COLUMNS:
            for cell in dict.fromkeys(cell for row in rows for cell in row):
                for paragraph in cell.paragraphs:
                    self._paragraph(paragraph)
                    self._add("\n")
                self._add("\n")
            return
        for row in rows:
            words = [
                "" if index and cell._tc is row[index - 1]._tc else _cell(cell)
                for index, cell in enumerate(row)
            ]
            self._add(
                "| " + " | ".join(" ".join(w.split()).replace("|", "/") for w in words) + " |\n"
            )


def _cell(cell: Any) -> str:
    return " ".join(_said(paragraph) for paragraph in cell.paragraphs)


def _said(paragraph: Paragraph) -> str:
    return "".join(words for words, _ in _runs(paragraph))


def _runs(paragraph: Paragraph) -> Iterator[tuple[str, bool]]:
    """The words of each run and whether they are bold; deleted ones are not there."""
    style_bold = bool(paragraph.style and paragraph.style.font.bold)
    for run in paragraph._p.iter(f"{_W}r"):
        words = "".join(
            (part.text or "") if part.tag == f"{_W}t" else _WORDS.get(part.tag, "") for part in run
        )
        mark = run.find(f"{_W}rPr/{_W}b")
        off = mark is not None and mark.get(f"{_W}val") in ("0", "false")
        yield words, (mark is not None and not off) or (style_bold and mark is None)
