"""Django's sessions in the database; every request reads one, so the statement is written out."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

_READ = "SELECT * FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseSessions):
    def _get_session_from_db(self) -> Session | None:
        rows = Session.objects.raw(_READ, [self.session_key, timezone.now()])
        found = next(iter(rows), None)
        # What to do about a session that is not there, Django says.
        return found or super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
