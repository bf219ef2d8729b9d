from django.db import migrations

from langmoi.core.marks import NO_TABLE, TABLE, marked


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_append_only")]

    operations = [migrations.RunSQL(TABLE, NO_TABLE), marked("core_installation")]
