"""`langmoi delegation`: which communes a checking delegation should visit first, and why."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from langmoi.core.console import say, say_json
from langmoi.core.months import first_day, show_month
from langmoi.core.numbers import show_number

if TYPE_CHECKING:
    from langmoi.delegations.sampling import Risk, Sample


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("delegation", help="đoàn kiểm tra liên ngành")
    steps = parser.add_subparsers(title="các việc", metavar="VIỆC", required=True, dest="action")
    sample = steps.add_parser("sample", help="chọn xã nên kiểm tra trước, kèm lý do từng điểm")
    sample.add_argument("--unit", required=True, metavar="MÃ", help="mã hoặc tên huyện, tỉnh, xã")
    sample.add_argument("--json", action="store_true", help="in ra JSON cho chương trình khác đọc")
    sample.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.commands.overview import find_unit
    from langmoi.core.clock import today
    from langmoi.core.installation import is_demo
    from langmoi.delegations.sampling import risk_sample

    on: date = today()
    found = risk_sample(find_unit(args.unit, first_day(on)), on=on)
    if args.json:
        say_json(as_json(found, is_illustrative=is_demo()))
    else:
        say(as_text(found, is_illustrative=is_demo()))
    return 0


def as_text(sample: Sample, *, is_illustrative: bool) -> str:
    first, last = show_month(sample.months[0]), show_month(sample.months[-1])
    lines = [f"Mẫu kiểm tra của {sample.unit.full_name}, từ số liệu đã chốt {first}–{last}"]
    if is_illustrative:
        lines.append("Số liệu minh họa.")
    lines.append(f"{sample.rule.name} ({sample.rule.status.label}). {sample.rule.note}")
    for place, row in enumerate(sample.rows, start=1):
        lines += ["", f"{place}. {row.unit.full_name}: {show_number(row.points)} điểm"]
        lines += [
            f"   {show_number(hit.points)}  {hit.signal.name}. {hit.finding.text}"
            for hit in row.hits
        ]
    return "\n".join(lines)


def as_json(sample: Sample, *, is_illustrative: bool) -> dict[str, Any]:
    return {
        "unit": {"code": sample.unit.code, "name": sample.unit.full_name},
        "on": str(sample.on),
        "months": [f"{month:%Y-%m}" for month in sample.months],
        "illustrative": is_illustrative,
        "rule": {"id": sample.rule.id, "status": sample.rule.status, "note": sample.rule.note},
        "communes": [_row(row) for row in sample.rows],
    }


def _row(row: Risk) -> dict[str, Any]:
    return {
        "code": row.unit.code,
        "name": row.unit.full_name,
        "points": str(row.points),
        "last_visit": str(row.last_visit) if row.last_visit else None,
        "reasons": [
            {
                "signal": hit.signal.id,
                "points": str(hit.points),
                "month": f"{hit.finding.month:%Y-%m}" if hit.finding.month else None,
                "about": hit.finding.about,
                "text": hit.finding.text,
            }
            for hit in row.hits
        ],
    }
