"""Choosing who is to do a task: from groups and names of the register, or by typing a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from langmoi.core.errors import DomainError
from langmoi.core.text import search_key
from langmoi.direction.passages import Party, without_repeats
from langmoi.direction.register import Register
from langmoi.direction.resolving import resolve
from langmoi.people.models import Duty

NOBODY = "-"
DUTIES = {Duty.LEAD: "lead", Duty.CO_OPERATE: "co"}  # how the fields of the form begin


@dataclass(frozen=True)
class Options:
    """What a list offers under one heading."""

    label: str
    rows: tuple[tuple[str, str], ...]


def options_of(register: Register) -> list[Options]:
    """Groups, agencies and the places right below; those further down are typed by name."""
    names = register.names
    found = [
        Options("Theo nhóm", tuple((f"g{g.id}", g.label) for g in register.groups)),
        Options("Cơ quan", tuple((f"a{a.pk}", names[f"a{a.pk}"]) for a in register.agencies)),
        Options("Cấp ủy", tuple((f"a{k}", names[f"a{k}"]) for k in register.party.values())),
        Options(
            "Địa phương",
            tuple((f"u{v.unit_id}", names[f"u{v.unit_id}"]) for v in register.below),
        ),
    ]
    return [one for one in found if one.rows]


def tokens_chosen(chosen: str, register: Register) -> tuple[str, ...]:
    """The tokens behind one choice; none for “nobody”."""
    if chosen == NOBODY:
        return ()
    for group in register.groups:
        if chosen == f"g{group.id}":
            return (*(f"a{key}" for key in group.agencies), *(f"u{key}" for key in group.units))
    if chosen not in register.names:
        raise DomainError("Chưa chọn nơi nhận nhiệm vụ. Hãy chọn một dòng trong danh sách.")
    return (chosen,)


def suggestions(register: Register) -> list[str]:
    """Names that may be typed, for the field's list of hints."""
    return [*(group.label for group in register.groups), *register.names.values()]


def parties_given(
    post: QueryDict, register: Register, before: Iterable[Party]
) -> tuple[Party, ...]:
    """Who is asked, by the form: those that stay ticked, and those that were typed.

    DomainError names what is typed and not known.
    """
    kept = set(post.getlist("kept"))
    found: list[Party] = []
    for party in before:
        prefix = DUTIES[party.duty]
        tokens = tuple(token for token in party.tokens if f"{prefix}:{token}" in kept)
        if tokens or (not party.tokens and f"{prefix}:?{party.name}" in kept):
            found.append(Party(party.name, party.duty, tokens, party.is_settled))
    for duty, prefix in DUTIES.items():
        found += _typed(post.get(f"{prefix}_more", ""), duty, register)
    return without_repeats(found)


def _typed(text: str, duty: Duty, register: Register) -> list[Party]:
    parts = [part.strip() for line in text.splitlines() for part in line.split(";")]
    return [
        Party(part, duty, _tokens_of(part, register), is_settled=True) for part in parts if part
    ]


def _tokens_of(name: str, register: Register) -> tuple[str, ...]:
    by_key = _by_key(register.names)
    for group in register.groups:
        if search_key(group.label) == search_key(name):
            return tokens_chosen(f"g{group.id}", register)
    if len(same := by_key.get(search_key(name), [])) == 1:
        return (same[0],)
    found = resolve(name, register)
    if not found.is_known:
        raise DomainError(
            f"Không tìm thấy “{name}” trong danh sách cơ quan, địa phương. Hãy chọn trong gợi ý; "
            "nhiều nơi thì cách nhau bằng dấu chấm phẩy."
        )
    return found.tokens


def _by_key(names: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for token, shown in names.items():
        found.setdefault(search_key(shown), []).append(token)
    return found


@dataclass(frozen=True)
class Tick:
    """One that the task is given to; unticked it is not."""

    value: str
    label: str
    is_on: bool


@dataclass(frozen=True)
class Ticks:
    """Those of one name as written."""

    name: str
    is_open: bool
    rows: tuple[Tick, ...]


def ticks_of(
    parties: Iterable[Party], duty: Duty, names: Mapping[str, str], kept: set[str] | None
) -> list[Ticks]:
    """What the form shows of those asked already; `kept` as it was sent, where it was refused."""
    found: list[Ticks] = []
    prefix = DUTIES[duty]
    for party in parties:
        if party.duty != duty:
            continue
        values = [(f"{prefix}:{t}", names.get(t, "?")) for t in party.tokens]
        values = values or [(f"{prefix}:?{party.name}", party.name)]
        rows = tuple(Tick(v, label, kept is None or v in kept) for v, label in values)
        found.append(Ticks(party.name, party.is_open, rows))
    return found
