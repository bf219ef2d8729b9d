"""Outstanding construction debt as a condition: none at all, with the works that owe."""

from __future__ import annotations

from langmoi.core.days import show_day
from langmoi.core.numbers import show_millions
from langmoi.funding.debt import debts_on
from langmoi.recognition.gate import Gate, Seen

NAME, LABEL = "debt", "Nợ đọng xây dựng cơ bản"
MOST_NAMED = 3


def debt_gate(seen: Seen) -> Gate:
    rule, asked = seen.rules.get("no_debt"), seen.rules.asks("no_debt")
    unit = seen.dossier.unit_id
    owing = debts_on(seen.on, [unit]).get(unit, [])
    whole = sum(one.amount for one in owing)
    if not whole:
        said = f"Không có nợ đọng xây dựng cơ bản đến ngày {show_day(seen.on)}."
        return Gate(NAME, LABEL, True, said, amount=0, is_asked=asked, rule=rule)
    named = [
        f"{show_millions(one.amount)} triệu đồng ở công trình “{one.project.name}”"
        for one in owing[:MOST_NAMED]
    ]
    if len(owing) > MOST_NAMED:
        named.append(f"và {len(owing) - MOST_NAMED} công trình khác")
    total = f" (tổng {show_millions(whole)} triệu đồng)" if len(owing) > 1 else ""
    said = f"Còn nợ đọng {'; '.join(named)}{total}."
    remedy = "Bố trí đủ vốn cho khối lượng đã nghiệm thu."
    return Gate(NAME, LABEL, False, said, remedy, amount=whole, is_asked=asked, rule=rule)
