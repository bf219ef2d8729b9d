"""`langmoi forecast`: when a unit will have reached a number, and how far that may be trusted."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from langmoi.core.console import say, say_json
from langmoi.core.months import parse_month, show_month
from langmoi.core.numbers import read_number, show_number

if TYPE_CHECKING:
    from langmoi.assessment.forecast import Trial
    from langmoi.overview.forecasts import Outlook


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "forecast", help="dự báo bao giờ đạt một con số, kèm bảng thử lại cho biết tin được đến đâu"
    )
    parser.add_argument("--unit", metavar="MÃ", help="mã hoặc tên đơn vị (mặc định: cả tỉnh)")
    parser.add_argument("--target", required=True, metavar="SỐ", help="con số cần đạt, như 15")
    parser.add_argument("--by", required=True, metavar="THÁNG", help="đến tháng nào, như 12/2020")
    parser.add_argument(
        "--measure",
        choices=("mean", "met-all"),
        default="mean",
        help="mean: bình quân tiêu chí một xã; met-all: số xã đạt đủ tiêu chí",
    )
    parser.add_argument("--json", action="store_true", help="in ra JSON cho chương trình khác đọc")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    by, target = parse_month(args.by), read_number(args.target, minimum=Decimal(0))
    from langmoi.commands.django import setup

    setup()
    from langmoi.commands.overview import find_unit
    from langmoi.core.installation import is_demo
    from langmoi.overview.forecasts import Measure, closed_months, outlook

    unit = find_unit(args.unit, closed_months()[-1]) if args.unit else None
    found = outlook(unit, by=by, measure=Measure(args.measure))
    if args.json:
        say_json(_as_json(found, target, by, is_illustrative=is_demo()))
        return 0
    _say(found, target, by)
    if is_demo():
        say("Số liệu minh họa.")
    return 0


def _say(found: Outlook, target: Decimal, by: date) -> None:
    say(
        f"{found.unit.full_name}: {found.measure.label} {_number(found.now)} "
        f"(tháng {show_month(found.last)}, số đã chốt)."
    )
    at = found.found.at(by)
    if at is None:
        say(
            f"Không dự báo được đến tháng {show_month(by)}: thử lại trên các tháng đã qua thì mô "
            "hình không sát hơn cách coi như không đổi, hoặc cách kéo dài đường thẳng."
        )
    else:
        chance = at.chance_of(float(target) * found.per_unit)
        low, high = _number(at.low / found.per_unit), _number(at.high / found.per_unit)
        say(
            f"Đến tháng {show_month(by)}: {_number(at.value / found.per_unit)} (khả năng 80% "
            f"trong khoảng {low} đến {high}); "
            f"khả năng đạt {show_number(target)}: {chance:.0%}."
        )
        early, likely, late = (_when(month) for month in found.when(float(target)))
        say(f"Đạt {show_number(target)}: sớm nhất {early}, có thể {likely}, muộn nhất {late}.")
    say(
        f"\nThử lại trên số liệu tháng {show_month(found.first)} đến {show_month(found.last)} "
        f"(sai số trung bình, {found.measure.label}):"
    )
    say("  xa mấy tháng  số lần thử  mô hình  không đổi  đường thẳng  trong khoảng  dùng được")
    for trial in found.found.trials:
        say(_row(trial, found.per_unit))


def _row(trial: Trial, per_unit: int) -> str:
    ours, same, line = (_number(error / per_unit) for error in trial.errors.values())
    used = "có" if trial.is_won else "không"
    return (
        f"  {trial.horizon:>12}  {trial.origins:>10}  {ours:>7}  {same:>9}  {line:>11}  "
        f"{trial.within:>12.0%}  {used:>9}"
    )


def _number(value: float) -> str:
    return show_number(Decimal(repr(value)), 2)


def _when(month: date | None) -> str:
    return f"tháng {show_month(month)}" if month else "chưa thấy trong khoảng dự báo"


def _as_json(found: Outlook, target: Decimal, by: date, *, is_illustrative: bool) -> dict[str, Any]:
    months = [
        {
            "month": f"{e.month:%Y-%m}",
            "value": e.value / found.per_unit,
            "low": e.low / found.per_unit,
            "high": e.high / found.per_unit,
            "borne": e.is_borne,
        }
        for e in found.found.expected
    ]
    early, likely, late = found.when(float(target))
    return {
        "unit": found.unit.code,
        "measure": found.measure.value,
        "last_closed": f"{found.last:%Y-%m}",
        "now": found.now,
        "target": str(target),
        "by": f"{by:%Y-%m}",
        "chance": found.chance(float(target), by),
        "reached": {"earliest": early, "likely": likely, "latest": late},
        "months": months,
        "back_test": [
            {**asdict(trial), "won": trial.is_won, "divided_by": found.per_unit}
            for trial in found.found.trials
        ],
        "illustrative": is_illustrative,
    }
