import pytest

from langmoi.core.errors import DomainError
from langmoi.core.installation import claim_database, installation, is_demo
from langmoi.core.models import AuditEntry, InstallationKind

pytestmark = pytest.mark.django_db


def test_an_empty_database_belongs_to_no_one():
    assert installation() is None
    assert not is_demo()


def test_a_database_is_claimed_once():
    claim_database(InstallationKind.REAL, "62", by="người cài đặt")

    with pytest.raises(DomainError, match="không ghi đè"):
        claim_database(InstallationKind.DEMO, "62", by="người cài đặt")
    assert not is_demo()
    assert AuditEntry.objects.filter(action="installation.claim").count() == 1
