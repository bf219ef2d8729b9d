"""The three outcomes of each criterion, never merged: computed, district's, department's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from langmoi.core.months import reference_day
from langmoi.law.sets import load_set
from langmoi.people.models import Duty, Responsibility
from langmoi.reporting.models import CriterionReview, Filing, Opinion
from langmoi.reporting.official import officials_of

WAITING = "not_assessed"
NOT_MET = "not_met"


@dataclass(frozen=True)
class Levels:
    """One criterion of one filing as each level sees it; who has said nothing is not assessed.

    `official` is frozen once the month is closed; before that it is what follows by now.
    """

    computed: str
    district: str
    department: str
    official: str
    reasons: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether two who have spoken see it otherwise."""
        spoken = {self.computed, *(o for o in (self.district, self.department) if o != WAITING)}
        return len(spoken) > 1


class _Word(NamedTuple):
    number: str
    agrees: bool
    reason: str
    by: str


ByCriterion = Mapping[str, Levels]


def levels_of(month: date, unit_keys: Collection[int]) -> dict[int, ByCriterion]:
    """By unit and criterion, for filings of the month that were sent; five queries."""
    filings = list(
        Filing.objects.filter(
            month=month, unit_id__in=unit_keys, latest__isnull=False
        ).select_related("latest")
    )
    for filing in filings:
        if filing.latest is not None:
            filing.latest.filing = filing
    heads = [filing.latest_id for filing in filings if filing.latest_id]
    reviews, opinions = _reviews(heads), _opinions(heads)
    led = {name: _led(name, month) for name in {filing.criteria_set for filing in filings}}
    official = officials_of([filing for filing in filings if filing.official is None])
    found = {}
    for filing in filings:
        outcomes = filing.official or official.get(filing.pk, {})
        head = filing.latest_id or 0
        levels = _Levels(filing, outcomes, reviews[head], opinions[head], led[filing.criteria_set])
        found[filing.unit_id] = levels.all()
    return found


@dataclass(frozen=True)
class _Levels:
    filing: Filing
    official: Mapping[str, str]
    reviews: Iterable[_Word]
    opinions: Iterable[_Word]
    led: Collection[str]

    def all(self) -> ByCriterion:
        reviewed = {word.number: word for word in self.reviews}
        heard: dict[str, list[_Word]] = defaultdict(list)
        for word in self.opinions:
            heard[word.number].append(word)
        computed = self.filing.latest.criteria if self.filing.latest else {}
        criteria = load_set(self.filing.criteria_set).criteria
        found = {}
        for criterion in criteria:
            number = criterion.number
            outcome = computed.get(number, WAITING)
            indicators = [i.number for i in criterion.indicators if i.number in self.led]
            words = [word for i in indicators for word in heard.get(i, [])]
            review = reviewed.get(number)
            found[number] = Levels(
                computed=outcome,
                district=_seen(outcome, [review] if review else [], is_whole=review is not None),
                department=_seen(
                    outcome,
                    words,
                    is_whole=bool(indicators) and all(heard.get(i) for i in indicators),
                ),
                official=self.official.get(number, outcome),
                reasons=tuple(
                    f"{w.by}: {w.reason}"
                    for w in [review, *words]
                    if w is not None and not w.agrees
                ),
            )
        return found


def _seen(computed: str, words: Collection[_Word], *, is_whole: bool) -> str:
    """Not met where one disagrees; as computed once all have agreed; until then not assessed."""
    if any(not word.agrees for word in words):
        return NOT_MET
    return computed if is_whole else WAITING


def _reviews(heads: Collection[int]) -> Mapping[int, list[_Word]]:
    found: dict[int, list[_Word]] = defaultdict(list)
    rows = CriterionReview.objects.filter(revision_id__in=heads)
    for revision, number, agrees, reason, by in rows.values_list(
        "revision_id", "criterion", "agrees", "reason", "by__full_name"
    ):
        found[revision].append(_Word(number, agrees, reason, by))
    return found


def _opinions(heads: Collection[int]) -> Mapping[int, list[_Word]]:
    found: dict[int, list[_Word]] = defaultdict(list)
    rows = Opinion.objects.filter(revision_id__in=heads).order_by("at", "pk")
    for revision, number, agrees, reason, by in rows.values_list(
        "revision_id", "indicator", "agrees", "reason", "agency__short_name"
    ):
        found[revision].append(_Word(number, agrees, reason, by))
    return found


def _led(set_id: str, month: date) -> frozenset[str]:
    """The indicators that some department leads on the month's reference day."""
    on = reference_day(month)
    family = [name for name in (set_id, load_set(set_id).extends) if name]
    rows = Responsibility.objects.filter(criteria_set__in=family, duty=Duty.LEAD)
    rows = rows.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return frozenset(rows.values_list("indicator", flat=True))
