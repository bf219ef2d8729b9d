"""The tables of a delegation's papers: itinerary, checklist, checked values, recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from langmoi.core.days import show_day
from langmoi.core.text import capital
from langmoi.delegations.models import Check, CheckResult, Recommendation, Visit
from langmoi.delegations.reported import Reported
from langmoi.delegations.visited import differing
from langmoi.law.judge import Outcome
from langmoi.publishing.delegation.frame import Frame
from langmoi.publishing.model import Annex, Cell, Column, HeaderCell, Row, RowKind

LABELS = {outcome.key: outcome.label for outcome in Outcome}
RESULTS = {str(value): capital(label) for value, label in CheckResult.choices}


def table(
    sheet: str,
    title: str,
    reference: str,
    columns: Sequence[tuple[str, int, str]],
    rows: Iterable[Row],
    notes: Sequence[str] = (),
    label: str = "Phụ lục",
) -> Annex:
    """columns: heading, width in mm, alignment."""
    return Annex(
        label=label,
        sheet=sheet,
        title=title,
        reference=reference,
        columns=tuple(Column(Decimal(width), align) for _, width, align in columns),
        header=(tuple(HeaderCell(text) for text, _, _ in columns),),
        rows=tuple(rows),
        size=10,
        notes=tuple(notes),
    )


def row(*cells: str) -> Row:
    return Row(RowKind.UNIT, tuple(Cell(text or None) for text in cells))


def heading(text: str, columns: int) -> Row:
    return Row(RowKind.HEADING, (Cell(text, span=columns),))


def itinerary(frame: Frame, reference: str, *, with_reasons: bool = False) -> Annex:
    """with_reasons: why each commune was chosen, for those who decide."""
    place, why = (62, 83) if with_reasons else (145, 0)
    columns = [
        ("STT", 12, "center"), ("Ngày", 26, "center"), ("Giờ", 18, "center"), ("Xã", 46, "left"),
        ("Nội dung, địa điểm", place, "left"),
    ]  # fmt: skip
    if why:
        columns.append(("Vì sao chọn", why, "left"))
    visits = frame.delegation.visits.all()
    rows = [
        row(
            str(place),
            show_day(visit.visits_on),
            f"{visit.starts_at:%H:%M}" if visit.starts_at else "",
            capital(frame.named(visit.unit_id)),
            visit.plan,
            *([" ".join(visit.reasons[:2])] if why else []),
        )
        for place, visit in enumerate(visits, start=1)
    ]
    return table("Lịch trình", "Lịch trình kiểm tra", reference, columns, rows)


def checklist(
    reported: Sequence[Reported],
    known: Mapping[str, Sequence[str]],
    reference: str,
) -> Annex:
    """What to check, with room to write by hand."""
    columns = (
        ("Chỉ tiêu", 16, "center"), ("Nội dung", 66, "left"), ("Mức đạt", 33, "left"),
        ("Xã báo cáo", 34, "left"), ("Kết quả", 20, "center"), ("Đã biết từ trước", 44, "left"),
        ("Số kiểm tra", 20, "left"), ("Nhận xét", 24, "left"),
    )  # fmt: skip
    rows: list[Row] = []
    for one in reported:
        criterion, number = one.criterion, one.indicator.number
        if one.indicator == criterion.indicators[0]:
            rows.append(heading(f"{criterion.number}. {criterion.name}", len(columns)))
            told = [*known.get(criterion.number, ()), *known.get(number, ())]
        else:
            told = [*known.get(number, ())]
        outcome = capital(LABELS.get(one.outcome, ""))
        text, bounds = one.indicator.text, "; ".join(one.bounds)
        rows.append(row(number, text, bounds, one.shown, outcome, ". ".join(told), "", ""))
    return table("Phiếu kiểm tra", "Chỉ tiêu cần kiểm tra", reference, columns, rows)


def checked(
    reported: Sequence[Reported],
    checks: Mapping[str, Check],
    asked: Mapping[str, Sequence[str]],
    reference: str,
) -> Annex:
    """Every indicator that was checked: reported, checked, difference, finding, what is asked.

    asked: recommendations with their day, by number of the criterion; each stands once.
    """
    columns = (
        ("Chỉ tiêu", 15, "center"), ("Nội dung", 58, "left"), ("Xã báo cáo", 33, "left"),
        ("Đoàn kiểm tra", 33, "left"), ("Chênh lệch", 18, "center"), ("Kết quả", 22, "center"),
        ("Nhận xét", 37, "left"), ("Kiến nghị, hạn", 38, "left"),
    )  # fmt: skip
    rows, told = [], dict(asked)
    for one in reported:
        check = checks.get(one.indicator.number)
        if check is None:
            continue
        found = list(differing(check))
        seen = "; ".join(d.checked for d in found) or _seen(check, one)
        change = "; ".join(d.change for d in found if d.change)
        number, text = one.indicator.number, one.indicator.text
        differs = check.result != CheckResult.AGREES
        said = " ".join(told.pop(one.criterion.number, ())) if differs else ""
        result = RESULTS[check.result]
        rows.append(row(number, text, one.shown, seen, change, result, check.note, said))
    note = "Chênh lệch là số kiểm tra trừ số báo cáo; của tỷ lệ là điểm phần trăm"
    title = "Đối chiếu số liệu báo cáo và số liệu kiểm tra"
    return table("Đối chiếu", title, reference, columns, rows, [note])


def _seen(check: Check, one: Reported) -> str:
    return one.shown if check.result == CheckResult.AGREES else ""


def recommended(
    frame: Frame, found: Sequence[Recommendation], reference: str, label: str = "Phụ lục"
) -> Annex:
    columns = (
        ("STT", 12, "center"), ("Nơi kiểm tra", 40, "left"), ("Tiêu chí", 18, "center"),
        ("Phát hiện", 65, "left"), ("Kiến nghị", 65, "left"), ("Nơi thực hiện", 32, "left"),
        ("Hạn", 22, "center"),
    )  # fmt: skip
    rows = [
        row(
            str(place),
            capital(frame.named(one.visit.unit_id)) if one.visit else "",
            one.criterion,
            one.finding,
            one.text,
            assignee_of(one, frame),
            show_day(one.due_on) if one.due_on else "",
        )
        for place, one in enumerate(found, start=1)
    ]
    return table("Kiến nghị", "Kiến nghị của đoàn", reference, columns, rows, label=label)


def assignee_of(one: Recommendation, frame: Frame) -> str:
    if one.agency is not None:
        return one.agency.short_name
    named = frame.named(one.unit_id) if one.unit_id else ""
    return f"UBND {named}" if named else f"UBND {one.unit}"


def differences_of(visits: Iterable[Visit], frame: Frame, reference: str, label: str) -> Annex:
    """Where the delegation found another value, commune by commune."""
    columns = (
        ("Xã", 44, "left"), ("Chỉ tiêu", 18, "center"), ("Số liệu", 66, "left"),
        ("Xã báo cáo", 36, "left"), ("Đoàn kiểm tra", 36, "left"), ("Chênh lệch", 22, "center"),
        ("Nhận xét", 32, "left"),
    )  # fmt: skip
    rows = [
        row(
            capital(frame.named(visit.unit_id)),
            check.indicator,
            found.figure.name,
            found.reported,
            found.checked,
            found.change,
            check.note,
        )
        for visit in visits
        for check in visit.checks.all()
        for found in differing(check)
    ]
    title = "Số liệu đoàn ghi khác số báo cáo"
    return table("Chênh lệch", title, reference, columns, rows, label=label)
