"""What every page's frame shows: whose province, which month, and only pages that work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from langmoi.core.errors import DomainError
from langmoi.core.installation import installation
from langmoi.places.models import Level, UnitVersion
from langmoi.web.http import Request
from langmoi.web.months import month_choices, month_query, newest_month, remembered_month
from langmoi.web.scope import Scope, scope_of


@dataclass(frozen=True)
class NavItem:
    url: str
    label: str
    icon: str
    is_current: bool


def frame(request: Request) -> dict[str, Any]:
    found = installation()
    context: dict[str, Any] = {
        "is_demo": found is not None and found.is_demo,
        "province": _province(found.province_code, request.today) if found else None,
    }
    if not request.user.is_authenticated:
        return context
    scope = _scope_or_none(request)
    return context | {
        "scope": scope,
        "nav": _nav(request, scope) if scope else [],
        "chosen": remembered_month(request),
        "newest": newest_month(request),
        "month_query": month_query(request),
        "month_choices": month_choices(request),
    }


def _province(code: str, on: date) -> UnitVersion | None:
    return UnitVersion.objects.on(on).filter(level=Level.PROVINCE, code=code).first()


def _scope_or_none(request: Request) -> Scope | None:
    """None for someone without a post: the page that tells them so has a frame, too."""
    chosen = remembered_month(request)
    try:
        return scope_of(request, chosen.month if chosen else None)
    except DomainError:
        return None


def _nav(request: Request, scope: Scope) -> list[NavItem]:
    if scope.is_commune:
        pages = [("home", scope.home.full_name[:1].upper() + scope.home.full_name[1:], "home")]
    else:
        pages = [
            ("home", "Tổng quan", "layout-dashboard"),
            ("matrix", "Bảng tiêu chí", "table"),
            ("communes", "Xã", "map-pin"),
        ]
    if scope.can_write:
        pages.append(("uploads", "Nhập số liệu", "table-import"))
    if not scope.is_commune:
        pages.append(("reports", "Báo cáo", "file-download"))
    here = "home" if scope.is_commune and _section(request) == "communes" else _section(request)
    query = month_query(request)
    return [
        NavItem(reverse(name) + (f"?{query}" if query else ""), label, icon, name == here)
        for name, label, icon in pages
    ]


# Pages that belong under another page's entry in the bar.
_SECTIONS = {
    "province": "home",
    "district": "home",
    "commune": "communes",
    "criterion": "matrix",
    "upload": "uploads",
}


def _section(request: HttpRequest) -> str:
    match = request.resolver_match
    name = match.url_name if match and match.url_name else ""
    return _SECTIONS.get(name, name)
