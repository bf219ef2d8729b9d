"""The report as a Word file: a template filled, as text, without a tree in between.

A template is taken apart once (word_parts.py); a report then is little more than a joining of
strings, which is what makes a pack of a province's communes quick.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape  # escape writes XML, it does not read any

from langmoi.publishing.model import Annex, Paragraph, ReportContent, Role
from langmoi.publishing.word_fields import ANNEXES, BODY, TABLE, line_values, single_values
from langmoi.publishing.word_parts import Block, Compiled, Field, Part, compiled
from langmoi.publishing.word_template import house_template
from langmoi.publishing.word_xml import annex_table, cosigner_table
from langmoi.publishing.word_xml import watermark as watermark_xml

CORE = "docProps/core.xml"
QUICK = 1  # of zlib: the files are kept for a moment, and compressed again in a pack
CENTRED = '<w:p><w:pPr><w:spacing w:after="{after}"/><w:jc w:val="center"/></w:pPr>{runs}</w:p>'


def write_docx(report: ReportContent, template: bytes | None = None) -> bytes:
    """The whole report by the office's template, else by the house's of its layout."""
    parts = compiled(template or house_template(report.layout.id))
    filler = _Filler(report, parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICK) as archive:
        for name, content in parts.fixed.items():
            archive.writestr(name, content)
        for name, pieces in parts.texts.items():
            archive.writestr(name, filler.fill(pieces))
        archive.writestr(CORE, _core(report))
    return buffer.getvalue()


class _Filler:
    """Fills the pieces of one template with one report."""

    def __init__(self, report: ReportContent, parts: Compiled) -> None:
        self.report, self.parts = report, parts
        self.singles = {name: escape(v) for name, v in single_values(report).items()}
        self.lines = line_values(report)
        self.extra = watermark_xml(report.watermark) if report.watermark else ""
        if report.mark and not parts.has_mark:
            self.extra = f"{_run(report.mark, 20, bold=True)}{self.extra}"

    def fill(self, pieces: tuple[Part, ...]) -> bytes:
        return "".join(self._piece(piece) for piece in pieces).encode()

    def _piece(self, piece: Part) -> str:
        if isinstance(piece, str):
            return piece
        if isinstance(piece, Field):
            return self.singles.get(piece.name, "")
        if piece.name == BODY:
            return "".join((*_body(self.report.body, piece), self._cosigners()))
        if piece.name == ANNEXES:
            return self._annexes()
        if piece.name.startswith(TABLE):
            return self._table(piece.name.removeprefix(TABLE))
        if piece.name in self.lines:
            return "".join(piece.line(line) for line in self.lines[piece.name])
        return self.extra  # the end of a header

    def _table(self, wanted: str) -> str:
        """One table where its field stands, fitted to the width there."""
        found = next((a for a in self.report.annexes if a.id == wanted), None)
        return f"{annex_table(found, self.parts.text_width)}<w:p/>" if found else ""

    def _cosigners(self) -> str:
        report = self.report
        if not report.cosigners:
            return ""
        half = self.parts.text_width // 2
        return cosigner_table(report.cosigners, half, report.layout.sizes.title * 2)

    def _annexes(self) -> str:
        """Each annex on landscape pages of its own; the section before them ends here."""
        annexes = self.report.annexes
        if not annexes:
            return self.parts.section
        said = [f"<w:p><w:pPr>{self.parts.section}</w:pPr></w:p>"]
        for index, annex in enumerate(annexes, start=1):
            said.append("".join(_annex(annex, self.report.layout.sizes.title)))
            landscape = self.parts.landscape
            said.append(
                landscape if index == len(annexes) else f"<w:p><w:pPr>{landscape}</w:pPr></w:p>"
            )
        return "".join(said)


def _body(paragraphs: tuple[Paragraph, ...], block: Block) -> Iterator[str]:
    for index, part in enumerate(paragraphs, start=1):
        if part.role == Role.HEADING:
            yield block.heading(part.text)
        elif part.role in (Role.CENTRED, Role.ADDRESS):
            yield block.centred(part.text, bold=part.role == Role.CENTRED)
        elif index == len(paragraphs):
            yield block.kept(part.text)  # no page bears a signature alone
        else:
            yield block.line(part.text)


def _annex(annex: Annex, title_size: int) -> Iterator[str]:
    size = (title_size - 1) * 2
    yield CENTRED.format(after=0, runs=_run(annex.label, size, bold=True))
    yield CENTRED.format(after=0, runs=_run(annex.title.upper(), size, bold=True))
    yield CENTRED.format(after=160, runs=_run(annex.reference, size, italic=True))
    yield annex_table(annex)
    for index, note in enumerate(annex.notes):
        text = f"{'Ghi chú: ' if index == 0 else ''}{note}."
        before = 120 if index == 0 else 0
        yield f'<w:p><w:pPr><w:spacing w:before="{before}" w:after="0"/></w:pPr>'
        yield f"{_run(text, 20, italic=True)}</w:p>"


def _run(text: str, half_points: int, *, bold: bool = False, italic: bool = False) -> str:
    style = f"{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}"
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    said = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r><w:rPr>{style}{size}</w:rPr>{said}</w:r>"


def _core(report: ReportContent) -> str:
    made = datetime(report.made_on.year, report.made_on.month, report.made_on.day)
    title = escape(f"{report.title} {' '.join(report.subject)}")
    day = f"{made:%Y-%m-%dT%H:%M:%SZ}"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>Làng Mới</dc:creator>"
        f"<dc:description>{escape(report.mark)}</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )
