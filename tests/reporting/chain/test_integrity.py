"""Whatever is changed behind the triggers' back is found, and the first broken link is named."""

import json

import pytest
from chain_world import INCOME, figures_meeting
from django.db import connection

from langmoi.cli import main
from langmoi.reporting.integrity import first_broken_link, trail_counts
from langmoi.reporting.models import DraftSave, Filing, FilingEvent, Revision

pytestmark = pytest.mark.django_db


def behind(table, sql, *values):
    """What somebody with all rights could do to the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if table != "reporting_filing":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER no_change")
        cursor.execute(sql, values)


@pytest.fixture
def whole(signed, act):
    """A filing that was sent, sent back, mended, signed, spoken about, reopened and saved again."""
    act.opine(signed, "15.1")
    act.reopen(signed, "10.1")
    act.save(signed, {INCOME: "44"})
    return signed


def test_the_whole_chain_of_a_month_is_found_whole(closed, act):
    act.ask(closed, {INCOME: "77"})
    assert first_broken_link() is None
    assert set(trail_counts()) == {
        "dòng nhật ký", "bản của phiếu tháng", "việc của phiếu", "lần lưu",
    }  # fmt: skip


def test_saves_after_sending_back_and_reopening_replay(whole, act):
    assert first_broken_link() is None
    act.submit(whole)
    assert first_broken_link() is None


def test_a_save_after_an_import_replays(submitted, act):
    act.send_back(submitted, "10.1")
    act.save(submitted, {INCOME: "45"})
    act.save(submitted, {INCOME: "46"})
    assert first_broken_link() is None
    act.submit(submitted, note="Đã sửa")
    assert first_broken_link() is None


@pytest.mark.parametrize(
    ("table", "sql", "said"),
    [
        ("core_auditentry", "UPDATE core_auditentry SET actor = 'x' WHERE id = (SELECT max(id) FROM"
         " core_auditentry)", "Nhật ký bị sửa"),
        ("reporting_revision", "UPDATE reporting_revision SET criteria_met = 19, zone = 'x'",
         "Phiếu bị sửa"),
        ("reporting_filingevent", "UPDATE reporting_filingevent SET note = 'khác' WHERE"
         " step = 'sign'",
         "khác với dòng nhật ký"),
        ("reporting_filingevent", "DELETE FROM reporting_filingevent WHERE step = 'sign'",
         "việc này đã mất"),
        ("reporting_filingevent", "INSERT INTO reporting_filingevent (filing_id, step, by_id,"
         " capacity, note, detail, at) SELECT filing_id, 'sign', by_id, '', '', '{}', at FROM"
         " reporting_filingevent LIMIT 1", "không có dòng nhật ký"),
        ("reporting_draftsave", "DELETE FROM reporting_draftsave WHERE version = (SELECT"
         " max(version) FROM reporting_draftsave)", "lần lưu"),
        ("reporting_filing", "UPDATE reporting_filing SET draft = jsonb_set(draft,"
         " '{income_per_capita}', '\"99\"')", "khác với lần lưu cuối"),
        ("reporting_filing", "UPDATE reporting_filing SET draft_version = 7", "đếm 7 lần lưu"),
        ("reporting_filing", "UPDATE reporting_filing SET latest_id = NULL",
         "không chỉ tới bản cuối"),
    ],
)  # fmt: skip
def test_each_kind_of_tampering_is_named(whole, table, sql, said):
    behind(table, sql)
    assert said in first_broken_link()


def test_one_changed_value_in_a_save_is_found(whole):
    save = DraftSave.objects.order_by("version").first()
    changes = {**save.changes, INCOME: [None, "1"]}
    behind(
        "reporting_draftsave",
        "UPDATE reporting_draftsave SET changes = %s WHERE id = %s",
        json.dumps(changes),
        save.pk,
    )
    assert "khác với dòng nhật ký" in first_broken_link()


def test_an_event_moved_to_another_filing_is_found(whole, people, kontum):
    other = Filing.objects.create(
        unit=kontum.unit, month=whole.month, criteria_set=whole.criteria_set
    )
    event = FilingEvent.objects.filter(step="sign").get()
    behind(
        "reporting_filingevent",
        "UPDATE reporting_filingevent SET filing_id = %s WHERE id = %s",
        other.pk,
        event.pk,
    )
    assert "bản của phiếu khác" in first_broken_link()


def test_the_command_says_whole_or_names_the_link(signed, capsys):
    assert main(["audit", "verify"]) == 0 == main(["audit", "check"])
    assert capsys.readouterr().out.startswith("Nguyên vẹn: ")
    revision = Revision.objects.get()
    behind(
        "reporting_revision", "UPDATE reporting_revision SET figures = %s WHERE id = %s",
        json.dumps(figures_meeting(19)), revision.pk,
    )  # fmt: skip
    assert main(["audit", "verify"]) == 1
    assert "Phiếu bị sửa: bản 1" in capsys.readouterr().err
