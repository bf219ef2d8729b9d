from django.db import migrations

from langmoi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("direction", "0001_tasks"), ("core", "0002_audit_append_only")]

    operations = [append_only("direction_taskevent"), append_only("direction_taskpaper")]
