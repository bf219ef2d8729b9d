"""A session lasts no longer than the right to it: asked anew with every request."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from langmoi.people.access import posts_of
from langmoi.people.models import User

Answer = Callable[[HttpRequest], HttpResponse]
NO_POST = (
    "Tài khoản {user} không giữ chức vụ nào đang hiệu lực nên phiên làm việc đã kết thúc. "
    "Hãy liên hệ Văn phòng Điều phối NTM tỉnh hoặc người quản trị để được giao chức vụ."
)
# What someone with another's password may do: choose their own, or leave.
_BEFORE_OWN_PASSWORD = ("account_change_password", "sign_out")


class RightsMiddleware:
    """Ends the session of who holds no post today; holds who must choose their own password.

    Deactivated people and changed passwords end sessions by themselves: Django asks for both.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        instead = self._instead(request, user) if isinstance(user, User) else None
        return instead or self.get_response(request)

    def _instead(self, request: HttpRequest, user: User) -> HttpResponse | None:
        today = request.today  # type: ignore[attr-defined]  # put there by TodayMiddleware
        if not posts_of(user, on=today).exists():
            logout(request)
            messages.error(request, NO_POST.format(user=user))
            return redirect("sign_in")
        if user.must_change_password:
            allowed = {reverse(name) for name in _BEFORE_OWN_PASSWORD}
            if request.path not in allowed:
                return redirect("account_change_password")
        return None
