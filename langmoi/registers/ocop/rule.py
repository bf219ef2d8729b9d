"""The rule of the register of OCOP products: what is refused, what is derived, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.core.numbers import show_millions
from langmoi.registers.models import EntryRecord, OcopScoring
from langmoi.registers.ocop.certificates import Certificate
from langmoi.registers.ocop.money import Paid, prize_due, trademark_due
from langmoi.registers.ocop.reading import (
    CERTIFIED,
    STARS,
    ScoringRow,
    certificate_on,
    last_certificate,
    paid_of,
    scorings_of,
)
from langmoi.registers.ocop.rules import (
    ITEMS,
    LEVELS,
    Basis,
    certifying_on,
    money_on,
    no_set_said,
    score_set_on,
    validity_on,
)
from langmoi.registers.queries import EntryRow
from langmoi.registers.rules import (
    Column,
    Fact,
    Filter,
    KindRule,
    MoveTold,
    RecordTold,
    Reminder,
)

REMIND_MONTHS = 6  # a dossier for the next certificate takes about so long
_DAYS = 183


def check_record(told: RecordTold) -> Sequence[Fault]:
    if told.day is None:
        return []
    if told.record == "certificate":
        return _certificate_faults(told, told.day)
    return _support_faults(told, told.day)


def _certificate_faults(told: RecordTold, day: date) -> list[Fault]:
    if score_set_on(day) is None:
        return [Fault(no_set_said(day), "Hãy xem lại ngày của quyết định.")]
    faults = []
    stars, level = STARS[told.fields["stars"]], told.fields["level"]
    rule = certifying_on(stars, day)
    if rule is not None and rule.basis.status.is_settled and rule.level != level:
        faults.append(
            Fault(
                f"Ngày {show_day(day)} hạng {stars} sao do {rule.level_name} công nhận, "
                f"không phải {LEVELS[level]} ({rule.basis.said}).",
                "Hãy xem lại cấp công nhận và ngày của quyết định.",
            )
        )
    last = OcopScoring.objects.filter(product=told.entry, concluded_stars__isnull=False)
    held = last.order_by("-council__held_on").select_related("council").first()
    if held is not None and day < held.council.held_on:
        faults.append(
            Fault(
                f"Quyết định ghi ngày {show_day(day)}, trước ngày hội đồng chấm "
                f"{show_day(held.council.held_on)}.",
                "Hãy xem lại ngày của quyết định.",
            )
        )
    return faults


def _support_faults(told: RecordTold, day: date) -> list[Fault]:
    item, amount = told.fields["item"], told.fields["amount"]
    stars = STARS.get(told.fields.get("stars", ""))
    if item == "prize" and stars is None:
        return [Fault("Tiền thưởng chưa ghi hạng sao.", "Hãy chọn hạng sao được thưởng.")]
    if item != "prize" and stars is not None:
        return [Fault("Hạng sao chỉ ghi cho tiền thưởng.", "Hãy bỏ trống ô hạng sao.")]
    if item not in ITEMS or money_on(item, stars, day) is None:
        return []
    paid = _paid_before(told)
    due = prize_due(stars, paid, day) if stars else trademark_due(paid, day)
    if due.amount is None or amount <= due.amount:
        return []
    return [
        Fault(
            f"Số tiền {show_millions(amount)} triệu đồng vượt mức còn được chi "
            f"{show_millions(due.amount)} triệu đồng ({due.rule.basis.said if due.rule else ''}). "
            f"{due.said}",
            f"Vượt {show_millions(amount - due.amount)} triệu đồng: hãy xem lại quyết định chi.",
        )
    ]


def _paid_before(told: RecordTold) -> list[Paid]:
    rows = EntryRecord.objects.filter(
        entry=told.entry, kind="support", taken_back_at__isnull=True, on__isnull=False
    )
    return [
        Paid(
            r.fields.get("item", ""),
            STARS.get(r.fields.get("stars", "")),
            int(r.fields["amount"]),
            r.on,
        )
        for r in rows
        if r.on
    ]


def check_move(told: MoveTold) -> Sequence[Fault]:
    """Certified only with the decision of that day, which tells the star."""
    if told.state != CERTIFIED or told.entry is None:
        return []
    rows = EntryRecord.objects.filter(
        entry=told.entry, kind="certificate", on=told.since, taken_back_at__isnull=True
    )
    if rows.exists():
        return []
    return [
        Fault(
            f"Chưa có quyết định công nhận ngày {show_day(told.since)} nên chưa biết hạng sao.",
            "Hãy dùng nút “Ghi quyết định công nhận” của sản phẩm.",
        )
    ]


def facts(row: EntryRow, on: date) -> Sequence[Fact]:
    """Star, certificate, scores and money, each with the rule it follows from."""
    found = _certificate_facts(row, on)
    found += _score_facts(_scorings(row, on), on)
    return [*found, *_money_facts(row, on)]


def _certificate_facts(row: EntryRow, on: date) -> list[Fact]:
    found, last = certificate_on(row), last_certificate(row)
    if last is None:
        return [_told("Hạng sao", "chưa được công nhận")]
    rule = certifying_on(last.stars, last.issued_on)
    decided = f"{last.number}, {show_day(last.issued_on)}, {LEVELS.get(last.level, '')}"
    gone = "" if found else " (đã hết hiệu lực)"
    facts = [_told("Hạng sao", f"{last.stars} sao{gone}")]
    facts.append(_told("Quyết định công nhận", decided, rule.basis if rule else None))
    if last.last_day:
        validity = validity_on(last.issued_on)
        said = f"đến hết {show_day(last.last_day)}, {left_said(last, on)}"
        facts.append(_told("Hiệu lực", said, validity.basis if validity else None))
    return facts


def left_said(certificate: Certificate, on: date) -> str:
    """“còn 12 ngày”, “đã hết 3 ngày”."""
    left = certificate.days_left(on)
    if left is None:
        return "chưa rõ thời hạn"
    return f"còn {left} ngày" if left >= 0 else f"đã hết {-left} ngày"


def _score_facts(scorings: Sequence[ScoringRow], on: date) -> list[Fact]:
    if not scorings:
        said = "chưa chấm" if score_set_on(on) else no_set_said(on)
        return [_told("Điểm hội đồng", said)]
    facts = []
    for one in scorings:
        council = one.scoring.council
        label = f"Hội đồng {council.get_level_display()}, {show_day(council.held_on)}"
        facts.append(_told(label, _score_said(one), one.score_set.basis))
        if one.result and one.result.remark:
            facts.append(_told("Điểm lẻ", one.result.remark))
        if one.differs:
            facts.append(_told("Kết luận khác điểm", one.difference))
    return facts


def _score_said(one: ScoringRow) -> str:
    result = one.result
    if result is None:
        return "chưa có phiếu"
    told = f"{result.mean_said} điểm, {result.stars} sao; {result.sheets}/{result.members} phiếu"
    if one.concluded is None:
        return f"{told}; hội đồng chưa kết luận"
    return f"{told}; hội đồng kết luận {one.concluded} sao"


def _money_facts(row: EntryRow, on: date) -> list[Fact]:
    paid = paid_of(row)
    total = sum(one.amount for one in paid)
    said = (
        f"{show_millions(total)} triệu đồng ({len(paid)} khoản)" if paid else "chưa ghi khoản nào"
    )
    facts = [_told("Tiền hỗ trợ đã chi", said)]
    found = certificate_on(row)
    dues = [prize_due(found.stars, paid, on)] if found else []
    for due in [*dues, trademark_due(paid, on)]:
        label = f"Còn được {ITEMS[due.item]}"
        if due.amount is None or due.rule is None:
            facts.append(_told(label, due.said))
        else:
            said = f"{show_millions(due.amount)} triệu đồng. {due.said}"
            facts.append(_told(label, said, due.rule.basis))
    return facts


def _told(label: str, said: str, basis: Basis | None = None) -> Fact:
    """Told, not judged; with where its rule stands and how sure that is."""
    if basis is None:
        return Fact(label, said, is_heading=True)
    told = f"{basis.said}. {basis.note}" if basis.note else basis.said
    return Fact(label, said, basis=told, status=basis.status.value, is_heading=True)


def _stars_said(row: EntryRow, prepared: Any) -> str:
    found = certificate_on(row)
    return f"{found.stars} sao" if found else ""


def _until_said(row: EntryRow, prepared: Any) -> str:
    last = last_certificate(row)
    return show_day(last.last_day) if last and last.last_day else ""


def expires_soon(row: EntryRow, days: int = _DAYS) -> bool:
    """Whether the certificate that holds runs out within so many days of the row's day."""
    found = certificate_on(row)
    left = found.days_left(row.on) if found else None
    return left is not None and left <= days


