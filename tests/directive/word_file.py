"""Lay a marked document out as the Word file that an office would send."""

import re
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt


def build_docx(text: str, path: Path) -> None:
    """Lines are paragraphs; lines of `|` a ruled table, lines of `¦` two columns without rules."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    number_pages(document)
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
        if bar == "|":
            row.cells[0].width = Cm(1.2)
            merge_group(row, cells)


def merge_group(row, cells: list[str]) -> None:
    """The row that names a group runs over the whole table, as offices draw it."""
    if "**" in cells[1] and not any(words.strip() for words in cells[2:]):
        row.cells[1].merge(row.cells[-1])


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
