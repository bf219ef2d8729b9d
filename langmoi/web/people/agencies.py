"""Agencies in time: which there are, which went into which, and writing the next merger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.core.text import sort_key
from langmoi.law.sets import set_for
from langmoi.people.access import managed_units, manages_province
from langmoi.people.actions import create_agency
from langmoi.people.mergers import Moves, merge_agencies, preview_merger
from langmoi.people.models import Agency, AgencySuccession, Post
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import version_of
from langmoi.web.http import Request
from langmoi.web.people.agency_forms import MergeForm
from langmoi.web.people.duties import month_at_work
from langmoi.web.people.people import managers_only


@dataclass(frozen=True)
class Row:
    """An agency with what it came from and what it went into."""

    agency: Agency
    unit: UnitVersion | None
    posts: int
    origins: tuple[AgencySuccession, ...]
    successions: tuple[AgencySuccession, ...]
    has_ended: bool

    @property
    def is_provincial(self) -> bool:
        return self.unit is not None and self.unit.level == Level.PROVINCE


@managers_only
@require_safe
def agencies(request: Request) -> HttpResponse:
    _refuse_districts(request)
    form = MergeForm(within=_units(request), on=request.today)
    return _page(request, form)


@managers_only
@require_POST
def merge(request: Request) -> HttpResponse:
    """First what would move; written once that was confirmed."""
    _refuse_districts(request)
    form = MergeForm(request.POST, within=_units(request), on=request.today)
    if not form.is_valid():
        return _page(request, form, 422)
    told = form.cleaned_data
    moves = preview_merger(
        told["old"],
        form.heirs(),
        on=told["on"],
        law=set_for(month_at_work(request)),
    )
    if "confirm" not in request.POST:
        return render(request, "people/merger.html", {"form": form, "moves": moves})
    _write(request, form, moves)
    names = ", ".join(heir.name for heir in moves.heirs)
    messages.success(
        request,
        f"Đã ghi: từ {show_day(moves.on)}, {moves.old.name} thành {names}; "
        f"{len(moves.posts)} chức vụ chuyển theo.",
    )
    return redirect("agencies")


@transaction.atomic
def _write(request: Request, form: MergeForm, moves: Moves) -> None:
    by, today, on = request.user, request.today, moves.on
    heirs = list(moves.heirs)
    for at, heir in enumerate(heirs):
        if heir.pk is None:
            made = create_agency(heir.name, heir.short_name, heir.unit, by=by, on=today)
            made.valid_from = on
            made.save(update_fields=["valid_from"])
            heirs[at] = made
    merge_agencies(
        moves.old,
        heirs,
        on=on,
        document=form.cleaned_data["document"],
        posts_to=_chosen(request.POST, moves.posts, heirs),
        by=by,
        today=today,
    )


def _chosen(
    post: Mapping[str, str], posts: Sequence[Post], heirs: Sequence[Agency]
) -> dict[int, Agency]:
    """The heir picked for each post; the page numbers them, since a new one has no key yet."""
    found = {}
    for one in posts:
        picked = post.get(f"post-{one.pk}", "0")
        if not picked.isascii() or not picked.isdigit() or int(picked) >= len(heirs):
            raise DomainError("Hãy chọn cơ quan kế thừa cho từng chức vụ.")
        found[one.pk] = heirs[int(picked)]
    return found


def _page(request: Request, form: MergeForm, status: int = 200) -> HttpResponse:
    rows = _rows(request)
    current = [row for row in rows if not row.has_ended]
    context = {
        "form": form,
        "today": request.today,
        "current": current,
        "provincial": [row for row in current if row.is_provincial],
        "lower": [row for row in current if not row.is_provincial],
        "ended": [row for row in rows if row.has_ended],
    }
    return render(request, "people/agencies.html", context, status=status)


def _rows(request: Request) -> list[Row]:
    found = Agency.objects.filter(unit__in=_units(request)).prefetch_related(
        "origins__predecessor", "successions__successor"
    )
    posts = list(Post.objects.on(request.today).values_list("agency_id", flat=True))
    units: dict[int, UnitVersion | None] = {}
    rows = []
    for agency in sorted(found, key=lambda agency: sort_key(agency.name)):
        day = min(request.today, agency.valid_to or request.today)
        if agency.unit_id not in units:
            units[agency.unit_id] = version_of(agency.unit_id, day)
        rows.append(_row(agency, units[agency.unit_id], posts.count(agency.pk), request))
    return rows


def _row(agency: Agency, unit: UnitVersion | None, posts: int, request: Request) -> Row:
    return Row(
        agency=agency,
        unit=unit,
        posts=posts,
        origins=tuple(agency.origins.all()),
        successions=tuple(agency.successions.all()),
        has_ended=agency.valid_to is not None and agency.valid_to < request.today,
    )


def _units(request: Request) -> set[int]:
    return managed_units(request.user, on=request.today)


def _refuse_districts(request: Request) -> None:
    """Departments are the province's: whoever manages a district has no such page."""
    if not manages_province(request.user, on=request.today):
        raise Http404
