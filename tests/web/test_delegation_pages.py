"""Pages of delegations: from the sample to minutes, and who has no such page."""

from __future__ import annotations

import delegation_world as world
import pytest
from evidence_files import picture

from langmoi.delegations import actions
from langmoi.delegations.models import Check, Delegation, DelegationState, Visit
from langmoi.difficulties.models import Difficulty

HOME = "/doan-kiem-tra/"


@pytest.fixture
def who(person, kontum):
    return world.people(person, kontum)


@pytest.fixture
def months(who):
    world.file_months(who.office)


@pytest.fixture
def draft(who, kontum, months):
    return world.propose_delegation(who, kontum)


@pytest.fixture
def visit(who, draft):
    return world.visit_of(world.set_out(who, draft))


@pytest.fixture(autouse=True)
def today(settings, monkeypatch):
    monkeypatch.setenv("LANGMOI_TODAY", str(world.TODAY))


def send(client, delegation, action, **told):
    delegation.refresh_from_db()
    data = {"action": action, "seen": delegation.version, **told}
    return client.post(f"{HOME}{delegation.pk}/ghi/", data)


def test_ticked_communes_of_the_sample_go_into_a_new_proposal(client, who, months):
    client.force_login(who.proposer)
    page = client.get(f"{HOME}mau/?huyen=616").content.decode()
    assert "Vừa đúng bằng mức đạt" in page
    assert "Chưa có đoàn kiểm tra nào đến" in page

    went = client.post(f"{HOME}mau/", {"xa": [world.NGHIA], "doan": ""})
    assert went.url.endswith(f"moi/?xa={world.NGHIA}")
    plan = {
        "name": "Đoàn kiểm tra quý IV",
        "purpose": "Kiểm tra.",
        "agency": who.farming.pk,
        "starts_on": "16/12/2019",
        "ends_on": "27/12/2019",
        "criteria": ["11"],
        "xa": [world.NGHIA],
    }
    made = client.post(f"{HOME}moi/", plan, follow=True)

    assert "Đã lập đề xuất" in made.content.decode()
    visit = Visit.objects.get()
    assert any("vừa đúng bằng mức đạt" in reason for reason in visit.reasons)


def test_a_proposal_goes_its_way_by_buttons(client, who, draft):
    client.force_login(who.proposer)
    assert send(client, draft, "propose").status_code == 302
    assert send(client, draft, "decide").status_code == 403
    client.force_login(who.committee)
    wrong = send(client, draft, "decide", number="1/QĐ-UBND")
    assert (wrong.status_code, "đi với nhau" in wrong.content.decode()) == (422, True)
    assert send(client, draft, "decide").status_code == 302
    client.force_login(who.head)
    assert send(client, draft, "begin").status_code == 302
    draft.refresh_from_db()
    assert draft.state == DelegationState.UNDER_WAY


def test_members_and_stops_are_added_and_dropped(client, who, draft):
    client.force_login(who.proposer)
    told = {"name": "Nguyên Chánh Văn phòng", "role": "secretary", "title": "Sở NN&PTNT"}
    send(client, draft, "add_member", **told)
    member = draft.members.get(role="secretary")
    send(client, draft, "drop_member", member=member.pk)
    assert not draft.members.filter(role="secretary").exists()
    unknown = send(client, draft, "add_member", username="khongco", role="member")
    assert "Không có người dùng “khongco”" in unknown.content.decode()
    stop = draft.visits.get(unit=world.unit(world.NGHIA))
    moved = {"visits_on": "23/12/2019", "starts_at": "08:30", "plan": "UBND xã"}
    send(client, draft, "change_visit", visit=stop.pk, **moved)
    stop.refresh_from_db()
    assert f"{stop.visits_on} {stop.starts_at} {stop.plan}" == "2019-12-23 08:30:00 UBND xã"
    send(client, draft, "drop_visit", visit=stop.pk)
    new = {"unit": stop.unit_id, "visits_on": "20/12/2019"}
    assert send(client, draft, "add_visit", **new).status_code == 302
    assert draft.visits.count() == 2


def check(client, visit, seen=0, number="11.1", htmx=True, **told):
    headers = {"HX-Request": "true"} if htmx else {}
    data = {"indicator": number, "seen": seen, **told}
    return client.post(f"{HOME}chuyen/{visit.pk}/chi-tieu/", data, headers=headers)


def share(visit):
    [key] = [f for f, v in visit.revision.figures.items() if "poor" in f and isinstance(v, dict)]
    return key


def test_a_card_is_saved_alone_with_a_comma_or_refused_as_it_was_typed(client, who, visit):
    client.force_login(who.member)
    key = share(visit)
    page = client.get(f"{HOME}chuyen/{visit.pk}/").content.decode()
    assert f'name="{key}_num"' in page

    wrong = check(client, visit, result="differs", **{f"{key}_num": "bảy", f"{key}_den": "1000"})
    said = wrong.content.decode()
    assert "“bảy”" in said
    assert 'value="bảy"' in said
    assert not Check.objects.exists()
    saved = check(client, visit, result="differs", **{f"{key}_num": "7,5", f"{key}_den": "1000"})
    assert "is-saved" in saved.content.decode()
    assert Check.objects.get().values == {key: {"num": "7.5", "den": "1000"}}


def test_of_two_members_the_second_sees_both_and_may_save_again(client, who, visit):
    client.force_login(who.member)
    check(client, visit, result="agrees")
    client.force_login(who.head)
    said = check(client, visit, result="unchecked", note="Cán bộ đi vắng").content.decode()
    assert "Người dùng member ghi lúc" in said
    assert "Cán bộ đi vắng" in said
    assert 'name="seen" value="1"' in said
    check(client, visit, seen=1, result="unchecked", note="Cán bộ đi vắng")
    assert Check.objects.get().result == "unchecked"


