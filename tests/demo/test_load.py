"""The demo province in a database: what is in it, and which databases it leaves alone."""

from collections import Counter
from datetime import date

import pytest
from django.contrib.auth.hashers import check_password

from langmoi.core.clock import today
from langmoi.core.errors import DomainError
from langmoi.core.installation import claim_database, installation, is_demo
from langmoi.core.models import AuditEntry, InstallationKind
from langmoi.demo.account_list import WHOLE_DISTRICTS
from langmoi.demo.accounts import OFFICE, PASSWORD, describe_accounts
from langmoi.demo.counts import MONTHS, counts_by_month
from langmoi.demo.load import NOT_SENT, load_demo
from langmoi.demo.published import compare
from langmoi.demo.world import world_of_database
from langmoi.direction.documents import branch_of
from langmoi.direction.models import Directive, TaskEvent, TaskPaper
from langmoi.direction.queries import task_rows
from langmoi.direction.timeliness import Timeliness
from langmoi.notices.models import Question
from langmoi.overview.queries import overview
from langmoi.people.access import can_write_figures, units_in_scope
from langmoi.people.models import Post, Role, User
from langmoi.places.models import FactKind, UnitFact, UnitVersion
from langmoi.places.queries import filing_communes, unit_by_code
from langmoi.reporting.differences import differences
from langmoi.reporting.integrity import first_broken_link
from langmoi.reporting.models import (
    Correction,
    CorrectionState,
    Filing,
    FilingEvent,
    FilingState,
    Opinion,
    ReportingMonth,
    Revision,
    RevisionSource,
    SendBack,
    VillageSheet,
)
from langmoi.reporting.villages import village_sums, villages_of

DEMO_DAY = date(2019, 12, 20)
OPEN_MONTH = date(2019, 12, 1)


@pytest.fixture
def demo(demo_database):
    return demo_database


def test_it_is_marked_as_the_demo_whose_day_is_20_december_2019(demo):
    assert is_demo()
    assert today() == DEMO_DAY


def test_all_months_but_the_last_are_closed(demo):
    months = ReportingMonth.objects.order_by("month")
    assert [months[0].month, months.last().month, len(months)] == [
        date(2016, 12, 1), OPEN_MONTH, 37,
    ]  # fmt: skip
    assert [month.month for month in months if not month.is_closed] == [OPEN_MONTH]


def test_the_stored_counts_are_those_of_the_table(demo):
    stored = {
        (revision.unit_code, revision.filing.month): revision.criteria_met
        for revision in Revision.objects.select_related("filing")
    }
    expected = counts_by_month()
    for code in NOT_SENT:
        del expected[code, OPEN_MONTH]
    assert stored == expected


def test_a_few_communes_are_late_in_the_open_month_and_show_the_month_before(demo):
    december = overview(OPEN_MONTH)
    assert {line.unit.code for line in december.not_filed} == NOT_SENT
    assert all(line.figures_month == date(2019, 11, 1) for line in december.not_filed)
    assert len(december.communes) == 85


def test_every_published_figure_that_can_be_comes_out_of_the_database(demo):
    assert [
        line.published.id for line in compare(world_of_database()) if not line.is_as_expected
    ] == []


def test_revisions_are_marked_as_illustration_and_chained(demo):
    before = Revision.objects.exclude(filing__month=OPEN_MONTH)
    assert set(before.values_list("source", flat=True)) == {RevisionSource.DEMO}
    assert first_broken_link() is None
    assert AuditEntry.objects.filter(action="demo.file").exists()


def test_seventeen_communes_hold_a_title_known_by_may_2019(demo):
    titles = UnitFact.objects.filter(kind=FactKind.RECOGNISED)
    assert titles.count() == 17
    decided = titles.filter(value__has_key="decided_on")
    assert {title.value["decision"] for title in decided} == {"365 và 366/QĐ-UBND"}
    assert {title.valid_from for title in titles} == {date(2019, 5, 13), date(2019, 5, 14)}
    assert overview(date(2019, 5, 1)).recognised_count == 17
    assert overview(date(2019, 4, 1)).recognised_count is None


def test_accounts_are_named_by_post_and_share_the_printed_password(demo):
    users = {user.username: user for user in User.objects.all()}
    assert {"vpdp", "xem", "huyen613", "xa23452"} <= set(users)
    assert {user.password for user in users.values()} == {users["vpdp"].password}
    assert check_password(PASSWORD, users["vpdp"].password)
    assert Post.objects.count() == len(users)
    printed = describe_accounts()
    assert PASSWORD in printed
    assert OFFICE in printed


def test_every_role_has_an_account_and_every_account_an_address(demo):
    assert set(Post.objects.values_list("role", flat=True)) == set(Role)
    assert not User.objects.filter(email="").exists()
    assert not User.objects.exclude(email__endswith="@langmoi.invalid").exists()


def test_in_two_districts_every_commune_has_its_three_people(demo):
    for district in WHOLE_DISTRICTS:
        parent = unit_by_code(district, DEMO_DAY, "district").unit_id
        for commune in filing_communes(DEMO_DAY):
            if commune.parent_id == parent:
                posts = Post.objects.filter(unit_id=commune.unit_id)
                assert sorted(posts.values_list("role", flat=True)) == [
                    "commune_chairman", "commune_deputy", "commune_officer",
                ]  # fmt: skip


def test_december_stands_in_every_state_of_the_chain(demo):
    filings = Filing.objects.filter(month=OPEN_MONTH)
    assert set(filings.values_list("state", flat=True)) == set(FilingState)
    opinions = Opinion.objects.filter(revision__filing__month=OPEN_MONTH)
    assert {o.agrees for o in opinions} == {True, False}
    assert SendBack.objects.filter(answered_by__isnull=True).count() == 3
    assert Correction.objects.get().state == CorrectionState.ASKED
    assert [q.answered_at is not None for q in Question.objects.order_by("pk")] == [False, True]
    assert filings.get(state=FilingState.DRAFT).draft_version == 1


