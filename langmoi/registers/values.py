"""A field's value: as it is kept (JSON), as rules read it, as people write and read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from langmoi.core.days import parse_day, show_day
from langmoi.core.errors import DomainError, Fault
from langmoi.core.numbers import plain, read_millions, read_number, show_millions, show_number
from langmoi.core.text import normalise, search_key
from langmoi.registers.kinds import FieldDef, FieldType

MOST_TEXT, MOST_LONG = 300, 5000
YES, NO = {"co", "x", "yes", "1", "true", "dung"}, {"khong", "no", "0", "false", "sai"}
_HUNDRED = Decimal(100)


def kept_values(
    fields: Iterable[FieldDef], told: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Fault]]:
    """What is told as it is kept, and what is wrong with it; what is empty is left out.

    `Fault.figure` names the field. Dates are dates, numbers Decimal or int, places their keys.
    """
    known = {field.id: field for field in fields}
    faults = [
        Fault(f"Sổ này không có trường “{name}”.", "Hãy bỏ trường này.", figure=name)
        for name in told
        if name not in known
    ]
    kept: dict[str, Any] = {}
    for field in known.values():
        value = told.get(field.id)
        if is_empty(value):
            if field.required:
                said = f"Chưa ghi “{field.label}”."
                faults.append(Fault(said, "Hãy ghi vào.", figure=field.id))
            continue
        try:
            kept[field.id] = _kept(field, value)
        except DomainError as error:
            faults.append(Fault(str(error), figure=field.id))
    return kept, faults


def is_empty(value: Any) -> bool:
    return value is None or value == "" or value == []


def _kept(field: FieldDef, value: Any) -> Any:
    if field.type.is_number:
        return _kept_number(field, value)
    match field.type:
        case FieldType.DATE if isinstance(value, date):
            return (value.date() if isinstance(value, datetime) else value).isoformat()
        case FieldType.YES_NO if isinstance(value, bool):
            return value
        case FieldType.CHOICE if value in field.labels:
            return value
        case FieldType.UNITS if isinstance(value, Sequence) and not isinstance(value, str):
            return sorted({int(key) for key in value})
        case FieldType.TEXT | FieldType.LONG_TEXT if isinstance(value, str):
            return _kept_text(field, value)
    raise DomainError(f"“{field.label}” phải là {field.type.label}. Hãy ghi lại.")


def _kept_text(field: FieldDef, value: str) -> str:
    is_long = field.type is FieldType.LONG_TEXT
    text = "\n".join(map(normalise, value.splitlines())).strip() if is_long else normalise(value)
    most = MOST_LONG if is_long else MOST_TEXT
    if len(text) > most:
        raise DomainError(f"“{field.label}” dài hơn {most} ký tự. Hãy ghi ngắn lại.")
    return text


def _kept_number(field: FieldDef, value: Any) -> Any:
    if isinstance(value, bool | float | str) or not isinstance(value, int | Decimal):
        raise DomainError(f"“{field.label}” phải là số. Hãy ghi lại.")
    number = Decimal(value)
    low, high = bounds_of(field)
    if low is not None and number < low:
        raise DomainError(f"“{field.label}” không được nhỏ hơn {show_bound(field, low)}.")
    if high is not None and number > high:
        raise DomainError(f"“{field.label}” không được lớn hơn {show_bound(field, high)}.")
    if field.type in (FieldType.WHOLE, FieldType.MONEY):
        if number != number.to_integral_value():
            raise DomainError(f"“{field.label}” phải là số nguyên. Hãy bỏ phần lẻ.")
        return int(number)
    return plain(number)


def bounds_of(field: FieldDef) -> tuple[Decimal | None, Decimal | None]:
    """Nothing is counted below 0 unless the file says so; a share ends at 100."""
    low = field.minimum if field.minimum is not None else Decimal(0)
    high = field.maximum
    if high is None and field.type is FieldType.SHARE:
        high = _HUNDRED
    return low, high


def show_bound(field: FieldDef, bound: Decimal) -> str:
    if field.type is FieldType.MONEY:
        return f"{show_millions(int(bound))} triệu đồng"
    return show_number(bound)


def read_value(field: FieldDef, raw: Any) -> Any:
    """What somebody wrote into a cell or a form, as rules read it; None for nothing.

    Raises DomainError. Places are read by whoever knows the units in question.
    """
    if isinstance(raw, float):
        raw = plain(Decimal(repr(raw)))
    text = str(raw).strip() if raw is not None else ""
    if not text:
        return None
    match field.type:
        case FieldType.DATE:
            return raw if isinstance(raw, date) else parse_day(text)
        case FieldType.YES_NO:
            return _yes_or_no(field, text)
        case FieldType.CHOICE:
            return _choice(field, text)
        case FieldType.MONEY:
            return read_millions(text)
        case FieldType.WHOLE:
            low, high = bounds_of(field)
            return int(read_number(text, minimum=low, maximum=high, whole=True))
        case FieldType.DECIMAL | FieldType.SHARE:
            low, high = bounds_of(field)
            return read_number(text, minimum=low, maximum=high)
    return text


def _yes_or_no(field: FieldDef, text: str) -> bool:
    key = search_key(text)
    if key not in YES | NO:
        raise DomainError(f"Không hiểu “{text}” ở “{field.label}”. Hãy ghi có hoặc không.")
    return key in YES


def _choice(field: FieldDef, text: str) -> str:
    key = search_key(text)
    for choice in field.choices:
        if text == choice.id or key == search_key(choice.label):
            return choice.id
    labels = "; ".join(field.labels.values())
    raise DomainError(f"“{field.label}” không có “{text}”. Hãy chọn một trong: {labels}.")


def rule_values(fields: Iterable[FieldDef], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept, as rules read it: days, Decimals and whole numbers; unknown fields go."""
    found: dict[str, Any] = {}
    for field in fields:
        value: Any = kept.get(field.id)
        if is_empty(value):
            continue
        if field.type is FieldType.DATE:
            value = date.fromisoformat(value)
        elif field.type in (FieldType.DECIMAL, FieldType.SHARE):
            value = Decimal(value)
        found[field.id] = value
    return found


def show_value(field: FieldDef, kept: Any, names: Mapping[int, str] | None = None) -> str:
    """As people read it; nothing for nothing. names: of places, where the field holds them."""
    if is_empty(kept):
        return ""
    match field.type:
        case FieldType.DATE:
            return show_day(date.fromisoformat(kept))
        case FieldType.YES_NO:
            return "có" if kept else "không"
        case FieldType.CHOICE:
            return field.labels.get(kept, kept)
        case FieldType.UNITS:
            return "; ".join((names or {}).get(key, str(key)) for key in kept)
        case FieldType.MONEY:
            return show_millions(int(kept))
        case FieldType.WHOLE | FieldType.DECIMAL | FieldType.SHARE:
            return show_number(Decimal(kept))
    return str(kept)


def cell_value(field: FieldDef, kept: Any, names: Mapping[int, str] | None = None) -> Any:
    """For a cell of a workbook: numbers and days as such."""
    if is_empty(kept):
        return None
    if field.type is FieldType.DATE:
        return date.fromisoformat(kept)
    if field.type is FieldType.MONEY:
        return Decimal(kept) / 1_000_000
    if field.type.is_number:
        return Decimal(kept)
    return show_value(field, kept, names)
