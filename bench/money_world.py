"""Five thousand projects and a hundred thousand contributions: rows for the benchmark `money`.

They are put in as they would stand, without the steps that lead there.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

DAY, AT = date(2019, 12, 14), datetime(2019, 12, 14, 3, tzinfo=UTC)
FIRST, DAYS = date(2016, 1, 4), 1400
MILLION = 1_000_000
CONTENTS = ("road", "canal", "power", "school", "culture_house")


def main(projects: int, gifts: int) -> str:
    """Fill the database; gives the cookie of the province's office."""
    from bench.saves_people import session_of
    from langmoi.commands.django import setup

    setup()
    from django.db import connection, transaction

    from langmoi.people.models import User
    from langmoi.places.queries import filing_communes

    office = User.objects.get(username="vanphong")
    communes = [version.unit for version in filing_communes(DAY)]
    with transaction.atomic():
        works = _projects(projects, communes, office)
        _gifts(gifts, communes, works, office)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return f"sessionid={session_of(office)}"


def _projects(count: int, communes: list[Any], office: Any) -> list[Any]:
    from langmoi.core.text import search_key
    from langmoi.funding.models import MoneyKind, MoneyLine, Project, ProjectPlace

    works = Project.objects.bulk_create(
        Project(
            unit=communes[n % len(communes)],
            code=f"CT-{n:05d}",
            name=f"Bê tông hóa đường thôn số {n}",
            search_key=search_key(f"CT-{n:05d} Bê tông hóa đường thôn số {n}"),
            content=CONTENTS[n % len(CONTENTS)],
            owner="Ban quản lý xã",
            builder="community",
            total=(500 + n % 700) * MILLION,
            listed_on=FIRST + timedelta(days=n % DAYS),
            made_by=office,
            made_at=AT,
        )
        for n in range(count)
    )
    ProjectPlace.objects.bulk_create(ProjectPlace(project=w, unit=w.unit) for w in works)
    told = {"source": "1.1.1", "by": office, "at": AT}
    MoneyLine.objects.bulk_create(
        MoneyLine(
            project=work,
            unit=work.unit,
            kind=kind,
            year=2019,
            day=DAY,
            amount=work.total // 2,
            **told,
        )
        for work in works
        for kind in (MoneyKind.ALLOCATION, MoneyKind.DISBURSEMENT)
    )
    return list(works)


def _gifts(count: int, communes: list[Any], works: list[Any], office: Any) -> None:
    from langmoi.funding.models import Contribution

    Contribution.objects.bulk_create(
        (_gift(n, communes[n % len(communes)], works, office) for n in range(count)),
        batch_size=5_000,
    )


def _gift(n: int, commune: Any, works: list[Any], office: Any) -> Any:
    from langmoi.funding.models import Contribution

    days, money = n % 40, (1 + n % 25) * 500_000
    value = days * 150_000
    return Contribution(
        unit=commune,
        commune=commune,
        project=works[n % len(works)] if n % 3 == 0 else None,
        given_on=FIRST + timedelta(days=n % DAYS),
        households=1 + n % 60,
        money=money,
        workdays=Decimal(days),
        workday_rate=150_000 if days else None,
        workdays_value=value if days else None,
        total=money + value,
        basis="Biên bản họp thôn",
        note=f"Khoản {n}",
        by=office,
        at=AT,
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
