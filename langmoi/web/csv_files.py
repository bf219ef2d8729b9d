"""Lists as CSV files that a spreadsheet opens rightly, and in which no text becomes a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

BYTE_ORDER_MARK = "\ufeff"  # without it Excel does not take the file for UTF-8
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """What csv writes to; gives each line back instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def csv_file(
    name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """The rows as a file to keep, line by line, however many there are."""
    response = StreamingHttpResponse(
        csv_lines(headings, rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    # Excel set to Vietnamese separates by semicolons, because the comma begins decimals.
    writer = csv.writer(_Echo(), delimiter=";")
    yield BYTE_ORDER_MARK + str(writer.writerow(headings))
    for row in rows:
        yield str(writer.writerow([safe_text(value) for value in row]))


def safe_text(value: Any) -> str:
    """The value as text; what a spreadsheet would take for a formula gets a quotation mark."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
