"""Lay a marked document out as the Word file that an office would send."""

import re
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

# Centimetres of each column, by the number of columns; 16 are there.
WIDTHS = {2: [6, 10], 5: [1.3, 5.6, 3.2, 3.2, 2.7], 6: [1.1, 4.3, 2.9, 2.7, 2.3, 2.7]}


def build_docx(text: str, path: Path, font: str = "Times New Roman") -> None:
    """Lines are paragraphs; lines of `|` a ruled table, lines of `¦` two columns without rules."""
    document = Document()
    document.styles["Normal"].font.name = font
    document.styles["Normal"].font.size = Pt(13 if font == "Times New Roman" else 11)
    number_pages(document)
    document.sections[0].left_margin, document.sections[0].right_margin = Cm(3), Cm(2)
    document.sections[0].page_width, document.sections[0].page_height = Cm(21), Cm(29.7)
    for block in re.findall(r"(?:^\|.*\n)+|(?:^¦.*\n)+|^.+\n", text, flags=re.M):
        if block[0] in "|¦":
            add_table(document, block.strip().split("\n"), block[0])
        else:
            add_words(document.add_paragraph(), block.strip())
    document.save(path)


def add_table(document, lines: list[str], bar: str) -> None:
    rows = [line.strip().strip(bar).split(bar) for line in lines]
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid" if bar == "|" else "Normal Table"
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            add_lines(cell, words.strip())
        merge_group(row, cells)
    set_widths(table, WIDTHS[len(rows[0])])


def merge_group(row, cells: list[str]) -> None:
    """The row that names a group runs over the whole table, as offices draw it."""
    if len(cells) > 2 and "**" in cells[1] and not any(words.strip() for words in cells[2:]):
        merged = row.cells[1].merge(row.cells[-1])
        for empty in merged.paragraphs[1:]:
            merged._element.remove(empty._element)


def set_widths(table, widths: list[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
    for row in table.rows:
        for cell, width in zip(row._tr.tc_lst, widths, strict=False):
            if cell.grid_span == 1:
                cell.width = Cm(width)


def add_lines(cell, words: str) -> None:
    paragraph = cell.paragraphs[0]
    for place, run in enumerate(words.split("**")):
        for number, line in enumerate(run.split("<br>")):
            if number:
                paragraph = cell.add_paragraph()
            paragraph.add_run(line).bold = place % 2 == 1


def add_words(paragraph, words: str) -> None:
    for place, run in enumerate(words.split("**")):
        paragraph.add_run(run).bold = place % 2 == 1


def number_pages(document) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
