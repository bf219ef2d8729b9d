"""Rules for passwords, in words that say what is wrong, and passwords made up here."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from langmoi.core.errors import DomainError
from langmoi.core.text import search_key
from langmoi.people.models import User

# Read aloud and typed from paper: no 0 and o, no 1, i and l.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4
_WORDS = {
    "password_too_short": "cần ít nhất {min_length} ký tự",
    "password_too_common": "quá phổ biến, dễ bị đoán",
    "password_entirely_numeric": "chỉ gồm chữ số",
}
RULES = (
    "Ít nhất 10 ký tự; không chỉ gồm chữ số; không chứa tên đăng nhập; không phải mật khẩu phổ "
    "biến. Một câu ngắn dễ nhớ là mật khẩu tốt."
)


class NotOnesOwnNameValidator:
    """Refuses a password that holds the name to sign in with: the first thing people try."""

    def validate(self, password: str, user: User | None = None) -> None:
        name = search_key(user.username) if user else ""
        if len(name) > 2 and name in search_key(password):
            raise ValidationError("chứa tên đăng nhập", code="password_holds_name")

    def get_help_text(self) -> str:
        return "Mật khẩu không chứa tên đăng nhập."


def check_password(password: str, user: User) -> None:
    """Raise DomainError naming every rule that the password breaks."""
    if problems := password_problems(password, user):
        raise DomainError(
            f"Mật khẩu chưa dùng được: {'; '.join(problems)}. Hãy chọn mật khẩu khác."
        )


def password_problems(password: str, user: User) -> list[str]:
    """The rules broken, in Vietnamese; Django's own words for some of these are English."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [_problem(one) for one in error.error_list]
    return []


def one_time_password() -> str:
    """Twelve letters in three groups, easy to read from paper: “kx7m-4hpw-q2tz”."""
    groups = ["".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)]
    return "-".join(groups)


def _problem(error: ValidationError) -> str:
    return _WORDS.get(error.code or "", str(error.message)).format(**(error.params or {}))
