"""Published money held against what the demo's lines come to, as other published figures are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from langmoi.core.numbers import show_number
from langmoi.demo.published import Compared
from langmoi.overview.published import Published
from langmoi.overview.published_money import (
    BILLION,
    MoneyCompared,
    compare_money,
    year_of_money,
)


def compare_published_money() -> list[Compared]:
    """Each published amount with its parts beside ours, in tỷ đồng."""
    return [_compared(one) for one in compare_money()]


def _compared(one: MoneyCompared) -> Compared:
    item = one.published
    printed = Published(
        id=item.id,
        month=year_of_money(item),
        unit=item.unit,
        what=item.what,
        measure="money",
        value=_said(item.total.dong, [part.printed.dong for part in item.parts], item.gap),
        expected=item.expected,
        source=item.source,
        why=item.why,
    )
    computed = None if one.total is None or one.parts is None else _said(one.total, one.parts)
    return Compared(printed, computed)


def _said(total: int, parts: Sequence[int], gap: int = 0) -> str:
    """“205 tỷ đồng = 118 + 67 + 11 + 9”; where parts do not add up, what they come to."""
    said = f"{_billions(total)} tỷ đồng"
    if not parts:
        return said
    listed = " + ".join(_billions(part) for part in parts)
    if gap:
        return f"{said}; các phần {listed} = {_billions(sum(parts))}, lệch {_billions(gap)}"
    return f"{said} = {listed}"


def _billions(dong: int) -> str:
    return show_number(Decimal(dong) / BILLION)
