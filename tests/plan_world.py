"""Projects and lines of money put straight into the tables, amounts in triệu đồng."""

from __future__ import annotations

from datetime import UTC, date, datetime

from langmoi.places.queries import unit_by_code

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 3, tzinfo=UTC)
WHEN = {"on": TODAY, "at": AT}
MILLION = 1_000_000
SA_NGHIA, SA_BINH, KON_DAO = "23542", "23545", "23434"


def unit(code=SA_NGHIA, level="commune", on=TODAY):
    return unit_by_code(code, on, level).unit


def project(by, code=SA_NGHIA, *, name="Đường thôn 1", structure=None, places=None, **told):
    from langmoi.funding.models import Project, ProjectPlace, ProjectSource

    told = {"content": "road", "builder": "community", "owner": "UBND xã", **told}
    made = Project.objects.create(
        unit=told.pop("unit", None) or unit(code),
        code=f"CT{Project.objects.count() + 1}",
        name=name,
        search_key=name.lower(),
        total=told.pop("total", 1000) * MILLION,
        in_medium_term_plan=told.pop("planned", True),
        made_by=by,
        made_at=AT,
        **told,
    )
    for key, share in (places or {made.unit_id: 100}).items():
        ProjectPlace.objects.create(project=made, unit_id=key, share=share)
    for source, amount in (structure or {}).items():
        ProjectSource.objects.create(project=made, source=source, amount=amount * MILLION)
    return made


def line(by, of, kind, amount, source="1.1.1", day=date(2019, 3, 1), **told):
    """Of a project, or of a unit."""
    from langmoi.funding.models import MoneyLine

    is_unit = not hasattr(of, "total")
    return MoneyLine.objects.create(
        project=None if is_unit else of,
        unit_id=of.pk if is_unit else of.unit_id,
        kind=kind,
        amount=int(amount * MILLION),
        source=source,
        day=day,
        year=told.pop("year", day.year),
        by=by,
        at=AT,
        **told,
    )
