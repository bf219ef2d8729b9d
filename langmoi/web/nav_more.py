"""Pages that are asked for less often: they stand in groups under “Thêm”."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from langmoi.lawdesk.access import READING_ROLES
from langmoi.people.models import Role
from langmoi.people.roles import MANAGING_ROLES
from langmoi.public.roles import (
    ANSWERING_ROLES,
    MODERATING_ROLES,
    PARTY_READING_ROLES,
    SWITCHING_ROLES,
)
from langmoi.reporting.expected import DEPARTMENT_ROLES
from langmoi.web.audit.access import LOG_ROLES
from langmoi.web.http import Request
from langmoi.web.nav import NavItem, Page, items
from langmoi.web.nav_direction import directing, removing
from langmoi.web.nav_money import of_money
from langmoi.web.nav_registers import of_recognition, of_registers
from langmoi.web.scope import Scope

FEW = 5  # so many need no headings


@dataclass(frozen=True)
class NavGroup:
    name: str  # empty where all stand together
    items: list[NavItem]


def more(request: Request, scope: Scope) -> list[NavGroup]:
    """The groups that have a page for this person, in the order of who asks for them most."""
    roles = {Role(post.role) for post in scope.posts}
    groups: dict[str, list[Page]] = {
        "Chỉ đạo, điều hành": directing(scope, roles),
        "Mục tiêu, tháo gỡ": removing(scope),
        "Vốn, công trình": of_money(scope, roles),
        "Sổ theo dõi": of_registers(scope, roles),
        "Xét, công nhận": of_recognition(scope, roles),
        "Phân tích": _analysis(scope),
        "Trách nhiệm": _accountability(scope, roles),
        "Trao đổi, đối chiếu": _exchange(scope, roles),
        "Công khai": _of_public_page(roles),
        "Quản trị": _managing(scope, roles),
    }
    every = [page for pages in groups.values() for page in pages]
    if len(every) <= FEW:
        return [NavGroup("", items(request, every))]
    return [NavGroup(name, items(request, pages)) for name, pages in groups.items() if pages]


def _analysis(scope: Scope) -> list[Page]:
    pages: list[Page] = []
    if not scope.is_village:
        pages.append(("analysis", "Bảng và biểu đồ", "chart-bar"))
        pages.append(("forecast", "Dự báo", "chart-line"))
    if not scope.is_commune:
        pages.append(("what_if", "Thử mức khác", "calculator"))
    return [*pages, ("practices", "Cách làm hay", "bulb")]


def _accountability(scope: Scope, roles: Collection[Role]) -> list[Page]:
    if scope.is_village:
        return []
    pages: list[Page] = [
        ("accounts", "Trách nhiệm người đứng đầu", "user-star"),
        ("scores", "Chấm điểm năm", "award"),
    ]
    if scope.is_province and not set(roles) & set(DEPARTMENT_ROLES):
        pages.append(("department", "Chỉ tiêu theo ngành", "building-bank"))
    return [
        *pages,
        ("duties", "Phân công phụ trách", "sitemap"),
        ("late", "Chậm hạn", "clock-exclamation"),
    ]


def _exchange(scope: Scope, roles: Collection[Role]) -> list[Page]:
    pages: list[Page] = [("questions", "Hỏi và trả lời", "message-question")]
    if scope.is_village:
        return pages
    if scope.is_commune:
        pages.append(("reports", "Báo cáo", "file-download"))
    pages.append(("differences", "Đối chiếu với ngành", "git-compare"))
    if set(roles) & set(DEPARTMENT_ROLES):
        pages.append(("expected", "Số liệu của ngành", "database-import"))
    return [*pages, ("corrections", "Đính chính", "edit")]


def _of_public_page(roles: Collection[Role]) -> list[Page]:
    """Residents' comments and the page they stand on; and the documents of the Party."""
    pages: list[Page] = []
    if set(roles) & {*MODERATING_ROLES, *ANSWERING_ROLES}:
        pages.append(("comments", "Góp ý của người dân", "messages"))
    if set(roles) & set(SWITCHING_ROLES):
        pages.append(("public_switch", "Trang công khai", "world"))
    if set(roles) & set(PARTY_READING_ROLES):
        pages.append(("party_documents", "Văn kiện Đảng", "book"))
    return pages


def _managing(scope: Scope, roles: Collection[Role]) -> list[Page]:
    pages: list[Page] = []
    if set(roles) & set(READING_ROLES):
        pages.append(("drafts", "Soạn bộ tiêu chí", "gavel"))
    if set(roles) & set(MANAGING_ROLES):
        pages.append(("people", "Người dùng", "users"))
        if scope.is_province:
            pages.append(("agencies", "Cơ quan", "building"))
            pages.append(("setup", "Chuẩn bị tháng đầu", "list-check"))
    if set(roles) & set(LOG_ROLES):
        pages.append(("log", "Nhật ký thay đổi", "history"))
    return pages
