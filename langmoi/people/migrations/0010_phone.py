from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_roles_and_responsibility"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="phone",
            field=models.CharField(blank=True, max_length=30, verbose_name="điện thoại"),
        ),
    ]
