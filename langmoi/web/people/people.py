"""The people whom one manages: the list with its filters, one person, and what is done to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.text import search_key
from langmoi.people.access import (
    can_manage_people,
    can_manage_person,
    managed_units,
    people_visible_to,
    with_descendants,
)
from langmoi.people.accounts import (
    change_user,
    remove_second_factor,
    reset_passwords,
    switch_off,
    switch_on,
)
from langmoi.people.actions import create_user, give_post
from langmoi.people.models import Post, Role, User
from langmoi.people.queries import leavers, never_signed_in, people_with_post
from langmoi.places.queries import find_units
from langmoi.publishing.files import CONTENT_TYPES
from langmoi.web.http import Request
from langmoi.web.people.password_sheet import write_passwords
from langmoi.web.people.people_forms import NewPersonForm, PersonForm, PostForm
from langmoi.web.publishing.files import attachment

PER_PAGE = 50
STANDINGS = {
    "": "Mọi tình trạng",
    "chua-vao": "Chưa đăng nhập lần nào",
    "da-nghi": "Đã hết chức vụ, tài khoản còn mở",
    "da-khoa": "Đã ngừng dùng",
    "chua-mat-khau": "Chưa có mật khẩu",
}
View = Callable[..., HttpResponse]


def managers_only(view: View) -> View:
    """For those who manage people; for others these pages do not exist."""

    @login_required
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_manage_people(request.user, None, on=request.today):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def person_in_scope(request: Request, pk: int) -> User:
    people = people_visible_to(request.user, on=request.today)
    person: User = get_object_or_404(people, pk=pk)
    return person


@managers_only
@require_safe
def people(request: Request) -> HttpResponse:
    found = filtered(request)
    page = Paginator(_with_posts(found), PER_PAGE).get_page(request.GET.get("trang"))
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "page": page,
        "roles": Role.choices,
        "standings": STANDINGS.items(),
        "chosen_filters": request.GET,
        "role_chosen": request.GET.get("vai-tro", ""),
        "unit_chosen": request.GET.get("don-vi", ""),
        "standing_chosen": request.GET.get("tinh-trang", ""),
        "query": query.urlencode(),
        "today": request.today,
    }
    return render(request, "people/people.html", context)


def filtered(request: Request) -> QuerySet[User]:
    """The people in scope that the page's filters leave, by name."""
    found = people_visible_to(request.user, on=request.today)
    given = request.GET
    if role := given.get("vai-tro"):
        found = found.filter(
            pk__in=people_with_post(request.today).filter(role=role).values("user")
        )
    if place := given.get("don-vi", "").strip():
        found = found.filter(pk__in=_posts_at(request, place).values("user"))
    match given.get("tinh-trang"):
        case "chua-vao":
            found = never_signed_in(found, on=request.today)
        case "da-nghi":
            found = leavers(found, on=request.today)
        case "da-khoa":
            found = found.filter(is_active=False)
        case "chua-mat-khau":
            unusable = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
            found = found.filter(unusable, is_active=True)
    if text := search_key(given.get("tim", "")):
        keys = [user.pk for user in found if text in search_key(_searched(user))]
        found = found.filter(pk__in=keys)
    return found.order_by("full_name", "username")


def _searched(user: User) -> str:
    return f"{user.full_name} {user.username} {user.email} {user.phone}"


def _posts_at(request: Request, place: str) -> QuerySet[Post]:
    """Posts at the unit of that name, of those that the person manages, and below it."""
    managed = managed_units(request.user, on=request.today)
    named = find_units(place, on=request.today, within=managed, begins=True)
    below = with_descendants({v.unit_id for v in named}, on=request.today)
    return people_with_post(request.today).filter(unit__in=below)


