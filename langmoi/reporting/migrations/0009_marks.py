from django.db import migrations

from langmoi.core.marks import marked


class Migration(migrations.Migration):
    dependencies = [("reporting", "0008_on_behalf_label"), ("core", "0003_marks")]

    operations = [
        marked("reporting_reportingmonth"),
        marked("reporting_expectedvalue"),
        marked("reporting_evidence"),
        marked("reporting_evidencefile"),
        marked("reporting_revision"),
    ]
