"""A person's deadlines as a calendar: its secret address, and what stands in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from task_world import WHEN
from task_world import on as at_day

from langmoi.core.models import AuditEntry
from langmoi.direction.actions import accept_task, confirm_task, report_done
from langmoi.direction.models import Nature
from langmoi.notices.calendar import entries_of, renew_feed, revoke_feed
from langmoi.notices.models import CalendarFeed

DUE, NEAR = date(2019, 7, 31), date(2019, 7, 25)
AT = datetime(2019, 7, 22, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def july(settings):
    settings.TODAY = str(NEAR)


def address(token):
    return f"/tai-khoan/lich/{token}.ics"


def read(client, user):
    answer = client.get(address(renew_feed(user, at=AT)))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content), answer


def test_a_deadline_is_a_whole_day_that_the_librarys_own_parser_reads(
    client, given, sides, settings
):
    settings.SITE_URL = "http://10.0.0.1:8000"
    calendar, answer = read(client, sides.district)

    [event] = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == DUE
    assert event.decoded("dtend") == date(2019, 8, 1)
    assert str(event["summary"]) == "Hạn: Rà soát từng tiêu chí."
    assert str(event["uid"]).startswith(f"han-{given.pk}@")
    assert str(event["url"]) == f"http://10.0.0.1:8000/nhiem-vu/{given.pk}/"
    assert str(calendar["x-wr-timezone"]) == "Asia/Ho_Chi_Minh"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert answer["Cache-Control"].startswith("private")


def test_it_names_no_person(client, given, sides):
    sides.district.phone = "0260 000 1111"
    sides.district.save()
    accept_task(given, by=sides.district, **WHEN)
    _, answer = read(client, sides.district)
    for told in (sides.district.full_name, sides.committee.full_name, "0260", "@example"):
        assert told.encode() not in answer.content


def test_what_waits_for_confirmation_stands_with_both_sides_until_it_is_done(given, sides):
    report_done(given, "Xong.", by=sides.district, **WHEN)
    [own] = entries_of(sides.district, on=NEAR)
    [waiting] = entries_of(sides.committee, on=NEAR)
    assert own.summary.startswith("Chờ xác nhận: ")
    assert (waiting.summary[:27], waiting.day) == ("Cần xác nhận, huyện Sa Thầy", WHEN["on"])

    confirm_task(given, by=sides.committee, **at_day(NEAR))
    assert entries_of(sides.district, on=NEAR) == entries_of(sides.committee, on=NEAR) == []


def test_requests_tasks_without_a_day_and_those_of_others_are_not_in_it(give, sides):
    give(text="Không hạn.")
    give(text="Đề nghị.", nature=Nature.REQUEST, due_on=DUE)
    assert entries_of(sides.district, on=NEAR) == []
    give(due_on=DUE)
    assert entries_of(sides.stranger, on=NEAR) == []


def test_only_the_hash_of_the_address_is_kept_and_the_audit_does_not_tell_it(sides):
    token = renew_feed(sides.district, at=AT)
    feed = CalendarFeed.objects.get()
    assert token not in (feed.token_hash, str(feed))
    assert len(token) >= 40
    assert token not in str(list(AuditEntry.objects.values()))


def test_a_new_address_ends_the_old_one_and_taking_it_back_ends_both(client, sides):
    first = renew_feed(sides.district, at=AT)
    second = renew_feed(sides.district, at=AT)
    assert client.get(address(first)).status_code == 404
    assert client.get(address(second)).status_code == 200

    assert revoke_feed(sides.district)
    assert client.get(address(second)).status_code == 404
    assert not revoke_feed(sides.district)


def test_a_wrong_address_and_one_of_a_locked_account_lead_nowhere(client, sides):
    token = renew_feed(sides.district, at=AT)
    for wrong in ("x", token[:-1], token + "x"):
        assert client.get(address(wrong)).status_code == 404
    assert client.post(address(token)).status_code == 405
    sides.district.is_active = False
    sides.district.save()
    assert client.get(address(token)).status_code == 404


def test_nothing_is_sent_again_while_nothing_has_changed(client, given, sides):
    token = renew_feed(sides.district, at=AT)
    first = client.get(address(token))
    again = client.get(address(token), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    accept_task(given, by=sides.district, **WHEN)
    report_done(given, "Xong.", by=sides.district, **WHEN)
    moved = client.get(address(token), headers={"if-none-match": first["ETag"]})
    assert moved.status_code == 200


def test_the_feed_asks_as_often_for_one_task_as_for_many(
    client, give, sides, django_assert_max_num_queries
):
    for number in range(10):
        give(due_on=DUE, text=f"Việc {number}.")
    token = renew_feed(sides.district, at=AT)
    with django_assert_max_num_queries(12):
        client.get(address(token))


def test_the_account_page_makes_shows_once_and_takes_back(client, sides):
    client.force_login(sides.district)
    assert "Chưa bật" in client.get("/tai-khoan/").content.decode()

    shown = client.post("/tai-khoan/lich/")

    assert "/tai-khoan/lich/" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert "Đổi địa chỉ" in client.get("/tai-khoan/").content.decode()
    assert client.get("/tai-khoan/lich/").status_code == 405
    client.post("/tai-khoan/lich/tat/")
    assert not CalendarFeed.objects.exists()
