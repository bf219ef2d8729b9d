"""Papers by file: a sheet to type them into, the XLSForm for ODK and Kobo, and reading both back.

The file that comes in is read and let go; it is not kept, since it holds codes beside answers.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from langmoi.core.cells import cell_text
from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.core.sheets import column_letters, read_table
from langmoi.core.text import search_key
from langmoi.people.models import User
from langmoi.surveys.answering import LENGTH, LETTERS, BadPapers, Paper, enter_papers
from langmoi.surveys.models import Choice, SurveyCampaign, SurveyQuestion
from langmoi.surveys.questions import OVERALL

CODE = "ma_phieu"
CODE_HEADING, OVERALL_HEADING = "Mã phiếu", "Chung"
MOST_ROWS = 5000
_WORDS: dict[str, Choice] = {
    "1": Choice.SATISFIED,
    "2": Choice.NOT_SATISFIED,
    "3": Choice.NO_OPINION,
    "hl": Choice.SATISFIED,
    "chl": Choice.NOT_SATISFIED,
    "khong hai long": Choice.NOT_SATISFIED,
    **{search_key(choice.label): choice for choice in Choice},
    **{search_key(choice.value): choice for choice in Choice},
}
_GUIDE = (
    ("Mã phiếu", "Mã in trên phiếu giấy, 10 chữ và số; mỗi phiếu một dòng, mỗi mã một lần."),
    ("Chung, Câu 1, Câu 2…", "1 = hài lòng, 2 = chưa hài lòng, 3 hoặc bỏ trống = không có ý kiến."),
    ("Câu hỏi chung", "Không bỏ trống: kết quả tính theo câu này."),
    ("Không ghi", "Tên, số nhà, số điện thoại: phiếu không gắn với hộ nào. Ghi xong thì xóa tệp."),
)  # fmt: skip


def heading_of(question: SurveyQuestion) -> str:
    """“Chung”, “Câu 17”: as on the paper."""
    return OVERALL_HEADING if question.key == OVERALL else f"Câu {question.key.removeprefix('q')}"


def write_template(campaign: SurveyCampaign) -> bytes:
    """An empty sheet of the survey's questions, and a page that explains it."""
    questions = list(campaign.questions.all())
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#e8eff8", "border": 1})
        sheet = book.add_worksheet("Phiếu")
        sheet.write_row(0, 0, [CODE_HEADING, *(heading_of(q) for q in questions)], head)
        sheet.set_column(0, 0, 16, book.add_format({"num_format": "@"}))
        sheet.set_column(1, len(questions), 8)
        sheet.freeze_panes(1, 1)
        choice = {"validate": "list", "source": ["1", "2", "3"]}
        sheet.data_validation(1, 1, MOST_ROWS, len(questions), choice)
        guide = book.add_worksheet("Hướng dẫn")
        guide.set_column(0, 0, 26)
        guide.set_column(1, 1, 100)
        told = [*_GUIDE, *((heading_of(q), q.text) for q in questions)]
        for number, line in enumerate(told):
            guide.write_row(number, 0, line)
    return buffer.getvalue()


def write_xlsform(campaign: SurveyCampaign) -> bytes:
    """The survey as an XLSForm: no name, no place, no time of start or end, no device."""
    code_rule = (
        f"regex(., '^[{LETTERS}{LETTERS.lower()}]{{5}}[- ]?[{LETTERS}{LETTERS.lower()}]{{5}}$')"
    )
    survey = [
        ("type", "name", "label", "hint", "required", "constraint", "constraint_message",
         "appearance"),
        ("text", CODE, "Mã phiếu", "Mã in ở góc phiếu, dạng ABCDE-FGHJK", "yes", code_rule,
         f"Mã phiếu có {LENGTH} chữ và số. Hãy xem lại mã in trên phiếu.", ""),
        *(
            ("select_one y_kien", q.key, q.text, "", "yes" if q.key == OVERALL else "", "", "", "")
            for q in campaign.questions.all()
        ),
    ]  # fmt: skip
    choices = [("list_name", "name", "label")]
    choices += [("y_kien", choice.value, str(choice.label)) for choice in Choice]
    settings = [
        ("form_title", "form_id", "version", "default_language"),
        (str(campaign), f"langmoi_y_kien_{campaign.pk}", str(campaign.version), "vi"),
    ]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


