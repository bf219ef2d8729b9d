"""The Front's papers on surveys: the minutes of a count, the result, and table B12 of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from langmoi import __version__
from langmoi.core.days import show_day
from langmoi.core.numbers import show_number
from langmoi.core.text import capital
from langmoi.overview.model import UnitRef
from langmoi.publishing.issuers import issuer_of
from langmoi.publishing.model import (
    Annex,
    Cell,
    Column,
    Fact,
    Form,
    HeaderCell,
    Paragraph,
    ReportContent,
    Row,
    RowKind,
)
from langmoi.publishing.unnumbered import Unnumbered
from langmoi.publishing.words import percent
from langmoi.surveys.results import SurveyResult

SMALL = "ẩn"
NOTE_SMALL = "“ẩn”: ô dưới 5 phiếu, hoặc ô tính ngược ra ô dưới 5 phiếu, không nêu"


def result_paper(
    found: SurveyResult, unit: UnitRef, commune: str, *, on: date, is_demo: bool, above: str = ""
) -> ReportContent:
    """The Front's report of a survey's result, with its two tables."""
    issuer = issuer_of(unit, on, sender="front", above=above)
    paper = Unnumbered("survey_result", "BÁO CÁO", "BC", unit, issuer, on)
    subject = (
        f"Kết quả lấy ý kiến hài lòng của người dân về kết quả xây dựng nông thôn mới {commune} "
        f"năm {found.campaign.year}"
    )
    return paper.content(
        subject,
        (Paragraph(text) for text in _told(found, commune)),
        (_by_village(found, paper.reference), _by_question(found, paper.reference)),
        _facts(subject, unit, on, is_demo=is_demo),
        receivers=(f"UBND {commune}", "Ban Chỉ đạo xây dựng NTM huyện", *issuer.receivers),
        is_demo=is_demo,
    )


def minutes_paper(
    found: SurveyResult, unit: UnitRef, commune: str, *, on: date, is_demo: bool, above: str = ""
) -> ReportContent:
    """The minutes of the count: who was there, what was printed and came back."""
    issuer = issuer_of(unit, on, sender="front", above=above)
    paper = Unnumbered("survey_minutes", "BIÊN BẢN", "BB", unit, issuer, on)
    subject = f"Kiểm phiếu lấy ý kiến hài lòng của người dân {commune} năm {found.campaign.year}"
    return paper.content(
        subject,
        (Paragraph(text) for text in _minuted(found)),
        (_by_village(found, paper.reference),),
        _facts(subject, unit, on, is_demo=is_demo),
        receivers=(f"UBND {commune}", *issuer.receivers),
        is_demo=is_demo,
    )


def year_table(
    results: Sequence[tuple[str, str, SurveyResult]],
    year: int,
    unit: UnitRef,
    *,
    on: date,
    is_demo: bool,
    sender: str = "",
    above: str = "",
) -> ReportContent:
    """B12: every survey of a year in the place; (district, commune, result) in their order.

    sender: “front” for the Front's own table, else the unit's usual issuer.
    """
    issuer = issuer_of(unit, on, sender=sender, above=above)
    paper = Unnumbered("survey_year", "BÁO CÁO", "BC", unit, issuer, on)
    enough = sum(found.is_enough is True for _, _, found in results)
    subject = f"Kết quả lấy ý kiến hài lòng của người dân ở các xã năm {year}"
    body = (
        f"Năm {year}, đã và đang lấy ý kiến ở {len(results)} xã; {enough} xã đạt cả độ bao phủ và "
        "tỷ lệ hài lòng theo mức áp dụng (biểu B12 kèm theo).",
        f"{issuer.name} báo cáo./.",
    )
    return paper.content(
        subject,
        (Paragraph(text) for text in body),
        (_b12(results, paper.reference),),
        _facts(subject, unit, on, is_demo=is_demo),
        receivers=("Ban Chỉ đạo xây dựng NTM", *issuer.receivers),
        is_demo=is_demo,
    )


def rule_in_words(found: SurveyResult) -> str:
    """“ít nhất 60% số hộ và 80% hài lòng (mức tạm; …)”."""
    where = " ở từng thôn" if found.campaign.in_each_village else ""
    return (
        f"ít nhất {show_number(found.needed_coverage)}% số hộ{where} tham gia và "
        f"{show_number(found.needed_share)}% số phiếu hài lòng "
        f"({found.status.label}; {found.campaign.rule_document})"
    )


def verdict_of(found: SurveyResult) -> str:
    if not found.is_covered:
        return "chưa đủ độ bao phủ"
    return {True: "đạt", False: "chưa đạt tỷ lệ hài lòng", None: "chưa công bố"}[found.is_enough]


def _told(found: SurveyResult, commune: str) -> Iterator[str]:
    campaign = found.campaign
    first, last = campaign.opened_on, campaign.closed_on
    if first and last:
        yield (
            f"Từ ngày {show_day(first)} đến ngày {show_day(last)}, Mặt trận lấy ý kiến "
            f"{campaign.get_way_display()} ở {len(found.villages)} thôn của {commune}."
        )
    yield (
        f"Có {_of(found.coverage)} hộ tham gia, đạt {_pct(found.coverage)}%; phiếu hỏng "
        f"{show_number(campaign.spoiled)}."
    )
    if found.satisfied and found.interval:
        low, high = (_tenth(x * 100) for x in (found.interval.low, found.interval.high))
        yield (
            f"Hài lòng: {_of(found.satisfied)} phiếu, đạt {_pct(found.satisfied)}%. Nếu hỏi mọi "
            f"hộ, tỷ lệ ấy nằm trong khoảng {low}% đến {high}% (khoảng Wilson, độ tin cậy 95%, "
            "tính cả số hộ hữu hạn; chỉ nói về chọn mẫu, không nói về hộ không trả lời)."
        )
    yield f"Mức áp dụng: {rule_in_words(found)}. Kết luận: {verdict_of(found)}./."


def _minuted(found: SurveyResult) -> Iterator[str]:
    campaign = found.campaign
    day = f", ngày {show_day(campaign.closed_on)}" if campaign.closed_on else ""
    yield f"Nơi kiểm phiếu: {campaign.minutes_place}{day}."
    yield f"Thành phần: {campaign.minutes_people}."
    asked = sum(village.asked for village in found.villages)
    yield (
        f"Số hộ của xã: {show_number(found.households)}; số hộ được hỏi: {show_number(asked)}; số "
        f"phiếu hợp lệ thu về: {show_number(found.answers)}; phiếu hỏng: "
        f"{show_number(campaign.spoiled)}."
    )
    yield (
        f"Độ bao phủ {_pct(found.coverage)}%, mức áp dụng {show_number(found.needed_coverage)}% "
        f"({found.status.label})."
    )
    yield "Phiếu không ghi tên, không gắn với hộ nào; mã phiếu dùng một lần rồi bỏ./."


def _by_village(found: SurveyResult, reference: str) -> Annex:
    rows = [
        Row(
            RowKind.UNIT,
            (
                Cell(index, Form.WHOLE),
                Cell(village.name),
                Cell(village.households, Form.WHOLE),
                Cell(village.asked, Form.WHOLE),
                Cell(village.answers, Form.WHOLE),
                Cell(_pct(village.coverage)),
                Cell(_shown(village.satisfied, is_hidden=village.is_hidden)),
            ),
        )
        for index, village in enumerate(found.villages, start=1)
    ]
    return Annex(
        label="Phụ lục I",
        sheet="Theo thôn",
        title="Kết quả lấy ý kiến theo thôn",
        reference=reference,
        columns=_columns(10, 70, 26, 30, 26, 26, 40),
        header=_heading(
            "STT", "Thôn", "Số hộ", "Hộ được hỏi", "Số phiếu", "Bao phủ (%)", "Hài lòng"
        ),
        rows=tuple(rows),
        size=11,
        notes=(NOTE_SMALL,),
    )


def _by_question(found: SurveyResult, reference: str) -> Annex:
    rows = [
        Row(
            RowKind.UNIT,
            (
                Cell(question.criterion or "Chung"),
                Cell(question.text),
                Cell(question.satisfied[0], Form.WHOLE),
                Cell(question.satisfied[1], Form.WHOLE),
                Cell(_pct(question.satisfied)),
                Cell(_tenth(question.interval.margin * 100) if question.interval else ""),
            ),
        )
        for question in found.questions
    ]
    return Annex(
        label="Phụ lục II",
        sheet="Theo câu hỏi",
        title="Kết quả lấy ý kiến theo câu hỏi",
        reference=reference,
        columns=_columns(16, 120, 26, 26, 28, 28),
        header=_heading("Tiêu chí", "Câu hỏi", "Hài lòng", "Số phiếu", "Tỷ lệ (%)", "Sai số (±)"),
        rows=tuple(rows),
        size=11,
        notes=("Sai số: nửa khoảng Wilson 95%, điểm phần trăm",),
    )


def _b12(results: Sequence[tuple[str, str, SurveyResult]], reference: str) -> Annex:
    rows = [
        Row(
            RowKind.UNIT,
            (
                Cell(index, Form.WHOLE),
                Cell(capital(district)),
                Cell(capital(commune)),
                Cell(found.households, Form.WHOLE),
                Cell(found.answers, Form.WHOLE),
                Cell(_pct(found.coverage)),
                Cell(_shown(found.satisfied)),
                Cell(_tenth(found.margin) if found.margin is not None else "–"),
                Cell(str(found.campaign.get_state_display())),
                Cell(verdict_of(found)),
            ),
        )
        for index, (district, commune, found) in enumerate(results, start=1)
    ]
    return Annex(
        label="Biểu B12",
        sheet="B12",
        title="Kết quả lấy ý kiến hài lòng của người dân",
        reference=reference,
        columns=_columns(10, 34, 34, 18, 18, 20, 34, 18, 38, 36),
        header=_heading(
            "STT",
            "Huyện",
            "Xã",
            "Số hộ",
            "Số phiếu",
            "Bao phủ (%)",
            "Hài lòng",
            "Sai số (±)",
            "Tình trạng",
            "So với mức áp dụng",
        ),  # fmt: skip
        rows=tuple(rows),
        size=10,
        id="B12",
    )


def _columns(*widths: int) -> tuple[Column, ...]:
    return tuple(Column(Decimal(w), "left" if w > 30 else "center") for w in widths)


def _heading(*texts: str) -> tuple[tuple[HeaderCell, ...], ...]:
    return (tuple(HeaderCell(text, rows=2) for text in texts), ())


def _shown(share: tuple[int, int] | None, *, is_hidden: bool = False) -> str:
    if share is None:
        return SMALL if is_hidden else "–"
    return f"{_of(share)} ({_pct(share)}%)"


def _of(share: tuple[int, int]) -> str:
    return f"{show_number(share[0])}/{show_number(share[1])}"


def _pct(share: tuple[int, int]) -> str:
    return show_number(percent(*share), 2) if share[1] else "–"


def _tenth(value: Decimal) -> str:
    return show_number(round(value, 1), 1)


def _facts(subject: str, unit: UnitRef, on: date, *, is_demo: bool) -> Iterator[Fact]:
    yield Fact("Nội dung", subject)
    yield Fact("Đơn vị", unit.full_name)
    yield Fact("Ngày lập", on)
    yield Fact("Lập bằng", f"Làng Mới {__version__}")
    if is_demo:
        yield Fact("Loại số liệu", "Số liệu minh họa, không phải số liệu chính thức")
