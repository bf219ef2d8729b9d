"""The page for filing late: found from the empty filing, prefilled, asked, decided, shown."""

from __future__ import annotations

import pytest
from review_world import DECEMBER, MONTH, NGHIA, NHON, SENT_AT, TODAY, figures_meeting

from langmoi.reporting.models import Correction, Filing

ADDRESS = f"/ra-soat/nop-muon/{NGHIA}/?{MONTH}"
EMPTY = f"/phieu/{NGHIA}/?{MONTH}"


def said(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def silent(kontum, chain_people):
    """November was filed by all, December only by Sa Nhơn, and both are closed."""
    from review_world import NOVEMBER, file_month

    from langmoi.reporting.steps import close_month

    for month, codes in ((NOVEMBER, (NGHIA, NHON)), (DECEMBER, (NHON,))):
        file_month(month, dict.fromkeys(codes, figures_meeting(15)), by=chain_people.office)
        told = {"by": chain_people.office, "on": TODAY, "at": SENT_AT}
        close_month(month, reason="kiểm thử", **told)
    return chain_people


@pytest.fixture
def as_person(client, silent):
    def sign_in(who):
        client.force_login(getattr(silent, who))
        return client

    return sign_in


def form_of(client):
    told = {"reason": "Mất mạng cuối kỳ."}
    for group in client.get(ADDRESS).context["groups"]:
        for field in group.fields:
            name = field.figure.id
            if field.figure.is_fact:
                told[f"{name}__shown"] = "1"
            elif field.figure.kind == "share":
                told |= {f"{name}_{part}": field.typed[part] for part in ("num", "den")}
            else:
                told[name] = field.typed.get("one", "")
    return told


def test_from_the_empty_filing_to_the_approved_one(as_person, silent):
    client = as_person("commune_chairman")
    assert f'href="/ra-soat/nop-muon/{NGHIA}/' in said(client.get(EMPTY))
    page = said(client.get(ADDRESS))
    assert "Lý do nộp muộn" in page
    assert not Filing.objects.filter(month=DECEMBER, latest=None).exists()  # looking writes nothing

    answer = client.post(ADDRESS, form_of(client), follow=True)
    asked = Correction.objects.get()
    assert "Nộp muộn phiếu tháng 12/2019" in said(answer)
    assert "đang chờ duyệt" in said(client.get(ADDRESS))
    assert "<b>Nộp muộn:</b>" in said(client.get("/ra-soat/dinh-chinh/"))

    office = as_person("second_office")
    decide = f"/ra-soat/dinh-chinh/{asked.pk}/quyet-dinh/"
    answer = office.post(decide, {"approve": "1", "note": ""}, follow=True)

    assert "bản 1 (nộp muộn)" in said(answer)
    filing = Filing.objects.get(month=DECEMBER, latest__unit_code=NGHIA)
    assert filing.official == filing.latest.criteria
    assert filing.latest.criteria_met == 15
    assert office.get(ADDRESS).status_code == 404


def test_a_figure_left_out_with_a_note_is_told_to_whoever_decides(as_person):
    client = as_person("commune_chairman")
    told = form_of(client) | {"dilapidated_houses": "", "note_dilapidated_houses": "Chưa rà xong."}

    answer = said(client.post(ADDRESS, told, follow=True))

    assert Correction.objects.get().notes == {"dilapidated_houses": "Chưa rà xong."}
    assert "Chưa rà xong." in answer


def test_what_is_missing_stands_open_and_what_was_noted_stays_typed(as_person):
    client = as_person("commune_chairman")
    told = form_of(client) | {"reason": "", "dilapidated_houses": "", "note_lanes_clean": "Mới đo."}

    page = client.post(ADDRESS, told)

    lacking = [group.number for group in page.context["groups"] if group.is_lacking]
    assert lacking == ["9.1"]
    assert "còn thiếu số" in said(page)
    assert ">Mới đo.</textarea>" in said(page)


def test_what_cannot_be_read_and_a_missing_reason_stay_on_the_page(as_person):
    client = as_person("commune_chairman")
    told = form_of(client) | {"reason": "", "dilapidated_houses": "nhiều"}

    answer = client.post(ADDRESS, told)

    assert answer.status_code == 422
    assert "Số nhà tạm, dột nát: “nhiều” không phải là số" in said(answer)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "who", ["clerk", "other_clerk", "other_officer", "other_chairman", "department", "reader"]
)
def test_for_others_the_page_does_not_exist_and_the_filing_offers_nothing(as_person, who):
    client = as_person(who)

    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"reason": "x"}).status_code in (403, 404)
    assert "nop-muon" not in said(client.get(EMPTY))


def test_there_is_no_late_filing_where_one_was_sent(as_person):
    client = as_person("office")

    assert client.get(f"/ra-soat/nop-muon/{NHON}/?{MONTH}").status_code == 404
    assert client.get(ADDRESS).status_code == 200
