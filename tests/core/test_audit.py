import threading

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from langmoi.core.audit import GENESIS, first_broken_entry, record
from langmoi.core.models import AuditEntry


@pytest.mark.django_db
def test_each_line_is_chained_to_the_one_before():
    first = record("thử", "một", by="ai đó", số=1)
    second = record("thử", "hai", by="ai đó")

    assert first.previous_hash == GENESIS
    assert second.previous_hash == first.hash
    assert first_broken_entry() is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql", ["UPDATE core_auditentry SET actor = 'x'", "DELETE FROM core_auditentry"]
)
def test_the_database_refuses_to_change_or_delete_a_line(sql):
    record("thử", "một", by="ai đó")

    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.django_db
def test_the_database_refuses_to_empty_the_chain():
    record("thử", "một", by="ai đó")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE core_auditentry ENABLE TRIGGER no_truncate")

        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute("TRUNCATE core_auditentry")


@pytest.mark.django_db
def test_a_line_changed_behind_the_back_is_found():
    record("thử", "một", by="ai đó")
    forged = record("thử", "hai", by="ai đó")
    record("thử", "ba", by="ai đó")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE core_auditentry DISABLE TRIGGER no_change")
        cursor.execute("UPDATE core_auditentry SET actor = 'kẻ khác' WHERE id = %s", [forged.pk])

    assert first_broken_entry() == forged


@pytest.mark.django_db(transaction=True)
def test_a_line_without_its_change_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        record("thử", "một", by="ai đó")


@pytest.mark.django_db(transaction=True)
def test_many_people_at_once_make_one_chain():
    def write(number):
        with transaction.atomic():
            record("thử", f"người {number}", by=f"người {number}")
        connection.close()

    people = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert AuditEntry.objects.count() == 8
    assert first_broken_entry() is None
