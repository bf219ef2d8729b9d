"""Who may do what with a filing that day: posts by its month's chain, never one's own work.

Rights alone; whether the filing's state allows the step is flow.py's, both together `open_steps`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from langmoi.people.access import holds, indicators_of, posts_of, with_records
from langmoi.people.models import Agency, Role, User
from langmoi.reporting.chain import chain_on
from langmoi.reporting.flow import allows
from langmoi.reporting.models import Correction, Filing, ReportingMonth, StepKind


def acts_at(user: User, roles: Collection[Role], unit_key: int, on: date) -> bool:
    """Whether a post of one of these roles, or substituting in one, reaches the unit that day."""
    posts = posts_of(user, on=on).filter(role__in=roles)
    units = set(posts.values_list("unit_id", flat=True))
    if unit_key in units:
        return True  # a commune's own people, who save every minute: no walk through the tree
    return bool(units) and unit_key in with_records(units, on=on)


def can_enter(user: User, filing: Filing, on: date) -> bool:
    return acts_at(user, chain_on(filing.month).writers, filing.unit_id, on)


def can_submit(user: User, filing: Filing, on: date) -> bool:
    return acts_at(user, chain_on(filing.month).submitters, filing.unit_id, on)


def can_review(user: User, filing: Filing, on: date) -> bool:
    roles = chain_on(filing.month).roles(StepKind.REVIEW)
    return acts_at(user, roles, filing.unit_id, on) and not is_own_work(user, filing)


def can_sign(user: User, filing: Filing, on: date) -> bool:
    roles = chain_on(filing.month).roles(StepKind.SIGN)
    return acts_at(user, roles, filing.unit_id, on) and not is_own_work(user, filing)


def can_reopen(user: User, filing: Filing, on: date) -> bool:
    return acts_at(user, chain_on(filing.month).reopens, filing.unit_id, on)


def can_give_opinion(user: User, filing: Filing, indicator: str, on: date) -> bool:
    """Whether the user answers for the department in charge of the indicator."""
    agencies = opinion_agencies(user, filing, on)
    return any(indicator in led_by(agency, filing.criteria_set, on) for agency in agencies)


def led_by(agency: Agency, set_id: str, on: date) -> set[str]:
    """The indicators of the set that the agency leads that day."""
    return indicators_of(agency, set_id, on)


def opinion_agencies(user: User, filing: Filing, on: date) -> list[Agency]:
    """The departments in whose name the user may speak about this filing."""
    roles = chain_on(filing.month).roles(StepKind.OPINION)
    posts = posts_of(user, on=on).filter(role__in=roles, agency__isnull=False)
    found = {post.agency_id: post for post in posts.select_related("agency")}
    units = {post.unit_id for post in found.values()}
    if not units or filing.unit_id not in with_records(units, on=on):
        return []
    return [post.agency for post in found.values() if post.agency is not None]


def can_close(user: User, on: date) -> bool:
    return holds(user, Role.PROVINCE_OFFICE, on=on)


def can_correct(user: User, filing: Filing, on: date) -> bool:
    """Whether the user may ask for a correction of a closed month."""
    return acts_at(user, chain_on(filing.month).asks_correction, filing.unit_id, on)


def can_decide_correction(user: User, correction: Correction, on: date) -> bool:
    """Whoever asked does not decide."""
    if correction.asked_by_id == user.pk:
        return False
    filing = correction.filing
    return acts_at(user, chain_on(filing.month).decides_correction, filing.unit_id, on)


def is_own_work(user: User, filing: Filing) -> bool:
    """Whether the user sent the filing's latest revision or typed figures of the filing."""
    sent = filing.latest is not None and filing.latest.made_by_id == user.pk
    return sent or filing.saves.filter(by_id=user.pk).exists()


def open_steps(user: User, filing: Filing, on: date) -> frozenset[str]:
    """The steps that the user could take now, by right and by the filing's state: the buttons."""
    month = ReportingMonth.objects.filter(month=filing.month).first()
    closed = month is None or month.is_closed
    rights = {
        "save": can_enter,
        "submit": can_submit,
        "review": can_review,
        "solution": can_review,
        "send_back": can_review,
        "sign": can_sign,
        "reopen": can_reopen,
        "ask_correction": can_correct,
    }
    return frozenset(
        step
        for step, may in rights.items()
        if allows(step, filing.state, month_is_closed=closed) and may(user, filing, on)
    )
