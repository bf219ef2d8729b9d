"""What a report says of money: allocated, paid, mobilised, given by residents, owed."""

from __future__ import annotations

from collections.abc import Iterator

from langmoi.core.numbers import show_millions, show_number
from langmoi.publishing.material import Material
from langmoi.publishing.money import MoneyPicture
from langmoi.publishing.words import counted, percent


def money(material: Material) -> Iterator[str]:
    """Nothing where nothing was ever written down; else what is known, and what is not."""
    found = material.money
    if found is None or not found.is_told:
        return
    yield from _capital(found)
    yield from _mobilised(found)
    yield from _given(found)
    yield from _owed(found)
    if found.unchecked:
        yield (
            f"Có {show_number(found.unchecked)}/{show_number(found.lines)} dòng vốn, khoản đóng "
            "góp là số minh họa hoặc chưa kiểm chứng."
        )


def _capital(found: MoneyPicture) -> Iterator[str]:
    one = found.capital
    if not one.is_told:
        yield f"Chưa ghi vốn nào của năm {found.year}."
        return
    parts = [f"kế hoạch vốn năm {found.year} là {_said(one.plan)}"]
    parts.append(f"đã phân bổ {_said(one.allocated)}{_of(one.allocated, one.plan, 'kế hoạch')}")
    if one.carried is not None:
        parts.append(f"vốn năm trước kéo dài {_said(one.carried)}")
    paid = _of(one.paid, one.to_pay_from, "vốn đã phân bổ và kéo dài")
    parts.append(f"giải ngân {_said(one.paid)}{paid}")
    yield f"Đến ngày {found.until:%d/%m/%Y}: {'; '.join(parts)}."


def _mobilised(found: MoneyPicture) -> Iterator[str]:
    if found.mobilised.period is None:
        yield "Trong kỳ chưa ghi khoản giải ngân, đóng góp nào."
        return
    parts = [
        f"{source.name.lower()} {show_millions(one.period)}"
        for source, one in found.sources
        if not source.parent and one.period
    ]
    yield (
        f"Nguồn lực huy động trong kỳ: {_said(found.mobilised.period)}, gồm {'; '.join(parts)}. "
        f"Lũy kế năm {found.year}: {_said(found.mobilised.year)}."
    )


def _given(found: MoneyPicture) -> Iterator[str]:
    one = found.given
    if not one.rows:
        return
    parts = [f"tiền {_said(one.money)}"] if one.money else []
    if one.workdays:
        parts.append(f"{show_number(one.workdays)} ngày công")
    if one.land:
        parts.append(f"hiến {show_number(one.land)} m² đất")
    if one.goods_value:
        parts.append(f"vật tư, cây cối, khác {_said(one.goods_value)}")
    yield (
        f"Nhân dân đóng góp trong kỳ: {', '.join(parts)}; cộng giá trị đã quy đổi "
        f"{_said(one.total)}, {show_number(one.households)} lượt hộ."
    )


def _owed(found: MoneyPicture) -> Iterator[str]:
    if not found.debts:
        day = f"{found.until:%d/%m/%Y}"
        yield f"Đến ngày {day} không có công trình nào còn nợ đọng xây dựng cơ bản."
        return
    projects = len({line.project for line in found.debts})
    places = len({line.place for line in found.debts})
    oldest = min(line.oldest_on for line in found.debts)
    yield (
        f"Nợ đọng xây dựng cơ bản đến ngày {found.until:%d/%m/%Y}: {_said(found.debt)} của "
        f"{counted(projects)} công trình ở {counted(places)} đơn vị; khoản cũ nhất từ ngày "
        f"{oldest:%d/%m/%Y}."
    )


def _said(dong: int | None) -> str:
    return "chưa ghi" if dong is None else f"{show_millions(dong)} triệu đồng"


def _of(part: int | None, whole: int | None, what: str) -> str:
    if part is None or not whole:
        return ""
    return f" ({show_number(percent(part, whole), 1)}% {what})"
