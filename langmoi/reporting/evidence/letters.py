"""The lines of text of a file that anyone may have made, read in a process of its own.

python -m langmoi.reporting.evidence.letters KIND < file > lines in UTF-8. Of a PDF the first
pages; of Word and Excel what stands in the body, in headers, footers, text boxes and cells. A file
that cannot be read gives no lines: whether it is damaged is told by others.
"""

from __future__ import annotations

import io
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections.abc import Iterator

from langmoi.reporting.evidence.draw import limit_self

MOST_PAGES = 5
MOST_LINES = 5000
LARGEST_PART = 50 * 1024 * 1024
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PARTS = {
    "docx": (r"word/(header\d*|document|footer\d*)\.xml", {f"{_WORD}p"}, f"{_WORD}t"),
    "xlsx": (
        r"xl/(sharedStrings|worksheets/[^/]+)\.xml",
        {f"{_CELLS}si", f"{_CELLS}is"},
        f"{_CELLS}t",
    ),
}
_BREAKS = {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": "\t"}


def main(kind: str) -> int:
    limit_self()
    content = sys.stdin.buffer.read()
    lines = _of_pdf(content) if kind == "pdf" else _of_office(content, kind)
    for _, line in zip(range(MOST_LINES), lines, strict=False):
        sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    return 0


def _of_pdf(content: bytes) -> Iterator[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        for at in range(min(len(document), MOST_PAGES)):
            yield from document[at].get_textpage().get_text_bounded().splitlines()
    except pypdfium2.PdfiumError:
        return


def _of_office(content: bytes, kind: str) -> Iterator[str]:
    pattern, paragraphs, letters = _PARTS[kind]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                if re.fullmatch(pattern, part.filename) and part.file_size <= LARGEST_PART:
                    yield from _of_part(archive.read(part), paragraphs, letters)
    except (zipfile.BadZipFile, zlib.error, OSError, ElementTree.ParseError, RuntimeError):
        return


def _of_part(content: bytes, paragraphs: set[str], letters: str) -> Iterator[str]:
    root = ElementTree.fromstring(content)  # noqa: S314 - in a process of its own, with limits
    for found in root.iter():
        if found.tag in paragraphs:
            yield from "".join(_words(found, paragraphs, letters)).splitlines()


def _words(node: ElementTree.Element, paragraphs: set[str], letters: str) -> Iterator[str]:
    """The words of one paragraph; a text box within it has paragraphs of its own."""
    for child in node:
        if child.tag == letters:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in paragraphs:
            yield from _words(child, paragraphs, letters)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
