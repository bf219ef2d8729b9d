"""What is kept in memory is never older than what the database says."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from langmoi.core import memory
from langmoi.core.memory import kept, kept_large, remembered, remembering, renew
from langmoi.people.models import Agency, User
from langmoi.places.models import Level, Unit, UnitVersion

TABLE = "people_agency"


@pytest.fixture
def unit(db):
    return Unit.objects.create()


@pytest.fixture
def agency(unit):
    return Agency.objects.create(name="Sở Y tế", short_name="SYT", unit=unit)


def names() -> list[str]:
    return sorted(Agency.objects.values_list("name", flat=True))


def kept_names() -> list[str]:
    """As a request of its own finds them."""
    with remembering():
        return kept("names", names, TABLE)


def reads_of_agencies(queries: CaptureQueriesContext) -> int:
    return sum('FROM "people_agency"' in one["sql"] for one in queries)


def test_while_nothing_changes_the_rows_are_read_once(agency):
    kept_names()
    with CaptureQueriesContext(connection) as queries:
        assert kept_names() == kept_names() == ["Sở Y tế"]
    assert reads_of_agencies(queries) == 0
    assert len(queries) == 2, "each request asks for the marks, once"


def _rename(agency: Agency) -> None:
    Agency.objects.filter(pk=agency.pk).update(name="Sở Y tế mới")


def _add(agency: Agency) -> None:
    Agency.objects.bulk_create([Agency(name="Sở Nội vụ", short_name="SNV", unit=agency.unit)])


def _delete(agency: Agency) -> None:
    agency.delete()


def _by_hand(agency: Agency) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_agency SET name = 'ghi thẳng'")


def _empty(agency: Agency) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE people_agency CASCADE")


@pytest.mark.parametrize("change", [_rename, _add, _delete, _by_hand, _empty])
def test_the_next_request_sees_every_change_however_it_was_made(agency, change):
    before = kept_names()
    change(agency)
    assert kept_names() == names() != before


def test_a_request_sees_what_it_wrote_itself(agency):
    with remembering():
        kept("names", names, TABLE)
        _rename(agency)
        assert kept("names", names, TABLE) == ["Sở Y tế mới"]


def test_what_is_taken_back_was_never_kept(agency):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _rename(agency)
        assert kept_names() == ["Sở Y tế mới"]
        raise ZeroDivisionError
    assert kept_names() == ["Sở Y tế"]
    _rename(agency)
    _by_hand(agency)
    assert kept_names() == ["ghi thẳng"]


@pytest.mark.django_db(transaction=True)
def test_a_request_forgets_what_it_wrote_and_took_back():
    unit = Unit.objects.create()
    with remembering():
        assert kept("names", names, TABLE) == []
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Agency.objects.create(name="thử", short_name="t", unit=unit)
            assert kept("names", names, TABLE) == ["thử"]
            raise ZeroDivisionError
        assert kept("names", names, TABLE) == []
    assert kept_names() == []


@pytest.mark.django_db(transaction=True)
def test_what_was_read_between_two_writes_of_a_transaction_is_not_kept_beyond_it():
    unit = Unit.objects.create()
    with transaction.atomic():
        Agency.objects.create(name="đầu", short_name="a", unit=unit)
        assert kept_names() == ["đầu"]
        Agency.objects.create(name="sau", short_name="b", unit=unit)
        assert kept_names() == ["sau", "đầu"]
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Agency.objects.all().delete()
            assert kept_names() == []
            raise ZeroDivisionError
        assert kept_names() == ["sau", "đầu"]
    assert kept_names() == ["sau", "đầu"]


def test_renewing_asks_what_holds_now(agency):
    with remembering():
        kept("names", names, TABLE)
        # Past Django, as another connection would: this request does not notice.
        connection.connection.execute("UPDATE people_agency SET name = 'nơi khác ghi'")
        assert kept("names", names, TABLE) == ["Sở Y tế"]
        renew()
        assert kept("names", names, TABLE) == ["nơi khác ghi"]


def test_outside_a_request_nothing_is_remembered(agency):
    assert kept("names", names, TABLE) == ["Sở Y tế"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_agency SET name = 'khác'")
    assert kept("names", names, TABLE) == remembered("names", names) == ["khác"]


def test_a_table_without_a_mark_is_read_anew_by_each_request(unit):
    def count() -> int:
        with remembering():
            kept("units", Unit.objects.count, "places_unit")
            return kept("units", Unit.objects.count, "places_unit")

    before = count()
    Unit.objects.create()
    assert count() == before + 1


def test_signing_in_alone_changes_nothing_that_is_kept_of_a_person(db):
    user = User.objects.create_user("can-bo", full_name="Cán bộ")

    reads = []

    def ask() -> None:
        with remembering():
            kept("person", lambda: reads.append("read"), "people_user")

    ask()
    user.last_login = user.date_joined
    user.save(update_fields=["last_login"])
    ask()
    assert len(reads) == 1
    user.set_password("một mật khẩu mới")
    user.save(update_fields=["password"])
    ask()
    assert len(reads) == 2


@pytest.mark.django_db(transaction=True)
def test_two_writers_do_not_wait_for_each_other_and_both_are_seen():
    unit = Unit.objects.create()
    told: list[str] = []
    written, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        with closing(connection), transaction.atomic():
            Agency.objects.create(name="chậm", short_name="c", unit=unit)
            written.set()
            assert may_end.wait(30)
        told.append("chậm")

    writer = threading.Thread(target=slow)
    writer.start()
    assert written.wait(30)
    assert kept_names() == []
    Agency.objects.create(name="nhanh", short_name="n", unit=unit)
    assert not told, "the quick one did not wait"
    assert kept_names() == ["nhanh"]
    may_end.set()
    writer.join(30)
    assert kept_names() == ["chậm", "nhanh"]


def test_the_tree_of_places_follows_its_rows(db):
    """One that pages really keep: a unit's name."""
    unit = Unit.objects.create()
    version = UnitVersion.objects.create(
        unit=unit, code="1", name="Măng Cành", type="commune", level=Level.COMMUNE
    )
    with remembering():
        assert str(unit) == "xã Măng Cành"
    UnitVersion.objects.filter(pk=version.pk).update(name="Măng Đen")
    with remembering():
        assert str(unit) == "xã Măng Đen"


