"""The house's own Word template: the official layout of a date, with fields in place of texts.

An office takes it, changes what it likes, and gives it back (word_check.py, word_fill.py).
"""

from __future__ import annotations

from functools import cache
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from langmoi.publishing.layouts import Layout, load_layouts
from langmoi.publishing.word_fields import (
    AGENCY,
    ANNEXES,
    BODY,
    MARK,
    NUMBER,
    PARENT,
    PLACE,
    RECEIVERS,
    SIGNATURE,
    SIGNER,
    SUBJECT,
    TITLE,
    tag,
)
from langmoi.publishing.word_xml import page_field, rule

FONT = "Times New Roman"
LETTERHEAD_WIDTHS = (66, 94)  # mm: agency on the left, nation on the right
RULE_INDENTS = (24.0, 17.0)  # mm: under the agency, under the motto
SIGNATURE_WIDTHS = (80, 80)
MARK_SIZE = 10


@cache
def house_template(layout_id: str) -> bytes:
    """The template of a layout: letterhead, text, signature, then the annexes."""
    layout = next(layout for layout in load_layouts() if layout.id == layout_id)
    document = docx.Document()
    _set_up(document, layout)
    _letterhead(document, layout)
    _title(document, layout)
    _body(document, layout)
    _signature(document, layout)
    document.add_paragraph(tag(ANNEXES))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up(document: Document, layout: Layout) -> None:
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(layout.sizes.body)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    margins = layout.margins
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    _margins_of_pages(section, layout)
    properties = document.core_properties
    properties.author, properties.comments, properties.language = "Làng Mới", "", "vi-VN"


def _margins_of_pages(section: Section, layout: Layout) -> None:
    """The mark on every page; the page number in the other margin, from the second page on."""
    on_top = layout.number_on_top
    numbers, marks = (
        (section.header, section.footer) if on_top else (section.footer, section.header)
    )
    first = section.first_page_footer if on_top else section.first_page_header
    number = numbers.paragraphs[0]
    number.alignment = ALIGN.CENTER if on_top else ALIGN.RIGHT
    page_field(number, layout.page_number_size)
    for part in (marks, first):
        paragraph = part.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        _run(paragraph, tag(MARK), MARK_SIZE, bold=True)


def _letterhead(document: Document, layout: Layout) -> None:
    sizes = layout.sizes
    table = document.add_table(rows=2, cols=2)
    _fix_widths(table, LETTERHEAD_WIDTHS)
    left, right = table.rows[0].cells
    _line(left, tag(PARENT), sizes.agency)
    _line(left, tag(AGENCY), sizes.agency, bold=True)
    rule(_added(left), RULE_INDENTS[0])
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", sizes.nation, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", sizes.motto, bold=True)
    rule(_added(right), RULE_INDENTS[1])
    number, place = table.rows[1].cells
    _line(number, tag(NUMBER), sizes.number)
    _line(place, tag(PLACE), sizes.place, italic=True)


def _title(document: Document, layout: Layout) -> None:
    for index, name in enumerate((TITLE, SUBJECT)):
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.space_before = Pt(18 if index == 0 else 0)
        _run(paragraph, tag(name), layout.sizes.title, bold=True)
    rule(document.add_paragraph(), 60)
    document.paragraphs[-1].paragraph_format.space_after = Pt(10)


def _body(document: Document, layout: Layout) -> None:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.first_line_indent = Mm(layout.first_line)
    form.space_after = Pt(layout.space_after)
    paragraph.alignment = ALIGN.JUSTIFY
    _run(paragraph, tag(BODY), layout.sizes.body)


def _signature(document: Document, layout: Layout) -> None:
    sizes = layout.sizes
    table = document.add_table(rows=1, cols=2)
    _fix_widths(table, SIGNATURE_WIDTHS)
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", 12, bold=True, italic=True, align=ALIGN.LEFT)
    _line(left, tag(RECEIVERS), sizes.receivers, align=ALIGN.LEFT)
    _line(right, tag(SIGNATURE), sizes.title, bold=True)
    for _ in range(4):  # room for signature and seal
        _line(right, "", sizes.title)
    _line(right, tag(SIGNER), sizes.title, bold=True)


def _fix_widths(table: Table, widths: tuple[int, int]) -> None:
    """Columns of these widths, with no room lost at the sides of the cells."""
    table.autofit = False
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    )
    table._tblPr.insert_element_before(margins, "w:tblLook")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _line(
    cell: _Cell,
    text: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.CENTER,
) -> None:
    paragraph = _added(cell)
    paragraph.alignment = align
    _run(paragraph, text, size, bold=bold, italic=italic)


def _added(cell: _Cell) -> Paragraph:
    """The next paragraph of a cell: a new cell holds one empty paragraph already."""
    first: Paragraph = cell.paragraphs[0]
    is_new = len(cell.paragraphs) == 1 and not first.runs
    added: Paragraph = first if is_new else cell.add_paragraph()
    return added


def _run(
    paragraph: Paragraph, text: str, size: int, *, bold: bool = False, italic: bool = False
) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
