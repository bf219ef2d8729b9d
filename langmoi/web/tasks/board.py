"""The board: rows in groups with their counts, and the list behind every count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from langmoi.core.days import show_day
from langmoi.core.numbers import show_number
from langmoi.core.text import capital, sort_key
from langmoi.direction.labels import FIVE, LABEL_WORDS, OUTSIDE, Counts, Label, counts_of
from langmoi.direction.models import Recurring
from langmoi.direction.periods import period_of
from langmoi.direction.rates import percent
from langmoi.direction.timeliness import Timeliness
from langmoi.web.tasks.filters import (
    FIVE_SLUG,
    LABEL_SLUGS,
    NO_DATE,
    OUTSIDE_SLUG,
    PROVINCE,
    Chosen,
    View,
)
from langmoi.web.tasks.reading import Desk, Entry

ICONS = {
    Label.NOT_BEGUN: "inbox",
    Label.IN_TIME: "clock",
    Label.OVERDUE: "alert-triangle",
    Label.DONE_IN_TIME: "circle-check",
    Label.DONE_LATE: "clock-exclamation",
}
_RANKS = {
    Timeliness.OVERDUE: 0,
    Timeliness.DUE_SOON: 1,
    Timeliness.IN_TIME: 1,
    Timeliness.NO_DATE: 2,
    Timeliness.REQUEST: 3,
    Timeliness.SUSPENDED: 4,
    Timeliness.WITHDRAWN: 6,
}
_DONE, _NEVER = 5, date.max.toordinal()


@dataclass(frozen=True)
class Count:
    """A number that leads to the list behind it."""

    label: str
    number: int
    query: str
    icon: str = ""
    is_chosen: bool = False
    is_bad: bool = False


@dataclass(frozen=True)
class Totals:
    """The five labels, the rate as words, and what stands outside of it."""

    five: list[Count]
    outside: list[Count]
    counted: Count
    rate: str
    how: str


@dataclass(frozen=True)
class Group:
    name: str
    title: str
    total: Count
    five: list[Count]
    rate: str
    outside: Count


@dataclass(frozen=True)
class _Kind:
    """How a view groups: by which key, what a key is called, in which order, and its filter."""

    key: Callable[[Entry], Hashable]
    name: Callable[[Entry], tuple[str, str]]
    order: Callable[[Entry, Counts], tuple[object, ...]]
    narrowing: Callable[[Entry], dict[str, str | None]]


def totals_of(entries: Iterable[Entry], chosen: Chosen) -> Totals:
    """Of the rows that the filters leave, whichever label is being looked at."""
    counts = counts_of((e.row, e.label) for e in entries)
    whole = counts.tally
    how = ""
    if whole.rate is not None:
        done, overdue = show_number(whole.done), show_number(whole.overdue)
        how = f"{done} hoàn thành ÷ ({done} hoàn thành + {overdue} quá hạn)"
    return Totals(
        five=_counts(counts, FIVE, chosen),
        outside=[one for one in _counts(counts, OUTSIDE, chosen) if one.number],
        counted=Count("được tính", counts.total, _to_list(chosen, label=FIVE_SLUG)),
        rate=rate_in_words(counts),
        how=how,
    )


def rate_in_words(counts: Counts) -> str:
    """“93,33%”; empty where nothing is done and nothing overdue."""
    rate = counts.tally.rate
    return "" if rate is None else f"{show_number(percent(rate), 2)}%"


def groups_of(entries: Iterable[Entry], desk: Desk, chosen: Chosen) -> list[Group]:
    """In the order of the view; rows of one group stand in one list."""
    kind = _kinds(desk, chosen)[chosen.view]
    gathered: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        gathered[kind.key(entry)].append(entry)
    found = []
    for members in gathered.values():
        counts = counts_of((e.row, e.label) for e in members)
        found.append((kind.order(members[0], counts), members[0], counts))
    found.sort(key=lambda one: one[0])
    return [_group(kind, first, counts, chosen) for _, first, counts in found]


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """What is overdue longest first; then by due day, what has none, what is put off, what is done.

    What was done last stands first of what is done.
    """
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[int, int]:
    facts, kind = entry.row.facts, entry.row.standing.kind
    rank = _RANKS.get(kind, _DONE)
    if rank == _DONE:
        return rank, -facts.finished_on.toordinal() if facts.finished_on else 0
    return rank, facts.due_on.toordinal() if facts.due_on else _NEVER


def _group(kind: _Kind, first: Entry, counts: Counts, chosen: Chosen) -> Group:
    narrowing = kind.narrowing(first)
    name, title = kind.name(first)
    return Group(
        name=name,
        title=title,
        total=Count(name, counts.labels.total(), _to_list(chosen, **narrowing)),
        five=_counts(counts, FIVE, chosen, **narrowing),
        rate=rate_in_words(counts),
        outside=Count(
            name,
            sum(counts.labels[label] for label in OUTSIDE),
            _to_list(chosen, **narrowing, label=OUTSIDE_SLUG),
        ),
    )


def _counts(
    counts: Counts, labels: Collection[Label], chosen: Chosen, **narrowing: str | None
) -> list[Count]:
    base = _to_list(chosen, label=None, **narrowing)
    return [
        Count(
            label=capital(LABEL_WORDS[label]),
            number=counts.labels[label],
            query=f"{base}&nhom={LABEL_SLUGS[label]}",
            icon=ICONS.get(label, ""),
            is_chosen=chosen.label == LABEL_SLUGS[label],
            is_bad=label is Label.OVERDUE and counts.labels[label] > 0,
        )
        for label in labels
    ]


def _to_list(chosen: Chosen, **other: str | None) -> str:
    return chosen.query(**({"view": View.LIST, "label": None} | other))


def _kinds(desk: Desk, chosen: Chosen) -> dict[View, _Kind]:
    return {
        View.DOCUMENTS: _by_document(desk),
        View.ASSIGNEES: _by_assignee(),
        View.DISTRICTS: _by_district(desk),
        View.DEADLINES: _by_deadline(chosen),
    }


def _by_document(desk: Desk) -> _Kind:
    """The newest first; those without a day, which are still to be issued, before them."""

    def order(entry: Entry, counts: Counts) -> tuple[object, ...]:
        dated = desk.documents[entry.row.facts.directive].dated_on
        return (-(dated or date.max).toordinal(), -entry.row.facts.directive)

    def name(entry: Entry) -> tuple[str, str]:
        named = desk.documents[entry.row.facts.directive]
        return named.name, named.title if entry.row.facts.number else ""

    return _Kind(
        key=lambda e: e.row.facts.directive,
        name=name,
        order=order,
        narrowing=lambda e: {"directive": str(e.row.facts.directive)},
    )


def _by_assignee() -> _Kind:
    """Who has most overdue first."""
    return _Kind(
        key=lambda e: e.assignee,
        name=lambda e: (capital(e.row.assignee), ""),
        order=lambda e, counts: (-counts.labels[Label.OVERDUE], sort_key(e.row.assignee)),
        narrowing=lambda e: {"assignee": e.assignee},
    )


def _by_district(desk: Desk) -> _Kind:
    def name(entry: Entry) -> tuple[str, str]:
        if entry.district is None:
            return "Cơ quan cấp tỉnh", ""
        return capital(desk.districts[entry.district].full_name), "cả các xã, cơ quan của huyện"

    def code(entry: Entry) -> str:
        return "" if entry.district is None else desk.districts[entry.district].code

    return _Kind(
        key=lambda e: e.district,
        name=name,
        order=lambda e, counts: (code(e),),
        narrowing=lambda e: {"district": PROVINCE if e.district is None else str(e.district)},
    )


def _by_deadline(chosen: Chosen) -> _Kind:
    """By the month of the due day."""

    def key(entry: Entry) -> tuple[int, int]:
        due = entry.row.facts.due_on
        return (due.year, due.month) if due else (9999, 12)

    def name(entry: Entry) -> tuple[str, str]:
        due = entry.row.facts.due_on
        return (f"Hạn trong tháng {due:%m/%Y}" if due else "Không có hạn"), ""

    def narrowing(entry: Entry) -> dict[str, str | None]:
        due = entry.row.facts.due_on
        if due is None:
            return {"standing": NO_DATE}
        month = period_of(due, Recurring.MONTHLY)
        first = max(month.first, chosen.due_from or month.first)
        last = min(month.last, chosen.due_to or month.last)
        return {"due_from": show_day(first), "due_to": show_day(last)}

    return _Kind(key=key, name=name, order=lambda e, counts: key(e), narrowing=narrowing)
