import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from langmoi.core.marks import marked


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0002_rules"),
        ("places", "0004_mark_of_outlines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "given_on",
                    models.DateField(
                        help_text="Của một đợt: ngày cuối của đợt.", verbose_name="ngày đóng góp"
                    ),
                ),
                ("households", models.PositiveIntegerField(verbose_name="số hộ")),
                ("money", models.BigIntegerField(default=0, verbose_name="tiền")),
                (
                    "workdays",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=9, verbose_name="ngày công"
                    ),
                ),
                (
                    "workday_rate",
                    models.BigIntegerField(null=True, verbose_name="mức quy đổi một ngày công"),
                ),
                (
                    "workdays_value",
                    models.BigIntegerField(null=True, verbose_name="ngày công quy tiền"),
                ),
                (
                    "land",
                    models.DecimalField(
                        decimal_places=1, default=0, max_digits=11, verbose_name="đất (m²)"
                    ),
                ),
                ("land_value", models.BigIntegerField(null=True, verbose_name="đất quy tiền")),
                (
                    "goods",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="vật tư, cây cối, khác"
                    ),
                ),
                (
                    "goods_value",
                    models.BigIntegerField(default=0, verbose_name="vật tư, khác quy tiền"),
                ),
                ("total", models.BigIntegerField(verbose_name="cộng giá trị")),
                (
                    "basis",
                    models.CharField(blank=True, max_length=200, verbose_name="căn cứ quy đổi"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("checked", "đã đối chiếu"),
                            ("reported", "theo nguồn đã công bố"),
                            ("recalled", "chưa kiểm chứng"),
                            ("illustrative", "số liệu minh họa"),
                        ],
                        default="reported",
                        max_length=20,
                        verbose_name="độ tin cậy",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("taken_back_at", models.DateTimeField(null=True, verbose_name="rút lúc")),
                (
                    "why_taken_back",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do rút"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.unit",
                        verbose_name="xã của ngày đóng góp",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="funding.project",
                        verbose_name="công trình",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người rút",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="places.unit",
                        verbose_name="thôn hoặc xã",
                    ),
                ),
            ],
            options={
                "verbose_name": "khoản đóng góp của dân",
                "ordering": ["-given_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Donor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=150, verbose_name="họ tên hộ, người hoặc tổ chức"),
                ),
                ("value", models.BigIntegerField(verbose_name="giá trị")),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donors",
                        to="funding.contribution",
                        verbose_name="khoản đóng góp",
                    ),
                ),
            ],
            options={
                "verbose_name": "người đóng góp",
                "ordering": ["contribution", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["-given_on", "-id"], name="contributions_by_day"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["commune", "-given_on", "-id"], name="contributions_of_commune"
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["unit", "-given_on", "-id"], name="contributions_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("goods_value__gte", 0),
                    ("land__gte", 0),
                    ("money__gte", 0),
                    ("workdays__gte", 0),
                    models.Q(
                        ("workdays_value__isnull", True),
                        ("workdays_value__gte", 0),
                        _connector="OR",
                    ),
                    models.Q(("land_value__isnull", True), ("land_value__gte", 0), _connector="OR"),
                ),
                name="contribution_is_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "total",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("money"),
                                    "+",
                                    django.db.models.functions.comparison.Coalesce(
                                        models.F("workdays_value"), 0
                                    ),
                                ),
                                "+",
                                django.db.models.functions.comparison.Coalesce(
                                    models.F("land_value"), 0
                                ),
                            ),
                            "+",
                            models.F("goods_value"),
                        ),
                    )
                ),
                name="contribution_adds_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("why_taken_back", "")),
                    models.Q(
                        ("taken_back_at__isnull", False),
                        ("taken_back_by__isnull", False),
                        models.Q(("why_taken_back", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="contribution_taken_back_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="donor",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__gt", 0)), name="donor_gave_something"
            ),
        ),
        marked("funding_contribution"),
    ]
