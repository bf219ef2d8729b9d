from django.db import migrations

from langmoi.core.marks import marked


class Migration(migrations.Migration):
    dependencies = [("places", "0003_outlines"), ("core", "0003_marks")]

    operations = [marked("places_unitoutline")]