def test_without_javascript_the_page_comes_back(client, who, visit):
    client.force_login(who.member)
    missing = check(client, visit, htmx=False)
    assert (missing.status_code, "chưa chọn kết quả" in missing.content.decode()) == (422, True)
    done = check(client, visit, htmx=False, result="agrees")
    assert done.url.endswith("#ct-11-1")


def test_photos_are_served_to_who_sees_the_visit_alone(client, who, visit):
    from io import BytesIO

    client.force_login(who.member)
    file = BytesIO(picture())
    file.name = "nha.jpg"
    client.post(f"{HOME}chuyen/{visit.pk}/anh/", {"indicator": "11.1", "file": file})
    photo = visit.photos.get()
    for small in ("", "nho/"):
        assert client.get(f"{HOME}anh/{photo.pk}/{small}").status_code == 200
    client.force_login(who.clerk)
    assert client.get(f"{HOME}anh/{photo.pk}/").status_code == 404


def test_papers_and_the_checklist_open(client, who, visit):
    client.force_login(who.member)
    for kind in ("to-trinh", "quyet-dinh", "ke-hoach"):
        got = client.get(f"{HOME}{visit.delegation_id}/van-ban/{kind}.docx")
        assert got.content.startswith(b"PK")
    got = client.get(f"{HOME}chuyen/{visit.pk}/van-ban/bien-ban.pdf")
    assert got.content.startswith(b"%PDF")
    assert client.get(f"{HOME}chuyen/{visit.pk}/van-ban/thu.pdf").status_code == 404
    assert "Mức đạt" in client.get(f"{HOME}chuyen/{visit.pk}/phieu/").content.decode()


def test_what_is_found_is_the_communes_to_read_once_concluded(client, who, visit):
    delegation = visit.delegation
    client.force_login(who.member)
    key = share(visit)
    check(client, visit, result="differs", **{f"{key}_num": "7", f"{key}_den": "1000"})
    world.finish(who, delegation)
    for name in ("clerk", "stranger"):
        client.force_login(getattr(who, name))
        assert client.get(f"{HOME}chuyen/{visit.pk}/").status_code == 404
    client.force_login(who.head)
    told = {"text": "Rà soát.", "assignee": f"u{visit.unit_id}", "visit": visit.pk}
    assert send(client, delegation, "recommend", **told).status_code == 302
    assert send(client, delegation, "conclude", conclusion="Kết luận.").status_code == 302
    client.force_login(who.office)
    assert send(client, delegation, "give_out").status_code == 302
    page = client.get(f"{HOME}{delegation.pk}/").content.decode()
    assert "Không hạn" in page
    client.force_login(who.clerk)
    assert "0,7%" in client.get(f"{HOME}chuyen/{visit.pk}/").content.decode()
    assert "7/1.000" in client.get(f"{HOME}chenh-lech/").content.decode()
    other = world.visit_of(delegation, world.YA_XIER)
    assert client.get(f"{HOME}chuyen/{other.pk}/").status_code == 404
    client.force_login(who.stranger)
    assert client.get(f"{HOME}{delegation.pk}/").status_code == 404


def test_who_founds_nothing_has_no_sample_and_no_proposal(client, who, draft):
    client.force_login(who.clerk)
    for page in ("mau/", "moi/", f"{draft.pk}/", f"{draft.pk}/sua/"):
        assert client.get(HOME + page).status_code == 404
    assert "Chưa có đoàn nào" in client.get(HOME).content.decode()


def test_lists_and_pages_read_a_fixed_number_of_times(client, who, kontum, visit):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(who.office)

    def reads(address):
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            assert client.get(address).status_code == 200
        return len(few)

    pages = (HOME, f"{HOME}chuyen/{visit.pk}/")
    before = [reads(page) for page in pages]
    for number in ("17.1", "17.2", "17.3", "11.1"):
        said = actions.Told("unchecked", note="Vắng.")
        actions.record_check(visit, number, said, seen=0, by=who.member, **world.when())
    world.propose_delegation(who, kontum)
    assert [reads(page) for page in pages] == before
    assert Delegation.objects.count() == 2


def test_what_stands_in_the_way_is_raised_from_the_visit(client, who, visit):
    client.force_login(who.member)
    address = f"{HOME}chuyen/{visit.pk}/vuong-mac/"
    told = {"number": "11", "title": "Thiếu vốn vay", "text": "Đề nghị tăng vốn ủy thác."}

    refused = client.post(address, told | {"title": ""})
    assert refused.status_code == 422
    assert "Đề nghị tăng vốn ủy thác." in refused.content.decode()
    assert not Difficulty.objects.exists()

    assert client.post(address, told).status_code == 302
    made = Difficulty.objects.get()
    assert (made.origin, made.unit_id, made.title) == ("delegation", visit.unit_id, "Thiếu vốn vay")
    page = client.get(f"{HOME}chuyen/{visit.pk}/").content.decode()
    assert "(chờ tiếp nhận): Thiếu vốn vay" in page


def test_only_who_checks_raises_and_only_known_criteria(client, who, visit):
    address = f"{HOME}chuyen/{visit.pk}/vuong-mac/"
    told = {"number": "99", "title": "a", "text": "b"}

    client.force_login(who.member)
    assert "Không có tiêu chí “99”" in client.post(address, told).content.decode()
    client.force_login(who.clerk)
    assert client.post(address, told | {"number": "11"}).status_code in (403, 404)
    assert not Difficulty.objects.exists()
