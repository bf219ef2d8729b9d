from django.db import migrations

from langmoi.core.marks import marked


class Migration(migrations.Migration):
    dependencies = [("direction", "0002_story_append_only"), ("core", "0003_marks")]

    operations = [
        marked("direction_directive"),
        marked("direction_directivetask"),
        marked("direction_assignment"),
        marked("direction_taskinstance"),
    ]
