"""The forms of signing in, with words that say what to do next."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import update_session_auth_hash
from django.utils import timezone

from langmoi.people.accounts import change_own_password
from langmoi.people.passwords import password_problems
from langmoi.people.sign_in import LockedOut, count_try, forget_tries, key_of_user

MISSING_CODE = "Hãy nhập mã gồm 6 chữ số trong ứng dụng, hoặc một mã dự phòng."
MISSING_PASSWORD = "Hãy nhập mật khẩu."  # noqa: S105 - words, not a password


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = "Hãy nhập tên đăng nhập hoặc e-mail."
        self.fields["password"].error_messages["required"] = MISSING_PASSWORD


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].error_messages["required"] = MISSING_PASSWORD


class ChangePasswordForm(AllauthChangePasswordForm):  # type: ignore[misc]  # allauth is untyped
    """The old password, and twice the new one; problems stand at the new one, in Vietnamese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = "Ô này còn trống. Hãy nhập mật khẩu."
        self.fields["password1"] = forms.CharField(
            strip=False, error_messages={"required": "Ô này còn trống. Hãy nhập mật khẩu mới."}
        )

    def clean_oldpassword(self) -> str:
        with _counted(self.user):
            return str(super().clean_oldpassword())

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        if problems := password_problems(password, self.user):
            raise forms.ValidationError(
                f"Mật khẩu chưa dùng được: {'; '.join(problems)}. Hãy chọn mật khẩu khác."
            )
        if self.user.check_password(password):
            raise forms.ValidationError("Mật khẩu mới trùng mật khẩu cũ. Hãy chọn mật khẩu khác.")
        return password

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        first, again = given.get("password1"), given.get("password2")
        if first and again and first != again:
            self.add_error("password2", "Hai lần nhập mật khẩu mới khác nhau. Hãy nhập lại.")
        return given

    def save(self) -> None:
        change_own_password(self.user, self.cleaned_data["password1"])
        update_session_auth_hash(context.request, self.user)


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = MISSING_CODE

    def clean_code(self) -> str:
        with _counted(self.user):
            return str(super().clean_code())


class ConfirmCodeForm(ReauthenticateByCodeForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = MISSING_CODE

    def clean_code(self) -> str:
        with _counted(self.user):
            return str(super().clean_code())


class ActivateCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = "Hãy nhập mã gồm 6 chữ số trong ứng dụng."


class _counted:  # noqa: N801 - reads as a word where it is used
    """Guesses of a signed-in or half signed-in person count like wrong passwords."""

    def __init__(self, user: Any) -> None:
        self.key = f"{key_of_user(user)}:code"

    def __enter__(self) -> None:
        try:
            count_try(self.key, at=timezone.now())
        except LockedOut as error:
            raise forms.ValidationError(str(error), code="locked_out") from error

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            forget_tries(self.key)
