"""A database of an older or a newer version of the program is left as it is."""

import pytest
from django.db import connection

from langmoi.cli import main

CALLS = [["overview", "--month", "2019-12"], ["places", "list"], ["demo"], ["init"]]


def steps():
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
        return cursor.fetchall()


@pytest.mark.django_db
@pytest.mark.parametrize("call", [*CALLS, ["demo", "--check"], ["migrate"]])
def test_a_newer_database_is_refused(call, capsys):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations VALUES (9999, 'reporting', '0099', now())")
    before = steps()
    assert main(call) == 1
    assert "Cơ sở dữ liệu mới hơn chương trình này (bước reporting.0099)" in capsys.readouterr().err
    assert steps() == before


@pytest.mark.django_db
@pytest.mark.parametrize("call", CALLS)
def test_an_older_database_is_refused_and_not_brought_up_unasked(call, capsys):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'reporting' AND name = "
            "(SELECT max(name) FROM django_migrations WHERE app = 'reporting')"
        )
    before = steps()
    assert main(call) == 1
    assert "Hãy chạy `langmoi migrate`" in capsys.readouterr().err
    assert steps() == before
