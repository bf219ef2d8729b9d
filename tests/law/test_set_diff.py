"""What one set says otherwise than another, and how `langmoi law diff` tells it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest

from langmoi.cli import main
from langmoi.law.diff import ChangeKind, SetOfDay, diff_sets
from langmoi.law.documents import DATA
from langmoi.law.model import Status
from langmoi.law.sets import load_set
from langmoi.law.supposing import read_supposition, suppose

KON_TUM, NATION = "kontum-commune-2017-2020", "commune-2016-2020"
ON = date(2019, 11, 14)


@pytest.fixture
def law():
    return load_set(KON_TUM)


def changes(before, after):
    return diff_sets(SetOfDay(before, ON), SetOfDay(after, ON))


def test_a_set_is_like_itself(law):
    assert changes(law, law) == []


def test_a_changed_threshold_is_told_once_for_the_zones_that_share_it(law):
    other = suppose(law, [read_supposition("9.2=80", law)])

    found = changes(law, other)

    assert {(c.kind, c.number, c.after) for c in found} <= {
        (ChangeKind.THRESHOLD, "9.2", "≥ 80%"),
        (ChangeKind.STATUS, "9.2", "mức tạm, chờ văn bản"),
    }
    [ours] = [c for c in found if "Tây Nguyên" in c.zone]
    assert ours.before == "≥ 75%"
    assert sum(len(c.zone.split(", ")) for c in found) == len(law.zones)


def test_a_change_for_one_zone_names_it_and_one_of_a_part_names_the_part(law):
    told = ["15.3@Tây Nguyên=25", "17.1/nước sạch@Tây Nguyên=60"]
    other = suppose(law, [read_supposition(text, law) for text in told])

    stunting, water = changes(law, other)

    assert (stunting.part, stunting.zone, stunting.after) == ("", "Tây Nguyên", "≤ 25%")
    assert (water.part, water.zone, water.after) == ("nước sạch", "Tây Nguyên", "≥ 60%")


def test_the_same_value_better_known_is_a_change_of_status(law):
    first = law.criteria[0]
    surer = replace(first.indicators[0].thresholds[0], status=Status.CHECKED)
    known = replace(first.indicators[0], thresholds=(surer,))
    other = replace(
        law,
        criteria=(replace(first, indicators=(known, *first.indicators[1:])), *law.criteria[1:]),
    )

    kinds = {change.kind for change in changes(law, other)}

    assert kinds == {ChangeKind.STATUS}


def test_what_comes_and_what_goes_is_told(law):
    fewer = replace(law, criteria=law.criteria[:-1])

    dropped, back = changes(law, fewer), changes(fewer, law)

    assert {c.kind for c in dropped} == {ChangeKind.CRITERION_DROPPED, ChangeKind.INDICATOR_DROPPED}
    assert {c.kind for c in back} == {ChangeKind.CRITERION_ADDED, ChangeKind.INDICATOR_ADDED}
    assert dropped[0].before == "19. Quốc phòng và An ninh"


def test_the_command_tells_each_change_and_counts_them(capsys):
    assert main(["law", "diff", NATION, KON_TUM]) == 0

    said = capsys.readouterr().out
    assert "Trước: Bộ tiêu chí quốc gia về xã nông thôn mới" in said
    assert "đổi mức: " in said
    assert " chỗ khác: " in said.splitlines()[-1]


def test_the_command_reads_a_draft_from_its_folder(tmp_path, capsys):
    draft = tmp_path / KON_TUM
    shutil.copytree(DATA / "sets" / KON_TUM, draft)

    assert main(["law", "diff", KON_TUM, str(draft), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["changes"] == []
    assert told["before"]["version"] == told["after"]["version"]


def test_an_unknown_set_is_refused(capsys):
    assert main(["law", "diff", "khong-co", KON_TUM]) == 1
    assert "Không có bộ tiêu chí “khong-co”" in capsys.readouterr().err


def test_rules_and_conditions_that_are_otherwise_are_told():
    older, newer = load_set(NATION), load_set("commune-2021-2025")
    [zones] = [c for c in changes(older, newer) if c.kind is ChangeKind.RULES]
    assert (zones.part, zones.before) == ("quy tắc vùng", "không có")
    assert zones.after.endswith(": Trung du miền núi phía Bắc")

    [counting] = changes(newer, replace(newer, not_applicable_basis=None))
    assert (counting.before, counting.after) == ("tính là đạt", "chưa ghi")


def test_an_indicator_that_arises_always_from_now_on_is_told(law):
    asked = next(i for i in law.indicators if i.arises_when)
    always = replace(asked, arises_when=None)
    criteria = tuple(
        replace(c, indicators=tuple(always if i is asked else i for i in c.indicators))
        for c in law.criteria
    )
    [change] = changes(law, replace(law, criteria=criteria))
    assert (change.kind, change.number) == (ChangeKind.CONDITION, asked.number)
    assert change.before.startswith("khi xã báo “có”") and change.after == "luôn phát sinh"
