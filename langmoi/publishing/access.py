"""Who may prepare and who may issue a report: by the posts that issuers.yaml names."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from langmoi.people.access import posts_of
from langmoi.people.models import Agency, Role, User
from langmoi.people.roles import AGENCY_ROLES
from langmoi.people.scope import posts_known, with_records
from langmoi.places.models import Level, UnitVersion
from langmoi.publishing.definitions import Definition, load_definitions
from langmoi.publishing.issuers import Issuer, issuer_in_force
from langmoi.publishing.orders import Order

LOADS_HISTORY = (Role.PROVINCE_OFFICE,)


def issuer_for(order: Order, on: date) -> Issuer:
    """Who issues the report, by the level that its unit had on the month's day."""
    version = _version(order)
    return issuer_in_force(order.sender(version.level), on, version.full_name)


def can_prepare(user: User, order: Order, *, on: date) -> bool:
    issuer = issuer_for(order, on)
    return _holds(user, (*issuer.prepares, *issuer.issues), order, on)


def can_issue(user: User, order: Order, *, on: date) -> bool:
    return _holds(user, issuer_for(order, on).issues, order, on)


def _holds(user: User, roles: Collection[Role], order: Order, on: date) -> bool:
    """Whether a post of these roles is at the report's unit itself, for its department if any."""
    posts = posts_of(user, on=on).filter(role__in=roles)
    if order.agency_key:
        posts = posts.filter(agency_id=order.agency_key)
    units = set(posts.values_list("unit_id", flat=True))
    return order.unit_key in units or (bool(units) and _took_over(order, units, on))


def _took_over(order: Order, units: set[int], on: date) -> bool:
    """Whether the unit is gone and one of these holds its records."""
    stands = UnitVersion.objects.on(on).filter(unit_id=order.unit_key).exists()
    return not stands and order.unit_key in with_records(units, on=on)


def _version(order: Order) -> UnitVersion:
    return UnitVersion.objects.on(order.period.ends_on).get(unit_id=order.unit_key)


def senders_of(user: User, *, on: date) -> list[tuple[UnitVersion, Agency | None]]:
    """The units and departments in whose name the user's own posts could send a report."""
    found: dict[tuple[int, int | None], tuple[UnitVersion, Agency | None]] = {}
    posts = list(posts_known(user, on=on))
    versions = UnitVersion.objects.on(on).filter(unit_id__in={post.unit_id for post in posts})
    by_unit = {version.unit_id: version for version in versions}
    for post in posts:
        version = by_unit.get(post.unit_id)
        if version is None or version.level == Level.VILLAGE:
            continue
        agency = post.agency if Role(post.role) in AGENCY_ROLES else None
        found[version.unit_id, agency.pk if agency else None] = (version, agency)
    return list(found.values())


def definitions_for(
    user: User, version: UnitVersion, agency: Agency | None, *, on: date
) -> list[Definition]:
    """The kinds of report that the user may prepare in this name."""
    who = "department" if agency else version.level
    month = on.replace(day=1)
    kinds = [d for d in load_definitions() if who in d.senders]
    return [d for d in kinds if _may(user, d, version, agency, month, on)]


def _may(
    user: User,
    wanted: Definition,
    version: UnitVersion,
    agency: Agency | None,
    month: date,
    on: date,
) -> bool:
    """By its own issuer, or by the issuer of any audience that it names alone."""
    audience = wanted.audiences[0] if wanted.audiences else ""
    order = Order(wanted.id, version.unit_id, month, audience, agency.pk if agency else None)
    issuer = issuer_in_force(order.sender(version.level), on, version.full_name)
    return _holds(user, (*issuer.prepares, *issuer.issues), order, on)


def can_load_history(user: User, *, on: date) -> bool:
    return posts_of(user, on=on).filter(role__in=LOADS_HISTORY).exists()
