"""The page of titles in danger: the warning with its list, nothing in 2019, decisions entered."""

from __future__ import annotations

from datetime import date

import pytest

from langmoi.law.sets import load_set
from langmoi.places.models import Certainty, FactKind, UnitFact
from langmoi.places.queries import unit_by_code
from langmoi.recognition.loss import titles_held
from langmoi.recognition.models import TitleLoss
from langmoi.reporting.models import Filing, MonthState, ReportingMonth

PAGE = "/cong-nhan/nguy-co/"
TODAY = date(2019, 12, 20)
NAMED = {"10": "Thu nhập", "17": "Môi trường và an toàn thực phẩm"}
DECIDED = {
    "number": "02/QĐ-UBND",
    "dated_on": "02/12/2019",
    "signer": "Chủ tịch",
    "reason": "không còn đạt",
}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def leader(person):
    return person("leader", "province_leader", "62", "province")


@pytest.fixture
def title(kontum):
    unit = unit_by_code("23542", TODAY, "commune").unit
    return UnitFact.objects.create(
        unit=unit, kind=FactKind.RECOGNISED, valid_from=date(2018, 5, 13), source="kiểm thử",
        value={"standard_year": "2016", "decision": "01/QĐ-UBND", "decided_on": "2016-05-13"},
        certainty=Certainty.ILLUSTRATIVE,
    )  # fmt: skip


def in_2023(failing, code="23542"):
    month, law = date(2023, 3, 1), load_set("commune-2021-2025")
    unit = unit_by_code(code, TODAY, "commune").unit
    ReportingMonth.objects.get_or_create(month=month, defaults={"state": MonthState.CLOSED})
    official = {c.number: "not_met" if c.number in failing else "met" for c in law.criteria}
    Filing.objects.create(unit=unit, month=month, criteria_set=law.id, official=official)


def test_the_warning_shows_what_fails_and_by_which_condition(enter, title, leader, settings):
    settings.TODAY = "2023-04-20"
    in_2023({"1", "2", "3", "4", "10", "17"})

    shown = text(enter(leader).get(PAGE))
    assert "1/1 xã đã công nhận" in shown
    assert "Quyết định 18/2022/QĐ-TTg" in shown
    assert "có tiêu chí trọng yếu" in shown
    assert all(f"<b>{number}. {name}</b>" in shown for number, name in NAMED.items())
    assert "6/19" in shown
    assert "Xã Sa Nghĩa" in text(enter(leader).get("/")) or "xã Sa Nghĩa" in text(
        enter(leader).get("/")
    )


def test_five_failing_are_listed_and_in_no_danger(enter, title, leader, settings):
    settings.TODAY = "2023-04-20"
    in_2023({"1", "2", "3", "4", "10"})

    shown = text(enter(leader).get(PAGE))
    assert "0/1 xã đã công nhận" in shown
    assert "Chưa đến mức" in shown


def test_in_2019_nothing_is_computed_and_the_page_says_why(enter, months, title, leader):
    shown = text(enter(leader).get(PAGE))

    assert "Không tính cho tháng này" in shown
    assert "áp dụng từ 02/08/2022" in shown
    assert "Chưa đến mức" not in shown
    assert "13/05/2021" in shown  # to be given anew, by the rule of the day of its decision


def test_the_leader_enters_a_revocation_and_takes_it_back(enter, months, title, leader):
    browser = enter(leader)
    typed = DECIDED | {"which": str(title.unit_id)}

    assert browser.post(f"{PAGE}thu-hoi/", {**typed, "reason": ""}).status_code == 422
    assert titles_held(TODAY)
    assert browser.post(f"{PAGE}thu-hoi/", typed).status_code == 302
    assert titles_held(TODAY) == []
    assert "Đã thu hồi" in text(browser.get(PAGE))
    loss = TitleLoss.objects.get()
    back = browser.post(f"{PAGE}huy-thu-hoi/", {"which": str(loss.pk), "why": "ghi nhầm"})
    assert back.status_code == 302
    assert titles_held(TODAY)


@pytest.mark.parametrize("who", ["office", "district_officer", "clerk", "reader"])
def test_others_read_and_enter_nothing(enter, months, title, request, who):
    browser = enter(request.getfixturevalue(who))

    assert "<details" not in text(browser.get(PAGE)).partition("<main")[2]
    for address in ("thu-hoi/", "huy-thu-hoi/", "sau-sap-nhap/"):
        answer = browser.post(PAGE + address, DECIDED | {"which": str(title.unit_id)})
        assert answer.status_code in (403, 404)
    assert titles_held(TODAY)


def test_another_districts_titles_are_not_shown(enter, months, title, stranger):
    assert "0 xã mang danh hiệu" in text(enter(stranger).get(PAGE))
