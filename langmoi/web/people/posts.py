"""Posts on a person's page: giving, ending, handing over, substitutes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.days import show_day
from langmoi.people.access import managed_units, people_visible_to
from langmoi.people.actions import end_post, give_post
from langmoi.people.handover import end_substitution, hand_over_post, substitute
from langmoi.people.models import Post, Substitution, User
from langmoi.people.queries import people_with_post
from langmoi.people.responsibility import day_before
from langmoi.web.http import Request
from langmoi.web.people.people import managers_only, person_in_scope, post_arguments
from langmoi.web.people.people_forms import EndForm, HandOverForm, PostForm, SubstituteForm


def post_in_scope(request: Request, pk: int) -> Post:
    """A post at a unit that the person manages; elsewhere there is none."""
    managed = managed_units(request.user, on=request.today)
    posts = Post.objects.select_related("user", "unit", "agency")
    return get_object_or_404(posts, pk=pk, unit__in=managed)


@managers_only
@require_POST
def give(request: Request, pk: int) -> HttpResponse:
    found = person_in_scope(request, pk)
    managed = managed_units(request.user, on=request.today)
    given = PostForm(request.POST, managed=managed, on=request.today).given()
    made = give_post(found, **post_arguments(given), by=request.user, on=request.today)
    messages.success(request, f"Đã giao chức vụ {made} từ {show_day(made.valid_from)}.")
    return redirect("person", pk)


@managers_only
@require_safe
def post(request: Request, pk: int) -> HttpResponse:
    """One post: end it, hand it over, let someone substitute."""
    found = post_in_scope(request, pk)
    people = people_visible_to(request.user, on=request.today)
    context = {
        "post": found,
        "person": found.user,
        "end_form": EndForm(auto_id="end-%s", initial={"last_day": request.today}),
        "hand_over_form": HandOverForm(
            auto_id="hand-%s", people=people, initial={"last_day": request.today}
        ),
        "substitute_form": SubstituteForm(
            auto_id="sub-%s", people=people, initial={"valid_from": request.today}
        ),
        "substitutions": found.substitutions.select_related("user").order_by("valid_from"),
        "today": request.today,
    }
    return render(request, "people/post.html", context)


@managers_only
@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    found = post_in_scope(request, pk)
    last_day = EndForm(request.POST).given()["last_day"]
    end_post(found, last_day=last_day, by=request.user, on=request.today)
    messages.success(request, f"Chức vụ kết thúc hết ngày {show_day(last_day)}.")
    return redirect("person", found.user_id)


@managers_only
@require_POST
def hand_over(request: Request, pk: int) -> HttpResponse:
    found = post_in_scope(request, pk)
    people = people_visible_to(request.user, on=request.today)
    given = HandOverForm(request.POST, people=people).given()
    done = hand_over_post(
        found, given["username"], last_day=given["last_day"], by=request.user, on=request.today
    )
    messages.success(
        request,
        f"{done.begun.user.full_name} giữ chức vụ từ {show_day(done.open_from)}; việc đang chờ ở "
        "chức vụ này chuyển sang người mới từ ngày đó.",
    )
    return redirect("person", done.begun.user_id)


@login_required
@require_POST
def appoint(request: Request, pk: int) -> HttpResponse:
    """A substitute: by the holder from their own page, or by who manages people."""
    found = get_object_or_404(Post.objects.select_related("user"), pk=pk)
    people = _possible_substitutes(request, found)
    given = SubstituteForm(request.POST, people=people).given()
    made = substitute(
        found,
        given["username"],
        valid_from=given["valid_from"],
        valid_to=given["valid_to"],
        reason=given["reason"],
        by=request.user,
        on=request.today,
    )
    messages.success(
        request,
        f"{made.user.full_name} làm thay từ {show_day(made.valid_from)} "
        f"đến hết {show_day(made.valid_to)}.",
    )
    return _back(request, found)


@login_required
@require_POST
def dismiss(request: Request, pk: int) -> HttpResponse:
    """End a substitution yesterday: from now on it gives no rights."""
    found = get_object_or_404(Substitution.objects.select_related("post__user", "user"), pk=pk)
    _possible_substitutes(request, found.post)
    end_substitution(found, last_day=day_before(request.today), by=request.user, on=request.today)
    messages.success(request, f"{found.user.full_name} không còn làm thay.")
    return _back(request, found.post)


def _possible_substitutes(request: Request, post: Post) -> QuerySet[User]:
    """For the holder: who holds a post at the same unit. For who manages: who they may see.

    For anyone else there is no such post.
    """
    if post.user_id == request.user.pk:
        at_unit = people_with_post(request.today).filter(unit=post.unit).values("user")
        return User.objects.filter(is_active=True, pk__in=at_unit)
    if post.unit_id not in managed_units(request.user, on=request.today):
        raise Http404
    return people_visible_to(request.user, on=request.today)


def _back(request: Request, post: Post) -> HttpResponse:
    own = post.user_id == request.user.pk
    return redirect("account") if own else redirect("post", post.pk)
