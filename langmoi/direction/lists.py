"""Lists of documents: what is looked for, how far each is, and what each level did with one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from langmoi.core.text import search_key
from langmoi.direction.documents import branch_of
from langmoi.direction.flow import UNFINISHED
from langmoi.direction.models import Directive, DirectiveTask, Nature, TaskInstance
from langmoi.direction.models.documents import DirectiveQuerySet
from langmoi.direction.queries import Wanted, leading, tallies_by, task_rows
from langmoi.direction.rates import Tally
from langmoi.people.models import Duty, User
from langmoi.places.models import Level, UnitVersion


class DocumentState(StrEnum):
    """How far a document is, from its tasks."""

    NOT_ISSUED = "chua-giao"
    OPEN = "dang-lam"
    OVERDUE = "qua-han"
    DONE = "da-xong"


STATE_LABELS = {
    DocumentState.NOT_ISSUED: "Có nhiệm vụ chưa giao",
    DocumentState.OPEN: "Đang thực hiện",
    DocumentState.OVERDUE: "Có việc quá hạn",
    DocumentState.DONE: "Đã xong",
}


@dataclass(frozen=True)
class Looked:
    """What a list of documents is narrowed to."""

    text: str = ""
    level: Level | None = None
    issuer: str = ""
    state: DocumentState | None = None


def search_directives(user: User, looked: Looked, *, on: date) -> DirectiveQuerySet:
    """Those that the user may see, newest first; each word anywhere in number, title or issuer."""
    found = Directive.objects.visible_to(user, on=on)
    for word in search_key(looked.text).split():
        found = found.filter(search_key__contains=word)
    if looked.level is not None:
        units = UnitVersion.objects.filter(level=looked.level).values("unit")
        found = found.filter(unit__in=units)
    if looked.issuer:
        found = found.filter(issuer=looked.issuer)
    if looked.state is not None:
        found = found.filter(_in_state(looked.state, user, on))
    return found.order_by(F("dated_on").desc(nulls_first=True), "-pk")


def _in_state(state: DocumentState, user: User, on: date) -> Q:
    """By what the user may see of the tasks."""
    asked = TaskInstance.objects.visible_to(user, on=on).filter(
        assignment__task__directive=OuterRef("pk"),
        assignment__task__nature=Nature.ORDER,
        assignment__duty=Duty.LEAD,
    )
    unfinished = asked.filter(state__in=UNFINISHED)
    if state is DocumentState.NOT_ISSUED:
        drafts = DirectiveTask.objects.filter(directive=OuterRef("pk"), issued_at__isnull=True)
        return Q(Exists(drafts)) | ~Q(Exists(asked))
    if state is DocumentState.OPEN:
        return Q(Exists(unfinished))
    if state is DocumentState.OVERDUE:
        late = Q(reported_on__isnull=True, due_on__lt=on) | Q(reported_on__gt=F("due_on"))
        return Q(Exists(unfinished.filter(late)))
    return Q(Exists(asked)) & ~Q(Exists(unfinished))


@dataclass(frozen=True)
class Counts:
    """How many things a document asks for, and how its orders stand as far as the user sees."""

    orders: int = 0
    requests: int = 0
    drafts: int = 0
    tally: Tally = Tally()


def counts_of(user: User, keys: Collection[int], *, on: date) -> dict[int, Counts]:
    """For each of these documents; three reads however many there are."""
    if not keys:
        return {}
    tasks = DirectiveTask.objects.filter(directive__in=keys).values("directive")
    asked = tasks.annotate(
        orders=Count("pk", filter=Q(nature=Nature.ORDER)),
        requests=Count("pk", filter=Q(nature=Nature.REQUEST)),
        drafts=Count("pk", filter=Q(issued_at__isnull=True)),
    )
    rows = task_rows(user, Wanted(directives=keys), on=on)
    tallies = tallies_by(rows, lambda row: row.facts.directive)
    found = {
        one["directive"]: Counts(
            one["orders"],
            one["requests"],
            one["drafts"],
            tallies.get(one["directive"], Tally()),
        )
        for one in asked
    }
    return {key: found.get(key, Counts()) for key in keys}


@dataclass(frozen=True)
class Carried:
    """What one place below did with a document: its own documents, and how their tasks stand."""

    unit: UnitVersion
    directives: tuple[Directive, ...]
    below: int  # documents of the places below it
    own: Tally  # what the document itself asks of the place
    given: Tally  # what the place's documents ask in turn


@dataclass(frozen=True)
class Branch:
    """What was done with a document: by its own place's other documents, and by places below."""

    same: tuple[tuple[Directive, Tally], ...]
    places: tuple[Carried, ...]


def carried_out(user: User, directive: Directive, *, on: date) -> Branch:
    """Each place that was asked to lead or carries the document out, as far as the user sees.

    What the place's own documents ask that carry this one out counts as asked by it.
    """
    keys = [one.pk for one in branch_of(directive)]
    visible = Directive.objects.visible_to(user, on=on).filter(pk__in=keys)
    branch = [one for one in visible.order_by("dated_on", "pk") if one.pk != directive.pk]
    rows = leading(task_rows(user, Wanted(directives=keys), on=on))
    given = tallies_by(rows, lambda row: row.facts.directive)
    same = [one for one in branch if one.unit_id == directive.unit_id]
    asking = {directive.pk, *(one.pk for one in same)}
    asked = tallies_by((r for r in rows if r.facts.directive in asking), lambda r: r.facts.unit)
    units = {key for key in asked if key is not None} | {one.unit_id for one in branch}
    versions = {v.unit_id: v for v in _versions(units - {directive.unit_id}, on)}
    tops = [v for v in versions.values() if v.parent_id not in versions]
    return Branch(
        same=tuple((one, given.get(one.pk, Tally())) for one in same),
        places=tuple(
            _carried(top, versions, branch, asked.get(top.unit_id, Tally()), given)
            for top in sorted(tops, key=lambda v: v.code)
        ),
    )


def _carried(
    top: UnitVersion,
    versions: dict[int, UnitVersion],
    branch: list[Directive],
    own: Tally,
    given: dict[int, Tally],
) -> Carried:
    its = tuple(one for one in branch if one.unit_id == top.unit_id)
    below = [
        one for one in branch
        if one.unit_id in versions and versions[one.unit_id].parent_id == top.unit_id
    ]  # fmt: skip
    return Carried(top, its, len(below), own, _sum(given[d.pk] for d in its if d.pk in given))


def _sum(tallies: Iterable[Tally]) -> Tally:
    listed = list(tallies)
    names = Tally.__dataclass_fields__
    return Tally(**{name: sum(getattr(one, name) for one in listed) for name in names})


def _versions(keys: Collection[int], on: date) -> QuerySet[UnitVersion]:
    return UnitVersion.objects.on(on).filter(unit_id__in=keys)
