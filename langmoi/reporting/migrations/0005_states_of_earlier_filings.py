"""Filings from before the chain: signed and official where their month is closed, else sent."""

from django.db import migrations

FORWARDS = """
    UPDATE reporting_filing AS f
    SET state = CASE m.state WHEN 'closed' THEN 'signed' ELSE 'submitted' END,
        official = CASE m.state WHEN 'closed' THEN r.criteria END
    FROM reporting_revision AS r, reporting_reportingmonth AS m
    WHERE r.id = f.latest_id AND m.month = f.month AND f.state = 'draft'
"""
BACKWARDS = "UPDATE reporting_filing SET state = 'draft', official = NULL"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_chain_append_only")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
