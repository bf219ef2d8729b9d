"""The fields of a Word template, by the names that officials write between double braces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from langmoi.core.numbers import show_number
from langmoi.publishing.model import ReportContent

FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
PARENT, AGENCY = "Cơ quan chủ quản", "Cơ quan ban hành"
NUMBER, PLACE = "Số ký hiệu", "Địa danh và ngày"
TITLE, SUBJECT = "Tên loại", "Trích yếu"
BODY, RECEIVERS = "Nội dung", "Nơi nhận"
SIGNATURE, SIGNER = "Chữ ký", "Người ký"
MARK, ANNEXES = "Dấu trang", "Phụ lục"
TABLE = "Biểu "  # “Biểu B1”: one table where the field stands, fitted to the width there

# Fields that stand alone in their paragraph, which is repeated for each line.
LINES = frozenset({PARENT, AGENCY, SUBJECT, BODY, RECEIVERS, SIGNATURE, ANNEXES})
NEEDED = (NUMBER, PLACE, TITLE, SUBJECT, BODY, RECEIVERS, SIGNATURE)
SINGLE = frozenset({NUMBER, PLACE, TITLE, SIGNER, MARK})
FACTS = frozenset({
    "Loại báo cáo", "Đơn vị", "Mã đơn vị", "Tháng", "Từ ngày", "Đến ngày", "Bộ tiêu chí",
    "Tình trạng số liệu", "Số xã", "Số xã đã nộp phiếu", "Mức đạt chưa đối chiếu", "Lập ngày",
    "Người lập",
})  # fmt: skip


def tag(name: str) -> str:
    return f"{{{{{name}}}}}"


def is_block(name: str) -> bool:
    """Whether the field takes its whole paragraph."""
    return name in LINES or name.startswith(TABLE)


def single_values(report: ReportContent) -> Mapping[str, str]:
    """What stands in fields within a line."""
    facts = {fact.name: _shown(fact.value) for fact in report.facts if fact.name in FACTS}
    return facts | {
        NUMBER: report.letterhead.number,
        PLACE: report.letterhead.place_and_date,
        TITLE: report.title,
        SIGNER: report.signer,
        MARK: report.mark,
    }


def line_values(report: ReportContent) -> Mapping[str, list[str]]:
    """The lines of fields that repeat their paragraph; the text and annexes are apart."""
    ends = [";"] * (len(report.receivers) - 1) + ["."]
    return {
        PARENT: [report.letterhead.parent] if report.letterhead.parent else [],
        AGENCY: list(report.letterhead.agency),
        SUBJECT: list(report.subject),
        RECEIVERS: [f"- {r}{end}" for r, end in zip(report.receivers, ends, strict=True)],
        SIGNATURE: list(report.signature),
    }


def _shown(value: str | int | date) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value if isinstance(value, str) else show_number(value)
