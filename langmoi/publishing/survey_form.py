"""The paper form of the Front's survey, one page for each code, as PDF and Word.

The QR opens the page for entering by phone. The code stands after “#”, which a browser keeps to
itself: no log of any server sees it when the page is opened.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import qrcode
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

from langmoi.publishing.building import DEMO_MARK
from langmoi.publishing.dated import DATA
from langmoi.publishing.pdf import FONT, fonts_folder
from langmoi.publishing.printable import clean
from langmoi.publishing.typesetting import typeset
from langmoi.surveys.answering import shown_code
from langmoi.surveys.models import Choice, SurveyCampaign
from langmoi.surveys.questions import OVERALL

TEMPLATE = "survey.typ"
WORD_FONT = "Times New Roman"
INTRO = (
    "Xin ông (bà) đánh dấu X vào một ô ở mỗi câu. Phiếu không ghi tên, không ghi địa chỉ; mã phiếu "
    "không gắn với hộ nào.",
    "Gửi phiếu vào hòm phiếu của Ban công tác Mặt trận, hoặc quét mã QR để trả lời trên điện thoại "
    "(khi đó không gửi phiếu giấy).",
)
OUTRO = ("Xin cảm ơn ông (bà).",)
CHOICES = tuple(str(choice.label) for choice in Choice)


@dataclass(frozen=True)
class Line:
    label: str
    text: str
    whole: bool


@dataclass(frozen=True)
class SurveyForm:
    """What stands on every paper of a survey."""

    agency: str
    title: str
    subject: str
    intro: tuple[str, ...]
    outro: tuple[str, ...]
    choices: tuple[str, ...]
    questions: tuple[Line, ...]
    mark: str
    made_on: date


def form_of(campaign: SurveyCampaign, commune: str, *, on: date, is_demo: bool) -> SurveyForm:
    lines = (
        Line(
            "Chung" if q.key == OVERALL else q.key.removeprefix("q"),
            clean(q.text),
            q.key == OVERALL,
        )
        for q in campaign.questions.all()
    )
    return SurveyForm(
        agency="ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
        title="PHIẾU LẤY Ý KIẾN HÀI LÒNG",
        subject=f"về kết quả xây dựng nông thôn mới {commune} năm {campaign.year}",
        intro=INTRO,
        outro=OUTRO,
        choices=CHOICES,
        questions=tuple(lines),
        mark=DEMO_MARK if is_demo else "",
        made_on=on,
    )


def forms_pdf(form: SurveyForm, codes: Sequence[str], address: str) -> bytes:
    """A page for each code; `address` is that of the page for entering, without its end."""
    papers = [{"code": shown_code(code), "svg": _svg(f"{address}#{code}")} for code in codes]
    told = asdict(form) | {"papers": papers, "font": FONT}
    content = json.dumps(told, ensure_ascii=False, default=str)
    return typeset(content, form.made_on, str(DATA / TEMPLATE), fonts_folder())


def forms_docx(form: SurveyForm, codes: Sequence[str], address: str) -> bytes:
    """The same pages in Word, for an office that adds its own lines."""
    document = _blank(form)
    table, body = _table(document, form), document.element.body
    for index, code in enumerate(codes):
        _head(document, form, code, f"{address}#{code}")
        # Before the section's own element, which stays the last of the body.
        body.sectPr.addprevious(deepcopy(table))
        last = document.add_paragraph(" ".join(form.outro))
        if index + 1 < len(codes):
            last.add_run().add_break(WD_BREAK.PAGE)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _blank(form: SurveyForm) -> Any:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = WORD_FONT, Pt(11)
    style.paragraph_format.space_after = Pt(3)
    [section] = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(18), Mm(14)
    section.top_margin = section.bottom_margin = Mm(12)
    section.footer.paragraphs[0].text = form.mark
    section.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    return document


def _head(document: Any, form: SurveyForm, code: str, address: str) -> None:
    table = document.add_table(rows=1, cols=2)
    _set_widths(table, (Mm(128), Mm(50)))
    left, right = table.rows[0].cells
    left.paragraphs[0].add_run(form.agency)
    for text in (form.title, form.subject):
        line = left.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(text).bold = True
    for text in form.intro:
        left.add_paragraph(text)
    picture = right.paragraphs[0]
    picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture.add_run().add_picture(io.BytesIO(_png(address)), width=Mm(32))
    for text, is_bold in (("Mã phiếu (dùng một lần)", False), (shown_code(code), True)):
        line = right.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(text).bold = is_bold


def _table(document: Any, form: SurveyForm) -> Any:
    """The questions as a table, taken out of the document again: each page gets a copy."""
    table = document.add_table(rows=1, cols=2 + len(form.choices))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("Câu", "Nội dung", *form.choices), strict=True):
        cell.text = text
        cell.paragraphs[0].runs[0].bold = True
    for question in form.questions:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = question.label, question.text
        for cell in cells[2:]:
            cell.text = "☐"
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    widths = (Mm(16), Mm(102), *(Mm(20) for _ in form.choices))
    _set_widths(table, widths)
    element = table._element
    element.getparent().remove(element)
    return element


def _set_widths(table: Any, widths: Sequence[Any]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _code(address: str) -> qrcode.QRCode[Any]:
    made: qrcode.QRCode[Any] = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=2)
    made.add_data(address)
    return made


def _svg(address: str) -> str:
    made = _code(address).make_image(image_factory=SvgPathImage)
    return str(made.to_string(encoding="unicode"))


def _png(address: str) -> bytes:
    buffer = io.BytesIO()
    _code(address).make_image().save(buffer, "PNG")
    return buffer.getvalue()
