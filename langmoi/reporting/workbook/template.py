"""Writing the workbook of a month, blank for filling in or filled with what has been filed."""

from __future__ import annotations

import io
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import IO

import xlsxwriter

from langmoi.core.files import write_file
from langmoi.core.months import show_month
from langmoi.reporting.workbook.contents import gather
from langmoi.reporting.workbook.guide import write_guide
from langmoi.reporting.workbook.sheet import SheetWriter
from langmoi.reporting.workbook.styles import Styles

# Text is written as text, always: a name that begins with “=” must not become a formula.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(
    path_or_buffer: Path | IO[bytes], *, month: date, unit_keys: Collection[int], filled: bool
) -> int:
    """Write the workbook of these units' communes, and say how many communes it holds.

    filled: with the figures filed for the month; else blank, the figures before shown as hints.
    Raises DomainError where no commune of them files that month or no set is in force.
    """
    contents = gather(month, unit_keys, filled=filled)
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, OPTIONS)
    workbook.set_properties({"title": f"Số liệu nông thôn mới tháng {show_month(month)}"})
    styles = Styles(workbook)
    write_guide(workbook, styles, contents)
    for part in contents.parts:
        SheetWriter(workbook, styles, contents, part).write()
    workbook.close()
    if isinstance(path_or_buffer, Path):
        write_file(path_or_buffer, buffer.getvalue())
    else:
        path_or_buffer.write(buffer.getvalue())
    return sum(len(part.rows) for part in contents.parts)