def test_of_what_is_large_only_the_last_ones_used_are_kept(agency, monkeypatch):
    monkeypatch.setattr(memory, "MOST_LARGE", 2)
    monkeypatch.setattr(memory, "_large", type(memory._large)())
    reads = []

    def ask(name: str) -> None:
        with remembering():
            kept_large(name, lambda: reads.append(name), TABLE)

    for name in ("a", "b", "a", "c", "a", "b"):
        ask(name)
    assert reads == ["a", "b", "c", "b"], "b was used least when c came"


@pytest.mark.django_db(transaction=True)
def test_of_several_that_miss_the_same_thing_one_reads_it():
    unit = Unit.objects.create()
    Agency.objects.create(name="Sở Y tế", short_name="SYT", unit=unit)
    reads, together = [], threading.Barrier(4)

    def read() -> list[str]:
        reads.append("read")
        return names()

    def ask(found: list[list[str]]) -> None:
        with closing(connection), remembering():
            together.wait()
            found.append(kept("several", read, TABLE))

    found: list[list[str]] = []
    threads = [threading.Thread(target=ask, args=(found,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["Sở Y tế"]] * 4
    assert reads == ["read"]


def test_a_reading_that_fails_leaves_the_way_free(agency):
    def fail() -> list[str]:
        raise ZeroDivisionError

    with remembering():
        with pytest.raises(ZeroDivisionError):
            kept("failing", fail, TABLE)
        assert kept("failing", names, TABLE) == ["Sở Y tế"]
