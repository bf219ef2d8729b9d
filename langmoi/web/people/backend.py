"""Who is signed in: allauth's backend, with people kept in memory while none of them changes."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from allauth.account.auth_backends import AuthenticationBackend

from langmoi.core.memory import kept
from langmoi.people.models import User


class KeptPeopleBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth is untyped
    def get_user(self, user_id: int) -> User | None:
        """The person of a session, each time as an object of one's own; None once switched off."""
        read: Callable[[int], User | None] = super().get_user
        return copy(kept(("person", str(user_id)), lambda: read(user_id), "people_user"))
