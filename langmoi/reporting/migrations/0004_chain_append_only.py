from django.db import migrations

from langmoi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_monthly_chain")]

    operations = [append_only("reporting_filingevent"), append_only("reporting_draftsave")]
