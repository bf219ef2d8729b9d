"""Mails: one a day and person, a reminder before and after a deadline; none twice or at night."""

from datetime import date, datetime, time, timedelta
from smtplib import SMTPException

import pytest
from chain_world import TODAY
from django.core import mail

from langmoi.cli import main
from langmoi.core.clock import HANOI
from langmoi.notices.letters import letter_for, reminder_key
from langmoi.notices.model import Task, TaskKind
from langmoi.notices.models import MailKind, SentMail
from langmoi.notices.reminders import is_quiet, send_reminders

pytestmark = pytest.mark.django_db
MONTH = date(2019, 12, 1)


def task(due_on, pk=1):
    return Task(TaskKind.ENTER, MONTH, due_on, "xã Sa Nghĩa", pk=pk)


def at(day=TODAY, hour=8):
    return datetime.combine(day, time(hour), HANOI)


@pytest.fixture
def addressed(people, december):
    people.officer.email = "xa@langmoi.invalid"
    people.officer.save()
    return people.officer


@pytest.mark.parametrize(
    ("due_on", "kind"),
    [
        (date(2019, 12, 27), None),
        (date(2019, 12, 24), MailKind.BEFORE),  # two working days: Monday and Tuesday
        (date(2019, 12, 20), MailKind.BEFORE),
        (date(2019, 12, 19), MailKind.AFTER),
        (None, None),
    ],
)
def test_a_reminder_is_due_near_the_deadline_and_after_it(due_on, kind):
    found = reminder_key(task(due_on), TODAY)
    assert (found[0] if found else None) == kind


def test_after_the_deadline_reminders_come_on_the_first_third_seventh_and_fourteenth_day():
    due = date(2019, 12, 2)
    keys = [reminder_key(task(due), due + timedelta(days=n))[1] for n in range(1, 21)]
    assert [n for n, key in enumerate(keys, start=1) if key not in keys[: n - 1]] == [1, 3, 7, 14]


def test_the_digest_says_what_is_overdue_and_holds_the_reminders(addressed):
    letter = letter_for(addressed, [task(date(2019, 12, 18))], set(), on=TODAY, url="http://x/")
    assert letter.kind is MailKind.DIGEST
    assert "QUÁ HẠN 2 ngày" in letter.body
    assert "1 việc quá hạn" in letter.subject
    assert len(letter.keys) == 2
    again = letter_for(
        addressed, [task(date(2019, 12, 18))], set(letter.keys), on=TODAY, url="http://x/"
    )
    assert again is None


def test_what_newly_comes_due_on_the_same_day_is_told_after_the_digest(addressed):
    first = letter_for(addressed, [task(None)], set(), on=TODAY, url="http://x/")
    both = [task(None), task(TODAY, pk=2)]
    second = letter_for(addressed, both, set(first.keys), on=TODAY, url="http://x/")
    assert second.kind is MailKind.BEFORE


def test_running_twice_sends_once(addressed):
    assert len(send_reminders(on=TODAY, at=at()).sent) == 1
    assert len(send_reminders(on=TODAY, at=at(hour=9)).sent) == 0
    [sent] = mail.outbox
    assert sent.to == ["xa@langmoi.invalid"]
    assert "/viec-cua-toi/" in sent.body
    assert SentMail.objects.filter(user=addressed).count() == 2


def test_a_dry_run_sends_and_logs_nothing(addressed):
    assert len(send_reminders(on=TODAY, at=at(), dry_run=True).sent) == 1
    assert not mail.outbox
    assert not SentMail.objects.exists()


def test_nothing_goes_out_at_night_and_on_days_off(addressed):
    assert "giờ yên lặng" in send_reminders(on=TODAY, at=at(hour=22)).quiet
    assert "ngày nghỉ" in send_reminders(on=date(2019, 12, 22), at=at(date(2019, 12, 22))).quiet
    assert not mail.outbox


@pytest.mark.parametrize(
    ("hour", "hours", "quiet"),
    [
        (21, (20, 6), True), (3, (20, 6), True), (6, (20, 6), False), (12, (20, 6), False),
        (13, (12, 14), True), (15, (12, 14), False), (3, (0, 0), False),
    ],
)  # fmt: skip
def test_quiet_hours_may_run_past_midnight(hour, hours, quiet):
    assert is_quiet(time(hour), (time(hours[0]), time(hours[1]))) is quiet


def test_a_mail_that_fails_is_not_logged_and_is_tried_again(addressed, monkeypatch):
    def refuse(self, fail_silently=False):
        raise SMTPException("no")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", refuse)
        run = send_reminders(on=TODAY, at=at())
    assert (len(run.sent), len(run.failed)) == (0, 1)
    assert not SentMail.objects.exists()
    assert len(send_reminders(on=TODAY, at=at()).sent) == 1


def test_people_without_an_address_are_counted(people, december):
    run = send_reminders(on=TODAY, at=at())
    assert run.sent == []
    assert run.without_address >= 3


def test_the_command_tells_what_it_would_send(addressed, settings, capsys):
    settings.TODAY = str(TODAY)
    settings.QUIET_HOURS = (time(0), time(0))
    assert main(["remind", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "xa@langmoi.invalid" in said
    assert "Sẽ gửi 1 thư." in said


def test_the_command_keeps_quiet_at_night(addressed, settings, capsys):
    settings.TODAY = str(TODAY)
    settings.QUIET_HOURS = (time(0), time(23, 59, 59))
    assert main(["remind"]) == 0
    assert "giờ yên lặng" in capsys.readouterr().out
