"""Lists of difficulties: by criterion, place, agency and state, in a fixed number of reads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from langmoi.core.text import search_key
from langmoi.difficulties.models import (
    Difficulty,
    DifficultyEvent,
    DifficultyQuerySet,
    DifficultyState,
    Guidance,
)
from langmoi.people.access import with_records
from langmoi.people.models import User
from langmoi.people.responsibility import answered_for
from langmoi.places.queries import names_on

OVERDUE = "overdue"  # asked for like a state; it is derived
OPEN = "open"


@dataclass(frozen=True)
class Wanted:
    """Which difficulties a list shows; what is left out does not narrow it.

    `unit` is any place: its own and those below it. `state` is a state, OPEN or OVERDUE.
    """

    criterion: str = ""
    indicator: str = ""
    unit: int | None = None
    agency: int | None = None
    state: str = ""
    cause: str = ""
    origin: str = ""
    text: str = ""


@dataclass(frozen=True)
class DifficultyRow:
    """One of a list, with the names of the day of the list."""

    difficulty: Difficulty
    place: str
    desk: str
    raiser: str
    days_overdue: int


def narrowed(found: DifficultyQuerySet, wanted: Wanted, *, on: date) -> DifficultyQuerySet:
    """Those of the rows that are wanted."""
    same = {
        "criterion": wanted.criterion,
        "indicator": wanted.indicator,
        "cause": wanted.cause,
        "origin": wanted.origin,
    }
    found = found.filter(**{name: value for name, value in same.items() if value})
    if wanted.unit is not None:
        found = found.filter(unit__in=with_records({wanted.unit}, on=on))
    if wanted.agency is not None:
        found = found.filter(agency__in=answered_for({wanted.agency}, on) or {wanted.agency})
    for word in search_key(wanted.text).split():
        found = found.filter(search_key__contains=word)
    return _in_state(found, wanted.state, on)


def _in_state(found: DifficultyQuerySet, state: str, on: date) -> DifficultyQuerySet:
    if state == OVERDUE:
        return found.overdue(on)
    if state == OPEN:
        return found.unfinished()
    return found.filter(state=state) if state else found


def difficulty_rows(
    user: User, wanted: Wanted = Wanted(), *, on: date, most: int | None = None
) -> list[DifficultyRow]:
    """What the user may see of it, what is overdue first, then by due day; two reads."""
    found = narrowed(Difficulty.objects.visible_to(user, on=on), wanted, on=on)
    read = list(found.select_related("agency", "raised_agency").order_by("-raised_on", "-pk"))
    read.sort(key=lambda one: (not one.is_unfinished, one.due_on if one.is_unfinished else on))
    return rows_of(read[:most], on=on)


def rows_of(read: Collection[Difficulty], *, on: date) -> list[DifficultyRow]:
    """The difficulties with the names of that day; one read."""
    keys = {one.unit_id for one in read}
    keys |= {one.desk_unit_id for one in read if one.desk_unit_id}
    keys |= {one.raised_unit_id for one in read if one.raised_unit_id}
    names = names_on(keys, on) if keys else {}
    return [_row(one, names, on) for one in read]


def _row(one: Difficulty, names: dict[int, str], on: date) -> DifficultyRow:
    if one.raised_agency is not None:
        raiser = one.raised_agency.short_name
    else:
        raiser = names.get(one.raised_unit_id or 0, "")
    return DifficultyRow(
        one, names.get(one.unit_id, ""), desk_in_words(one, names), raiser, one.days_overdue(on)
    )


def desk_in_words(one: Difficulty | DifficultyEvent, names: dict[int, str]) -> str:
    """“Sở GTVT”, “UBND huyện Sa Thầy”, “Văn phòng Điều phối NTM tỉnh”."""
    if one.agency is not None:
        return one.agency.short_name
    if one.desk == "district":
        return f"UBND {names.get(one.desk_unit_id or 0, 'huyện')}"
    return one.get_desk_display()


def story_of(difficulty: Difficulty) -> list[DifficultyEvent]:
    """Every step in order, with who took it and what came with it; two reads."""
    events = difficulty.events.select_related("by", "agency").prefetch_related("papers__file")
    return list(events.order_by("pk"))


def open_by_criterion(unit_keys: Collection[int]) -> dict[tuple[int, str], int]:
    """How many of each place and criterion still wait for an answer; one read."""
    found = Difficulty.objects.unfinished().filter(unit__in=unit_keys)
    counted = found.order_by().values_list("unit_id", "criterion").annotate(n=Count("pk"))
    return {(unit, criterion): n for unit, criterion, n in counted}


def open_at(unit_keys: Collection[int], *, criterion: str = "") -> list[Difficulty]:
    """What still waits for an answer at these places, the oldest first; for checklists and plans.

    Who calls has looked at the user's scope.
    """
    found = Difficulty.objects.unfinished().filter(unit__in=unit_keys)
    if criterion:
        found = found.filter(criterion=criterion)
    return list(found.select_related("agency").order_by("raised_on", "pk"))


@dataclass(frozen=True)
class Similar:
    """An earlier difficulty on the same criterion that was answered.

    `difficulty` only where the user may open it; of others' nothing but question and answer.
    """

    title: str
    answer: str
    by: str
    answered_on: date
    is_illustrative: bool
    difficulty: Difficulty | None


MOST_SIMILAR = 5


def similar_answered(user: User, criterion: str, *, indicator: str = "", on: date) -> list[Similar]:
    """What was asked before on the criterion, with its last answer: the user's own, and shared.

    An answer that stands there as guidance already is left out.
    """
    ended = (DifficultyState.ANSWERED, DifficultyState.CLOSED)
    answered = Difficulty.objects.filter(criterion=criterion, state__in=ended)
    published = Guidance.objects.in_force(on).filter(from_answer__isnull=False)
    answered = answered.exclude(pk__in=published.values("from_answer__difficulty"))
    if indicator:
        answered = answered.filter(indicator__in=("", indicator))
    own = set(answered.visible_to(user, on=on).values_list("pk", flat=True))
    readable = answered.filter(Q(pk__in=own) | Q(is_shared=True))
    newest = list(readable.order_by("-answered_on", "-pk")[:MOST_SIMILAR])
    answers = last_answers(newest)
    return [
        Similar(
            one.title,
            answers[one.pk].note,
            answers[one.pk].capacity,
            answers[one.pk].on,
            one.is_illustrative,
            one if one.pk in own else None,
        )
        for one in newest
        if one.pk in answers
    ]


def last_answers(difficulties: Collection[Difficulty]) -> dict[int, DifficultyEvent]:
    """The last answer of each by the difficulty's key, with its papers; two reads."""
    events = DifficultyEvent.objects.filter(difficulty__in=difficulties, step="answer")
    found = events.select_related("by", "agency").prefetch_related("papers__file").order_by("pk")
    return {event.difficulty_id: event for event in found}
