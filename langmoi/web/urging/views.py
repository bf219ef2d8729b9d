"""Whom to remind this week, writing it down; and what goes up to the chairman, with their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.core.installation import is_demo
from langmoi.direction.access import issued_by, led_by
from langmoi.direction.actions import remind_tasks
from langmoi.direction.weekly import Group, Line, Weekly, Why, escalated, weekly_list
from langmoi.overview.places import ref
from langmoi.places.models import UnitVersion
from langmoi.places.queries import unit_versions
from langmoi.publishing.files import CONTENT_TYPES, writer_for
from langmoi.publishing.urging import (
    file_stem,
    last_word_of,
    reminders_of,
    standing_of,
    urging_notice,
)
from langmoi.web.http import Request
from langmoi.web.publishing.files import attachment
from langmoi.web.tasks.forms import InstructForm
from langmoi.web.urging.forms import ReminderForm

CSS = {Why.OVERDUE: "over", Why.DUE: "soon", Why.SILENT: "plain"}
ICONS = {Why.OVERDUE: "alert-triangle", Why.DUE: "hourglass", Why.SILENT: "bell"}


@dataclass(frozen=True)
class ShownLine:
    """A line in words."""

    line: Line
    standing: str
    css: str
    icon: str
    last_word: str
    reminders: str
    form: InstructForm | None = None


@dataclass(frozen=True)
class ShownGroup:
    group: Group
    lines: list[ShownLine]


@login_required
@require_safe
def urging(request: Request) -> HttpResponse:
    """The list of the week, for the office that follows the documents."""
    return _urging_page(request, ReminderForm())


@login_required
@require_POST
def urge(request: Request) -> HttpResponse:
    """Write down that those marked were reminded; the list says so from then on."""
    units = _followed(request)
    form = ReminderForm(request.POST)
    keys = [int(key) for key in request.POST.getlist("viec") if key.isdigit()]
    listed = {line.row.facts.key for line in weekly_list(units, on=request.today).lines}
    if not keys:
        form.add_error(None, "Chưa đánh dấu nhiệm vụ nào. Hãy đánh dấu việc đã đôn đốc.")
    elif not set(keys) <= listed:
        form.add_error(
            None, "Danh sách vừa thay đổi: có việc không còn cần đôn đốc. Hãy xem lại rồi ghi."
        )
    if not form.is_valid():
        return _urging_page(request, form, status=422)
    told: dict[str, Any] = {"by": request.user, "on": request.today, "at": now()}
    try:
        reminded = remind_tasks(keys, note=form.cleaned_data["note"], **told)
    except DomainError as error:
        form.add_error(None, str(error))
        return _urging_page(request, form, status=422)
    messages.success(request, f"Đã ghi đôn đốc {len(reminded)} nhiệm vụ.")
    return redirect("urging")


@login_required
@require_safe
def urging_file(request: Request, kind: str) -> HttpResponse:
    """The list as the office's notice, or its table as a workbook."""
    units = _followed(request)
    found = weekly_list(units, on=request.today)
    unit = _home(request, units)
    told = urging_notice(found, ref(unit), is_demo=is_demo(), by=request.user.full_name)
    name = f"{file_stem(found, unit.code)}.{kind}"
    return attachment(writer_for(name)(told), name, CONTENT_TYPES[f".{kind}"])


@login_required
@require_safe
def escalated_page(request: Request) -> HttpResponse:
    """What is overdue so long that the chairman is told; the office reads the same list."""
    led = led_by(request.user, on=request.today)
    units = led | issued_by(request.user, on=request.today)
    if not units:
        raise Http404
    found = escalated(units, on=request.today)
    context = {
        "rule": found.rule,
        "count": len(found.lines),
        "groups": [_shown(group, may_instruct=bool(led)) for group in found.groups],
        "unit": _home(request, units),
        "may_instruct": bool(led),
        "today": request.today,
    }
    return render(request, "urging/escalated.html", context)


def _urging_page(request: Request, form: ReminderForm, *, status: int = 200) -> HttpResponse:
    units = _followed(request)
    found = weekly_list(units, on=request.today)
    picked = set(request.POST.getlist("viec"))
    context = {
        "found": found,
        "unit": _home(request, units),
        "groups": [_shown(group) for group in found.groups],
        "counts": _counts(found),
        "form": form,
        "picked": {int(key) for key in picked if key.isdigit()},
    }
    return render(request, "urging/list.html", context, status=status)


def _followed(request: Request) -> set[int]:
    """The units whose documents the person follows; who follows none has no such page."""
    units = issued_by(request.user, on=request.today)
    if not units:
        raise Http404
    return units


def _home(request: Request, units: set[int]) -> UnitVersion:
    """The highest of the units: whose office it is."""
    found = unit_versions(request.today, unit_keys=units)
    order = ["province", "district", "commune"]
    return min(found, key=lambda version: order.index(version.level))


def _counts(found: Weekly) -> list[tuple[str, str, str, int]]:
    words = {
        Why.OVERDUE: "quá hạn",
        Why.DUE: "đến hạn trong tuần",
        Why.SILENT: "chưa tiếp nhận",
    }
    return [(CSS[why], ICONS[why], words[why], found.count(why)) for why in Why]


def _shown(group: Group, *, may_instruct: bool = False) -> ShownGroup:
    lines = [
        ShownLine(
            line,
            standing_of(line),
            CSS[line.why],
            ICONS[line.why],
            last_word_of(line.done),
            reminders_of(line.done),
            InstructForm(auto_id=f"instruct-{line.row.facts.key}-%s") if may_instruct else None,
        )
        for line in group.lines
    ]
    return ShownGroup(group, lines)
