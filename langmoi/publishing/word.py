"""The report as a Word file, to be edited, numbered and signed by the office."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from langmoi.publishing.layouts import Layout
from langmoi.publishing.model import Annex, ReportContent, Role
from langmoi.publishing.word_xml import annex_table, page_field, restart_numbers, rule

FONT = "Times New Roman"
LETTERHEAD_WIDTHS = (66, 94)  # mm: agency on the left, nation on the right
RULE_INDENTS = (24.0, 17.0)  # mm: under the agency, under the motto
SIGNATURE_WIDTHS = (80, 80)
MARK_SIZE = 10


def write_docx(report: ReportContent) -> bytes:
    """The whole report: letterhead, text, signature, and each annex on landscape pages."""
    document = docx.Document()
    _set_up(document, report)
    _letterhead(document, report)
    _title(document, report)
    _body(document, report)
    _signature(document, report)
    for annex in report.annexes:
        _annex(document, annex, report.layout)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up(document: Document, report: ReportContent) -> None:
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(report.layout.sizes.body)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    _page(section, report.layout, landscape=False)
    _margins_of_pages(section, report)
    made = datetime(report.made_on.year, report.made_on.month, report.made_on.day)
    properties = document.core_properties
    properties.title = f"{report.title} {' '.join(report.subject)}"
    properties.author, properties.comments = "Làng Mới", report.mark
    properties.language = "vi-VN"
    properties.created = properties.modified = made


def _page(section: Section, layout: Layout, *, landscape: bool) -> None:
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    margins = layout.margins
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def _margins_of_pages(section: Section, report: ReportContent) -> None:
    """The mark on every page; the page number in the other margin, from the second page on."""
    layout = report.layout
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
        if report.mark:
            _run(paragraph, report.mark, MARK_SIZE, bold=True)


def _letterhead(document: Document, report: ReportContent) -> None:
    sizes, head = report.layout.sizes, report.letterhead
    table = document.add_table(rows=2, cols=2)
    _fix_widths(table, LETTERHEAD_WIDTHS)
    left, right = table.rows[0].cells
    lines = [(head.parent, False)] if head.parent else []
    for text, bold in [*lines, *((line, True) for line in head.agency)]:
        _line(left, text, sizes.agency, bold=bold)
    rule(_added(left), RULE_INDENTS[0])
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", sizes.nation, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", sizes.motto, bold=True)
    rule(_added(right), RULE_INDENTS[1])
    number, place = table.rows[1].cells
    _line(number, head.number, sizes.number)
    _line(place, head.place_and_date, sizes.place, italic=True)


def _title(document: Document, report: ReportContent) -> None:
    size = report.layout.sizes.title
    for index, text in enumerate((report.title, *report.subject)):
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.space_before = Pt(18 if index == 0 else 0)
        _run(paragraph, text, size, bold=True)
    rule(document.add_paragraph(), 60)
    document.paragraphs[-1].paragraph_format.space_after = Pt(10)


def _body(document: Document, report: ReportContent) -> None:
    layout = report.layout
    for index, part in enumerate(report.body, start=1):
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        form.first_line_indent = Mm(layout.first_line)
        form.space_after = Pt(layout.space_after)
        # No page bears a signature alone: the last paragraph goes with it.
        form.keep_together = index == len(report.body)
        form.keep_with_next = part.role == Role.HEADING or form.keep_together
        paragraph.alignment = ALIGN.JUSTIFY
        _run(paragraph, part.text, layout.sizes.body, bold=part.role == Role.HEADING)


def _signature(document: Document, report: ReportContent) -> None:
    sizes = report.layout.sizes
    table = document.add_table(rows=1, cols=2)
    _fix_widths(table, SIGNATURE_WIDTHS)
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", 12, bold=True, italic=True, align=ALIGN.LEFT)
    for index, receiver in enumerate(report.receivers, start=1):
        end = "." if index == len(report.receivers) else ";"
        _line(left, f"- {receiver}{end}", sizes.receivers, align=ALIGN.LEFT)
    for text in report.signature:
        _line(right, text, sizes.title, bold=True)
    for _ in range(5):  # room for signature, seal and name
        _line(right, "", sizes.title)


def _annex(document: Document, annex: Annex, layout: Layout) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, layout, landscape=True)
    restart_numbers(section)
    texts = ((annex.label, True, False), (annex.title.upper(), True, False))
    for text, bold, italic in (*texts, (annex.reference, False, True)):
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        _run(paragraph, text, layout.sizes.title - 1, bold=bold, italic=italic)
    paragraph.paragraph_format.space_after = Pt(8)
    paragraph._p.addnext(annex_table(annex))
    for index, note in enumerate(annex.notes):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(6 if index == 0 else 0)
        _run(paragraph, f"{'Ghi chú: ' if index == 0 else ''}{note}.", 10, italic=True)


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