def _has_stars(row: EntryRow, prepared: Any, choice: str) -> bool:
    found = certificate_on(row)
    if choice == "soon":
        return expires_soon(row)
    return (found.stars if found else 0) == (int(choice) if choice.isdecimal() else 0)


def reminders(rows: Sequence[EntryRow], on: date) -> Sequence[Reminder]:
    """Certificates that run out within half a year, and those that have and were not renewed."""
    found = []
    for row in rows:
        last = last_certificate(row)
        if last is None or last.last_day is None or row.state is None:
            continue
        if expires_soon(row):
            said = f"{row.entry.name}: giấy chứng nhận {last.stars} sao {left_said(last, on)}"
            found.append(Reminder(said, last.last_day, entry=row.entry))
        elif row.state.state.id == "expired":
            said = f"{row.entry.name}: giấy chứng nhận {last.stars} sao {left_said(last, on)}"
            found.append(Reminder(said, last.last_day, is_overdue=True, entry=row.entry))
    return found


def summary(rows: Sequence[EntryRow], on: date) -> Sequence[Fact]:
    """How many certificates hold on the day, by star."""
    held = [c.stars for row in rows if (c := certificate_on(row))]
    stars = ", ".join(f"{held.count(n)} hạng {n} sao" for n in (5, 4, 3) if held.count(n))
    facts = [_told("Còn hiệu lực", f"{len(held)} sản phẩm" + (f": {stars}" if stars else ""))]
    soon = sum(expires_soon(row) for row in rows)
    return [*facts, _told(f"Hết hạn trong {REMIND_MONTHS} tháng tới", f"{soon} sản phẩm")]


def _scorings(row: EntryRow, on: date) -> list[ScoringRow]:
    """What councils gave the product, for the part of its page."""
    return scorings_of([row.entry.pk], on=on).get(row.entry.pk, [])


RULE = KindRule(
    check_record=check_record,
    check_move=check_move,
    facts=facts,
    columns=(Column("Hạng sao", _stars_said, 10), Column("Giấy chứng nhận đến", _until_said, 14)),
    filters=(
        Filter(
            "sao",
            "Hạng sao",
            (("5", "5 sao"), ("4", "4 sao"), ("3", "3 sao"), ("0", "chưa có hoặc hết hạn"),
             ("soon", f"hết hạn trong {REMIND_MONTHS} tháng")),
            _has_stars,
        ),
    ),
    reminders=reminders,
    summary=summary,
    entry_part="ocop/_entry.html",
    entry_context=_scorings,
)  # fmt: skip
