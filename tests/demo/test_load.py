"""The demo province in a database: what is in it, and which databases it leaves alone."""

from datetime import date

import pytest
from django.contrib.auth.hashers import check_password

from langmoi.core.audit import first_broken_entry
from langmoi.core.clock import today
from langmoi.core.errors import DomainError
from langmoi.core.installation import claim_database, installation, is_demo
from langmoi.core.models import AuditEntry, InstallationKind
from langmoi.demo.accounts import PASSWORD, describe_accounts
from langmoi.demo.counts import counts_by_month
from langmoi.demo.load import LATE, load_demo
from langmoi.demo.published import compare
from langmoi.demo.world import world_of_database
from langmoi.overview.queries import overview
from langmoi.people.access import can_write_figures, units_in_scope
from langmoi.people.models import Post, User
from langmoi.places.models import FactKind, UnitFact, UnitVersion
from langmoi.places.queries import unit_by_code
from langmoi.reporting.models import Filing, ReportingMonth, Revision, RevisionSource
from langmoi.reporting.queries import first_broken_revision

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
    for code in LATE:
        del expected[code, OPEN_MONTH]
    assert stored == expected


def test_a_few_communes_are_late_in_the_open_month_and_show_the_month_before(demo):
    december = overview(OPEN_MONTH)
    assert {line.unit.code for line in december.not_filed} == LATE
    assert all(line.figures_month == date(2019, 11, 1) for line in december.not_filed)
    assert len(december.communes) == 85


def test_every_published_figure_that_can_be_comes_out_of_the_database(demo):
    assert [
        line.published.id for line in compare(world_of_database()) if not line.is_as_expected
    ] == []


def test_revisions_are_marked_as_illustration_and_chained(demo):
    assert set(Revision.objects.values_list("source", flat=True)) == {RevisionSource.DEMO}
    assert first_broken_revision() is None
    assert first_broken_entry() is None
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
    assert all(f"{name} " in printed for name in users)


def test_each_account_reaches_what_its_post_says(demo):
    dak_nen = unit_by_code("23452", DEMO_DAY).unit
    kon_plong = unit_by_code("613", DEMO_DAY)
    users = {user.username: user for user in User.objects.all()}
    may_write = {n for n, u in users.items() if can_write_figures(u, dak_nen, on=DEMO_DAY)}
    assert may_write == {"vpdp", "huyen613", "xa23452"}
    in_scope = units_in_scope(users["huyen613"], on=DEMO_DAY)
    assert kon_plong.unit_id in in_scope
    assert len(in_scope) == 10  # the district, eight communes and the township of Măng Đen


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