def test_closed_months_are_signed_and_their_official_outcomes_are_the_computed_ones(demo):
    closed = Filing.objects.filter(month__lt=OPEN_MONTH).select_related("latest")
    assert set(closed.values_list("state", flat=True)) == {FilingState.SIGNED}
    assert all(filing.official == filing.latest.criteria for filing in closed)
    steps = FilingEvent.objects.filter(filing=closed.first()).values_list("step", flat=True)
    assert list(steps) == ["submit", "sign", "close"]
    capacities = FilingEvent.objects.filter(step="sign").values_list("capacity", flat=True)
    assert not [text for text in capacities if "Chủ tịch UBND" not in text]


def test_the_departments_figures_differ_in_two_communes(demo):
    found = differences(OPEN_MONTH)
    assert [(d.unit.code, d.figure.id) for d in found] == [
        ("23455", "insured_people"), ("23542", "insured_people"),
    ]  # fmt: skip


def test_the_villages_of_mang_canh_are_marked_and_add_up_to_what_the_commune_sent(demo):
    commune = unit_by_code("23470", DEMO_DAY, "commune")
    villages = villages_of(commune.unit_id, OPEN_MONTH)
    assert villages
    assert all("minh họa" in village.name for village in villages)
    figures = Filing.objects.get(unit=commune.unit, month=OPEN_MONTH).latest.figures
    sums = village_sums(commune.unit_id, OPEN_MONTH)
    assert {"cultured_villages", "standard_houses", "dilapidated_houses"} <= set(sums)
    assert {name: figures[name] for name in sums} == sums


def test_each_account_reaches_what_its_post_says(demo):
    dak_nen = unit_by_code("23452", DEMO_DAY).unit
    kon_plong = unit_by_code("613", DEMO_DAY)
    users = {user.username: user for user in User.objects.all()}
    may_write = {n for n, u in users.items() if can_write_figures(u, dak_nen, on=DEMO_DAY)}
    assert {"vpdp", "huyen613", "xa23452"} <= may_write
    assert "xa23542" not in may_write
    in_scope = units_in_scope(users["huyen613"], on=DEMO_DAY)
    assert kon_plong.unit_id in in_scope
    # The district, eight communes, the township of Măng Đen, and four villages.
    assert len(in_scope) == 14


def test_a_second_loading_is_refused(demo):
    with pytest.raises(DomainError, match="đã là của tỉnh mẫu"):
        load_demo()


@pytest.mark.django_db
def test_a_database_that_holds_a_real_province_is_refused_and_left_as_it_is():
    claim_database(InstallationKind.REAL, "62", by="test")
    with pytest.raises(DomainError, match="đã là của tỉnh thật"):
        load_demo()
    assert installation().kind == InstallationKind.REAL
    assert not UnitVersion.objects.exists()
    assert not Filing.objects.exists()


@pytest.mark.django_db
def test_a_loading_that_breaks_off_leaves_an_empty_database():
    def break_off(months, **words):
        yield next(iter(months))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_demo(progress=break_off)
    assert installation() is None
    assert not Filing.objects.exists()


@pytest.mark.django_db
def test_on_an_earlier_day_the_demo_ends_with_that_days_month():
    load_demo(today=date(2017, 1, 20))
    assert list(ReportingMonth.objects.values_list("month", "state").order_by("month")) == [
        (date(2016, 12, 1), "closed"), (date(2017, 1, 1), "open"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_commune_can_be_left_as_a_draft_with_two_sheets_to_fill_in(monkeypatch):
    # The delegation of October looks at September: four months, then.
    monkeypatch.setattr("langmoi.demo.load.MONTHS", MONTHS[-4:])
    load_demo(drafts=("23470",))
    commune = unit_by_code("23470", DEMO_DAY, "commune")
    filing = Filing.objects.get(unit=commune.unit, month=OPEN_MONTH)
    assert (filing.state, filing.latest, filing.draft_version) == (FilingState.DRAFT, None, 0)
    assert filing.draft["income_per_capita"] == "27.4"
    sheets = VillageSheet.objects.filter(month=OPEN_MONTH).count()
    assert len(villages_of(commune.unit_id, OPEN_MONTH)) - sheets == 2
    assert first_broken_link() is None


def test_the_directive_is_followed_from_july_to_the_day_of_the_demo(demo):
    rows = task_rows(User.objects.get(username="vpub"), on=DEMO_DAY)
    kinds = Counter(row.standing.kind for row in rows)

    assert set(kinds) == set(Timeliness) - {Timeliness.WITHDRAWN}
    [summary] = [row for row in rows if row.facts.due_on == date(2019, 7, 31) and row.facts.agency]
    assert (summary.assignee, summary.standing.kind) == ("Sở NN&PTNT", Timeliness.DONE_IN_TIME)
    letter = Directive.objects.get(carries_out__number="980-TB/TU")
    assert (letter.number, letter.dated_on) == ("", None)
    plans = branch_of(letter)[1:]
    assert len(plans) == 3
    assert all("minh họa" in plan.title for plan in plans)


def test_everything_told_of_tasks_after_they_were_given_says_that_it_is_invented(demo):
    notes = TaskEvent.objects.exclude(note="").values_list("note", flat=True)
    assert len(notes) > 100
    assert all("minh họa" in note for note in notes)
    assert all("minh họa" in paper.title for paper in TaskPaper.objects.all())
