"""Filling the database with a province's places from the tables that come with the program."""

from __future__ import annotations

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError
from langmoi.core.text import search_key, sort_key
from langmoi.places.models import Level, Succession, Unit, UnitAlias, UnitFact, UnitVersion
from langmoi.places.tables import Tables, VersionRow, read_tables


@transaction.atomic
def load_province(code: str = "62", *, by: object = "langmoi") -> None:
    """Load the province's units, spellings, successions and facts; refuse to do it twice."""
    tables = read_tables(code)
    if UnitVersion.objects.filter(level=Level.PROVINCE, code=code).exists():
        raise DomainError(
            f"Địa bàn của tỉnh mã {code} đã có trong cơ sở dữ liệu. Không cần nạp lại."
        )
    units = _create_units(tables.versions)
    UnitVersion.objects.bulk_create(_version(row, units) for row in tables.versions)
    _create_aliases(tables, units)
    _create_successions(tables, units)
    _create_facts(tables, units)
    province = next(row for row in tables.versions if row.code == code)
    record("places.load", f"tỉnh {province.name}", by=by, code=code, units=len(units))


def _create_units(versions: list[VersionRow]) -> dict[str, Unit]:
    keys = list(dict.fromkeys(row.unit for row in versions))
    return dict(zip(keys, Unit.objects.bulk_create(Unit() for _ in keys), strict=True))


def _version(row: VersionRow, units: dict[str, Unit]) -> UnitVersion:
    return UnitVersion(
        unit=units[row.unit],
        code=row.code,
        name=row.name,
        type=row.type,
        level=row.level,
        parent=units[row.parent] if row.parent else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        search_key=search_key(row.name),
        sort_key=sort_key(row.name),
    )


def _create_aliases(tables: Tables, units: dict[str, Unit]) -> None:
    UnitAlias.objects.bulk_create(
        UnitAlias(unit=units[unit], name=name, search_key=search_key(name))
        for unit, name in tables.aliases
    )


def _create_successions(tables: Tables, units: dict[str, Unit]) -> None:
    Succession.objects.bulk_create(
        Succession(
            predecessor=units[row.predecessor],
            successor=units[row.successor],
            on=row.on,
            share=row.share,
            document=row.document,
        )
        for row in tables.successions
    )


def _create_facts(tables: Tables, units: dict[str, Unit]) -> None:
    UnitFact.objects.bulk_create(
        UnitFact(
            unit=units[row.unit],
            kind=row.kind,
            value=row.value,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            certainty=row.certainty,
            source=row.source,
        )
        for row in tables.facts
    )
