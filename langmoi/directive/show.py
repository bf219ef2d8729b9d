"""A reading as people read it: what the document is, then each task in its place."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from langmoi.core.days import show_day
from langmoi.directive.model import Directive, Head, Kind, Piece, Recurring, Task

NAMES = {
    Kind.ORDER: "Giao việc",
    Kind.REQUEST: "Đề nghị",
    Kind.HEADING: "đề mục",
    Kind.GROUND: "căn cứ",
    Kind.ASSESSMENT: "đánh giá",
    Kind.GOAL: "mục tiêu, yêu cầu chung",
    Kind.PERMISSION: "cho phép",
    Kind.CLOSING: "kết thúc",
    Kind.SIGNATURE: "chữ ký, nơi nhận",
    Kind.UNREAD: "chưa đọc được",
}
RHYTHMS = {
    Recurring.MONTHLY: "hằng tháng",
    Recurring.QUARTERLY: "hằng quý",
    Recurring.HALF_YEARLY: "6 tháng một lần",
    Recurring.YEARLY: "hằng năm",
}
WIDTH, INDENT = 96, 4
_LABEL = 12


def show(found: Directive) -> Iterator[str]:
    """Lines of text, no wider than a screen."""
    yield from _head(found.head)
    orders = sum(task.nature is Kind.ORDER for task in found.tasks)
    yield ""
    yield f"{orders} việc giao, {len(found.tasks) - orders} đề nghị"
    for task in found.tasks:
        yield from _task(task)
    yield from _pieces(found)
    if found.warnings:
        yield ""
        yield "Cần xem lại:"
        for warning in found.warnings:
            yield from _wrapped("- ", warning)


def time_words(task: Task) -> str:
    """“15/08/2020 (trước ngày 15/8)”, “hằng quý”; nothing where no time is said."""
    if task.time is None:
        return ""
    if task.time.due:
        return f"{show_day(task.time.due)} (“{task.time.text}”)"
    if task.time.recurring:
        return f"{RHYTHMS[task.time.recurring]} (“{task.time.text}”)"
    return f"không có ngày (“{task.time.text}”)"


def _head(head: Head) -> Iterator[str]:
    cited = "; ".join(
        f"{one.number}{f' ngày {show_day(one.date)}' if one.date else ''}"
        for one in head.references
    )
    facts = {
        "Số, ký hiệu": head.number or "để trống",
        "Ngày": show_day(head.date) if head.date else "để trống",
        "Cơ quan": head.issuer,
        "Trích yếu": head.title,
        "Kính gửi": "; ".join(head.addressees),
        "Người ký": ", ".join(filter(None, (head.signer, head.signer_title))),
        "Nơi nhận": "; ".join(head.receivers),
        "Viện dẫn": cited,
    }
    for name, value in facts.items():
        yield from _wrapped(f"{name + ':':<{_LABEL + 1}}", value or "không rõ")


def _task(task: Task) -> Iterator[str]:
    yield ""
    name = f"Mục {task.clause}" if task.clause else "Không có mục"
    yield f"{name}. {NAMES[task.nature]}, độ chắc {task.confidence * 100:.0f}%"
    yield from _wrapped(" " * INDENT, task.text)
    facts = {
        "Chủ trì": "; ".join(task.lead) or "chưa rõ",
        "Phối hợp": "; ".join(task.cooperating),
        "Thời hạn": time_words(task),
        "Sản phẩm": task.product,
        "Chỉ tiêu": task.target,
    }
    for label, value in facts.items():
        if value:
            yield from _wrapped(f"{'':{INDENT}}{label + ':':<{_LABEL - 2}}", value)


def _pieces(found: Directive) -> Iterator[str]:
    if found.pieces:
        yield ""
        yield "Không phải việc giao:"
        width = max(len(NAMES[piece.kind]) for piece in found.pieces) + 2
        for piece in found.pieces:
            yield f"{'':{INDENT}}{NAMES[piece.kind]:<{width}}{_short(piece, width)}"


def _short(piece: Piece, width: int) -> str:
    return textwrap.shorten(piece.text, WIDTH - width - INDENT, placeholder="…")


def _wrapped(first: str, words: str) -> list[str]:
    indent = " " * len(first)
    return textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=indent) or [first]
