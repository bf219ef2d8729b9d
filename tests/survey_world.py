"""A survey of Sa Nghĩa with three villages, for tests: opened, papers printed, papers taken in."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 3, tzinfo=UTC)
WHEN = {"on": TODAY, "at": AT}
COMMUNE = "23542"
VILLAGES = (("Đăk Tân", 50), ("Hòa Bình", 30), ("Nghĩa Long", 20))


def unit(code=COMMUNE, level="commune"):
    from langmoi.places.queries import unit_by_code

    return unit_by_code(code, TODAY, level).unit


def rule(coverage=60, share=80, in_each_village=False):
    from decimal import Decimal

    from langmoi.law.model import Status
    from langmoi.surveys.rules import Rule

    return Rule(
        Decimal(coverage), Decimal(share), in_each_village, "mức thử", Status.PLACEHOLDER, TODAY
    )


def new(by, *, villages=VILLAGES, way="all", sample_size=None, year=2019, asked=None, code=COMMUNE):
    from langmoi.surveys.actions import NewCampaign, NewVillageRow, add_campaign
    from langmoi.surveys.models import Way

    rows = tuple(NewVillageRow(name, households) for name, households in villages)
    told = NewCampaign(year, Way(way), sample_size, rows)
    return add_campaign(told, unit(code), asked or rule(), by=by, **WHEN)


def opened(by, **told):
    from langmoi.surveys.actions import open_campaign

    return open_campaign(new(by, **told), by=by, on=TODAY)


def codes_of(campaign, by, *counts):
    """Codes printed for the first villages, so many each; all of them without counts."""
    from langmoi.surveys.actions import print_codes

    villages = list(campaign.villages.all())
    counts = counts or [village.asked for village in villages]
    pairs = zip(villages, counts, strict=False)
    return [print_codes(v, n, by=by, on=TODAY) if n else [] for v, n in pairs]


def paper(code, overall="satisfied", **choices):
    from langmoi.surveys.actions import Paper

    return Paper(code, {"chung": overall} | choices)


def take_in(campaign, by, *villages):
    """For each village so many (satisfied, not satisfied), printed and taken in."""
    from langmoi.surveys.actions import enter_papers

    lists = codes_of(campaign, by, *[yes + no for yes, no in villages])
    papers = [
        paper(code, "satisfied" if i < yes else "not_satisfied")
        for codes, (yes, _) in zip(lists, villages, strict=True)
        for i, code in enumerate(codes)
    ]
    return enter_papers(campaign, papers, by=by, on=TODAY)


def closed(campaign, by):
    from langmoi.surveys.actions import Minutes, close_campaign

    told = Minutes("Nhà văn hóa xã", "Mặt trận xã, 3 Ban công tác Mặt trận")
    return close_campaign(campaign, told, by=by, on=TODAY)


def published(campaign, by):
    from langmoi.surveys.actions import publish_result

    return publish_result(closed(campaign, by), by=by, on=TODAY)
