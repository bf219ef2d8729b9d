"""Setting a report by Typst. Knows no Django, so that other processes start with it at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

import typst

VIETNAM = timezone(timedelta(hours=7))  # Typst takes fixed offsets only


def typeset(content: str, made_on: date, template: str, fonts_in: str) -> bytes:
    """The PDF of a report given as JSON; with these letters and none of this machine's."""
    compiler = typst.Compiler(
        template_text(template), font_paths=letters(fonts_in), sys_inputs={"report": content}
    )
    moment = datetime(made_on.year, made_on.month, made_on.day, tzinfo=VIETNAM)
    made_pdf = compiler.compile(format="pdf", timestamp=moment)
    if not isinstance(made_pdf, bytes):
        raise TypeError("Typst gave no single PDF.")
    return made_pdf


@lru_cache
def template_text(path: str) -> bytes:
    return Path(path).read_bytes()


@lru_cache
def letters(folder: str) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
