from django.db import migrations

from langmoi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_reports")]

    operations = [
        append_only("publishing_issuedreport"),
        append_only("publishing_issuedfile"),
        append_only("publishing_reporttemplate"),
    ]
