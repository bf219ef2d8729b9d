"""The text of the report: basis, period, results, who is late, what is unchecked.

A section for which the system holds nothing is left out, heading and all; the office adds its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from langmoi.core.months import first_day, reference_day, show_month
from langmoi.core.numbers import show_number
from langmoi.law.documents import load_documents
from langmoi.law.model import CriteriaSet, Document
from langmoi.law.sets import load_set
from langmoi.overview.model import CommuneLine, Overview
from langmoi.publishing.issuers import Issuer, spelled_out
from langmoi.publishing.model import Paragraph, Role
from langmoi.publishing.results import results
from langmoi.publishing.words import Names, counted, day_in_words, month_in_words

PROGRAMME = "Chương trình mục tiêu quốc gia xây dựng nông thôn mới"
LETTERS = "abcdđeghiklmnopq"  # as Vietnamese numbers its points


def body(overview: Overview, previous: Overview | None, issuer: Issuer) -> Iterator[Paragraph]:
    yield Paragraph(opening(overview, issuer))
    sections = [
        ("Kỳ báo cáo và tình hình nộp phiếu", list(_filing_state(overview))),
        ("Kết quả thực hiện tiêu chí", lettered(list(results(overview, previous)))),
        ("Các xã chưa nộp phiếu trong kỳ", list(_late(overview))),
        ("Mức đạt chưa đối chiếu với văn bản", list(_unchecked(overview))),
    ]
    filled = [(title, sentences) for title, sentences in sections if sentences]
    for number, (title, sentences) in enumerate(filled, start=1):
        yield Paragraph(f"{number}. {title}", Role.HEADING)
        yield from (Paragraph(sentence, Role.ITEM) for sentence in sentences)
    yield Paragraph(
        f"Trên đây là kết quả thực hiện {PROGRAMME} trên địa bàn {spelled_out(overview.unit)} "
        f"{month_in_words(overview.month)}, {issuer.name} {issuer.closing}./."
    )


def lettered(sentences: list[str]) -> list[str]:
    return [f"{letter}) {text}" for letter, text in zip(LETTERS, sentences, strict=False)]


def opening(overview: Overview, issuer: Issuer) -> str:
    """The legal basis, from the documents that the criteria set itself names, then the period."""
    bases = "; ".join(
        named(document)
        for document in bases_of(overview.criteria_set, reference_day(overview.month))
    )
    basis = f"Căn cứ {bases}; " if bases else ""
    first, last = first_day(overview.month), reference_day(overview.month)
    return (
        f"{basis}{issuer.name} báo cáo kết quả thực hiện {PROGRAMME} "
        f"{month_in_words(overview.month)} (từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}) "
        "như sau:"
    )


def bases_of(criteria_set: CriteriaSet, on: date) -> list[Document]:
    """The documents of the set and of the set that it extends, the nation's first.

    A document of a later day is left out: Kon Tum's set is used for months before its decision.
    """
    ids = [criteria_set.document]
    if criteria_set.extends:
        ids.insert(0, load_set(criteria_set.extends).document)
    register = load_documents()
    known = [register[id_] for id_ in ids if id_ in register]
    return [document for document in known if document.issued_on and document.issued_on <= on]


def named(document: Document) -> str:
    day = f" {day_in_words(document.issued_on)}" if document.issued_on else ""
    about = f" về {document.title[:1].lower()}{document.title[1:]}" if document.title else ""
    kind = f"{document.kind[:1].upper()}{document.kind[1:]}"
    return f"{kind} số {document.number}{day} của {document.issuer}{about}"


def _filing_state(overview: Overview) -> Iterator[str]:
    first, last = first_day(overview.month), reference_day(overview.month)
    filed, communes = len(overview.filed), len(overview.communes)
    yield (
        f"Kỳ báo cáo tháng {show_month(overview.month)} tính từ ngày {first:%d/%m/%Y} đến ngày "
        f"{last:%d/%m/%Y}; số xã tính theo địa giới ngày {last:%d/%m/%Y}: {counted(communes)} xã. "
        f"Có {counted(filed)}/{counted(communes)} xã đã nộp phiếu."
    )
    if not overview.is_closed:
        yield "Số liệu của kỳ này là số liệu tạm tính, chưa chốt; có thể thay đổi khi chốt số liệu."


def _late(overview: Overview) -> Iterator[str]:
    late = overview.not_filed
    if not late:
        return
    names = Names(overview)
    yield (
        f"Còn {counted(len(late))} xã chưa nộp phiếu; báo cáo dùng số liệu đã chốt gần nhất của "
        f"các xã này: {'; '.join(_late_commune(line, names) for line in late)}."
    )


def _late_commune(line: CommuneLine, names: Names) -> str:
    if line.figures_month is None:
        return f"{names.of(line)} (chưa có số liệu)"
    return f"{names.of(line)} (số liệu tháng {show_month(line.figures_month)})"


def _unchecked(overview: Overview) -> Iterator[str]:
    if overview.unchecked_thresholds:
        yield (
            f"Có {show_number(overview.unchecked_thresholds)}/{show_number(overview.thresholds)} "
            "mức đạt dùng để đánh giá là mức chưa kiểm chứng hoặc mức tạm, chưa đối chiếu với văn "
            "bản gốc. Kết quả của các chỉ tiêu này cần được kiểm tra lại trước khi sử dụng chính "
            "thức."
        )
