from django.db import migrations

from langmoi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("core", "0002_audit_append_only")]

    operations = [append_only("reporting_revision")]
