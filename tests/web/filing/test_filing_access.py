"""Every address of the filing, its evidence and the village sheets × who asks × whose it is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from chain_world import explain_papers
from django.urls import get_resolver
from evidence_files import picture
from filing_world import AT, COMMUNE, DECEMBER, TODAY

from langmoi.reporting.evidence.actions import attach_evidence
from langmoi.reporting.evidence.keeping import NewFile
from langmoi.web.filing import urls

pytestmark = pytest.mark.django_db
WHO = ("clerk", "chairman", "district_officer", "office", "reader", "head", "stranger", "far_head")


@pytest.fixture
def far_head(person, villages):
    """The head of a village of another district's commune."""
    from langmoi.core.text import search_key, sort_key
    from langmoi.places.models import Level, Unit, UnitType, UnitVersion
    from langmoi.places.queries import unit_by_code

    UnitVersion.objects.create(
        unit=Unit.objects.create(), code="23434-01", name="Kon Đào 1", type=UnitType.VILLAGE,
        level=Level.VILLAGE, parent=unit_by_code("23434", TODAY, "commune").unit, source="thử",
        search_key=search_key("Kon Đào 1"), sort_key=sort_key("Kon Đào 1"),
    )  # fmt: skip
    return person("far_head", "village_head", "23434-01", "village")


@pytest.fixture
def world(draft, chairman, clerk, villages):
    from langmoi.reporting.steps import submit_filing

    file = NewFile(picture(), "anh.jpg")
    proof = attach_evidence(draft, "9.1", file, expires_on=None, by=clerk, on=TODAY, at=AT)
    explain_papers(draft)
    submit_filing(draft, by=chairman, on=TODAY, at=AT)
    return SimpleNamespace(filing=draft, proof=proof, village=villages[0])


def addresses(world):
    """Each address of the table, filled in with objects of Sa Nghĩa."""
    values = {"filing": COMMUNE, "village": world.village.code, "proof": str(world.proof.pk)}
    found = {}
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern)
        what = "village" if route.startswith("phieu-thon") else "filing"
        route = route.replace("<str:code>", values[what]).replace("<int:pk>", values["proof"])
        found[pattern.name] = f"/{route}?thang=2019-12"
    return found


SEES = {
    "clerk": "all", "chairman": "all", "district_officer": "all", "office": "all",
    "reader": "all", "head": "village", "stranger": "none", "far_head": "none",
}  # fmt: skip
OF_A_VILLAGE = {"village_sheet", "printed_village_sheet"}
FOR_ALL = {"filings"}  # a list of one's own; what is in it is looked at below


def test_the_table_has_no_address_that_this_test_does_not_know():
    names = {pattern.name for pattern in urls.urlpatterns}
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}

    assert names <= known
    assert len(names) == 10


@pytest.mark.parametrize("who", WHO)
def test_own_place_opens_and_any_other_place_does_not_exist(client, request, world, who):
    client.force_login(request.getfixturevalue(who))

    for name, address in addresses(world).items():
        if name in FOR_ALL:
            continue
        sees = SEES[who] == "all" or (SEES[who] == "village" and name in OF_A_VILLAGE)
        for method in ("get", "post", "head", "put", "delete"):
            status = getattr(client, method)(address).status_code
            if not sees:
                assert status in ((404, 405) if method in ("put", "delete", "post") else (404,)), (
                    name,
                    method,
                    status,
                )
            elif method in ("get", "head"):
                assert status in (200, 302), (name, method, status)
            else:
                assert status in (403, 404, 405, 422, 302), (name, method, status)


@pytest.mark.parametrize("who", WHO)
def test_the_list_names_only_communes_of_ones_own(client, request, world, who):
    client.force_login(request.getfixturevalue(who))

    answer = client.get("/phieu/?thang=2019-12")

    seen = answer.content.decode() if answer.status_code == 200 else answer.url
    assert (f"/phieu/{COMMUNE}/" in seen) == (SEES[who] == "all")
    assert ("/phieu/23434/" in seen) == (who in ("office", "reader", "stranger"))


@pytest.mark.parametrize("who", ["reader", "head", "stranger"])
def test_who_does_not_enter_for_the_commune_cannot_begin_its_filing(
    client, request, last_month, who, unit
):
    from langmoi.reporting.models import Filing

    client.force_login(request.getfixturevalue(who))

    answer = client.post(f"/phieu/{COMMUNE}/?thang=2019-12", {"action": "start"})

    assert answer.status_code in (403, 404)
    assert not Filing.objects.filter(unit=unit, month=DECEMBER).exists()


@pytest.mark.parametrize("who", ["reader"])
def test_who_may_only_read_saves_nothing(client, request, draft, who):
    client.force_login(request.getfixturevalue(who))
    address = f"/phieu/{COMMUNE}/?thang=2019-12"
    page = client.get(address).content.decode()
    assert "Tài khoản của bạn chỉ xem" in page
    assert 'name="dilapidated_houses"' not in page

    answer = client.post(
        address,
        {"action": "save", "criterion": "9", "version": "0", "dilapidated_houses": "0"},
    )

    assert answer.status_code == 403
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "3"


def test_a_right_that_ended_yesterday_opens_nothing(client, world, person):
    from datetime import date

    gone = person("gone", "commune_officer", COMMUNE, "commune", valid_to=date(2019, 12, 15))
    client.force_login(gone)

    for name, address in addresses(world).items():
        assert client.get(address).status_code in (302, 403, 404), name


def test_nobody_sees_anything_without_signing_in(client, world):
    for address in addresses(world).values():
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/dang-nhap/" in answer.url
