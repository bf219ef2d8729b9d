"""Beside a criterion: guidance in force, difficulties that wait, and the link to raise one."""

from __future__ import annotations

from typing import Any

from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from langmoi.core.clock import today
from langmoi.core.memory import kept
from langmoi.difficulties.access import can_raise
from langmoi.difficulties.guidance import guidance_by_criterion, publisher
from langmoi.difficulties.models import Difficulty
from langmoi.difficulties.queries import open_by_criterion
from langmoi.difficulties.tables import tally

MOST_OFFERED = 3
_KNOWN = "_guidance"


def guidance_beside(context: Context, criterion: str) -> SafeString:
    """Links to the newest guidance on the criterion, and to all; nothing where there is none."""
    request: Any = context.get("request")
    on = getattr(request, "today", None) or today()
    known = request.__dict__ if request is not None else {}
    if _KNOWN not in known:
        known[_KNOWN] = guidance_by_criterion(on)
    found = known[_KNOWN].get(criterion, ())
    if not found:
        return SafeString("")
    links = format_html_join(
        "; ",
        '<a href="{}">{}</a> ({}{})',
        (
            (
                reverse("guidance", args=[one.pk]),
                one.title,
                publisher(one),
                ", số liệu minh họa" if one.is_illustrative else "",
            )
            for one in found[:MOST_OFFERED]
        ),
    )
    more = SafeString("")
    if len(found) > MOST_OFFERED:
        address = f"{reverse('guidance_list')}?tieu-chi={criterion}"
        more = format_html('; <a href="{}">cả {} hướng dẫn</a>', address, len(found))
    return format_html('<p class="lm-small lm-muted">Hướng dẫn của ngành: {}{}.</p>', links, more)


def difficulties_beside(context: Context, criterion: str, unit: int, code: str) -> SafeString:
    """How many wait at the place, with their list, and “Nêu vướng mắc” for who may."""
    request: Any = context.get("request")
    if request is None:
        return SafeString("")
    parts = []
    count = _waiting(unit).get((unit, criterion), 0)
    if count:
        address = f"{reverse('difficulties')}?tieu-chi={criterion}&noi={unit}"
        said = f"{count} vướng mắc chưa giải quyết"
        parts.append(format_html('<a href="{}">{}</a>', address, said))
    if _may_raise(request):
        month = context.get("month_query", "")
        query = "&".join(p for p in (f"xa={code}", f"tieu-chi={criterion}", month) if p)
        address = f"{reverse('new_difficulty')}?{query}"
        parts.append(format_html('<a href="{}">Nêu vướng mắc</a>', address))
    if not parts:
        return SafeString("")
    joined = format_html_join(" · ", "{}", ((part,) for part in parts))
    return format_html('<p class="lm-small">{}</p>', joined)


def _waiting(unit: int) -> dict[tuple[int, str], int]:
    return kept(
        ("waiting difficulties", unit),
        lambda: open_by_criterion([unit]),
        "difficulties_difficulty",
    )


def _may_raise(request: Any) -> bool:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    return can_raise(user, on=request.today)


def agency_beside(context: Context, agency: int) -> SafeString:
    """What waits for the agency, what of it is overdue, and the guidance that it has in force."""
    request: Any = context.get("request")
    if request is None:
        return SafeString("")
    on = request.today
    waiting = Difficulty.objects.visible_to(request.user, on=on).filter(agency=agency)
    counts = tally(waiting.only("state", "due_on"), on)
    address = f"{reverse('difficulties')}?co-quan={agency}&trang-thai="
    said = [
        format_html(
            '<a href="{}chua-giai-quyet"><b>{}</b> vướng mắc chưa giải quyết</a>',
            address,
            counts.open,
        ),
        format_html('<a href="{}qua-han"><b>{}</b> quá hạn trả lời</a>', address, counts.overdue),
    ]
    own = [
        g for of_it in guidance_by_criterion(on).values() for g in of_it if g.agency_id == agency
    ]
    said += [
        format_html(
            'hướng dẫn <a href="{}">{}</a>{}',
            reverse("guidance", args=[one.pk]),
            one.title,
            " (số liệu minh họa)" if one.is_illustrative else "",
        )
        for one in own
    ]
    return format_html_join("", "<li>{}</li>", ((line,) for line in said))
