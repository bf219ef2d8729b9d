"""Pieces of WordprocessingML that python-docx has no words for; texts are escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape  # escape writes XML, it does not read any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from langmoi.publishing.model import Annex, Cell, Cosigner, HeaderCell, Row, RowKind

HEAD_HEIGHT = 430  # twentieths of a point, of each line of a table's head
INDENT = 40  # of text that does not stand in the middle
PADDING = 20  # twentieths of a point, left and right of a cell
KEPT_WITH_NEXT = {RowKind.HEADING, RowKind.COUNT, RowKind.TOTAL_COUNT}
NS = nsdecls("w")


def twips(millimetres: Decimal | float) -> int:
    return round(float(millimetres) * 1440 / 25.4)


def page_field(paragraph: Paragraph, size: int) -> None:
    """The page's own number, reckoned by Word."""
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = code
        run._r.append(element)


def rule(paragraph: Paragraph, indent: float) -> None:
    """A thin line over an empty paragraph, drawn in by `indent` mm at both sides."""
    borders = parse_xml(
        f'<w:pBdr {NS}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    )
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(indent)
    form.space_before, form.space_after, form.line_spacing = Pt(1), Pt(0), Pt(4)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


SIGNING_ROOM = 4  # lines


def cosigner_table(cosigners: Sequence[Cosigner], width: int, half_points: int) -> str:
    """Those who sign side by side, on one page with what follows; no lines about them."""
    cells = "".join(_cosigner(one, width, half_points) for one in cosigners)
    grid = f'<w:gridCol w:w="{width}"/>' * len(cosigners)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width * len(cosigners)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl><w:p/>"
    )


def _cosigner(one: Cosigner, width: int, half_points: int) -> str:
    lines = [*one.lines, *[""] * SIGNING_ROOM, one.name]
    look = f'<w:rPr><w:b/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    said = "".join(
        '<w:p><w:pPr><w:keepNext/><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr>'
        f"<w:r>{look}<w:t>{escape(line)}</w:t></w:r></w:p>"
        for line in lines
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{said}</w:tc>'


def annex_table(annex: Annex, width: int = 0) -> str:
    """The annex as a table; its head is repeated on every page.

    width: of the whole table in twentieths of a point, where it is not the annex's own.
    """
    widths = [twips(column.width) for column in annex.columns]
    if width:
        widths = [own * width // sum(widths) for own in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(_header_row(line, annex.size, widths) for line in header_lines(annex))
    body = "".join(_body_row(row, annex, widths) for row in annex.rows)
    return (
        "<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{_borders()}'
        f'<w:tblLayout w:type="fixed"/>{_padding()}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def header_lines(annex: Annex) -> list[list[tuple[HeaderCell, int, str]]]:
    """Each line of the head as (cell, its column, vertical merge: restart, continue or none)."""
    lines: list[list[tuple[HeaderCell, int, str]]] = []
    open_cells: dict[int, tuple[HeaderCell, int]] = {}
    for line in annex.header:
        placed: list[tuple[HeaderCell, int, str]] = []
        waiting, column = list(line), 0
        while column < len(annex.columns):
            if column in open_cells:
                cell, left = open_cells.pop(column)
                placed.append((cell, column, "continue"))
            else:
                cell, left = waiting[0], waiting.pop(0).rows
                placed.append((cell, column, "restart" if cell.rows > 1 else ""))
            if left > 1:
                open_cells[column] = (cell, left - 1)
            column += cell.columns
        lines.append(placed)
    return lines


def _header_row(line: list[tuple[HeaderCell, int, str]], size: float, widths: list[int]) -> str:
    cells = "".join(
        _cell(
            "" if merge == "continue" else cell.text,
            sum(widths[column : column + cell.columns]),
            "center",
            span=cell.columns,
            size=size,
            merge=merge,
            bold=True,
        )
        for cell, column, merge in line
    )
    # The height keeps cells that stand over two lines whole where the head is repeated.
    height = f'<w:trHeight w:val="{HEAD_HEIGHT}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{cells}</w:tr>"


def _body_row(row: Row, annex: Annex, widths: list[int]) -> str:
    cells, column = "", 0
    for cell in row.cells:
        width = sum(widths[column : column + cell.span])
        align = _align(cell, annex, column)
        bold, keep = row.kind != RowKind.UNIT, row.kind in KEPT_WITH_NEXT
        cells += _cell(
            cell.text, width, align, span=cell.span, size=annex.size, bold=bold, keep=keep
        )
        column += cell.span
    kept = "" if row.may_break else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{kept}{cells}</w:tr>"


def _align(cell: Cell, annex: Annex, column: int) -> str:
    return "left" if cell.span > 1 else annex.columns[column].align


def _cell(
    text: str,
    width: int,
    align: str,
    *,
    span: int = 1,
    size: float,
    merge: str = "",
    bold: bool = False,
    keep: bool = False,
) -> str:
    half_points = round(size * 2)
    letters = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    font = f"<w:rPr>{'<w:b/>' if bold else ''}{letters}</w:rPr>"
    indent = INDENT if align == "left" else 0
    parts = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>',
        f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
        f'<w:vMerge w:val="{merge}"/>' if merge else "",
        '<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>',
        "<w:keepNext/>" if keep else "",
        '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>',
        f'<w:ind w:left="{indent}" w:firstLine="0"/><w:jc w:val="{align}"/>{font}</w:pPr>',
        f'<w:r>{font}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else "",
        "</w:p></w:tc>",
    )
    return "".join(parts)


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in sides)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _padding() -> str:
    return (
        f'<w:tblCellMar><w:left w:w="{PADDING}" w:type="dxa"/>'
        f'<w:right w:w="{PADDING}" w:type="dxa"/></w:tblCellMar>'
    )


WATERMARK = (
    '<w:r><w:rPr><w:noProof/></w:rPr><w:pict xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
    '</v:shapetype><v:shape id="WaterMark" type="#_x0000_t136" '
    'style="position:absolute;width:400pt;height:100pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" '
    'fillcolor="#d9d9d9" stroked="f"><v:textpath '
    """style='font-family:"Times New Roman";font-size:1pt' string="{text}"/>"""
    "</v:shape></w:pict></w:r>"
)


def watermark(text: str) -> str:
    """Large pale letters across the page, as Word itself writes them into a header."""
    return WATERMARK.format(text=escape(text, {'"': "&quot;"}))
