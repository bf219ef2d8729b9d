"""The report as PDF, set by Typst in Tinos, whose measures are those of Times New Roman."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from langmoi.core.errors import DomainError
from langmoi.publishing.dated import DATA
from langmoi.publishing.model import Annex, ReportContent

FONT = "Tinos"
FONTS = "@expo-google-fonts/tinos"
TEMPLATE = "report.typ"
VIETNAM = timezone(timedelta(hours=7))  # Typst takes fixed offsets only


def write_pdf(report: ReportContent) -> bytes:
    """The whole report, with its tables tagged as tables."""
    made = report.made_on
    content = json.dumps(content_of(report), ensure_ascii=False, default=_plain)
    compiler = typst.Compiler(
        (DATA / TEMPLATE).read_bytes(), font_paths=fonts(), sys_inputs={"report": content}
    )
    moment = datetime(made.year, made.month, made.day, tzinfo=VIETNAM)
    made_pdf = compiler.compile(format="pdf", timestamp=moment)
    if not isinstance(made_pdf, bytes):
        raise TypeError("Typst gave no single PDF.")
    return made_pdf


def fonts() -> typst.Fonts:
    """These letters and none of this machine's; DomainError where they are not installed."""
    folder = Path(settings.NODE_MODULES) / FONTS
    if not list(folder.glob("*/*.ttf")):
        raise DomainError(
            f"Chưa lập được tệp PDF: không thấy phông chữ Tinos ở {folder}. "
            "Hãy chạy `npm ci` (hoặc `make setup`) rồi lập lại, hoặc chọn .docx."
        )
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )


def content_of(report: ReportContent) -> dict[str, Any]:
    """What the template prints, as plain JSON values."""
    content = asdict(report)
    content["layout"]["number_on_top"] = report.layout.number_on_top
    content["annexes"] = [_annex(annex) for annex in report.annexes]
    return content | {"mark": report.mark, "font": FONT}


def _annex(annex: Annex) -> dict[str, Any]:
    rows = [
        {"kind": row.kind, "cells": [{"text": c.text, "span": c.span} for c in row.cells]}
        for row in annex.rows
    ]
    columns = [{"width": float(column.width), "align": column.align} for column in annex.columns]
    return asdict(annex) | {"rows": rows, "columns": columns}


def _plain(value: object) -> str:
    """Days and decimals that the template does not reckon with."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
