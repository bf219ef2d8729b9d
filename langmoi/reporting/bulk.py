"""One step on many filings: each on its own, with its own event and audit line, none forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from langmoi.core.errors import DomainError
from langmoi.people.models import Agency, User
from langmoi.reporting.models import Filing
from langmoi.reporting.opinions import give_opinions
from langmoi.reporting.reviewing import agree_to_rest, review_criteria
from langmoi.reporting.signing import sign_filing


@dataclass(eq=False)
class BulkResult:
    """The filings on which the step was taken, and those that refused it with the sentence."""

    done: list[Filing] = field(default_factory=list)
    refused: list[tuple[Filing, str]] = field(default_factory=list)


def review_filings(
    filings: Iterable[Filing],
    criteria: Sequence[str],
    *,
    agrees: bool,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> BulkResult:
    """The same word on the same criteria of each filing."""
    told: dict[str, Any] = {"agrees": agrees, "reason": reason, "by": by, "on": on, "at": at}
    return _each(filings, lambda filing: review_criteria(filing, criteria, **told))


def agree_to_filings(filings: Iterable[Filing], *, by: User, on: date, at: datetime) -> BulkResult:
    """Agree to whatever is not reviewed yet in each filing."""
    return _each(filings, lambda filing: agree_to_rest(filing, by=by, on=on, at=at))


def give_opinion_on_filings(
    items: Iterable[tuple[Filing, Sequence[str]]],
    *,
    agency: Agency,
    agrees: bool,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> BulkResult:
    """The department's same word on the named indicators of each filing."""
    told: dict[str, Any] = {"agency": agency, "agrees": agrees, "reason": reason}
    told |= {"by": by, "on": on, "at": at}
    pairs = list(items)
    wanted = {filing.pk: indicators for filing, indicators in pairs}
    return _each(
        [filing for filing, _ in pairs],
        lambda filing: give_opinions(filing, wanted[filing.pk], **told),
    )


def sign_filings(
    filings: Iterable[Filing], *, by: User, on: date, at: datetime, note: str = ""
) -> BulkResult:
    return _each(filings, lambda filing: sign_filing(filing, by=by, on=on, at=at, note=note))


def _each(filings: Iterable[Filing], act: Callable[[Filing], object]) -> BulkResult:
    """Each filing in its own transaction: one that refuses holds back no other."""
    result = BulkResult()
    for filing in filings:
        try:
            act(filing)
        except DomainError as error:
            result.refused.append((filing, str(error)))
        else:
            result.done.append(filing)
    return result
