"""The list as a file: its rows as they are filtered, with totals, filters and day."""

from __future__ import annotations

from collections.abc import Iterable

from langmoi.core.days import show_day
from langmoi.core.installation import installation
from langmoi.core.numbers import show_number
from langmoi.core.text import capital
from langmoi.direction.labels import LABEL_WORDS
from langmoi.direction.models import Nature, TaskState
from langmoi.people.models import Duty
from langmoi.web.analysis.sheets import ILLUSTRATIVE, Column, Sheet, Value
from langmoi.web.http import Request
from langmoi.web.tasks.board import Totals
from langmoi.web.tasks.filters import FilterForm
from langmoi.web.tasks.reading import Desk, Entry

SOURCE = "Sổ theo dõi nhiệm vụ trong Làng Mới."
COLUMNS = (
    Column("STT", width=6),
    Column("Văn bản", width=28),
    Column("Mục", width=8),
    Column("Nội dung", width=60),
    Column("Tính chất", width=14),
    Column("Sản phẩm", width=24),
    Column("Nơi nhận", width=26),
    Column("Vai trò", width=10),
    Column("Kỳ", width=22),
    Column("Hạn", width=12),
    Column("Trạng thái", width=15),
    Column("Thời hạn", width=22),
    Column("Số ngày quá hạn", width=10),
    Column("Báo hoàn thành ngày", width=12),
    Column("Hoàn thành ngày", width=12),
    Column("Nhóm tính tỷ lệ", width=24),
)


def sheet_of(
    request: Request, desk: Desk, form: FilterForm, entries: Iterable[Entry], totals: Totals
) -> Sheet:
    """Numbers are numbers and days are days; what people typed stays text."""
    rows = [_row(at, entry, desk) for at, entry in enumerate(entries, start=1)]
    return Sheet(
        name=f"nhiem-vu-{request.today}",
        title=f"Nhiệm vụ được giao, tính đến ngày {show_day(request.today)}",
        facts=_facts(request, form, totals, len(rows)),
        columns=COLUMNS,
        rows=rows,
        source=SOURCE,
    )


def _row(at: int, entry: Entry, desk: Desk) -> list[Value]:
    facts, standing = entry.row.facts, entry.row.standing
    period = ""
    if facts.period_from and facts.period_to:
        period = f"{show_day(facts.period_from)}–{show_day(facts.period_to)}"
    return [
        at,
        desk.documents[facts.directive].name,
        facts.clause,
        facts.text,
        Nature(facts.nature).label,
        facts.product,
        capital(entry.row.assignee),
        Duty(facts.duty).label,
        period,
        facts.due_on,
        TaskState(facts.state).label,
        standing.label,
        standing.days_late or None,
        facts.reported_on,
        facts.finished_on,
        LABEL_WORDS[entry.label],
    ]


def _facts(
    request: Request, form: FilterForm, totals: Totals, rows: int
) -> tuple[tuple[str, str], ...]:
    found = installation()
    counted = [f"{one.label}: {show_number(one.number)}" for one in totals.five]
    outside = [f"{one.label}: {show_number(one.number)}" for one in totals.outside]
    told = (
        ("Số dòng", show_number(rows)),
        ("Bộ lọc", "; ".join(form.in_words()) or "không lọc"),
        ("Tổng hợp", "; ".join(counted)),
        ("Tỷ lệ hoàn thành", f"{totals.rate} = {totals.how}" if totals.rate else "chưa tính được"),
        ("Ngoài tỷ lệ", "; ".join(outside)),
        ("Nguồn", SOURCE),
        ("Ngày lập", show_day(request.today)),
        ("Lưu ý", ILLUSTRATIVE if found and found.is_demo else "Số liệu của địa phương."),
    )
    return tuple(fact for fact in told if fact[1])
