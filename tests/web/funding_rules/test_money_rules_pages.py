"""Pages on rules of money: who sees what, forms that refuse, nothing kept that is only tried."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from plan_world import KON_DAO, TODAY, line, project, unit

from langmoi.funding.models import (
    CounterpartDraft,
    CounterpartRule,
    FindingStep,
    IntegrationRule,
    MoneyLine,
)

ROAD = "Đường thôn 1"
PAGES = (
    "/von/doi-ung/",
    "/von/doi-ung/quy-dinh/",
    "/von/no-dong/",
    "/von/trung-nguon/",
    "/von/long-ghep/",
    "/von/long-ghep/quy-tac/",
    "/von/keu-goi/",
)
RULE = {
    "ratio": "1,5",
    "source": "1.1",
    "group": "",
    "content": "",
    "valid_from": "01/01/2019",
    "document": "Nghị quyết minh họa",
    "status": "placeholder",
}


@pytest.fixture
def money(office):
    """In each of two districts a road with a plan, a debt and a double payment."""
    made = {}
    for code in ("23542", KON_DAO):
        one = project(office, code, name=f"{ROAD} {code}", open_call=f"Góp vốn {code}")
        line(office, one, "plan", 100)
        line(office, one, "plan", 60, "1.2.1")
        line(office, one, "accepted", 400)
        line(office, one, "allocation", 50)
        line(office, one, "disbursement", 30, item=ROAD)
        line(office, one, "disbursement", 20, "2", item=ROAD)
        made[code] = one
    return made


def get(client, user, address, status=200):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def post(client, user, address, **told):
    client.force_login(user)
    return client.post(address, told)


@pytest.mark.parametrize("address", PAGES)
def test_each_sees_the_money_of_their_own_places(client, money, clerk, reader, address):
    mine, other = f"{ROAD} 23542", f"{ROAD} {KON_DAO}"
    if address in ("/von/doi-ung/", "/von/no-dong/", "/von/keu-goi/"):
        assert mine in get(client, clerk, address)
        assert other not in get(client, clerk, address)
        assert other in get(client, reader, address)
    get(client, clerk, address)


def test_what_compares_places_or_prepares_a_ratio_is_not_for_a_commune(client, clerk, reader):
    get(client, clerk, "/von/chi-phi-tieu-chi/", 404)
    get(client, clerk, "/von/thu-ty-le/", 404)
    get(client, reader, "/von/thu-ty-le/", 404)


def test_the_office_enters_a_ratio_and_the_list_is_reckoned_by_it(client, office, money, reader):
    said = get(client, office, "/von/doi-ung/?nam=2019")
    assert "không có quy định đối ứng nào" in said or "chưa rõ mức" in said

    assert post(client, office, "/von/doi-ung/quy-dinh/", **RULE).status_code == 302
    said = get(client, reader, "/von/doi-ung/?nam=2019")

    assert "100 triệu đồng vốn trung ương (kế hoạch ngày 01/03/2019) × 1,5 = cần 150" in said
    assert "còn thiếu 90 triệu đồng" in said
    assert "mức tạm, chờ văn bản" in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ratio": "nhiều"}, "không phải là số"),
        ({"ratio": "-1"}, "từ 0 đến 100"),
        ({"valid_from": "31/2/2019"}, "Không hiểu ngày này"),
        ({"document": ""}, "Ô này còn trống"),
        ({"source": "9"}, "Không có lựa chọn này"),
        ({"valid_to": "01/01/2018"}, "Ngày cuối trước ngày đầu"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_on_its_form(client, office, wrong, said):
    answer = post(client, office, "/von/doi-ung/quy-dinh/", **{**RULE, **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not CounterpartRule.objects.exists()


def test_a_second_value_is_refused_and_the_first_can_be_ended_or_taken_back(
    client, office, district_officer
):
    post(client, office, "/von/doi-ung/quy-dinh/", **RULE)
    rule = CounterpartRule.objects.get()
    again = post(client, office, "/von/doi-ung/quy-dinh/", **RULE)
    assert "Đã có mức đối ứng" in again.content.decode()

    address = f"/von/quy-tac/doi-ung/{rule.pk}/"
    assert post(client, district_officer, f"{address}rut/", why="x", seen=1).status_code == 404
    post(client, office, f"{address}ngay-cuoi/", last_day="31/12/2019", seen=1)
    rule.refresh_from_db()
    assert rule.valid_to == date(2019, 12, 31)
    stale = client.post(f"{address}rut/", {"why": "Ghi nhầm", "seen": 1}, follow=True)
    assert "vừa được người khác sửa" in stale.content.decode()
    post(client, office, f"{address}rut/", why="Ghi nhầm", seen=2)
    assert "Đã rút" in get(client, district_officer, "/von/doi-ung/quy-dinh/")


def test_the_office_enters_what_a_source_may_pay_and_violations_are_listed(client, office, money):
    told = {**RULE, "source": "1.1", "programme": "", "contents": ["canal"], "priority": "1"}
    assert post(client, office, "/von/long-ghep/quy-tac/", **told).status_code == 302

    said = get(client, office, "/von/long-ghep/")

    assert "Chỉ được chi cho Thủy lợi, kênh mương" in said
    bad = post(client, office, "/von/long-ghep/quy-tac/", **{**told, "priority": "0"})
    assert "Thứ tự phải là số từ 1 đến 99" in bad.content.decode()
    assert IntegrationRule.objects.count() == 1


def finding_of(client, user):
    """The address of the only double payment that the user sees, with what its form holds."""
    import re

    said = get(client, user, "/von/trung-nguon/")
    [key] = set(re.findall(r"loai=double&amp;khoa=([\w-]+)", said))
    address = f"/von/giai-trinh/?loai=double&khoa={key}"
    page = get(client, user, address)
    found = re.search(r'name="mark" value="(\w+)"', page)
    return address, found[1] if found else ""


def test_a_double_payment_is_explained_looked_at_and_found_wrong(
    client, clerk, district_officer, money
):
    address, mark = finding_of(client, clerk)
    told = {"turn": "0", "mark": mark}
    bad = post(client, clerk, address, act="explain", text=" ", **told)
    assert bad.status_code == 422
    assert post(client, clerk, address, act="explain", text="Hai đoạn.", **told).status_code == 302
    late = post(client, district_officer, address, act="explain", text="Ba đoạn.", **told)
    assert "vừa được người khác ghi" in late.content.decode()

    told["turn"] = "1"
    assert post(client, clerk, address, act="accept", **told).status_code == 404
    post(client, district_officer, address, act="refuse", text="Nêu rõ lý trình.", **told)
    paid = MoneyLine.objects.get(source="2", unit=unit(), kind="disbursement")
    told["turn"] = "2"
    done = post(
        client, district_officer, address, act="wrong", line=paid.pk, text="Ghi nhầm nguồn.", **told
    )

    assert done.status_code == 302
    said = get(client, clerk, "/von/trung-nguon/")
    assert "Đã kết luận là sai và rút dòng vốn" in said
    assert [step.act for step in FindingStep.objects.all()] == ["explain", "refuse", "wrong"]


def test_findings_of_others_are_not_there(client, office, stranger, clerk, money):
    address, _ = finding_of(client, clerk)

    client.force_login(stranger)
    assert client.get(address).status_code == 302  # back to the own list, like one that is gone
    assert client.get("/von/giai-trinh/?loai=gi&khoa=1").status_code == 404


def test_what_is_tried_is_kept_nowhere_until_it_is_saved(client, office, money):
    address = "/von/thu-ty-le/?nam=2019&muc-1=2&nhom-2=border&muc-2=0,5"
    said = get(client, office, address)
    assert "Thiếu theo mức thử" in said
    assert not CounterpartDraft.objects.exists()
    assert not CounterpartRule.objects.exists()

    saved = client.post(address.replace("?", "luu/?"), {"name": "Phương án A"}, follow=True)
    assert "Đã lưu phương án thử" in saved.content.decode()
    draft = CounterpartDraft.objects.get()
    assert [told["ratio"] for told in draft.rates] == ["2", "0.5"]
    assert "chưa tính được" in get(client, office, "/von/doi-ung/?nam=2019").lower()

    client.post(f"/von/thu-ty-le/{draft.pk}/bo/")
    assert "Phương án A" not in get(client, office, "/von/thu-ty-le/")


@pytest.mark.parametrize("typed", ["muc-1=một", "muc-1=101", "muc-1=1&nhom-1=giau"])
def test_a_ratio_that_cannot_be_tried_says_why(client, office, money, typed):
    said = get(client, office, f"/von/thu-ty-le/?nam=2019&{typed}")

    assert "lm-err" in said
    assert "Thiếu theo mức thử" not in said


def test_a_day_that_is_none_shows_today_and_says_so(client, office, money):
    said = get(client, office, "/von/no-dong/?ngay=31/2/2019")

    assert "Không có ngày “31/2/2019” trong lịch" in said
    assert "Đang hiện ngày 20/12/2019" in said
    assert "Không có nợ đọng" in get(client, office, "/von/no-dong/?ngay=28/02/2019")


@pytest.mark.parametrize(
    "address", ["/von/doi-ung/?nam=2019", "/von/no-dong/?", "/von/trung-nguon/?", "/von/keu-goi/?"]
)
def test_lists_are_files_too_and_take_no_more_reads_when_they_grow(
    client, office, money, address, django_assert_max_num_queries
):
    for kind in ("xlsx", "csv"):
        client.force_login(office)
        assert client.get(f"{address}&tep={kind}").status_code == 200
    for n in range(8):
        more = project(office, name=f"Kênh {n}", open_call="Góp vốn")
        line(office, more, "plan", 10)
        line(office, more, "accepted", 10)
    with django_assert_max_num_queries(26):
        client.get(address)


def test_open_works_are_for_everyone_while_the_page_is_on(client, office, money):
    from datetime import datetime

    from langmoi.core.clock import HANOI
    from langmoi.public.switch import switch_public

    address = "/cong-khai/keu-goi-dau-tu/"
    assert client.get(address).status_code == 404
    told = {"since": TODAY, "reason": "kiểm thử", "by": office, "on": TODAY}
    switch_public(True, at=datetime(2019, 12, 20, 9, tzinfo=HANOI), **told)

    first = client.get(address)
    assert f"Góp vốn {KON_DAO}" in first.content.decode()
    one = money[KON_DAO]
    one.open_until = TODAY
    one.save()
    assert f"Góp vốn {KON_DAO}" in client.get(address).content.decode()  # its last day
    one.open_until = TODAY - timedelta(days=1)
    one.save()
    second = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (second.status_code, f"Góp vốn {KON_DAO}" in second.content.decode()) == (200, False)
