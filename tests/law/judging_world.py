"""A small invented set with every operator, and random filings, to judge in tests."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from langmoi.law.filing import FilingRow
from langmoi.law.model import (
    Basis,
    CriteriaSet,
    Criterion,
    Figure,
    Group,
    Indicator,
    Kind,
    Operator,
    Period,
    Status,
    Test,
    Threshold,
    Zone,
    ZoneRule,
)

BASIS = Basis("qd-mau", "Phụ lục, mục 1")
START = date(2016, 10, 17)
END = date(2022, 3, 7)
ZONES = (
    Zone("red_river_delta", "Đồng bằng sông Hồng"),
    Zone("central_highlands", "Tây Nguyên"),
    Zone("northern_midlands", "Trung du miền núi phía Bắc"),
)


def threshold(value, *, zone=None, part="", start=START, end=None, places=(), **more):
    exact = value if value is None or isinstance(value, bool) else Decimal(str(value))
    status = more.pop("status", Status.UNKNOWN if value is None else Status.REPORTED)
    return Threshold(exact, Period(start, end), BASIS, status, part, zone, tuple(places), **more)


def figure(figure_id, kind, **more):
    return Figure(figure_id, f"Số liệu {figure_id}", kind, more.pop("measure", ""), **more)


def indicator(number, tests, thresholds, **more):
    return Indicator(
        f"i{number}", number, f"Chỉ tiêu {number}", tuple(tests), tuple(thresholds), **more
    )


def criterion(number, *indicators):
    return Criterion(f"c{number}", number, f"Tiêu chí {number}", "all", tuple(indicators))


def criteria_set(criteria, figures, **more):
    more = {"zones": ZONES, "in_force": Period(START, END), "level": "commune", **more}
    return CriteriaSet(
        id=more.pop("id", "thu-nghiem"),
        name="Bộ tiêu chí thử nghiệm",
        document="qd-mau",
        groups=(Group("all", "Chung"),),
        criteria=tuple(criteria),
        figures=tuple(figures),
        **more,
    )


def compare(figure_id, operator, part="", label=""):
    """A test of the law; the class itself would be collected as one of pytest."""
    return Test(figure_id, operator, part, label)


def one_test_set(operator, value, kind=Kind.NUMBER, **more):
    """A set with a single indicator 1.1 on the figure f."""
    only = indicator("1.1", [Test("f", operator)], [threshold(value)], **more)
    figures = [figure("f", kind), figure("arises", Kind.BOOLEAN, is_fact=True)]
    return criteria_set([criterion("1", only)], figures)


def whole_set(**more):
    """Every kind and operator, zones, steps in time, parts, a place's own value, an unknown."""
    steps = [
        threshold(41, zone="central_highlands", end=date(2018, 12, 31)),
        threshold(44.5, zone="central_highlands", start=date(2019, 1, 1)),
        threshold(50),
        threshold(30, places=["62101"]),
    ]
    parts = [threshold(95, part="hygienic"), threshold(50, part="clean")]
    parts += [threshold(60, part="clean", zone="red_river_delta")]
    water = [
        Test("hygienic", Operator.AT_LEAST, "hygienic", "nước hợp vệ sinh"),
        Test("clean", Operator.AT_LEAST, "clean", "nước sạch"),
    ]
    sexes = [
        Test("female", Operator.AT_LEAST, label="nữ"),
        Test("male", Operator.AT_LEAST, label="nam"),
    ]
    stunted = [threshold(24), threshold(31.4, zone="central_highlands")]
    area = [threshold(None, zone="central_highlands", left_to_province=True), threshold("12.25")]
    wide = [threshold(2, zone="northern_midlands")]
    market = {"arises_when": "market_planned", "arises_basis": BASIS}
    criteria = [
        criterion(
            "1",
            indicator("1.1", [Test("plan", Operator.IS_TRUE)], [threshold(True)]),
            indicator("1.2", [Test("income", Operator.AT_LEAST)], steps),
        ),
        criterion(
            "2", indicator("2", [Test("market", Operator.IS_TRUE)], [threshold(True)], **market)
        ),
        criterion(
            "3",
            indicator("3.1", water, parts),
            indicator("3.2", [Test("shacks", Operator.NONE_OF)], [threshold(0)]),
            indicator("3.3", [Test("stunted", Operator.AT_MOST)], stunted),
            indicator("3.4", [Test("schools", Operator.EQUALS)], [threshold(100)], **market),
        ),
        criterion(
            "4",
            indicator("4.1", sexes, [threshold(25), threshold("33.3333", zone="red_river_delta")]),
            indicator("4.2", [Test("villages", Operator.EQUALS)], [threshold(7)]),
        ),
        criterion(
            "5",
            indicator("5.1", [Test("area", Operator.AT_MOST)], area),
            indicator("5.2", [Test("area", Operator.AT_LEAST)], wide),
        ),
    ]  # fmt: skip
    figures = [
        figure("plan", Kind.BOOLEAN),
        figure("income", Kind.NUMBER, maximum=Decimal(1000)),
        figure("market_planned", Kind.BOOLEAN, is_fact=True),
        figure("market", Kind.BOOLEAN),
        *(figure(f, Kind.SHARE) for f in ("hygienic", "clean", "stunted", "schools")),
        *(figure(f, Kind.SHARE) for f in ("female", "male")),
        figure("shacks", Kind.COUNT),
        figure("villages", Kind.COUNT),
        figure("area", Kind.NUMBER),
    ]
    rule = ZoneRule("specially_difficult", "northern_midlands", BASIS, Status.RECALLED)
    return criteria_set(criteria, figures, zone_rules=(rule,), **more)


