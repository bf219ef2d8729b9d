from django.db import migrations

from langmoi.core.marks import marked


class Migration(migrations.Migration):
    dependencies = [("difficulties", "0002_story_append_only"), ("core", "0003_marks")]

    operations = [marked("difficulties_difficulty"), marked("difficulties_guidance")]
