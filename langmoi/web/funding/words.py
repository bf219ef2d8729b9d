"""How pages say what was done to a project, and which of its fields changed from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.numbers import show_millions
from langmoi.funding.checks import LABELS
from langmoi.funding.models import Builder, Mechanism
from langmoi.funding.sources import content_name, source_name
from langmoi.places.models import UnitVersion

EVENTS = {
    "add": "Lập công trình",
    "change": "Sửa công trình",
    "stop": "Ghi dừng",
    "resume": "Ghi làm tiếp",
    "line": "Ghi dòng vốn",
    "take_back": "Rút dòng vốn",
    "paper": "Thêm giấy tờ",
    "unpaper": "Gỡ giấy tờ",
}
FIELDS = LABELS | {
    "name": "tên",
    "code": "mã",
    "content": "nội dung đầu tư",
    "places": "nơi có công trình",
    "criteria": "tiêu chí",
    "structure": "cơ cấu nguồn vốn",
    "total": "tổng mức đầu tư",
    "owner": "chủ đầu tư",
    "owner_unit": "cấp của chủ đầu tư",
    "builder": "đơn vị thi công",
    "mechanism": "cơ chế đầu tư",
    "why_special": "giải trình cơ chế đặc thù",
    "has_standard_design": "thiết kế mẫu",
    "has_simple_file": "hồ sơ đơn giản",
    "list_document": "văn bản danh mục",
    "approval_document": "văn bản phê duyệt",
    "open_call": "kêu gọi đầu tư",
    "open_until": "hạn kêu gọi",
    "in_medium_term_plan": "kế hoạch trung hạn",
    "certainty": "độ tin cậy",
}


def changed_words(detail: Mapping[str, list[Any]]) -> list[str]:
    """“tổng mức đầu tư: 1.000 → 1.200”, field by field."""
    return [
        f"{FIELDS.get(name, name)}: {_said(name, was)} → {_said(name, now)}"
        for name, (was, now) in detail.items()
    ]


def _said(name: str, value: Any) -> str:
    if value in (None, "", []):
        return "chưa ghi"
    if isinstance(value, bool):
        return "có" if value else "không"
    if name == "total":
        return f"{show_millions(int(value))} triệu đồng"
    if name in LABELS or name == "open_until":
        return show_day(date.fromisoformat(value))
    if name == "content":
        return content_name(value)
    if name == "builder":
        return str(Builder(value).label)
    if name == "mechanism":
        return str(Mechanism(value).label)
    if name == "owner_unit":
        return _unit(int(value))
    return _listed(name, value) if isinstance(value, list) else str(value)


def _listed(name: str, parts: list[dict[str, Any]]) -> str:
    if name == "structure":
        said = [f"{source_name(p['source'])} {show_millions(p['amount'])}" for p in parts]
    elif name == "places":
        said = [f"{_unit(int(p['unit']))} {p['share']}%" for p in parts]
    else:
        said = [f"tiêu chí {p['number']} {p['share']}%" for p in parts]
    return "; ".join(said)


def _unit(key: int) -> str:
    last = UnitVersion.objects.filter(unit_id=key).order_by("-valid_from").first()
    return last.full_name if last else str(key)
