"""What a delegation finds in a commune's way: raised as a difficulty, and known before it goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.delegations.access import can_check
from langmoi.delegations.models import Visit
from langmoi.delegations.reported import revision_of
from langmoi.difficulties.actions import Asked, raise_difficulty
from langmoi.difficulties.models import Difficulty, DifficultyState
from langmoi.law.sets import load_set
from langmoi.people.access import posts_known
from langmoi.people.models import User


def raise_on_visit(
    visit: Visit, number: str, title: str, text: str, *, by: User, on: date, at: datetime
) -> Difficulty:
    """In the delegation's name, on the criterion of this number of the set that is checked by."""
    posts = posts_known(by, on=on)
    if not posts or not can_check(by, visit.delegation, on=on):
        raise NotAllowed("Chỉ thành viên đoàn, trong thời gian kiểm tra, được nêu vướng mắc ở đây.")
    filing = revision_of(visit).filing
    found = {c.number: c for c in load_set(filing.criteria_set).criteria}.get(number)
    if found is None:
        raise DomainError(f"Không có tiêu chí “{number}”. Hãy tải lại trang.")
    asked = Asked(
        title,
        text,
        found.id,
        month=filing.month,
        is_illustrative=visit.delegation.is_illustrative,
    )
    return raise_difficulty(visit.unit, asked, by=by, on=on, at=at, delegation=posts[0])


def difficulties_before(visit: Visit, since: date) -> Iterator[tuple[str, str]]:
    """(number of criterion or indicator, sentence) of each that the commune had since then."""
    law = load_set(revision_of(visit).filing.criteria_set)
    numbers = {c.id: c.number for c in law.criteria} | {i.id: i.number for i in law.indicators}
    rows = Difficulty.objects.filter(
        unit_id=visit.unit_id, raised_on__gte=since, raised_on__lte=visit.visits_on
    )
    for one in rows.exclude(state=DifficultyState.WITHDRAWN).order_by("raised_on", "pk"):
        number = numbers.get(one.indicator) or numbers.get(one.criterion)
        if number is not None:
            day, state = show_day(one.raised_on), one.get_state_display()
            yield number, f"Vướng mắc nêu ngày {day} ({state}): {one.title}"
