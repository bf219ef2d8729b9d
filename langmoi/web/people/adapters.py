"""How allauth signs people in here: our lock-out, our words, nobody signs themselves up."""

from __future__ import annotations

import base64
import hashlib
from ipaddress import ip_address
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from langmoi.core.audit import record
from langmoi.people.models import User
from langmoi.people.sign_in import (
    MOST_FAILURES_OF_ADDRESS,
    LockedOut,
    count_try,
    forget_tries,
    key_of_address,
    key_of_name,
)

WRONG = (
    "Tên đăng nhập (hoặc e-mail) hay mật khẩu chưa đúng. Hãy kiểm tra kiểu gõ tiếng Việt và phím "
    "Caps Lock rồi nhập lại; mật khẩu phân biệt chữ hoa, chữ thường."
)
INACTIVE = "Tài khoản này đã ngừng dùng. Hãy liên hệ người quản trị để mở lại."
UNKNOWN = (
    "Tài khoản của tỉnh vừa dùng chưa gắn với người dùng nào ở đây, hoặc e-mail của tài khoản đó "
    "chưa được xác minh. Hãy nhờ người quản trị ghi đúng e-mail, rồi đăng nhập lại."
)
FAILED = (
    "Chưa đăng nhập được bằng tài khoản của tỉnh. Hãy thử lại, hoặc đăng nhập bằng mật khẩu; nếu "
    "vẫn không được, hãy báo Văn phòng Điều phối NTM tỉnh."
)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from; "" where a proxy on this machine speaks for everyone."""
    address = str(get_adapter(request).get_client_ip(request))
    return "" if ip_address(address).is_loopback else address


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "incorrect_password": "Mật khẩu chưa đúng. Hãy nhập lại.",
        "enter_current_password": "Mật khẩu hiện tại chưa đúng. Hãy nhập lại.",
        "password_mismatch": "Hai lần nhập mật khẩu mới khác nhau. Hãy nhập lại.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at; refuse where there were too many."""
        name = str(credentials.get("username") or credentials.get("email") or "")
        self._tried: list[tuple[str, dict[str, int]]] = [(key_of_name(name), {})]
        if address := address_of(request):
            most = {"most": MOST_FAILURES_OF_ADDRESS}
            self._tried.append((key_of_address(address), most))
        try:
            for key, bound in self._tried:
                count_try(key, at=timezone.now(), **bound)
        except LockedOut as error:
            raise ValidationError(str(error), code="locked_out") from error

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            for key, _ in self._tried:
                forget_tries(key)
        return user

    def respond_user_inactive(self, request: HttpRequest, user: User) -> Any:
        messages.error(request, INACTIVE)
        return redirect("sign_in")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's own messages are English and say what the page shows anyway."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": (
            "Mã chưa đúng hoặc đã dùng. Hãy xem đồng hồ của điện thoại, chờ mã mới rồi nhập lại."
        ),
    }

    def get_totp_label(self, user: User) -> str:
        return user.username

    def encrypt(self, text: str) -> str:
        """Secrets of second factors lie in the database under the key of this installation."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Sign-in through the province's accounts: for people who are here already, nobody else."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link to the person whose address the provider has verified."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        user = _person_of(sociallogin)
        if user is None:
            _refuse(request, UNKNOWN)
        with transaction.atomic():
            sociallogin.connect(request, user)
            record("user.link", user, by=user, provider=sociallogin.account.provider)

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        _refuse(request, FAILED)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("account")

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


def _person_of(sociallogin: SocialLogin) -> User | None:
    verified = [one.email for one in sociallogin.email_addresses if one.verified is True]
    for email in filter(None, verified):
        if user := User.objects.filter(email__iexact=email, is_active=True).first():
            return user
    return None


def _refuse(request: HttpRequest, why: str) -> NoReturn:
    messages.error(request, why)
    raise ImmediateHttpResponse(redirect("sign_in"))


def _cipher() -> Fernet:
    key = hashlib.sha256(f"second factor {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
