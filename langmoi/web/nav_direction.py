"""The entries of what follows a directive: documents, tasks, targets, difficulties, bodies."""

from __future__ import annotations

from collections.abc import Collection

from langmoi.direction.access import ISSUING_ROLES, LEADING_ROLES
from langmoi.people.models import Role
from langmoi.places.models import Level
from langmoi.web.nav import Page
from langmoi.web.scope import Scope


def directing(scope: Scope, roles: Collection[Role]) -> list[Page]:
    """What is ordered, who does it and who looks after it."""
    tasks: list[Page] = [("tasks", "Nhiệm vụ được giao", "checkbox")]
    if scope.is_village:
        return tasks
    return [
        ("directives", "Văn bản chỉ đạo", "file-text"),
        *tasks,
        *_following(scope, roles),
        ("meetings", "Ban Chỉ đạo", "calendar-event"),
        ("delegations", "Đoàn kiểm tra", "route"),
    ]


def removing(scope: Scope) -> list[Page]:
    """What is to be reached, by which work and people, and what stands in its way."""
    if scope.is_village:
        return []
    return [
        ("targets", "Mục tiêu", "target-arrow"),
        ("programme", "Chương trình công tác", "calendar-check"),
        ("difficulties", "Khó khăn, vướng mắc", "barrier-block"),
        ("guidance_list", "Hướng dẫn của ngành", "book-2"),
        ("staff", "Cán bộ NTM", "users-group"),
    ]


def _following(scope: Scope, roles: Collection[Role]) -> list[Page]:
    """Whom to remind, for who follows a place's documents; what goes up to who heads it."""
    level, held = Level(scope.home.level), set(roles)
    issuing, leading = ISSUING_ROLES.get(level, ()), LEADING_ROLES.get(level, ())
    pages: list[Page] = []
    if held & set(issuing):
        pages.append(("urging", "Đôn đốc tuần", "bell"))
    if held & {*issuing, *leading}:
        pages.append(("escalated", "Quá hạn lâu", "alert-triangle"))
    return pages
