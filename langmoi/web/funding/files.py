"""Workbooks as answers, and money as a cell of one."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpResponse

from langmoi.core.numbers import MILLION_DECIMALS
from langmoi.web.analysis.sheets import EXCEL


def excel_answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def in_millions(dong: int) -> int | Decimal:
    """Triệu đồng as a cell has it: whole where it is, else the exact decimal."""
    value = Decimal(dong).scaleb(-MILLION_DECIMALS)
    return int(value) if value == value.to_integral_value() else value.normalize()
