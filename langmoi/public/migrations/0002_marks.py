"""Pages and their ETags last as long as these tables' marks."""

from django.db import migrations

from langmoi.core.marks import marked


class Migration(migrations.Migration):
    dependencies = [
        ("public", "0001_public_page"),
        ("core", "0003_marks"),
    ]

    operations = [
        marked("public_publicswitch"),
        marked("public_comment"),
    ]
