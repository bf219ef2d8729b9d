"""The looks of the workbook's cells."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from langmoi.law.model import Kind
from langmoi.reporting.workbook.layout import FigureColumn

INDIGO, RED, INK = "#1c2f52", "#a32a1c", "#1b2333"
LINE, PALE = "#8793a4", "#f3f5f7"
BANNERS = ("#d5e0ef", "#e9e2d0")  # in turn, so that neighbouring criteria can be told apart
FONT = "Times New Roman"


class Styles:
    """The formats of one workbook; each is made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.title = self._make(bold=True, font_size=14, font_color=INDIGO)
        self.subtitle = self._make(font_color=INK)
        self.warning = self._make(bold=True, font_color=RED)
        self.key = self._make(font_color=LINE, font_size=8)
        fixed: dict[str, Any] = {"border": 1, "border_color": LINE, "bg_color": PALE}
        self.corner = self._make(
            bold=True, text_wrap=True, align="center", valign="vcenter", **fixed
        )
        self.unit = self._make(valign="vcenter", quote_prefix=True, **fixed)
        self.guide_head = self._make(bold=True, font_size=12, font_color=INDIGO, text_wrap=True)
        self.guide = self._make(text_wrap=True, valign="top")
        self.guide_example = self._make(
            text_wrap=True, valign="top", bold=True, border=1, border_color=LINE
        )
        self.guide_meaning = self._make(text_wrap=True, valign="top", border=1, border_color=LINE)
        heads = [{**fixed, "bg_color": colour, "valign": "vcenter"} for colour in BANNERS]
        # A banner's text runs on over the cells beside it: no lines between them.
        run_on = [{**head, "border": 0, "top": 1, "bottom": 1} for head in heads]
        self.banners = [self._make(bold=True, **{**head, "left": 1}) for head in run_on]
        self.banner_rests = [self._make(**head) for head in run_on]
        self.narrow_banners = [self._make(bold=True, text_wrap=True, **head) for head in heads]
        centred: dict[str, Any] = {"align": "center", "text_wrap": True, "font_size": 10}
        self.headings = [self._make(**centred, **head) for head in heads]
        self.measures = [self._make(italic=True, **centred, **head) for head in heads]
        entry: dict[str, Any] = {
            "border": 1,
            "border_color": LINE,
            "locked": False,
            "align": "right",
            "valign": "vcenter",
        }
        self._number = self._make(**entry)
        self._count = self._make(num_format="#,##0", **entry)
        self._choice = self._make(**{**entry, "align": "center"})
        self.percent = self._make(num_format="0.####%", **entry)

    def entry_of(self, column: FigureColumn) -> Format:
        """How the column's cells look: unlocked, with the number format of their figure."""
        if column.figure.kind is Kind.BOOLEAN:
            return self._choice
        return self._count if column.figure.kind is Kind.COUNT else self._number

    def _make(self, **properties: Any) -> Format:
        return self._workbook.add_format({"font_name": FONT, "font_size": 11, **properties})
