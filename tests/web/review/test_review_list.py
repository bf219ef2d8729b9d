"""The review list: whose it is, what it counts, its filters, agreeing in bulk."""

from __future__ import annotations

import pytest
from review_world import MONTH, NGHIA, SENT_AT, TODAY, review_all

LIST = f"/ra-soat/?{MONTH}"


def rows(answer):
    return {row.unit.code: row for row in answer.context["rows"]}


def test_a_district_sees_its_communes_with_what_changed_and_what_is_missing(as_person):
    answer = as_person("officer").get(LIST)

    found = rows(answer)
    assert answer.status_code == 200
    assert NGHIA in found and all(row.district.code == "616" for row in found.values())
    assert found[NGHIA].state.key == "submitted"
    assert found[NGHIA].gained == 1
    assert set(found[NGHIA].unmet) == {"17", "18", "19"}
    assert len(found[NGHIA].unreviewed) == 19


def test_a_commune_that_has_not_sent_is_listed_as_such(as_person):
    answer = as_person("officer").get(f"{LIST}&tinh-trang=not_filed")

    assert rows(answer)
    assert all(row.head is None for row in rows(answer).values())


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("can-xem=thay-doi", True),
        ("can-xem=thieu-giai-phap", True),
        ("can-xem=chua-ra-soat", True),
        ("can-xem=khong-dong-y", False),
        ("can-xem=la", False),
        ("tinh-trang=submitted", True),
        ("tinh-trang=signed", False),
        ("tim=sa nghia", True),
        ("tim=mo rai", False),
        ("huyen=616", True),
        ("huyen=612", False),
    ],
)
def test_filters_in_the_address_narrow_the_list(as_person, query, there):
    answer = as_person("officer").get(f"{LIST}&{query}")

    assert (NGHIA in rows(answer)) is there


def test_htmx_gets_the_rows_alone(as_person):
    answer = as_person("officer").get(LIST, headers={"HX-Request": "true"})

    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("chairman", 200),
        ("deputy", 200),
        ("office", 200),
        ("clerk", 403),
        ("commune_chairman", 403),
        ("department", 403),
        ("reader", 403),
    ],
)
def test_the_list_is_for_those_who_review_sign_or_close(as_person, who, status):
    assert as_person(who).get(LIST).status_code == status


def test_another_district_sees_only_its_own(as_person):
    answer = as_person("other_officer").get(LIST)

    assert NGHIA not in rows(answer)
    assert "Sa Nghĩa" not in answer.content.decode()


def test_agreeing_in_bulk_shows_the_count_first_and_writes_nothing(as_person, december):
    answer = as_person("officer").get(f"/ra-soat/dong-y/?{MONTH}")

    told = answer.context
    assert told["same_count"] == sum(len(row.same) for row in told["rows"])
    assert "16" not in rows(answer)[NGHIA].same
    assert len(rows(answer)[NGHIA].same) == 18
    assert not december.nghia.latest.reviews.exists()


def test_agreeing_in_bulk_writes_what_was_shown_one_audit_line_for_each_filing(as_person, december):
    from langmoi.core.models import AuditEntry

    client = as_person("officer")
    shown = client.get(f"/ra-soat/dong-y/?{MONTH}").context["rows"]
    before = AuditEntry.objects.filter(action="filing.review").count()
    seen = [str(row.head.pk) for row in shown]

    answer = client.post(f"/ra-soat/dong-y/?{MONTH}", {"seen": seen}, follow=True)

    assert "Đã đồng ý" in answer.content.decode()
    assert december.nghia.latest.reviews.count() == 18
    assert december.nhon.latest.reviews.count() == 19
    assert AuditEntry.objects.filter(action="filing.review").count() == before + len(seen)


def test_what_was_not_on_the_page_is_not_agreed_to(as_person, december):
    as_person("officer").post(f"/ra-soat/dong-y/?{MONTH}", {"seen": [december.nghia.latest_id]})

    assert december.nghia.latest.reviews.exists()
    assert not december.nhon.latest.reviews.exists()


def test_pressing_twice_agrees_once(as_person, december):
    client = as_person("officer")
    seen = {"seen": [december.nghia.latest_id]}
    client.post(f"/ra-soat/dong-y/?{MONTH}", seen)
    client.post(f"/ra-soat/dong-y/?{MONTH}", seen)

    assert december.nghia.latest.reviews.count() == 18
    assert december.nghia.events.filter(step="review").count() == 1


def test_a_filing_whose_sender_looks_at_the_list_is_not_agreed_to_by_them(as_person, december):
    from langmoi.reporting.models import DraftSave

    DraftSave.objects.create(
        filing=december.nghia, version=1, changes={}, by=december.officer, at=SENT_AT
    )

    answer = as_person("officer").get(f"/ra-soat/dong-y/?{MONTH}")

    assert NGHIA not in rows(answer)


def test_reviewed_criteria_are_counted(as_person, december):
    review_all(december.nghia, december.officer, but=("17",))

    found = rows(as_person("officer").get(LIST))

    assert len(found[NGHIA].reviews) == 18
    assert found[NGHIA].due.today == TODAY
