"""The rules as one SQL statement over a wide table, as a generator of SQL would write it."""

from __future__ import annotations

import pyarrow as pa

from bench.judge_world import SCALE, Rule, criteria_set, rules
from langmoi.law.model import Operator

SIGNS = {Operator.AT_LEAST: ">=", Operator.AT_MOST: "<="}


def laws_wide() -> pa.Table:
    """zone, first, last, then a threshold per test: one row per zone and period."""
    keys = [(zone, first, last) for zone, first, last, _ in rules()[0].thresholds]
    values = [{(z, f, t): value for z, f, t, value in rule.thresholds} for rule in rules()]
    columns = {
        "zone": pa.array([key[0] for key in keys]),
        "first": pa.array([key[1] for key in keys], pa.date32()),
        "last": pa.array([key[2] for key in keys], pa.date32()),
    }
    for number, of_rule in enumerate(values):
        columns[f"t{number}"] = pa.array([of_rule[key] for key in keys], pa.int64())
    return pa.table(columns)


def query() -> str:
    """row, i0 … i48, c0 … c18, met; outcomes as one bit each."""
    tests: dict[int, list[str]] = {}
    members: dict[int, list[str]] = {}
    facts: dict[int, str | None] = {}
    for number, rule in enumerate(rules()):
        tests.setdefault(rule.indicator, []).append(_test(number, rule))
        facts[rule.indicator] = rule.fact
        if f"i{rule.indicator}" not in members.setdefault(rule.criterion, []):
            members[rule.criterion].append(f"i{rule.indicator}")
    indicators = [f"{_indicator(tests[i], facts[i])} AS i{i}" for i in tests]
    criteria = [f"{_fold(' | '.join(members[c]))} AS c{c}" for c in members]
    met = " + ".join(f"(c{c} IN (2, 8))::SMALLINT" for c in range(len(criteria_set().criteria)))
    return f"""
        SELECT *, {met} AS met FROM (
            SELECT *, {", ".join(criteria)} FROM (
                SELECT row, {", ".join(indicators)} FROM told
                JOIN laws ON told.zone = laws.zone AND day BETWEEN laws.first AND laws.last))"""


def _test(number: int, rule: Rule) -> str:
    sign = SIGNS.get(rule.operator, "=")
    if rule.is_share:
        num, den = f"{rule.figure}_num", f"{rule.figure}_den"
        compared = f"{num} * {100 * SCALE} {sign} t{number} * {den}"
        unknown = f"{num} IS NULL OR {den} IS NULL OR {den} = 0"
    else:
        compared, unknown = f"{rule.figure} {sign} t{number}", f"{rule.figure} IS NULL"
    return f"(CASE WHEN {unknown} OR t{number} IS NULL THEN 1 WHEN {compared} THEN 2 ELSE 4 END)"


def _indicator(tests: list[str], fact: str | None) -> str:
    folded = tests[0] if len(tests) == 1 else _fold(" | ".join(tests))
    arises = f"CASE WHEN {fact} = 0 THEN 8 ELSE {folded} END" if fact else folded
    return f"({arises})::UTINYINT"


def _fold(seen: str) -> str:
    return (
        f"(CASE WHEN ({seen}) & 4 > 0 THEN 4 WHEN ({seen}) & 1 > 0 THEN 1 "
        f"WHEN ({seen}) & 2 > 0 THEN 2 ELSE 8 END)::UTINYINT"
    )
