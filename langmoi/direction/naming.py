"""Names in a reading that nobody was found for: a person says who is meant, or adds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError
from langmoi.direction.models import Reading
from langmoi.direction.passages import Party, Passage, without_repeats
from langmoi.direction.reading import passages_in
from langmoi.direction.reading_trail import hold, put
from langmoi.direction.register import Register
from langmoi.direction.resolving import Missing, resolve
from langmoi.people.models import Agency, User


@dataclass(frozen=True)
class OpenName:
    """A name as written, where it stands, who was found for it and who might be added."""

    name: str
    numbers: tuple[int, ...]
    tokens: tuple[str, ...]
    missing: tuple[Missing, ...]


def names_to_settle(passages: Sequence[Passage], register: Register) -> list[OpenName]:
    """Those that nobody was found for first; then those that the register holds a part of."""
    where: dict[str, list[int]] = {}
    tokens: dict[str, tuple[str, ...]] = {}
    for number, passage in enumerate(passages):
        for party in passage.parties if passage.is_task else ():
            if not party.is_settled and len(party.tokens) != 1:
                where.setdefault(party.name, []).append(number)
                tokens[party.name] = (*tokens.get(party.name, ()), *party.tokens)
    named = [
        OpenName(name, tuple(numbers), tokens[name], resolve(name, register).missing)
        for name, numbers in where.items()
    ]
    found = [one for one in named if not one.tokens or one.missing]
    return sorted(found, key=lambda one: bool(one.tokens))


@transaction.atomic
def settle_name(
    reading: Reading,
    name: str,
    tokens: Sequence[str],
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> Reading:
    """Say who is meant by a name wherever it stands; without tokens: nobody, on purpose."""
    held = hold(reading, seen, by, on)

    def settled(party: Party) -> Party:
        if party.name != name or not party.is_open:
            return party
        return replace(party, tokens=tuple(tokens), is_settled=True)

    return put(held, _each_party(passages_in(held), settled), "name", by, at, name=name)


@transaction.atomic
def add_agencies(
    reading: Reading, name: str, *, seen: int, by: User, on: date, at: datetime
) -> Reading:
    """Put what the name says into the register of agencies, and mean it wherever it stands."""
    held = hold(reading, seen, by, on)
    missing = resolve(name, Register.of(held.unit_id, on)).missing
    if not missing:
        raise DomainError(f"Không rõ “{name}” là cơ quan nào. Hãy chọn trong danh sách.")
    for one in missing:
        agency, is_new = Agency.objects.get_or_create(
            name=one.name[:200], unit_id=one.unit, defaults={"short_name": one.short_name[:60]}
        )
        if is_new:
            record("agency.create", agency, by=by, unit=one.unit, reading=held.pk)
    tokens = resolve(name, Register.of(held.unit_id, on)).tokens

    def meant(party: Party) -> Party:
        if party.name != name or party.is_settled:
            return party
        return replace(party, tokens=tokens)

    return put(held, _each_party(passages_in(held), meant), "name", by, at, name=name)


def _each_party(passages: Sequence[Passage], change: Callable[[Party], Party]) -> list[Passage]:
    return [
        replace(one, parties=without_repeats(change(party) for party in one.parties))
        for one in passages
    ]
