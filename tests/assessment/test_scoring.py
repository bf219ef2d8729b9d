"""A year's score: exact straight lines, unknown measures, and rules read strictly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from langmoi.assessment.scoring import load_rules, read_rules, rule_for, score
from langmoi.core.errors import DomainError
from langmoi.law.faults import BrokenLaw
from langmoi.law.model import Status

RULE = """
- id: thu
  name: Quy tắc thử
  from: {start}
  status: {status}
  note: Chỉ để thử.
  total: {total}
  parts:
    - {{id: a, name: Phần a, measure: met_share, points: 60, zero: 0, full: {full}}}
    - {{id: b, name: Phần b, measure: lost_mean, points: 40, zero: 2, full: 0}}
"""


def write(tmp_path, *rules, **more):
    told = {"start": "2017-01-01", "status": "placeholder", "total": 100, "full": 1} | more
    file = tmp_path / "scoring.yaml"
    file.write_text("".join(rules or [RULE.format(**told)]), "utf-8")
    return read_rules(file, "scoring.yaml")


def test_the_program_s_own_rule_is_marked_as_one_that_nobody_decided():
    rule = rule_for(2019)

    assert rule.status is Status.PLACEHOLDER
    assert rule.document == ""
    assert "chưa có văn bản" in rule.note
    assert sum(part.points for part in rule.parts) == rule.total == 100
    assert all(rule.parts for rule in load_rules())


def test_points_grow_in_a_straight_line_and_stop_at_both_ends(tmp_path):
    (rule,) = write(tmp_path)
    share, lost = rule.parts

    assert share.score(Fraction(1, 3)) == 20
    assert share.score(Fraction(-1)) == 0
    assert share.score(Fraction(5)) == 60
    assert (lost.score(Fraction(0)), lost.score(Fraction(1, 2)), lost.score(Fraction(3))) == (
        40,
        30,
        0,
    )


def test_the_total_is_exact_before_it_is_rounded(tmp_path):
    (rule,) = write(tmp_path)

    found = score(rule, {"met_share": Fraction(2, 3), "lost_mean": Fraction(1, 3)})

    assert found.points == Decimal("73.33")  # 40 + 33 1/3
    assert found.is_whole


def test_what_is_not_known_gives_no_points_and_is_said(tmp_path):
    (rule,) = write(tmp_path)

    found = score(rule, {"met_share": Fraction(1, 2), "lost_mean": None})

    assert (found.points, found.known, found.is_whole) == (Decimal("30.00"), Decimal(60), False)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"total": 90}, "cộng lại được 100 điểm, không phải 90"),
        ({"full": 0}, "Mức không điểm bằng mức đủ điểm"),
        ({"status": "checked"}, "phải ghi văn bản"),
    ],
)
def test_a_rule_that_does_not_add_up_is_refused(tmp_path, more, said):
    with pytest.raises(BrokenLaw) as refusal:
        write(tmp_path, **more)

    assert said in str(refusal.value.faults[0])


def test_two_rules_of_one_time_are_refused(tmp_path):
    told = {"status": "placeholder", "total": 100, "full": 1}
    rules = [RULE.format(start=day, **told) for day in ("2017-01-01", "2019-01-01")]

    with pytest.raises(BrokenLaw) as refusal:
        write(tmp_path, *rules)

    assert "cùng có hiệu lực" in str(refusal.value.faults[0])


def test_an_unknown_measure_is_refused_and_named(tmp_path):
    text = RULE.format(start="2017-01-01", status="placeholder", total=100, full=1)

    with pytest.raises(BrokenLaw) as refusal:
        write(tmp_path, text.replace("met_share", "met_shar"))

    assert "met_shar" in str(refusal.value.faults[0])


def test_a_year_before_any_rule_is_refused():
    with pytest.raises(DomainError, match="Chưa có quy tắc chấm điểm cho năm 1999"):
        rule_for(1999)
