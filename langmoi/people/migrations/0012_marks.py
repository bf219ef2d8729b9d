from django.db import migrations

from langmoi.core.marks import marked

# Signing in writes when it was; that alone changes nothing that is kept.
OF_A_USER = (
    "username",
    "password",
    "email",
    "full_name",
    "phone",
    "is_active",
    "is_staff",
    "is_superuser",
    "must_change_password",
)


class Migration(migrations.Migration):
    dependencies = [("people", "0011_accounts"), ("core", "0003_marks")]

    operations = [
        marked("people_user", OF_A_USER),
        marked("people_agency"),
        marked("people_post"),
        marked("people_substitution"),
    ]
