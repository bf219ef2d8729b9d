from django.db import migrations

from langmoi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("lawdesk", "0001_drafts_of_sets"), ("core", "0002_audit_append_only")]

    operations = [append_only("lawdesk_setdraftsave")]
