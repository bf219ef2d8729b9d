"""Who is signed in: allauth's backend, with people kept in memory while none of them changes."""

from __future__ import annotations

from copy import copy

from allauth.account.auth_backends import AuthenticationBackend

from langmoi.core.memory import kept
from langmoi.people.models import User


class KeptPeopleBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth is untyped
    def get_user(self, user_id: int) -> User | None:
        """The person of a session, each time as an object of one's own; None once switched off."""
        # Signing in moves no mark, so when that was is not kept, and never written back.
        rows = User.objects.defer("last_login").filter(pk=user_id)
        person = copy(kept(("person", str(user_id)), rows.first, "people_user"))
        return person if person and self.user_can_authenticate(person) else None
