"""Papers that an indicator requires: dated, with basis and status, a province's added."""

from __future__ import annotations

import json
from datetime import date

import pytest
from small_law import write_law

from langmoi.cli import main
from langmoi.law.check import check_law
from langmoi.law.lookup import papers_on
from langmoi.law.model import Status
from langmoi.law.sets import load_set, set_ids

INCOME, OVER = "small/01-income.yaml", "over/01-income.yaml"
BEFORE = "    thresholds:\n"
PAPER = """\
    evidence:
      - id: survey
        name: Biên bản điều tra thu nhập
        from: 2018-01-01
        to: 2019-12-31
        basis: {document: qd-1980-2016, clause: "mục 1"}
        status: recalled
"""
OF_PROVINCE = PAPER.replace("survey", "table").replace("2018-01-01", "2019-06-01")


def read(folder, text=PAPER, over=""):
    changes = {INCOME: (BEFORE, text + BEFORE)}
    if over:
        changes[OVER] = (BEFORE, over + BEFORE)
    return check_law(write_law(folder, changes))


def test_a_paper_is_required_from_its_first_to_its_last_day(tmp_path):
    found = read(tmp_path)

    assert found.faults == []
    [indicator, *_] = found.sets["small"].indicators
    [paper] = indicator.papers
    assert (paper.name, paper.status) == ("Biên bản điều tra thu nhập", Status.RECALLED)
    assert (paper.basis.document, paper.basis.clause) == ("qd-1980-2016", "mục 1")
    days = [date(2017, 12, 31), date(2018, 1, 1), date(2019, 12, 31), date(2020, 1, 1)]
    assert [bool(papers_on(indicator, day)) for day in days] == [False, True, True, False]


def test_a_province_adds_papers_to_those_of_the_nation(tmp_path):
    found = read(tmp_path, over=OF_PROVINCE)

    assert found.faults == []
    indicator = found.sets["over"].indicators[0]
    assert [p.id for p in papers_on(indicator, date(2019, 11, 14))] == ["survey", "table"]
    assert [p.id for p in papers_on(indicator, date(2019, 1, 14))] == ["survey"]
    assert [p.layer for p in indicator.papers] == [0, 1]
    assert len(found.sets["small"].indicators[0].papers) == 1


def test_a_province_may_add_papers_alone(tmp_path):
    write_law(tmp_path, {INCOME: (BEFORE, PAPER + BEFORE)})
    (tmp_path / "sets" / OVER).write_text(
        "id: income\nindicators:\n  - id: income.per_capita\n" + OF_PROVINCE, encoding="utf-8"
    )

    found = check_law(tmp_path)

    assert found.faults == []
    assert len(found.sets["over"].indicators[0].papers) == 2


@pytest.mark.parametrize(
    ("old", "new", "said", "line", "column"),
    [
        ("        status: recalled\n", "", "Thiếu khóa “status”.", 11, 9),
        ("status: recalled", "status: unknown", "chưa rõ có cần hay không", 16, 17),
        ("status: recalled", "status: sure", "sure", 16, 17),
        ("qd-1980-2016", "qd-0000", "Không có văn bản “qd-0000”", 15, 27),
        ("2018-01-01", "2020-01-01", "Ngày hết hiệu lực đứng trước", 11, 9),
        ("id: survey", "id: Biên bản", "Mã giấy tờ “Biên bản” không dùng được", 11, 13),
        ("        name: B", "        nmae: B", "Ở đây không có khóa “nmae”.", 12, 9),
    ],
)
def test_a_broken_paper_is_refused_with_its_place(tmp_path, old, new, said, line, column):
    assert old in PAPER
    faults = read(tmp_path, PAPER.replace(old, new, 1)).faults

    fault = next(f for f in faults if said in f.message)
    assert (fault.mark.line, fault.mark.column) == (line, column)
    assert fault.mark.file.endswith(INCOME)
    assert fault.remedy


def test_the_same_paper_twice_on_one_day_is_refused(tmp_path):
    twice = PAPER + PAPER.partition("\n")[2].replace("2018-01-01", "2019-12-31")

    [fault] = {f.message: f for f in read(tmp_path, twice).faults}.values()

    assert "đòi giấy tờ “survey” hai lần" in fault.message


def test_an_overlays_entry_that_adds_nothing_is_refused(tmp_path):
    write_law(tmp_path)
    (tmp_path / "sets" / OVER).write_text(
        "id: income\nindicators:\n  - id: income.per_capita\n", encoding="utf-8"
    )

    assert "Mục này không thêm gì." in [f.message for f in check_law(tmp_path).faults]


def test_no_shipped_paper_claims_more_than_it_was_checked_for():
    papers = [p for name in set_ids() for i in load_set(name).indicators for p in i.papers]

    assert papers
    assert {paper.status for paper in papers} == {Status.RECALLED}
    assert all("cách hiểu" in paper.basis.clause for paper in papers)


def test_show_and_explain_tell_the_papers(capsys):
    told = ["kontum-commune-2017-2020", "--on", "2019-11-14"]
    main(["law", "show", *told, "--json"])
    rows = json.loads(capsys.readouterr().out)["criteria"]
    indicators = {i["indicator"]: i for c in rows for i in c["indicators"]}
    [paper] = indicators["11.1"]["evidence"]
    assert (paper["id"], paper["document"], paper["status"]) == (
        "poor_list",
        "1980/QĐ-TTg",
        "recalled",
    )
    assert indicators["10.1"]["evidence"] == []

    main(["law", "show", *told])
    assert "Minh chứng bắt buộc: Danh sách hộ nghèo" in capsys.readouterr().out
    main(["law", "explain", told[0], "11.1", "--zone", "Tây Nguyên", *told[1:]])
    said = capsys.readouterr().out
    assert "Minh chứng bắt buộc: Danh sách hộ nghèo" in said
    assert "Trạng thái: chưa kiểm chứng" in said
