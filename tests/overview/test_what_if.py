"""A month by another law: who would come out otherwise; nothing is stored."""

from __future__ import annotations

import json
from datetime import date

import pytest

from langmoi.cli import main
from langmoi.core.errors import DomainError
from langmoi.core.models import AuditEntry
from langmoi.law.sets import load_set
from langmoi.law.supposing import read_supposition, suppose
from langmoi.overview.what_if import month_in_force, what_if
from langmoi.reporting.models import Filing, Revision

NOV = date(2019, 11, 1)
NGHIA, SON, KON_DAO = "23542", "23539", "23434"
KON_TUM = "kontum-commune-2017-2020"


@pytest.fixture
def law():
    return load_set(KON_TUM)


@pytest.fixture
def november(file, everything):
    """Houses up to standard: 75 % in two communes, 80 % in one."""
    better = everything | {"standard_houses": {"num": "800", "den": "1000"}}
    file(NOV, {NGHIA: everything, SON: better, KON_DAO: everything})


def raised(law, *told):
    return suppose(law, [read_supposition(text, law) for text in told])


def test_a_raised_threshold_names_who_would_lose_the_criterion(november, law):
    found = what_if(NOV, raised(law, "9.2=80"))

    assert [line.unit.code for line in found.flipped] == [KON_DAO, NGHIA]
    [line, _] = found.flipped
    assert (line.met_before, line.met_after) == (19, 18)
    [(criterion, flips)] = found.by_criterion()
    assert (criterion.number, flips.lost, flips.unknown, flips.gained) == ("9", 2, 0, 0)
    assert [(d.code, f.lost) for d, f in found.by_district()] == [("612", 1), ("616", 1)]


def test_nothing_is_stored(november, law):
    def rows():
        filings = Filing.objects.order_by("pk").values("official", "latest_id", "draft")
        return list(filings), Revision.objects.count(), AuditEntry.objects.count()

    before = rows()
    what_if(NOV, raised(law, "9.2=80"))

    assert rows() == before


def test_a_lower_threshold_names_who_would_gain_it(file, everything, law):
    worse = everything | {"standard_houses": {"num": "700", "den": "1000"}}
    file(NOV, {NGHIA: worse})

    [line] = what_if(NOV, raised(law, "9.2=65")).flipped

    assert (line.lost(), line.gained()) == ((), ("housing",))


def test_a_unit_can_be_asked_about_alone(november, law, key_of):
    found = what_if(NOV, raised(law, "9.2=80"), unit_key=key_of("616"))

    assert {line.unit.code for line in found.lines} == {NGHIA, SON}


def test_another_set_is_read_in_its_own_time_and_says_what_it_cannot_judge(november):
    found = what_if(NOV, load_set("commune-2021-2025"))

    assert found.judged_as_of == date(2022, 3, 1)
    assert all(line.unknown() for line in found.lines)
    assert {key for line in found.lines for key in line.after} <= {
        criterion.id for criterion in found.other.criteria
    }


def test_a_set_that_is_not_complete_judges_nobody(november):
    with pytest.raises(DomainError, match="Chưa đánh giá được"):
        what_if(NOV, load_set("commune-2026-2030"))


@pytest.mark.parametrize(
    ("month", "read"),
    [
        (date(2016, 1, 1), date(2016, 11, 1)),  # from 17/10/2016: after that reference day
        (NOV, NOV),
        (date(2025, 7, 1), date(2022, 2, 1)),  # until 7/3/2022: before March's reference day
    ],
)
def test_the_nearest_month_in_which_a_set_is_in_force(law, month, read):
    assert month_in_force(law, month) == read


def test_the_command_says_who_flips_and_by_which_criterion(november, capsys):
    assert main(["what-if", "--month", "2019-11", "--change", "9.2=80"]) == 0

    said = capsys.readouterr().out
    assert "2/3 xã đổi kết quả" in said
    assert "Tiêu chí 9. Nhà ở dân cư: không còn đạt 2" in said
    assert "xã Sa Nghĩa (mã 23542): 19 → 18 tiêu chí; không còn đạt 9" in said


def test_the_command_for_machines(november, capsys):
    told = ["what-if", "--month", "2019-11", "--change", "9.2=80", "--unit", "616", "--json"]
    assert main(told) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["by_criterion"] == {"9": {"lost": 1, "unknown": 0, "gained": 0}}
    assert [line["unit"] for line in found["flipped"]] == [NGHIA]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ([], "Chưa có gì để thử"),
        (["--change", "ba"], "Không hiểu “ba”"),
        (["--set", "khong-co"], "Không có bộ tiêu chí"),
    ],
)
def test_the_command_refuses_with_a_sentence(db, capsys, told, said):
    assert main(["what-if", "--month", "2019-11", *told]) == 1
    assert said in capsys.readouterr().err
