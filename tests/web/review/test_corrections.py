"""Corrections of a closed month, reopening, and the histories that tell of them."""

from __future__ import annotations

from datetime import date

import pytest
from review_world import MONTH, NGHIA, SENT_AT, TODAY, review_all, solve_all


def said(answer):
    return answer.content.decode()


@pytest.fixture
def closed(december):
    from langmoi.reporting.steps import close_month

    close_month(date(2019, 12, 1), by=december.office, on=TODAY, at=SENT_AT, reason="kiểm thử")
    december.nghia.refresh_from_db()
    return december


@pytest.fixture
def asked(closed):
    from langmoi.reporting.steps import ask_correction

    return ask_correction(
        closed.nghia,
        {"cultured_villages": {"num": "3", "den": "6"}},
        reason="Cộng nhầm một thôn.",
        by=closed.chairman,
        on=TODAY,
        at=SENT_AT,
    )


def form_of(client, filing, **changed):
    """What the form sends as it stands, with these fields typed anew."""
    groups = client.get(f"/ra-soat/phieu/{filing.pk}/dinh-chinh/").context["groups"]
    told = {"reason": "Cộng nhầm một thôn."}
    for group in groups:
        for field in group.fields:
            name = field.figure.id
            if field.figure.is_fact:
                told[f"{name}__shown"] = "1"
            elif field.figure.kind == "share":
                told |= {f"{name}_{part}": field.typed[part] for part in ("num", "den")}
            else:
                told[name] = field.typed.get("one", "")
    return told | changed


def test_a_correction_shows_old_and_new_and_changes_nothing_yet(as_person, closed):
    client, filing = as_person("chairman"), closed.nghia
    told = form_of(client, filing, cultured_villages_num="3", cultured_villages_den="6")

    answer = client.post(f"/ra-soat/phieu/{filing.pk}/dinh-chinh/", told, follow=True)

    (change,) = answer.context["row"].changes
    assert "50,00% (3/6)" in change.after
    assert "ai đề nghị thì không tự duyệt" in said(answer)
    filing.refresh_from_db()
    assert filing.latest.number == 1


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({"reason": ""}, "Hãy ghi lý do"),
        ({"cultured_villages_num": "ba"}, "không phải là số"),
    ],
)
def test_a_form_that_lacks_something_is_shown_again(as_person, closed, told, missing):
    client, filing = as_person("chairman"), closed.nghia

    answer = client.post(f"/ra-soat/phieu/{filing.pk}/dinh-chinh/", form_of(client, filing, **told))

    assert answer.status_code == 422
    assert missing in said(answer)


def test_nothing_changed_is_no_correction(as_person, closed):
    client, filing = as_person("chairman"), closed.nghia

    answer = client.post(f"/ra-soat/phieu/{filing.pk}/dinh-chinh/", form_of(client, filing))

    assert answer.status_code == 422
    assert "giống số liệu đang có" in said(answer)


def test_another_decides_and_both_versions_stay_readable(as_person, closed, asked):
    client = as_person("office")
    answer = client.post(
        f"/ra-soat/dinh-chinh/{asked.pk}/quyet-dinh/", {"approve": "1", "note": ""}, follow=True
    )

    assert "bản 1 (trước đính chính)" in said(answer)
    assert "bản 2 (đính chính)" in said(answer)
    for number in (1, 2):
        page = f"/ra-soat/phieu/{closed.nghia.pk}/ban/{number}/"
        assert client.get(page).status_code == 200
    again = client.post(f"/ra-soat/dinh-chinh/{asked.pk}/quyet-dinh/", {"approve": "1"})
    assert again.status_code == 302
    assert closed.nghia.revisions.count() == 2


def test_a_refusal_needs_its_reason(as_person, closed, asked):
    client = as_person("office")

    address = f"/ra-soat/dinh-chinh/{asked.pk}/quyet-dinh/"
    assert client.post(address, {"approve": "0", "note": ""}).status_code == 422
    answer = client.post(address, {"approve": "0", "note": "Chưa có văn bản."}, follow=True)
    assert "Chưa có văn bản." in said(answer)


def test_whoever_asked_does_not_decide(as_person, asked):
    address = f"/ra-soat/dinh-chinh/{asked.pk}/"

    assert not as_person("chairman").get(address).context["may_decide"]
    answer = as_person("chairman").post(f"{address}quyet-dinh/", {"approve": "1"})
    assert answer.status_code == 403


