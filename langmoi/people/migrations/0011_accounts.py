import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Lower

CACHE = """
    CREATE TABLE people_cache (
        cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
    );
    CREATE INDEX people_cache_expires ON people_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_phone"),
    ]

    operations = [
        migrations.RunSQL(CACHE, "DROP TABLE people_cache"),
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(
                default=False,
                help_text="Mật khẩu do người khác đặt chỉ dùng được để đổi mật khẩu.",
                verbose_name="phải đổi mật khẩu",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Lower("username"), name="one_user_per_name_in_any_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="one_user_per_email_in_any_case",
            ),
        ),
        migrations.CreateModel(
            name="SignInGuard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        max_length=300, unique=True, verbose_name="tên đăng nhập hoặc địa chỉ"
                    ),
                ),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="số lần sai")),
                ("first_at", models.DateTimeField(verbose_name="sai lần đầu lúc")),
                ("locked_until", models.DateTimeField(null=True, verbose_name="khóa đến")),
            ],
            options={
                "verbose_name": "canh đăng nhập sai",
            },
        ),
        migrations.CreateModel(
            name="PeopleUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("content", models.BinaryField(verbose_name="nội dung")),
                ("uploaded_at", models.DateTimeField(verbose_name="tải lúc")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "chờ xác nhận"),
                            ("imported", "đã lập người dùng"),
                            ("dropped", "đã bỏ"),
                        ],
                        default="checked",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people_uploads",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người tải",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp người dùng",
            },
        ),
    ]
