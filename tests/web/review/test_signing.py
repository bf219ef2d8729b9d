"""The month on one page: who signs, in what capacity, and everything that keeps from signing."""

from __future__ import annotations

import pytest
from review_world import MONTH, NGHIA, review_all, solve_all

PAGE = f"/ra-soat/ky/?{MONTH}"


def said(answer):
    return answer.content.decode()


def row(answer, code=NGHIA):
    return next(row for row in answer.context["rows"] if row.unit.code == code)


def sign(client, filing):
    return client.post(f"/ra-soat/phieu/{filing.pk}/ky/", {"revision": filing.latest_id})


def test_every_refusal_is_said_before_signing(as_person, december):
    review_all(december.nghia, december.officer, but=("16",))
    solve_all(december.nghia, december.officer, but=("19",))

    found = row(as_person("chairman").get(PAGE))

    assert not found.may_sign
    assert any("16" in refusal for refusal in found.refusals)
    assert any("19" in refusal and "giải pháp" in refusal for refusal in found.refusals)


def test_signing_without_solutions_is_refused(as_person, december):
    review_all(december.nghia, december.officer)

    answer = sign(as_person("chairman"), december.nghia)

    assert answer.status_code == 422
    assert "chưa có giải pháp còn hạn" in said(answer)
    december.nghia.refresh_from_db()
    assert december.nghia.state == "submitted"


def test_the_chairman_signs_and_it_is_told_in_what_capacity(as_person, december):
    review_all(december.nghia, december.officer)
    solve_all(december.nghia, december.officer)
    client = as_person("chairman")

    assert row(client.get(PAGE)).may_sign
    assert sign(client, december.nghia).status_code == 302
    december.nghia.refresh_from_db()
    assert december.nghia.state == "signed"
    assert december.nghia.events.get(step="sign").capacity == "Chủ tịch UBND huyện Sa Thầy"


def test_a_deputy_signs_for_the_chairman_and_the_page_says_so(as_person, december):
    review_all(december.nghia, december.officer)
    solve_all(december.nghia, december.officer)
    client = as_person("deputy")

    assert "KT. Chủ tịch UBND huyện Sa Thầy, Phó Chủ tịch" in said(client.get(PAGE))
    sign(client, december.nghia)
    assert december.nghia.events.get(step="sign").capacity.startswith("KT. Chủ tịch")


def test_pressing_twice_signs_once_and_is_no_fault(as_person, december):
    review_all(december.nghia, december.officer)
    solve_all(december.nghia, december.officer)
    client = as_person("chairman")

    assert sign(client, december.nghia).status_code == 302
    assert sign(client, december.nghia).status_code == 302
    assert december.nghia.events.filter(step="sign").count() == 1


def test_of_two_who_sign_the_second_is_told(client, december):
    review_all(december.nghia, december.officer)
    solve_all(december.nghia, december.officer)
    client.force_login(december.chairman)
    sign(client, december.nghia)
    client.force_login(december.deputy)

    answer = sign(client, december.nghia)

    assert answer.status_code == 422
    assert "người khác vừa xử lý" in said(answer)


def test_all_that_are_ready_are_signed_together(as_person, december):
    for filing in (december.nghia, december.nhon):
        review_all(filing, december.officer)
    solve_all(december.nghia, december.officer)
    client = as_person("chairman")
    ready = client.get(PAGE).context["ready"]
    assert [r.unit.code for r in ready] == [NGHIA]

    answer = client.post(
        f"/ra-soat/ky/tat-ca/?{MONTH}",
        {"seen": [december.nghia.latest_id, december.nhon.latest_id]},
        follow=True,
    )

    assert "Đã ký 1 phiếu" in said(answer)
    december.nhon.refresh_from_db()
    assert december.nhon.state == "submitted"


@pytest.mark.parametrize(
    ("who", "status"), [("chairman", 200), ("officer", 200), ("clerk", 403), ("department", 403)]
)
def test_the_page_is_for_the_district(as_person, who, status):
    answer = as_person(who).get(PAGE)

    assert answer.status_code == status
    if who == "officer":
        assert "Chỉ xem" in said(answer)


def test_an_officer_does_not_sign(as_person, december):
    review_all(december.nghia, december.officer)
    solve_all(december.nghia, december.officer)

    assert sign(as_person("officer"), december.nghia).status_code == 403
