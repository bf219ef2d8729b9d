"""Which cell styles of a workbook show a per cent or a date."""

from __future__ import annotations

import re
from enum import IntEnum

from langmoi.reporting.workbook.package import Attributes, parse_xml


class Style(IntEnum):
    PLAIN = 0
    PERCENT = 1
    DATE = 2


# Formats that every program knows by number alone (ECMA-376, part 1, 18.8.30).
PERCENT_FORMATS = {9, 10}
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
# Quoted text, escaped or padding characters, colours and languages say nothing of the kind.
_NO_KIND = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def read_styles(data: bytes) -> list[Style]:
    """The style of each entry of cellXfs, to which a cell's `s` points."""
    codes: dict[int, str] = {}
    styles: list[Style] = []
    inside: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside.append(tag)
        elif tag == "xf" and inside:
            styles.append(_style_of(_number(attributes.get("numFmtId")), codes))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside.clear()

    parse_xml(data, start, end)
    return styles


def _style_of(format_id: int, codes: dict[int, str]) -> Style:
    if format_id not in codes:
        if format_id in PERCENT_FORMATS:
            return Style.PERCENT
        return Style.DATE if format_id in DATE_FORMATS else Style.PLAIN
    shown = _NO_KIND.sub("", codes[format_id]).lower()
    if "%" in shown:
        return Style.PERCENT
    is_date = "general" not in shown and re.search(r"[dmyhs]", shown)
    return Style.DATE if is_date else Style.PLAIN


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
