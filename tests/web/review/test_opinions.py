"""A department's work list: its indicators only, what needs a look first, one by one or in bulk."""

from __future__ import annotations

from datetime import date

import pytest
from review_world import KON_DAO, MONTH, NGHIA, review_all

LIST = f"/ra-soat/y-kien/?{MONTH}"
BULK = f"/ra-soat/y-kien/nhieu/?{MONTH}"


def said(answer):
    return answer.content.decode()


def give(client, filing, number="17.1", **told):
    told = {"agrees": "1", "revision": filing.latest_id} | told
    return client.post(f"/ra-soat/phieu/{filing.pk}/y-kien/{number}/?{MONTH}&xem=tat-ca", told)


def test_a_department_sees_its_indicators_in_every_commune_and_no_others(as_person):
    answer = as_person("department").get(f"{LIST}&xem=tat-ca")

    items = answer.context["items"]
    assert {item.indicator.number.split(".")[0] for item in items} == {"17"}
    assert {item.unit.code for item in items} >= {NGHIA, KON_DAO}


def test_what_is_disputed_comes_first(as_person, december):
    from langmoi.reporting.steps import review_criterion

    review_criterion(
        december.nghia,
        "17",
        agrees=False,
        reason="Chưa có biên bản.",
        by=december.officer,
        on=date(2019, 12, 20),
        at=december.nghia.latest.made_at,
    )
    answer = as_person("department").get(LIST)

    assert answer.context["filters"].what == "khac-nhau"
    assert {item.unit.code for item in answer.context["items"]} == {NGHIA}
    assert "Chưa có biên bản." in said(answer)


@pytest.mark.parametrize(
    ("who", "status"),
    [("department", 200), ("officer", 403), ("clerk", 403), ("office", 403), ("reader", 403)],
)
def test_the_list_is_for_departments(as_person, who, status):
    for address in (LIST, BULK, f"/ra-soat/y-kien/giai-phap/?{MONTH}"):
        assert as_person(who).get(address).status_code == status


def test_another_departments_list_is_not_there(as_person):
    assert as_person("department").get(f"{LIST}&nganh=999999").status_code == 404


def test_an_opinion_is_written_once_however_often_pressed(as_person, december):
    client = as_person("department")
    give(client, december.nghia)
    give(client, december.nghia)

    opinion = december.nghia.latest.opinions.get()
    assert opinion.agrees and opinion.agency == december.agency


def test_disagreeing_needs_a_reason(as_person, december):
    answer = give(as_person("department"), december.nghia, agrees="0", reason="")

    assert answer.status_code == 422
    assert "Không đồng ý thì phải ghi lý do" in said(answer)
    assert not december.nghia.latest.opinions.exists()


def test_an_indicator_of_others_is_refused(as_person, december):
    assert give(as_person("department"), december.nghia, "9.1").status_code == 403


def test_a_colleagues_opinion_is_not_overwritten_unseen(client, december):
    client.force_login(december.department)
    give(client, december.nghia)
    client.force_login(december.colleague)

    refused = give(client, december.nghia, agrees="0", reason="Sai.")
    assert refused.status_code == 422
    seen = december.nghia.latest.opinions.get().at.isoformat()
    give(client, december.nghia, agrees="0", reason="Sai.", replaces=seen)
    assert not december.nghia.latest.opinions.get().agrees


def test_bulk_shows_how_many_and_whose_and_writes_nothing(as_person, december):
    answer = as_person("department").get(f"{BULK}&xem=tat-ca&dong-y=1")

    told = answer.context
    assert told["count"] == sum(len(group.names) for group in told["groups"])
    assert told["communes"] == 3
    assert f"Đồng ý {told['count']} dòng" in said(answer)
    assert not december.nghia.latest.opinions.exists()


def test_bulk_writes_what_was_shown_one_event_for_each_filing(as_person, december):
    client = as_person("department")
    packed = client.get(f"{BULK}&xem=tat-ca").context["packed"]

    answer = client.post(
        f"{BULK}&xem=tat-ca", {"items": packed, "agrees": "1", "reason": ""}, follow=True
    )

    assert "Đã ghi ý kiến" in said(answer)
    assert december.nghia.latest.opinions.count() == len(answer.context["indicators"])
    assert december.nghia.events.filter(step="opinion").count() == 1


def test_bulk_disagreement_needs_one_reason_for_all(as_person, december):
    client = as_person("department")
    packed = client.get(f"{BULK}&xem=tat-ca&dong-y=0").context["packed"]

    answer = client.post(f"{BULK}&xem=tat-ca&dong-y=0", {"items": packed, "agrees": "0"})

    assert answer.status_code == 422
    assert not december.nghia.latest.opinions.exists()


def test_bulk_leaves_out_what_was_not_shown(as_person, december):
    only = f"{december.nghia.latest_id}:17.1"
    as_person("department").post(f"{BULK}&xem=tat-ca", {"items": only, "agrees": "1"})

    assert [o.indicator for o in december.nghia.latest.opinions.all()] == ["17.1"]
    assert not december.nhon.latest.opinions.exists()


def test_a_department_has_a_dated_solution_of_its_own(as_person, december):
    from langmoi.reporting.models import Solution

    told = {
        "criterion": "17",
        "text": "Hướng dẫn thu gom rác.",
        "responsible": "Chi cục Bảo vệ môi trường",
        "due_on": "30/06/2020",
    }
    client = as_person("department")
    answer = client.post(f"/ra-soat/y-kien/giai-phap/?{MONTH}", told, follow=True)

    solution = Solution.objects.get()
    assert (solution.agency, solution.unit, solution.due_on) == (
        december.agency,
        None,
        date(2020, 6, 30),
    )
    assert "Hướng dẫn thu gom rác." in said(answer)
    other = client.post(f"/ra-soat/y-kien/giai-phap/?{MONTH}", told | {"criterion": "9"})
    assert other.status_code == 404


def test_opinions_show_beside_the_districts_word_on_the_review_page(as_person, december):
    review_all(december.nghia, december.officer)
    give(as_person("department"), december.nghia, agrees="0", reason="Thiếu minh chứng.")

    answer = as_person("officer").get(f"/ra-soat/phieu/{december.nghia.pk}/")

    assert "Thiếu minh chứng." in said(answer)
