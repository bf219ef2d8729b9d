"""Reads the tables of the three files back as the texts that a person sees."""

from __future__ import annotations

import io
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import docx
import openpyxl
from docx.oxml.ns import qn
from pypdf import PdfReader

from langmoi.publishing.files import WRITERS

Table = list[list[str]]


def table_of(annex) -> Table:
    """What the content model says the annex's rows are."""
    return [[cell.text for cell in row.cells] for row in annex.rows]


def tables_of_docx(content: bytes) -> list[Table]:
    """The annexes' rows: tables whose first rows are marked as heads."""
    document = docx.Document(io.BytesIO(content))
    found = []
    for table in document.element.body.findall(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        body = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None]
        if len(body) < len(rows):
            found.append([[text_of(cell) for cell in row.findall(qn("w:tc"))] for row in body])
    return found


def text_of(element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def tables_of_xlsx(content: bytes, report) -> list[Table]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return [rows_of_sheet(book[annex.sheet], annex) for annex in report.annexes]


def rows_of_sheet(sheet, annex) -> Table:
    """As many rows as the annex has; cells covered by a merged one are left out."""
    covered = {
        (row, column) for area in sheet.merged_cells.ranges for row, column in list(area.cells)[1:]
    }
    rows = []
    for row in range(6, 6 + len(annex.rows)):
        cells = [
            shown(sheet.cell(row, column))
            for column in range(1, len(annex.columns) + 1)
            if (row, column) not in covered
        ]
        rows.append(cells)
    return rows


def shown(cell) -> str:
    """What Excel shows for the cell, in Vietnamese."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    places = cell.number_format.split(";")[0].partition(".")[2].count("0")
    value = Decimal(str(cell.value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = "+" if cell.number_format.startswith("+") and value > 0 else ""
    if cell.number_format.startswith("+") and not value:
        return "0"
    text = f"{value:,.{places}f}".translate(str.maketrans({",": ".", ".": ",", "-": "−"}))
    return sign + text


def tables_of_pdf(content: bytes) -> list[Table]:
    """The tables by the tags of the file, which say what is a row and what a cell."""
    reader = PdfReader(io.BytesIO(content))
    texts = {page.indirect_reference.idnum: texts_by_tag(page) for page in reader.pages}
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    tables = []
    for node in walk(root):
        if node.get("/S") == "/Table":
            rows = [row for row in walk(node) if row.get("/S") == "/TR"]
            body = [row for row in rows if not is_head(row)]
            tables.append([[cell_text(cell, texts) for cell in cells_of(row)] for row in body])
    return tables


def is_head(row) -> bool:
    """Whether a row is of the table's own head; a district's heading is one of level two."""
    cells = cells_of(row)
    return all(cell["/S"] == "/TH" for cell in cells) and len(cells) != 2


def cells_of(row) -> list:
    return [cell for cell in walk(row) if cell.get("/S") in ("/TD", "/TH")]


def walk(node):
    """The elements below, in the order of reading."""
    for kid in kids_of(node):
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from walk(kid)


def kids_of(node) -> list:
    kids = node.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    return [k.get_object() for k in kids] if isinstance(kids, list) else [kids]


def cell_text(cell, texts) -> str:
    return " ".join("".join(pieces(cell, texts, cell.get("/Pg"))).split())


def pieces(node, texts, page):
    page = node.raw_get("/Pg") if "/Pg" in node else page
    for kid in kids_of(node):
        if isinstance(kid, int):
            yield texts[page.idnum].get(int(kid), "")
        elif "/MCID" in kid:
            own = kid.raw_get("/Pg") if "/Pg" in kid else page
            yield texts[own.idnum].get(int(kid["/MCID"]), "")
        elif "/S" in kid:
            yield from pieces(kid, texts, page)


def texts_by_tag(page) -> dict[int, str]:
    """The texts of a page by the number of the marked content that they stand in."""
    texts: dict[int, str] = {}
    current: list[int | None] = [None]

    def before(operator, operands, _matrix, _text_matrix):
        if operator == b"BDC":
            tag = operands[1]
            current[0] = int(tag["/MCID"]) if "/MCID" in tag else None
        elif operator == b"EMC":
            current[0] = None

    def visit(text, *_rest):
        if current[0] is not None and text:
            texts[current[0]] = texts.get(current[0], "") + text

    page.extract_text(visitor_operand_before=before, visitor_text=visit)
    return texts


NUMBER = re.compile(r"[+−]?\d[\d.,/]*\d|[+−]?\d")


def numbers_of_files(report) -> dict[str, Counter]:
    """Every number that each of the three files shows in text and tables, and how often."""
    files = {ending: write(report) for ending, write in WRITERS.items()}
    tables = {
        ".docx": tables_of_docx(files[".docx"]),
        ".pdf": tables_of_pdf(files[".pdf"]),
        ".xlsx": tables_of_xlsx(files[".xlsx"], report),
    }
    prose = {
        ".docx": prose_of_docx(files[".docx"], report),
        ".pdf": prose_of_pdf(files[".pdf"], report),
        ".xlsx": prose_of_xlsx(files[".xlsx"]),
    }
    return {
        kind: Counter(NUMBER.findall(prose[kind]))
        + Counter(n for table in tables[kind] for row in table for c in row for n in numbers_in(c))
        for kind in files
    }


def numbers_in(cell: str) -> list[str]:
    return NUMBER.findall(cell)


def prose_of_docx(content: bytes, report) -> str:
    """The paragraphs of the text alone: after the rule under the title, before the signature."""
    body = docx.Document(io.BytesIO(content)).element.body
    texts = [text_of(p) for p in body.findall(qn("w:p"))]
    start = texts.index(report.body[0].text)
    return "\n".join(texts[start : start + len(report.body)])


def prose_of_xlsx(content: bytes) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Lời văn"]
    return "\n".join(str(row[0].value) for row in sheet.iter_rows(min_row=2))


def prose_of_pdf(content: bytes, report) -> str:
    """Paragraphs by the tags of the file, between the title and the receivers."""
    reader = PdfReader(io.BytesIO(content))
    texts = {page.indirect_reference.idnum: texts_by_tag(page) for page in reader.pages}
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    said = [
        " ".join("".join(pieces(node, texts, node.get("/Pg"))).split())
        for node in walk(root)
        if node.get("/S") == "/P"
    ]
    squeezed = ["".join(text.split()) for text in said]
    first = next(
        i for i, text in enumerate(squeezed) if text[:40] == squeeze(report.body[0].text)[:40]
    )
    return "\n".join(said[first : first + len(report.body)])


def squeeze(text: str) -> str:
    return "".join(text.split())