@dataclass(frozen=True)
class _Line:
    number: int
    paper: Paper
    faults: tuple[Fault, ...]


def import_papers(
    campaign: SurveyCampaign, content: bytes, *, file_name: str, by: User, on: date
) -> int:
    """All the papers of the file, or none with every fault by its cell. Returns how many."""
    sheet, table = read_table(content, file_name)
    columns = _columns(table[0] if table else [], list(campaign.questions.all()), file_name)
    lines = [
        _line(sheet, number, values, columns)
        for number, values in enumerate(table[1:], start=2)
        if any(cell_text(value) for value in values)
    ]
    if not lines:
        raise DomainError(f"Tệp {file_name} chưa có phiếu nào. Hãy ghi mỗi phiếu một dòng.")
    if len(lines) > MOST_ROWS:
        raise DomainError(f"Tệp {file_name} có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
    faults = [fault for line in lines for fault in line.faults]
    if not faults:
        try:
            return enter_papers(campaign, [line.paper for line in lines], by=by, on=on)
        except BadPapers as error:
            at = columns[CODE]
            faults = [
                _fault(sheet, lines[position].number, at, said)
                for position, said in sorted(error.wrong.items())
            ]
    raise FaultyInput(f"Chưa ghi gì: tệp {file_name} có {len(faults)} chỗ cần sửa.", faults)


def _columns(
    heading: Sequence[Any], questions: Sequence[SurveyQuestion], file_name: str
) -> dict[str, int]:
    """Where the code and each question stand, by our headings or the names of the XLSForm.

    ODK and Kobo put a group before a name (`nhom/q1`) and columns of their own beside; these are
    left unread.
    """
    keys = [search_key(cell_text(value).rpartition("/")[2]) for value in heading]
    wanted = {CODE: {search_key(CODE_HEADING)}}
    wanted |= {q.key: {search_key(heading_of(q)), search_key(q.key)} for q in questions}
    columns = {
        name: index
        for name, spellings in wanted.items()
        for index, key in enumerate(keys)
        if key in spellings
    }
    missing = [name for name in (CODE, OVERALL) if name not in columns]
    if missing:
        names = {CODE: CODE_HEADING, OVERALL: OVERALL_HEADING}
        raise DomainError(
            f"Dòng đầu của tệp {file_name} thiếu cột {', '.join(names[name] for name in missing)}. "
            "Hãy dùng tệp mẫu, hoặc tệp tải về từ ODK, Kobo với tên cột là tên câu hỏi (XML)."
        )
    return columns


def _line(sheet: str, number: int, values: Sequence[Any], columns: dict[str, int]) -> _Line:
    choices: dict[str, str] = {}
    faults: list[Fault] = []
    for key, place in columns.items():
        text = cell_text(values[place]) if place < len(values) else ""
        if key == CODE or not text:
            continue
        choice = _WORDS.get(search_key(text))
        if choice is None:
            said = f"Không hiểu “{text}”. Hãy ghi 1, 2, 3 như hướng dẫn."
            faults.append(_fault(sheet, number, place, said))
        else:
            choices[key] = choice.value
    if OVERALL not in choices and not faults:
        said = "Chưa trả lời câu hỏi chung. Hãy ghi 1, 2 hoặc 3."
        faults.append(_fault(sheet, number, columns[OVERALL], said))
    at = columns[CODE]
    code = cell_text(values[at]) if at < len(values) else ""
    return _Line(number, Paper(code, choices), tuple(faults))


def _fault(sheet: str, number: int, column: int, said: str) -> Fault:
    message, _, remedy = said.partition(". ")
    return Fault(f"{message}.", remedy, sheet=sheet, cell=f"{column_letters(column)}{number}")
