"""Documents that were put in before there was a key to find them by."""

from django.db import migrations

from langmoi.core.text import search_key


def fill(apps, schema_editor):
    Directive = apps.get_model("direction", "Directive")
    for found in Directive.objects.filter(search_key=""):
        found.search_key = search_key(f"{found.number} {found.title} {found.issuer}")
        found.save(update_fields=["search_key"])


class Migration(migrations.Migration):
    dependencies = [("direction", "0004_readings")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
