"""Signing in and out."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView


class SignInForm(AuthenticationForm):
    """Says what to do next, in one sentence, without telling which of the two was wrong."""

    error_messages = {
        "invalid_login": (
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra kiểu gõ tiếng Việt và phím "
            "Caps Lock rồi nhập lại; mật khẩu phân biệt chữ hoa, chữ thường."
        ),
        "inactive": (
            "Tài khoản này đã ngừng dùng. Hãy liên hệ Văn phòng Điều phối NTM tỉnh để mở lại."
        ),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].error_messages["required"] = "Hãy nhập tên đăng nhập."
        self.fields["password"].error_messages["required"] = "Hãy nhập mật khẩu."
        self.fields["username"].widget = forms.TextInput()


sign_in = LoginView.as_view(
    template_name="people/sign_in.html",
    authentication_form=SignInForm,
    redirect_authenticated_user=True,
)
sign_out = LogoutView.as_view()
