"""The entries of money, works and what residents give."""

from __future__ import annotations

from collections.abc import Collection

from langmoi.people.models import Role
from langmoi.web.nav import Page
from langmoi.web.scope import Scope


def of_money(scope: Scope, roles: Collection[Role]) -> list[Page]:
    """Works, their money, and the rules that it must keep."""
    pages: list[Page] = []
    # funding
    if not scope.is_village:
        pages += [
            ("projects", "Công trình, dự án", "building-community"),
            ("money", "Vốn theo nguồn", "coins"),
        ]
    # funding_rules
    if not scope.is_village:
        pages.append(("counterpart", "Đối ứng, trùng nguồn", "scale"))
        pages.append(("debts", "Nợ đọng, kêu gọi", "report-money"))
    # contributions
    pages.append(("contributions", "Đóng góp của dân", "heart-handshake"))
    return pages