@pytest.mark.parametrize("who", ["other_officer", "other_clerk", "other_chairman"])
def test_for_another_place_there_is_no_correction_and_no_history(as_person, asked, who):
    client, filing = as_person(who), asked.filing

    for address in (
        f"/ra-soat/dinh-chinh/{asked.pk}/",
        f"/ra-soat/phieu/{filing.pk}/lich-su/",
        f"/ra-soat/phieu/{filing.pk}/ban/1/",
        f"/ra-soat/phieu/{filing.pk}/dinh-chinh/",
        f"/ra-soat/so-lieu/{NGHIA}/cultured_villages/?{MONTH}",
    ):
        assert client.get(address).status_code == 404, address
    listed = client.get("/ra-soat/dinh-chinh/")
    assert listed.context["rows"] == []


def test_readers_may_not_ask(as_person, closed):
    assert (
        as_person("reader").get(f"/ra-soat/phieu/{closed.nghia.pk}/dinh-chinh/").status_code == 403
    )


def test_a_signed_indicator_is_opened_again_and_the_commune_is_told(as_person, december):
    from langmoi.reporting.steps import sign_filing

    filing = december.nghia
    review_all(filing, december.officer)
    solve_all(filing, december.officer)
    sign_filing(filing, by=december.chairman, on=TODAY, at=SENT_AT)
    client = as_person("chairman")
    address = f"/ra-soat/phieu/{filing.pk}/mo-lai/"

    assert client.post(address, {"indicator": "17.6", "reason": ""}).status_code == 422
    told = {"indicator": "17.6", "reason": "Có danh sách mới.", "due_on": "24/12/2019"}
    answer = client.post(address, told, follow=True)

    assert "Có danh sách mới." in said(answer)
    filing.refresh_from_db()
    assert filing.state == "sent_back"


def test_the_history_of_a_figure_tells_who_in_what_capacity(as_person, december):
    review_all(december.nghia, december.officer)

    answer = as_person("officer").get(f"/ra-soat/so-lieu/{NGHIA}/cultured_villages/?{MONTH}")

    assert "Đồng ý tiêu chí" in said(answer)
    assert "Công chức phụ trách NTM huyện Sa Thầy" in said(answer)
    assert [item.is_changed for item in answer.context["values"]] == [True, False]


def test_an_unknown_figure_or_revision_is_not_there(as_person, december):
    client = as_person("officer")

    assert client.get(f"/ra-soat/so-lieu/{NGHIA}/khong_co/?{MONTH}").status_code == 404
    assert client.get(f"/ra-soat/phieu/{december.nghia.pk}/ban/9/").status_code == 404
    assert client.get(f"/ra-soat/phieu/{december.nghia.pk}/lich-su/?muc=99.9").status_code == 404


def test_the_history_of_a_filing_can_be_narrowed_to_an_indicator(as_person, december):
    review_all(december.nghia, december.officer, but=("17",))
    client = as_person("officer")
    page = f"/ra-soat/phieu/{december.nghia.pk}/lich-su/"

    whole = client.get(page).context["entries"]
    narrow = client.get(f"{page}?muc=17.6").context["entries"]
    assert len(whole) > len(narrow)


def test_a_figure_is_two_clicks_from_the_commune_page(as_person, december):
    page = said(as_person("officer").get(f"/xa/{NGHIA}/?{MONTH}"))

    assert f"/ra-soat/so-lieu/{NGHIA}/cultured_villages/" in page


def test_saves_before_and_after_a_step_are_told_apart(as_person, december):
    from datetime import timedelta

    from langmoi.reporting.models import DraftSave, FilingEvent

    review_all(december.nghia, december.officer)
    step = FilingEvent.objects.filter(filing=december.nghia, step="review").earliest("at")
    for version, (minutes, old, new) in enumerate([(-1, "466", "471"), (1, "471", "480")], 50):
        changes = {"cultured_villages": [{"num": n, "den": "500"} for n in (old, new)]}
        DraftSave.objects.create(
            filing=december.nghia,
            version=version,
            by=december.clerk,
            changes=changes,
            at=step.at + timedelta(minutes=minutes),
        )

    page = f"/ra-soat/phieu/{december.nghia.pk}/lich-su/?muc=16.1"
    entries = as_person("officer").get(page).context["entries"]

    saves = [entry.lines[0] for entry in entries if entry.icon == "device-floppy"]
    assert sorted("466/500" in line for line in saves) == [False, True]
