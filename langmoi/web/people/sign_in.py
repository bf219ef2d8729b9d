"""Signing in and out, one's own password and second factor: allauth's steps in our pages."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, PasswordChangeView, ReauthenticateView
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from langmoi.people.passwords import RULES
from langmoi.web.http import Request
from langmoi.web.people.adapters import FAILED


def provider_name() -> str:
    """What the button for the province's own accounts says; "" where none are set up."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return apps[0]["name"] if apps else ""


class SignIn(LoginView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"provider": provider_name(), "next": self.get_next_url() or ""}
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | more


class SignInCode(mfa.AuthenticateView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/sign_in_code.html"


class ConfirmPassword(ReauthenticateView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/confirm.html"


class ConfirmCode(mfa.ReauthenticateView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/confirm.html"


@method_decorator([login_required, never_cache], name="dispatch")
class ChangePassword(PasswordChangeView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/password.html"

    def dispatch(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_usable_password():
            messages.error(request, "Tài khoản này đăng nhập bằng tài khoản của tỉnh, không có "
                "mật khẩu ở đây. Hãy đổi mật khẩu ở hệ thống tài khoản của tỉnh.")  # fmt: skip
            return redirect("account")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        messages.success(self.request, "Đã đổi mật khẩu; các phiên đăng nhập khác đã kết thúc.")
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"rules": RULES}


class ActivateCode(totp.ActivateTOTPView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/second_factor_on.html"


class DeactivateCode(totp.DeactivateTOTPView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/second_factor_off.html"
    success_url = reverse_lazy("account")


class RecoveryCodes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]  # allauth is untyped
    template_name = "people/recovery_codes.html"


class NewRecoveryCodes(recovery.GenerateRecoveryCodesView):  # type: ignore[misc]  # untyped
    template_name = "people/recovery_codes_new.html"


class RecoveryCodesFile(recovery.DownloadRecoveryCodesView):  # type: ignore[misc]  # untyped
    template_name = "people/recovery_codes.txt"


sign_out = LogoutView.as_view()


@require_POST
def through_province(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the province's own accounts; only by a press of the button."""
    try:
        answer: HttpResponse = oidc.login(request, provider_id)
    except OSError:  # the provider cannot be reached
        messages.error(request, FAILED)
        return redirect("sign_in")
    return answer
