from django.db import migrations

from langmoi.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("difficulties", "0001_difficulties"), ("core", "0002_audit_append_only")]

    operations = [
        append_only("difficulties_difficultyevent"),
        append_only("difficulties_difficultypaper"),
    ]
