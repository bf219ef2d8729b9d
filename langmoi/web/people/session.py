"""A session lasts no longer than the right to it: asked anew with every request."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from langmoi.core.errors import NotAllowed
from langmoi.people.access import READ_ONLY_ROLES, posts_known
from langmoi.people.models import User
from langmoi.web.middleware import broken_rule_page

Answer = Callable[[HttpRequest], HttpResponse]
NO_POST = (
    "Tài khoản {user} không giữ chức vụ nào đang hiệu lực nên phiên làm việc đã kết thúc. "
    "Hãy liên hệ Văn phòng Điều phối NTM tỉnh hoặc người quản trị để được giao chức vụ."
)
ONLY_READS = (
    "Chưa ghi gì: chức vụ của bạn chỉ xem, không sửa số liệu. "
    "Nếu được giao việc này, hãy đề nghị Văn phòng Điều phối NTM tỉnh cập nhật chức vụ."
)
READING_METHODS = ("GET", "HEAD", "OPTIONS")
# One's own account: whoever only reads signs in and out and chooses a password all the same.
OF_ONESELF = ("/dang-nhap/", "/dang-xuat/", "/tai-khoan/")
# What someone with another's password may do: choose their own, or leave.
_BEFORE_OWN_PASSWORD = ("account_change_password", "sign_out")


class RightsMiddleware:
    """Ends the session of who holds no post today; holds who must choose their own password;
    lets who only reads change nothing, whatever the address.

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
        roles = {post.role for post in posts_known(user, on=today)}
        if not roles:
            logout(request)
            messages.error(request, NO_POST.format(user=user))
            return redirect("sign_in")
        if user.must_change_password:
            allowed = {reverse(name) for name in _BEFORE_OWN_PASSWORD}
            if request.path not in allowed:
                return redirect("account_change_password")
        is_own = request.path.startswith(OF_ONESELF)
        if request.method not in READING_METHODS and not is_own and roles <= set(READ_ONLY_ROLES):
            return broken_rule_page(request, NotAllowed(ONLY_READS))
        return None
