"""The office's page: what is missing, what is disputed, closing with a reason, the next month."""

from __future__ import annotations

from datetime import date

import pytest
from review_world import MONTH, NGHIA, SENT_AT, TODAY

PAGE = f"/ra-soat/chot/?{MONTH}"


def said(answer):
    return answer.content.decode()


def test_what_is_missing_is_counted_and_named(as_person, december):
    answer = as_person("office").get(PAGE)

    missing = answer.context["missing"]
    assert missing.not_signed == 3
    assert missing.not_filed == answer.context["counts"]["all"] - 3
    assert missing.opinions > 0
    assert "Sở TN&amp;MT" in said(answer)


def test_the_three_outcomes_stand_side_by_side_with_the_official_one(as_person, december):
    from langmoi.reporting.steps import give_opinion, review_criterion

    told = {"on": TODAY, "at": SENT_AT}
    review_criterion(
        december.nghia, "16", agrees=False, reason="Chưa đủ.", by=december.officer, **told
    )
    give_opinion(
        december.nhon,
        "17.1",
        agency=december.agency,
        agrees=False,
        reason="Chưa có mẫu nước.",
        by=december.department,
        **told,
    )
    disputes = as_person("office").get(PAGE).context["disputes"]

    found = {(d.line.unit.code, d.number): d.levels for d in disputes}
    nghia, nhon = found[NGHIA, "16"], found["23533", "17"]
    assert (nghia.computed, nghia.district, nghia.official) == ("met", "not_met", "not_met")
    assert (nhon.computed, nhon.department, nhon.official) == ("met", "not_met", "not_met")
    assert nhon.reasons == ("Sở TN&MT: Chưa có mẫu nước.",)


@pytest.mark.parametrize("who", ["officer", "chairman", "clerk", "department", "reader"])
def test_only_the_office_comes_in(as_person, december, who):
    client = as_person(who)

    assert client.get(PAGE).status_code == 403
    for address in ("thang", "mo-thang", "gia-han"):
        assert client.post(f"/ra-soat/chot/{address}/?{MONTH}", {}).status_code == 403


def test_closing_with_something_missing_needs_a_reason(as_person, december):
    client = as_person("office")

    refused = client.post(f"/ra-soat/chot/thang/?{MONTH}", {"reason": " "})
    assert refused.status_code == 422
    assert "phải ghi lý do" in said(refused)

    answer = client.post(
        f"/ra-soat/chot/thang/?{MONTH}", {"reason": "Mưa lũ, chốt theo số đã có."}, follow=True
    )
    assert "Mưa lũ, chốt theo số đã có." in said(answer)
    december.nghia.refresh_from_db()
    assert december.nghia.official["16"] == "met"


def test_closing_twice_closes_once_and_the_second_is_told(as_person, december):
    client = as_person("office")
    told = {"reason": "Đủ để tổng hợp."}

    assert client.post(f"/ra-soat/chot/thang/?{MONTH}", told).status_code == 302
    answer = client.post(f"/ra-soat/chot/thang/?{MONTH}", told)
    assert answer.status_code == 422
    assert "đã chốt" in said(answer)


def test_the_next_month_opens_with_its_day(as_person, december):
    from langmoi.reporting.models import ReportingMonth

    told = {"month": "2020-01", "due_on": "17/01/2020"}
    answer = as_person("office").post(f"/ra-soat/chot/mo-thang/?{MONTH}", told, follow=True)

    assert "Đã mở tháng 01/2020" in said(answer)
    assert ReportingMonth.objects.get(month=date(2020, 1, 1)).due_on == date(2020, 1, 17)


@pytest.mark.parametrize(
    "told",
    [
        {"month": "2020-03", "due_on": "17/03/2020"},
        {"month": "2020-01", "due_on": "02/01/2020"},
        {"month": "2020-01", "due_on": "hôm nào đó"},
        {},
    ],
)
def test_a_month_out_of_order_or_a_day_too_early_is_refused(as_person, december, told):
    from langmoi.reporting.models import ReportingMonth

    answer = as_person("office").post(f"/ra-soat/chot/mo-thang/?{MONTH}", told)

    assert answer.status_code == 422
    assert not ReportingMonth.objects.filter(month__gt=date(2019, 12, 1)).exists()


def test_a_unit_gets_more_time_with_a_reason_that_all_can_read(as_person, december):
    client = as_person("office")
    told = {
        "unit": december.nghia.unit_id,
        "step": "submit",
        "due_on": "23/12/2019",
        "reason": "Mất mạng hai ngày.",
    }

    answer = client.post(f"/ra-soat/chot/gia-han/?{MONTH}", told, follow=True)
    assert "Mất mạng hai ngày." in said(answer)
    assert client.post(f"/ra-soat/chot/gia-han/?{MONTH}", told | {"reason": ""}).status_code == 422
    assert client.post(f"/ra-soat/chot/gia-han/?{MONTH}", told | {"unit": 1}).status_code == 422
