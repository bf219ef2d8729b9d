"""Whose programme a page is about: a place's or an agency's, named in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from langmoi.people.models import Agency
from langmoi.places.models import Unit
from langmoi.programme.access import can_write_for, owners_written
from langmoi.programme.queries import names_on, owners_seen
from langmoi.web.http import Request

ALL = "tat-ca"
WORDS = {"don-vi": Unit, "co-quan": Agency}


@dataclass(frozen=True)
class Owner:
    """A place or an agency as the address and the page name it."""

    of: Unit | Agency
    name: str
    is_own: bool

    @property
    def word(self) -> str:
        return f"{'don-vi' if isinstance(self.of, Unit) else 'co-quan'}-{self.of.pk}"


def owners_of(request: Request) -> list[Owner]:
    """Those whose programme the person writes, first; then those that the person may read."""
    own = owners_written(request.user, on=request.today)
    seen = [one for one in owners_seen(request.user, on=request.today) if one not in own]
    names = names_on((o.pk for o in (*own, *seen) if isinstance(o, Unit)), request.today)
    return [*_named(own, names, is_own=True), *_named(seen, names, is_own=False)]


def chosen_owner(request: Request, owners: Sequence[Owner]) -> Owner | None:
    """The one that the address names, else the person's own; None for all of them together."""
    word = request.GET.get("cua", "")
    if word == ALL or (not word and not any(owner.is_own for owner in owners)):
        return None
    if not word:
        return next(owner for owner in owners if owner.is_own)
    found = next((owner for owner in owners if owner.word == word), None)
    if found is None:
        raise Http404
    return found


def own_owner(request: Request) -> Owner:
    """The one whose programme the person is about to write; who writes none has no such page."""
    owners = [owner for owner in owners_of(request) if owner.is_own]
    found = chosen_owner(request, owners) if owners else None
    if found is None or not can_write_for(request.user, found.of, on=request.today):
        raise Http404
    return found


def chosen_year(request: Request) -> int:
    """The year that the address names; else this one."""
    text = request.GET.get("nam", "")
    return int(text) if text.isdigit() and len(text) == 4 else request.today.year


def _named(found: Sequence[Unit | Agency], names: dict[int, str], *, is_own: bool) -> list[Owner]:
    return [
        Owner(one, names.get(one.pk, "") if isinstance(one, Unit) else one.short_name, is_own)
        for one in found
    ]
