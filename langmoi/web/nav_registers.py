"""The entries of registers, surveys and recognition."""

from __future__ import annotations

from collections.abc import Collection

from langmoi.people.models import Role
from langmoi.web.nav import Page
from langmoi.web.scope import Scope


def of_registers(scope: Scope, roles: Collection[Role]) -> list[Page]:
    """Registers of the office, departments and the Front."""
    pages: list[Page] = []
    # registers
    pages.append(("registers", "Các sổ theo dõi", "notebook"))
    if not scope.is_village:  # ocop
        pages.append(("ocop", "Sản phẩm OCOP", "award"))
        pages.append(("linkages", "Liên kết sản xuất", "link"))
    # village_life
    pages += _of_villages(scope, roles)
    return pages


def of_recognition(scope: Scope, roles: Collection[Role]) -> list[Page]:
    """The way to a title, what residents say of it, and titles in danger."""
    pages: list[Page] = []
    # recognition
    if not scope.is_village:
        pages.append(("recognitions", "Hồ sơ, danh hiệu", "certificate"))
    # surveys
    if not scope.is_village:
        pages.append(("surveys", "Lấy ý kiến hài lòng", "mood-check"))
    # titles
    if not scope.is_village:
        pages.append(("titles_at_risk", "Nguy cơ mất danh hiệu", "alert-triangle"))
    return pages


def _of_villages(scope: Scope, roles: Collection[Role]) -> list[Page]:
    """A village's own page for its head; for others the lists of what villages do."""
    if scope.is_village:
        return [("my_village", "Thôn tôi", "home-2")] if Role.VILLAGE_HEAD in roles else []
    return [
        ("conventions", "Hương ước, quy ước", "script"),
        ("village_meetings", "Họp thôn", "users-group"),
        ("mobilisation", "Tuyên truyền, vận động", "speakerphone"),
        ("campaigns", "Phong trào", "flag"),
    ]
