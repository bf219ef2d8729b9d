"""`langmoi overview`: the month of a province, a district or a commune."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from langmoi.core.console import say, say_json
from langmoi.core.days import parse_day
from langmoi.core.errors import NotFound
from langmoi.core.months import parse_month, reference_day, show_month

if TYPE_CHECKING:
    from langmoi.places.models import UnitVersion


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("overview", help="tổng quan một tháng của tỉnh, huyện hoặc xã")
    parser.add_argument("--month", required=True, metavar="THÁNG", help="như 2019-12 hoặc 12/2019")
    parser.add_argument("--unit", metavar="MÃ", help="mã hoặc tên đơn vị (mặc định: cả tỉnh)")
    parser.add_argument(
        "--bands", metavar="NHÓM", help="các nhóm số tiêu chí, như 19,15-18,10-14,5-9,0-4"
    )
    parser.add_argument(
        "--borders", metavar="NGÀY", help="đọc số liệu theo địa giới của ngày này, như 2025-07-01"
    )
    parser.add_argument("--json", action="store_true", help="in ra JSON cho chương trình khác đọc")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    month = parse_month(args.month)
    borders = parse_day(args.borders) if args.borders else None
    from langmoi.commands.django import setup

    setup()
    from langmoi.assessment.rollup import DEFAULT_BANDS, parse_bands
    from langmoi.core.installation import is_demo
    from langmoi.overview.json import as_json
    from langmoi.overview.queries import overview
    from langmoi.overview.text import as_text

    found = overview(
        month,
        unit_key=find_unit(args.unit, month) if args.unit else None,
        bands=parse_bands(args.bands) if args.bands else DEFAULT_BANDS,
        borders=borders,
    )
    is_illustrative = is_demo()
    if args.json:
        say_json(as_json(found, is_illustrative=is_illustrative))
    else:
        say(as_text(found, is_illustrative=is_illustrative))
    return 0


def find_unit(text: str, month: date) -> int:
    """The key of the one unit with this code or name on the month's reference day."""
    from langmoi.places.models import Level
    from langmoi.places.queries import districts_of, find_units, unit_by_code

    day = reference_day(month)
    if (by_code := unit_by_code(text.strip(), day)) is not None:
        return by_code.unit_id
    found = [v for v in find_units(text, on=day) if v.level != Level.VILLAGE]
    if len(found) == 1:
        return found[0].unit_id
    if not found:
        raise NotFound(
            f"Không có đơn vị nào tên hoặc mã “{text}” trong tháng {show_month(month)}. "
            "Hãy tìm bằng `langmoi places find`."
        )
    districts = districts_of([version.unit_id for version in found], day)
    listed = "; ".join(_described(v, districts.get(v.unit_id)) for v in found)
    raise NotFound(f"“{text}” là tên của nhiều đơn vị: {listed}. Hãy ghi mã của đơn vị cần xem.")


def _described(version: UnitVersion, district: UnitVersion | None) -> str:
    where = f", {district.full_name}" if district else ""
    return f"{version.full_name}{where} (mã {version.code})"
