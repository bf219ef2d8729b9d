from django.db import migrations, models

from langmoi.core.marks import marked
from langmoi.reporting.models.counts import count_of

# What a filing counts with; what is being typed into it changes none of these.
OF_A_FILING = ("unit_id", "month", "criteria_set", "latest_id", "official")


class Migration(migrations.Migration):
    dependencies = [("places", "0003_outlines"), ("reporting", "0009_marks")]

    operations = [
        migrations.AddField(
            "filing", "official_met", count_of("met", "official", "số tiêu chí đạt chính thức")
        ),
        migrations.AddField(
            "filing",
            "official_spared",
            count_of("not_applicable", "official", "số tiêu chí không áp dụng"),
        ),
        migrations.RemoveIndex("filing", "reporting_f_month_d12f8a_idx"),
        migrations.AddIndex(
            "filing",
            models.Index(
                fields=["month", "unit"],
                include=("criteria_set", "official_met", "official_spared", "latest"),
                name="reporting_filing_counts",
            ),
        ),
        marked("reporting_filing", OF_A_FILING),
        marked("reporting_deadline"),
        marked("reporting_solution"),
    ]
