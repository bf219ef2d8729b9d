"""The report as PDF, set by Typst in Tinos, whose measures are those of Times New Roman."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from langmoi.core.errors import DomainError
from langmoi.publishing.dated import DATA
from langmoi.publishing.model import Annex, ReportContent
from langmoi.publishing.typesetting import typeset

FONT = "Tinos"
FONTS = "@expo-google-fonts/tinos"
TEMPLATE = "report.typ"


def write_pdf(report: ReportContent) -> bytes:
    """The whole report, with its tables tagged as tables."""
    return typeset(*to_typeset(report))


def to_typeset(report: ReportContent) -> tuple[str, date, str, str]:
    """What `typeset` needs, so that it can run in another process."""
    content = json.dumps(content_of(report), ensure_ascii=False, default=_plain)
    return content, report.made_on, str(DATA / TEMPLATE), fonts_folder()


def fonts_folder() -> str:
    """Where the letters are; DomainError where they are not installed."""
    folder = Path(settings.NODE_MODULES) / FONTS
    if not next(folder.glob("*/*.ttf"), None):
        raise DomainError(
            f"Chưa lập được tệp PDF: không thấy phông chữ Tinos ở {folder}. "
            "Hãy chạy `npm ci` (hoặc `make setup`) rồi lập lại, hoặc chọn .docx."
        )
    return str(folder)


def content_of(report: ReportContent) -> dict[str, Any]:
    """What the template prints, as plain JSON values."""
    content = asdict(report)
    content["layout"]["number_on_top"] = report.layout.number_on_top
    content["annexes"] = [_annex(annex) for annex in report.annexes]
    return content | {"mark": report.mark, "font": FONT}


def _annex(annex: Annex) -> dict[str, Any]:
    rows = [
        {
            "kind": row.kind,
            "breaks": row.may_break,
            "cells": [{"text": c.text, "span": c.span} for c in row.cells],
        }
        for row in annex.rows
    ]
    columns = [{"width": float(column.width), "align": column.align} for column in annex.columns]
    return asdict(annex) | {"rows": rows, "columns": columns}


def _plain(value: object) -> str:
    """Days and decimals that the template does not reckon with."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
