"""Who may do what with a filing that day: posts by its month's chain, never one's own work.

Rights alone; whether the filing's state allows the step is flow.py's, both together `open_steps`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from langmoi.people.access import holds, indicators_of, posts_known, posts_of, with_records
from langmoi.people.models import Agency, Post, Role, User
from langmoi.reporting.chain import Chain, chain_on
from langmoi.reporting.flow import allows
from langmoi.reporting.models import Correction, DraftSave, Filing, ReportingMonth, StepKind


def acts_at(user: User, roles: Collection[Role], unit_key: int, on: date) -> bool:
    """Whether a post of one of these roles, or substituting in one, reaches the unit that day."""
    return _reach(posts_known(user, on=on), roles, unit_key, on)


def _reach(posts: Collection[Post], roles: Collection[Role], unit_key: int, on: date) -> bool:
    units = {post.unit_id for post in posts if post.role in roles}
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


def reviewable(user: User, filings: Collection[Filing], on: date) -> set[int]:
    """Keys of those filings that the user may review; few reads however many."""
    posts = posts_known(user, on=on)
    saves = DraftSave.objects.filter(by_id=user.pk, filing__in=[filing.pk for filing in filings])
    typed = set(saves.values_list("filing_id", flat=True))
    return {
        filing.pk
        for filing in filings
        if not (filing.pk in typed or _sent_by(user, filing))
        and _reach(posts, chain_on(filing.month).roles(StepKind.REVIEW), filing.unit_id, on)
    }


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
    return _sent_by(user, filing) or filing.saves.filter(by_id=user.pk).exists()


def _sent_by(user: User, filing: Filing) -> bool:
    return filing.latest is not None and filing.latest.made_by_id == user.pk


def open_steps(
    user: User, filing: Filing, on: date, *, closed: bool | None = None
) -> frozenset[str]:
    """The steps that the user could take now, by right and by the filing's state: the buttons.

    closed: whether its month is, where that is known.
    """
    if closed is None:
        month = ReportingMonth.objects.filter(month=filing.month).first()
        closed = month is None or month.is_closed
    posts = posts_known(user, on=on)
    return frozenset(
        step
        for step, roles in _rights(chain_on(filing.month)).items()
        if allows(step, filing.state, month_is_closed=closed)
        and _reach(posts, roles, filing.unit_id, on)
        and not (step in _OF_OTHERS and is_own_work(user, filing))
    )


_OF_OTHERS = ("review", "solution", "send_back", "sign")


def _rights(chain: Chain) -> Mapping[str, Collection[Role]]:
    """Whose each step is; as the functions above say, one by one."""
    review = chain.roles(StepKind.REVIEW)
    return {
        "save": chain.writers,
        "submit": chain.submitters,
        "review": review,
        "solution": review,
        "send_back": review,
        "sign": chain.roles(StepKind.SIGN),
        "reopen": chain.reopens,
        "ask_correction": chain.asks_correction,
    }
