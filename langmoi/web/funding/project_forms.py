"""The pages on which a project is written and changed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from langmoi.funding.access import can_add, can_write, may_call, owned_units, written_units
from langmoi.funding.actions import add_project, asked_of, change_project
from langmoi.funding.asked import NewProject
from langmoi.funding.models import Project
from langmoi.places.models import Certainty, UnitVersion
from langmoi.places.queries import version_of
from langmoi.web.attempts import who, whole
from langmoi.web.funding.forms import ProjectForm, typed
from langmoi.web.http import Request

SPARE_ROWS = (3, 3, 5)  # places, criteria, sources: empty rows below those that are filled


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_project(request: Request) -> HttpResponse:
    if not can_add(request.user, on=request.today):
        raise Http404
    initial = _first(request)
    form = ProjectForm(
        request.POST or None,
        scope=_writable(request),
        on=request.today,
        may_call=may_call(request.user, on=request.today),
        initial=initial,
    )
    made: list[int] = []

    def act() -> None:
        told = form.asked(certainty=Certainty.REPORTED)
        made.append(add_project(told, **who(request)).pk)

    if request.method == "POST" and form.attempt(act):
        return redirect("project", made[0])
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "tab": "projects"}
    return render(request, "funding/project_form.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    visible = Project.objects.visible_to(request.user, on=request.today)
    project = get_object_or_404(visible, pk=pk)
    if not can_write(request.user, project, on=request.today):
        raise Http404
    asked = asked_of(project)
    filled = len(asked.places), len(asked.criteria), len(asked.structure)
    places, criteria, sources = (n + 2 for n in filled)
    rows = max(places, 3), max(criteria, 3), max(sources, 5)
    form = ProjectForm(
        request.POST or None,
        scope=_writable(request),
        on=request.today,
        may_call=may_call(request.user, on=request.today),
        rows=rows,
        initial=typed(asked, _names(asked, request), _owner_level(project)),
    )
    seen = whole(request.POST.get("seen", "")) or project.version

    def act() -> None:
        told = form.asked(certainty=project.certainty)
        change_project(project, told, seen=seen, **who(request))

    if request.method == "POST" and form.attempt(act):
        return redirect("project", project.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "project": project, "seen": seen, "tab": "projects"}
    return render(request, "funding/project_form.html", context, status=status)


def _writable(request: Request) -> set[int]:
    on = request.today
    return written_units(request.user, on=on) | owned_units(request.user, on=on)


def _first(request: Request) -> dict[str, str]:
    """A commune's officer writes for their own commune."""
    own = owned_units(request.user, on=request.today)
    version = version_of(next(iter(own)), request.today) if len(own) == 1 else None
    found = {"owner_level": "commune", "mechanism": "normal", "builder": "firm"}
    if version is None:
        communes = UnitVersion.objects.on(request.today).filter(unit_id__in=own, level="commune")
        version = communes.first()
    return found | ({"place0": version.code, "place_share0": "100"} if version else {})


def _names(asked: NewProject, request: Request) -> dict[int, str]:
    """The code of each place on the project's day: two communes may have one name."""
    day = asked.day or request.today
    keys = [place.unit for place in asked.places]
    found = UnitVersion.objects.on(day).filter(unit_id__in=keys)
    return {version.unit_id: version.code for version in found}


def _owner_level(project: Project) -> str:
    if project.owner_unit_id is None:
        return ""
    last = UnitVersion.objects.filter(unit_id=project.owner_unit_id).order_by("-valid_from").first()
    return str(last.level) if last else ""
