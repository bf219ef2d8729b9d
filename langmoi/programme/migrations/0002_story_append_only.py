from django.db import migrations

from langmoi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0001_targets_and_programme"),
        ("core", "0002_audit_append_only"),
    ]

    operations = [append_only("programme_targetevent"), append_only("programme_itemevent")]
