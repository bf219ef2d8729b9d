"""The demo in a database, loaded once for the tests of a module and rolled back after them."""

import pytest
from django.db import transaction

from langmoi.demo.load import load_demo


@pytest.fixture(scope="module")
def demo_database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        yield
        transaction.set_rollback(True)
