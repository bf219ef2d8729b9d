"""Packs of commune reports in the queue: progress, failures by name, cancelling, dead workers."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import docx
import pytest
from filed_months import DISTRICT, IA_DAL, IA_DOM, ON, PROVINCE, file_month, unit

from langmoi.core.clock import HANOI
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.core.months import reference_day
from langmoi.places.queries import filing_communes
from langmoi.publishing import packs
from langmoi.publishing.commune_pack import CommunePack
from langmoi.publishing.jobs import Cancelled, cancel, report_progress, take
from langmoi.publishing.models import Job, JobState
from langmoi.publishing.orders import Order
from langmoi.publishing.packs import ask_pack
from langmoi.publishing.reading import build_report, making_of
from langmoi.publishing.worker import work_on_next
from langmoi.reporting.actions import open_month

NOVEMBER = date(2019, 11, 1)
AT = datetime(2019, 12, 20, 9, tzinfo=HANOI)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def now():
    return NOW


@pytest.fixture
def november(office):
    file_month(NOVEMBER, {IA_DAL: 5, IA_DOM: 8}, by=office)


@pytest.fixture
def officer(person):
    return person("officer618", "district_officer", DISTRICT, "district")


@pytest.fixture
def asked(november, officer):
    return ask_pack(unit(DISTRICT), NOVEMBER, ".docx", by=officer, on=ON, at=AT)


def test_a_pack_holds_each_communes_report_and_names_who_has_none(asked):
    assert work_on_next(now)
    asked.refresh_from_db()

    assert (asked.state, asked.done, asked.total) == (JobState.DONE, 3, 3)
    assert [f["unit"] for f in asked.failures] == ["Xã Ia Tơi"]
    assert "nộp phiếu tháng 11/2019" in asked.failures[0]["reason"]
    with zipfile.ZipFile(io.BytesIO(bytes(asked.result))) as archive:
        names = archive.namelist()
        texts = [p.text for p in docx.Document(io.BytesIO(archive.read(names[0]))).paragraphs]
    assert names == [f"bao-cao-{IA_DAL}-ia-dal.docx", f"bao-cao-{IA_DOM}-ia-dom.docx"]
    assert any("xã đạt 5/19 tiêu chí" in text for text in texts)
    assert not work_on_next(now)


def test_a_commune_in_a_pack_reports_what_it_reports_alone(november, office):
    open_month(date(2019, 12, 1), by=office, due_on=date(2019, 12, 18))
    for month in (NOVEMBER, date(2019, 12, 1)):
        communes = filing_communes(reference_day(month))
        pack, making = CommunePack(communes, month), making_of(ON, "người thử")
        for commune in communes:
            order = Order("commune_month", commune.unit_id, month)
            try:
                alone = build_report(order, making)
            except DomainError as error:
                with pytest.raises(DomainError, match=re.escape(str(error))):
                    pack.report(commune.unit_id, making)
            else:
                assert pack.report(commune.unit_id, making) == alone


def test_a_pack_reads_its_communes_together(november, django_assert_max_num_queries):
    communes, making = filing_communes(reference_day(NOVEMBER)), making_of(ON, "người thử")
    assert len(communes) == 85
    with django_assert_max_num_queries(25):
        pack = CommunePack(communes, NOVEMBER)
        for code in (IA_DAL, IA_DOM):
            pack.report(next(c.unit_id for c in communes if c.code == code), making)


def test_a_pack_of_pdf_is_set_by_other_processes(november, officer):
    job = ask_pack(unit(DISTRICT), NOVEMBER, ".pdf", by=officer, on=ON, at=AT)
    work_on_next(now)
    job.refresh_from_db()

    with zipfile.ZipFile(io.BytesIO(bytes(job.result))) as archive:
        assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
        assert len(archive.namelist()) == 2


def test_trouble_of_the_programs_own_in_one_commune_is_named_and_the_others_go_on(
    asked, monkeypatch
):
    report = CommunePack.report

    def broken(pack, unit_key, making):
        if unit_key == unit(IA_DAL):
            raise ZeroDivisionError
        return report(pack, unit_key, making)

    monkeypatch.setattr(CommunePack, "report", broken)
    work_on_next(now)
    asked.refresh_from_db()

    assert asked.state == JobState.DONE
    assert [f["unit"] for f in asked.failures] == ["Xã Ia Đal", "Xã Ia Tơi"]
    assert "trục trặc" in asked.failures[0]["reason"]


def test_a_pack_of_nothing_but_failures_fails_with_the_reason(office, officer):
    file_month(NOVEMBER, {"23542": 5}, by=office)
    job = ask_pack(unit(DISTRICT), NOVEMBER, ".docx", by=officer, on=ON, at=AT)
    work_on_next(now)
    job.refresh_from_db()

    assert job.state == JobState.FAILED
    assert "Không lập được báo cáo nào" in job.problem


def test_a_cancelled_pack_stops_at_the_next_commune(asked, officer, monkeypatch):
    def cancel_after_first(job, done, total, failures, at):
        cancel(asked, by=officer)
        report_progress(job, done, total, failures, at)

    monkeypatch.setattr(packs, "report_progress", cancel_after_first)
    assert work_on_next(now)
    asked.refresh_from_db()

    assert asked.state == JobState.CANCELLED
    assert asked.result is None
    with pytest.raises(DomainError, match="đã xong hoặc đã hủy"):
        cancel(asked, by=officer)
    assert AuditEntry.objects.filter(action="report.job_cancel").count() == 1


def test_only_who_asked_cancels(asked, office):
    with pytest.raises(NotAllowed):
        cancel(asked, by=office)


def test_work_that_a_dead_worker_left_is_taken_up_again_and_the_dead_cannot_finish_it(asked):
    first = take(NOW)
    assert take(NOW) is None
    second = take(NOW + timedelta(minutes=3))

    assert (first.pk, second.tries) == (second.pk, 2)
    with pytest.raises(Cancelled):
        report_progress(first, 1, 3, [], NOW)
    report_progress(second, 1, 3, [], NOW)


def test_work_that_always_kills_its_worker_is_given_up(asked):
    for minute in (0, 3, 6):
        assert take(NOW + timedelta(minutes=minute)) is not None
    assert take(NOW + timedelta(minutes=9)) is None

    asked.refresh_from_db()
    assert asked.state == JobState.FAILED
    assert "3 lần" in asked.problem


def test_only_offices_ask_for_packs_of_their_own_unit(november, officer, clerk, office):
    for by, code in ((clerk, "23542"), (officer, PROVINCE), (office, DISTRICT)):
        with pytest.raises(NotAllowed):
            ask_pack(unit(code), NOVEMBER, ".docx", by=by, on=ON, at=AT)
    with pytest.raises(DomainError, match="Word hoặc PDF"):
        ask_pack(unit(DISTRICT), NOVEMBER, ".xlsx", by=officer, on=ON, at=AT)


def test_a_pack_is_seen_by_the_readers_own_scope_not_the_makers(november, office, officer, clerk):
    job = ask_pack(unit(PROVINCE), NOVEMBER, ".docx", by=office, on=ON, at=AT)

    seen = {user: Job.objects.visible_to(user, on=ON).filter(pk=job.pk).exists()
            for user in (office, officer, clerk)}  # fmt: skip
    assert seen == {office: True, officer: False, clerk: False}


def test_the_worker_command_does_what_waits(asked, capsys):
    from langmoi.cli import main

    assert main(["work", "--once"]) == 0
    assert "Đã làm 1 việc." in capsys.readouterr().out
