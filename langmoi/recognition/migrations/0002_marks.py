from django.db import migrations

from langmoi.core.append_only import append_only
from langmoi.core.marks import marked


class Migration(migrations.Migration):
    dependencies = [("recognition", "0001_dossiers"), ("core", "0003_marks")]

    operations = [
        append_only("recognition_dossierevent"),
        append_only("recognition_council"),
        append_only("recognition_councilmember"),
        marked("recognition_dossier"),
        marked("recognition_decision"),
        marked("recognition_ruleoverride"),
    ]