def _with_posts(found: QuerySet[User]) -> QuerySet[User]:
    posts = Post.objects.select_related("agency", "unit").order_by("-valid_from")
    return found.prefetch_related(Prefetch("posts", posts, to_attr="all_posts"))


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: Request) -> HttpResponse:
    """Someone with their first post: without one an administrator of a district lost sight of them.

    The password comes afterwards, once, from the person's page.
    """
    managed = managed_units(request.user, on=request.today)
    data = request.POST or None
    form = NewPersonForm(data, auto_id="person-%s")
    post_form = PostForm(data, auto_id="post-%s", managed=managed, on=request.today)
    if data and form.is_valid() and post_form.is_valid():
        made = _make(request, form.cleaned_data, post_form.cleaned_data)
        messages.success(request, f"Đã lập {made.full_name}. Hãy cấp mật khẩu một lần.")
        return redirect("person", made.pk)
    context = {"form": form, "post_form": post_form}
    return render(request, "people/new_person.html", context, status=422 if data else 200)


@transaction.atomic
def _make(request: Request, person: dict[str, Any], post: dict[str, Any]) -> User:
    who: dict[str, Any] = {"by": request.user, "on": request.today}
    names = {name: person[name] for name in ("email", "phone")}
    user = create_user(person["username"], person["full_name"], None, **names, **who)
    give_post(user, **post_arguments(post), **who)
    return user


def post_arguments(post: dict[str, Any]) -> dict[str, Any]:
    names = ("role", "unit", "agency", "valid_from", "valid_to", "is_full_time", "signs_for")
    return {name: post[name] for name in names}


@managers_only
@never_cache
@require_safe
def person(request: Request, pk: int) -> HttpResponse:
    """One person: posts with their days, substitutes, the state of the account."""
    found = person_in_scope(request, pk)
    managed = managed_units(request.user, on=request.today)
    posts = found.posts.select_related("agency", "unit").prefetch_related("substitutions__user")
    initial = {"full_name": found.full_name, "email": found.email, "phone": found.phone}
    context = {
        "person": found,
        "posts": [(post, post.unit_id in managed) for post in posts.order_by("-valid_from", "pk")],
        "can_manage": can_manage_person(request.user, found, on=request.today),
        "has_second_factor": is_mfa_enabled(found),
        "form": PersonForm(initial=initial, auto_id="person-%s"),
        "post_form": PostForm(auto_id="post-%s", managed=managed, on=request.today),
        "today": request.today,
    }
    return render(request, "people/person.html", context)


@managers_only
@require_POST
def change_person(request: Request, pk: int) -> HttpResponse:
    found = person_in_scope(request, pk)
    given = PersonForm(request.POST).given()
    change_user(found, **given, by=request.user, on=request.today)
    messages.success(request, "Đã ghi thông tin.")
    return redirect("person", pk)


@managers_only
@require_POST
def switch_person(request: Request, pk: int) -> HttpResponse:
    """Switch an account off or on again."""
    found = person_in_scope(request, pk)
    switch = switch_off if found.is_active else switch_on
    switch(found, by=request.user, on=request.today)
    state = "mở lại" if found.is_active else "ngừng dùng"
    messages.success(request, f"Tài khoản {found.username} đã {state}.")
    return redirect("person", pk)


@managers_only
@require_POST
def drop_second_factor(request: Request, pk: int) -> HttpResponse:
    found = person_in_scope(request, pk)
    remove_second_factor(found, by=request.user, on=request.today)
    messages.success(request, f"Đã gỡ xác thực hai lớp của {found.username}.")
    return redirect("person", pk)


@managers_only
@never_cache
@require_POST
def reset(request: Request) -> HttpResponse:
    """One-time passwords for those who are ticked, as a sheet that is given once and not kept."""
    keys = [key for key in request.POST.getlist("nguoi") if key.isdecimal()]
    chosen = people_visible_to(request.user, on=request.today).filter(pk__in=keys)
    if chosen.count() != len(set(keys)):
        raise Http404
    made = reset_passwords(list(chosen.order_by("pk")), by=request.user, on=request.today)
    content = write_passwords(made, on=request.today)
    return attachment(content, f"mat-khau-mot-lan-{request.today}.xlsx", CONTENT_TYPES[".xlsx"])
