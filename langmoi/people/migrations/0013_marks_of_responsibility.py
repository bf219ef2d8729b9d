from django.db import migrations

from langmoi.core.marks import marked


class Migration(migrations.Migration):
    dependencies = [("people", "0012_marks")]

    operations = [
        marked("people_responsibility"),
        marked("people_agencysuccession"),
    ]