def full_figures(**changes):
    """Figures with which a commune of the Red River Delta meets all that can be met."""
    told = {
        "plan": True,
        "income": "50",
        "market_planned": True,
        "market": True,
        "hygienic": {"num": "95", "den": "100"},
        "clean": {"num": "60", "den": "100"},
        "shacks": "0",
        "stunted": {"num": "24", "den": "100"},
        "schools": {"num": "4", "den": "4"},
        "female": {"pct": "40"},
        "male": {"num": "1", "den": "2"},
        "villages": "7",
        "area": "12.25",
    }
    return {key: value for key, value in {**told, **changes}.items() if value is not None}


def row(figures=None, *, unit="62001", month=date(2019, 12, 1), zone="red_river_delta", facts=()):
    told = full_figures() if figures is None else figures
    return FilingRow(unit, month, zone, told, frozenset(facts))


def random_rows(of_set, count, seed=0):
    """Filings with gaps, zeros, values at, just under and just over every threshold."""
    dice = random.Random(seed)
    bounds = _bounds(of_set)
    months = [date(year, month, 1) for year in (2017, 2018, 2019) for month in (1, 6, 12)]
    zones = [zone.id for zone in of_set.zones]
    facts = [rule.fact for rule in of_set.zone_rules]
    return [
        FilingRow(
            unit=dice.choice(["62001", "62002", "62101"]),
            month=dice.choice(months),
            zone=dice.choice(zones),
            figures=_figures(dice, of_set, bounds),
            facts=frozenset(fact for fact in facts if dice.random() < 0.3),
        )
        for _ in range(count)
    ]


def _bounds(of_set):
    """Every value that some threshold has, for each figure."""
    bounds: dict[str, list[Decimal]] = {}
    for each in of_set.indicators:
        for test in each.tests:
            values = [t.value for t in each.thresholds if t.value is not None]
            bounds.setdefault(test.figure, []).extend(Decimal(v) for v in values)
    return bounds


def _figures(dice, of_set, bounds):
    told = {}
    for each in of_set.figures:
        if dice.random() < 0.15:
            continue
        told[each.id] = _value(dice, each, bounds.get(each.id) or [Decimal(0)])
    return told


def _value(dice, of_figure, bounds):
    if of_figure.kind is Kind.BOOLEAN:
        return dice.random() < 0.8
    near = max(
        dice.choice(bounds) + Decimal(dice.choice(["0", "0.0001", "-0.0001", "5"])), Decimal(0)
    )
    if of_figure.kind is not Kind.SHARE:
        return dice.choice(["0", str(near), str(near), str(dice.randrange(200))])
    if dice.random() < 0.2:
        return {"pct": str(near)}
    den = dice.choice([0, 1, 3, 7, 100, 10_000, 1_000_000, 700_000_000])
    exact = near * den / 100
    num = dice.choice([0, den, exact.quantize(Decimal("0.0001")), exact.quantize(Decimal(1))])
    return {"num": f"{num:f}", "den": str(den)}
