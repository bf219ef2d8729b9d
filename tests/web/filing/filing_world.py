"""December 2019 in Sa Nghĩa: days, addresses, whole figures, and what forms send."""

from __future__ import annotations

from datetime import UTC, date, datetime

NOVEMBER, DECEMBER = date(2019, 11, 1), date(2019, 12, 1)
TODAY = date(2019, 12, 16)
AT = datetime(2019, 12, 16, 8, 20, tzinfo=UTC)  # 15:20 in Hà Nội
COMMUNE = "23542"  # Sa Nghĩa of Sa Thầy
ADDRESS = f"/phieu/{COMMUNE}/?thang=2019-12"
HTMX = {"HX-Request": "true"}


def whole(criteria_set):
    """Figures by which nearly everything is met: a document without a gap."""
    figures = {}
    for figure in criteria_set.figures:
        if figure.kind == "boolean":
            figures[figure.id] = True
        elif figure.kind == "share":
            figures[figure.id] = {"num": "90", "den": "100"}
        else:
            figures[figure.id] = "3" if figure.kind == "count" else "41.5"
    return figures


def fields(number, filing, **typed):
    """What the form of a criterion sends."""
    return {
        "action": "save",
        "criterion": number,
        "version": str(filing.draft_version),
        **typed,
    }
