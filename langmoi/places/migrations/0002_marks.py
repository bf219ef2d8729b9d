from django.db import migrations

from langmoi.core.marks import marked


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("core", "0003_marks")]

    operations = [
        marked("places_unitversion"),
        marked("places_unitfact"),
        marked("places_succession"),
    ]
