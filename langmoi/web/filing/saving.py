"""Saving what was typed: against the version that the page was read at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.timezone import localtime

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.law.model import CriteriaSet, Figure
from langmoi.law.sets import load_set
from langmoi.people.models import User
from langmoi.reporting.drafting import (
    EXPLANATION,
    NOTE,
    Conflict,
    SaveResult,
    held_draft,
    prefix_of,
    save_held,
)
from langmoi.reporting.judging import current_figures
from langmoi.reporting.models import DraftSave, Filing
from langmoi.web.figures import said_in_full
from langmoi.web.filing.build import JustNow, fields_of
from langmoi.web.filing.frame import Place
from langmoi.web.filing.model import Clash
from langmoi.web.filing.reading import FACT_SHOWN, Entered, Shown, figures_of, read_entered

LONGEST_VERSION = 9  # digits
NOT_OPEN = "Chưa lưu: phiếu này đã gửi hoặc chưa mở để nhập. Hãy tải lại trang để xem."


@dataclass(frozen=True)
class Saved:
    """The filing after the save, and what its answer has to say."""

    filing: Filing
    just_now: JustNow

    @property
    def renewed(self) -> frozenset[str]:
        """Figures whose fields the page must show anew: others changed them since it was read."""
        return frozenset({*self.just_now.moved, *self.just_now.clashes})

    @property
    def shown(self) -> frozenset[str]:
        """The criteria of which the page must show something anew."""
        criteria_set = load_set(self.filing.criteria_set)
        return frozenset(
            criterion.number
            for criterion in criteria_set.criteria
            if criterion.number == self.just_now.criterion
            or any(figure.id in self.renewed for figure in figures_of(criterion, criteria_set))
        )


def version_of_form(post: Mapping[str, str]) -> int:
    text = post.get("version", "")
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_VERSION:
        raise DomainError("Trang này đã cũ nên chưa lưu được. Hãy tải lại trang rồi nhập lại.")
    return int(text)


def save_criterion(place: Place, number: str, post: Mapping[str, str], *, by: User) -> Saved:
    """Write what was typed in one criterion; for one that there is not, Http404."""

    def figures(criteria_set: CriteriaSet) -> Sequence[Figure]:
        criterion = next((c for c in criteria_set.criteria if c.number == number), None)
        if criterion is None:
            raise Http404
        return figures_of(criterion, criteria_set)

    return save_figures(place, figures, post, by=by, criterion=number)


def save_figures(
    place: Place,
    figures: Callable[[CriteriaSet], Sequence[Figure]],
    post: Mapping[str, str],
    *,
    by: User,
    criterion: str = "",
) -> Saved:
    """Write what can be read and what nobody else changed meanwhile; say the rest.

    figures: those that the page asked for, of the filing's set.
    """
    base = version_of_form(post)
    with held_draft(place.unit.unit_id, place.month.month, by=by, on=place.today) as held:
        if held.draft is None:
            raise DomainError(NOT_OPEN)
        asked = list(figures(load_set(held.criteria_set)))
        entered = read_entered(post, asked, shown_at(held, base))
        result = None if entered.is_empty else _save(held, entered, base, by)
    return Saved(held, _just_now(held, criterion, post, entered, base, result))


def _save(held: Filing, entered: Entered, base: int, by: User) -> SaveResult:
    return save_held(
        held,
        entered.changes,
        base_version=base,
        by=by,
        at=now(),
        notes=entered.notes,
        explanations=entered.explanations,
    )


def _just_now(
    filing: Filing,
    criterion: str,
    post: Mapping[str, str],
    entered: Entered,
    base: int,
    result: SaveResult | None,
) -> JustNow:
    criteria_set = load_set(filing.criteria_set)
    typed = {key: text for key, text in post.items() if isinstance(text, str)}
    found = result.version_before if result else filing.draft_version
    moved = _moved(filing, base, entered) if found > base else {}
    if result is None:
        return JustNow(criterion, entered.faults, typed, moved=moved)
    clashes = {figure_of(c.figure): _clash(c, criteria_set) for c in result.conflicts}
    return JustNow(criterion, entered.faults, typed, clashes, moved, result.verdict, result.save)


def shown_at(filing: Filing, version: int) -> Shown:
    """What the page had when that version was read: later saves taken back."""
    parts: dict[str, dict[str, Any]] = {
        "": current_figures(filing),
        NOTE: dict(filing.notes),
        EXPLANATION: dict(filing.explanations),
    }
    later: Iterable[DraftSave] = ()
    if filing.draft_version > version:
        later = filing.saves.filter(version__gt=version).order_by("-version")
    for save in later:
        for key, (before, _) in save.changes.items():
            prefix = prefix_of(key)
            parts[prefix][key.removeprefix(prefix)] = before
    figures, notes, explanations = (
        {key: value for key, value in part.items() if value is not None} for part in parts.values()
    )
    return Shown(figures, notes, explanations)


def figure_of(key: str) -> str:
    """The figure that a key of a save is about: itself, or its note, or its warning's reason."""
    prefix = prefix_of(key)
    name = key.removeprefix(prefix)
    return name.split(".")[1] if prefix == EXPLANATION else name


def _moved(filing: Filing, base: int, entered: Entered) -> dict[str, str]:
    """Figures that others changed since the page was read, and who; clashes stand apart."""
    mine = {*entered.changes, *(NOTE + key for key in entered.notes)}
    mine |= {EXPLANATION + key for key in entered.explanations}
    later = DraftSave.objects.filter(filing=filing, version__gt=base).select_related("by")
    return {
        figure_of(key): f"{save.by.full_name} vừa ghi lúc {localtime(save.at):%H:%M}"
        for save in later.order_by("version")
        for key in save.changes
        if key not in mine
    }


def _clash(conflict: Conflict, criteria_set: CriteriaSet) -> Clash:
    """Both values in words, and the fields that would put ours in the place of theirs."""
    prefix = prefix_of(conflict.figure)
    theirs, yours = str(conflict.theirs or "trống"), str(conflict.yours or "")
    fields: tuple[tuple[str, str], ...]
    if prefix:
        field = {NOTE: "note_", EXPLANATION: "why_"}[prefix]
        fields = ((field + conflict.figure.removeprefix(prefix), yours),)
    else:
        figure = criteria_set.figure(conflict.figure)
        theirs, yours = (said_in_full(figure, v) for v in (conflict.theirs, conflict.yours))
        fields = tuple((figure.id + name, text) for name, text in fields_of(figure, conflict.yours))
        if figure.is_fact:
            fields += ((figure.id + FACT_SHOWN, "1"),)
    return Clash(theirs, yours, conflict.by.full_name, conflict.at, fields)
