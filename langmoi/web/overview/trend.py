"""The trend of a unit or a commune as a drawing; the same figures stand in a table below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil, floor

from django.utils.html import format_html
from django.utils.safestring import SafeString

from langmoi.core.months import show_month
from langmoi.core.numbers import show_number
from langmoi.law.documents import load_documents
from langmoi.law.sets import load_set
from langmoi.overview.detail import HistoryPoint
from langmoi.overview.published import Published
from langmoi.overview.series import SeriesPoint
from langmoi.web.analysis.charts import Chart
from langmoi.web.analysis.plots import Scale
from langmoi.web.overview import trend_plot as plot
from langmoi.web.overview.trend_plot import Months, Point

TOP, FLOOR = 52, 228  # of the upper drawing
BETWEEN, LOWER_TOP, LOWER_FLOOR, FOOT, BOTH = 262, 288, 368, 390, 400
ONE_TOP, ONE_FLOOR, ONE = 34, 220, 250  # of a commune's, which is one drawing


def unit_trend(
    points: Sequence[SeriesPoint],
    published: Sequence[Published],
    shown: date,
    *,
    unit: str,
    source: str,
) -> Chart | None:
    """The mean of criteria above, communes that met all below; None where there is no figure."""
    counted = [point for point in points if point.communes]
    if not counted:
        return None
    total = len(load_set(counted[-1].set_id).criteria)
    months = Months(counted[0].month, counted[-1].month, shown)
    means = [_point(p, total) for p in counted]
    told = {p.month for p in counted}
    stated = [p for p in published if p.measure == "mean" and p.month in told]
    drawn = format_html(
        "{}{}{}{}",
        _columns(counted, months, total),
        plot.told(means, months, TOP, LOWER_FLOOR - TOP),
        _means(means, months, stated),
        months.names(FOOT),
    )
    title = f"Kết quả xây dựng nông thôn mới theo tháng, {unit}"
    return Chart(title, "tiêu chí; xã", source, drawn, BOTH, fits=True)


def _means(points: Sequence[Point], months: Months, published: Sequence[Published]) -> SafeString:
    values = [p.value for p in points]
    low, high = max(floor(min(values)) - 1, 0), floor(max(values)) + 1
    y = Scale(Decimal(low), Decimal(high), FLOOR, TOP)
    note = "Hình thoi: số đã công bố; rỗng: mâu thuẫn với số đã công bố khác." if published else ""
    return format_html(
        "{}{}{}{}{}{}",
        plot.heading(18, "Tiêu chí bình quân mỗi xã"),
        plot.note(34, note),
        plot.rules(y, range(low, high + 1, max((high - low) // 5, 1))),
        plot.changes(points, months, y),
        plot.lines(points, months, y, places=2),
        plot.diamonds(published, months, y),
    )


def _columns(points: Sequence[SeriesPoint], months: Months, total: int) -> SafeString:
    most = max(p.met_all for p in points) + 1
    y = Scale(Decimal(0), Decimal(most), LOWER_FLOOR, LOWER_TOP)
    note = "" if all(p.is_closed for p in points) else " (cột nhạt: tháng chưa chốt)"
    return format_html(
        "{}{}{}",
        plot.heading(BETWEEN, f"Số xã đạt {total}/{total}{note}"),
        plot.rules(y, range(0, most + 1, max(ceil(most / 3), 1))),
        plot.columns([(p.month, p.met_all, p.is_closed) for p in points], months, y),
    )


def _point(point: SeriesPoint, total: int) -> Point:
    mean = point.mean or Decimal(0)
    return Point(
        point.month,
        mean,
        f"Tháng {show_month(point.month)}: bình quân {show_number(mean, 2)} tiêu chí; "
        f"{point.met_all}/{point.communes} xã đạt {total}/{total}",
        new_law=set_document(point.set_id) if point.is_new_set else "",
        new_borders=_borders(point),
    )


def _borders(point: SeriesPoint) -> str:
    before = point.communes_before
    return "" if before is None else f"{before} → {point.communes} xã"


def commune_trend(
    history: Sequence[HistoryPoint], total: int, shown: date, *, unit: str, source: str
) -> Chart | None:
    """Criteria met from month to month, as steps up to all of them."""
    if not history:
        return None
    months = Months(history[0].month, history[-1].month, shown)
    low = max(min(p.criteria_met for p in history) - 2, 0)
    y = Scale(Decimal(low), Decimal(total), ONE_FLOOR, ONE_TOP)
    points = [_step(point, total) for point in history]
    drawn = format_html(
        "{}{}{}{}{}{}",
        plot.rules(y, range(low, total, max((total - low) // 5, 1))),
        plot.goal(y, total, f"Đạt đủ {total}"),
        plot.changes(points, months, y),
        plot.lines(points, months, y, by_steps=True),
        months.names(ONE_FLOOR + 20),
        plot.told(points, months, ONE_TOP, ONE_FLOOR - ONE_TOP),
    )
    return Chart(f"Số tiêu chí đạt theo tháng, {unit}", "tiêu chí", source, drawn, ONE, fits=True)


def _step(point: HistoryPoint, total: int) -> Point:
    return Point(
        point.month,
        Decimal(point.criteria_met),
        f"Tháng {show_month(point.month)}: đạt {point.criteria_met}/{total} tiêu chí",
        new_law=set_document(point.set_id) if point.is_new_set else "",
    )


def set_document(set_id: str) -> str:
    """How people name a set: by the number of its decision."""
    document = load_documents()[load_set(set_id).document]
    return f"QĐ {document.number}" if document.kind == "Quyết định" else document.number
