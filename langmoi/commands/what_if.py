"""`langmoi what-if`: a month judged by another law, side by side, nothing stored."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from langmoi.core.console import say, say_json
from langmoi.core.errors import DomainError
from langmoi.core.months import parse_month, show_month

if TYPE_CHECKING:
    from langmoi.law.model import CriteriaSet
    from langmoi.overview.what_if import Flips, Supposed, WhatIf


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "what-if", help="thử một mức khác hoặc bộ tiêu chí khác trên một tháng; không ghi gì"
    )
    parser.add_argument("--month", required=True, metavar="THÁNG", help="như 2019-11 hoặc 11/2019")
    parser.add_argument(
        "--change",
        action="append",
        default=[],
        metavar="CHỈ_TIÊU=MỨC",
        help="mức giả định, như 9.2=80 hoặc “17.1/nước sạch@Tây Nguyên=60”; ghi được nhiều lần",
    )
    parser.add_argument("--set", metavar="BỘ", help="bộ tiêu chí khác (mặc định: bộ của tháng)")
    parser.add_argument(
        "--draft", type=int, metavar="SỐ", help="bản thảo bộ tiêu chí, theo số trong địa chỉ trang"
    )
    parser.add_argument("--unit", metavar="MÃ", help="mã hoặc tên đơn vị (mặc định: cả tỉnh)")
    parser.add_argument("--json", action="store_true", help="in ra JSON cho chương trình khác đọc")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    month = parse_month(args.month)
    if not args.change and not args.set and args.draft is None:
        raise DomainError(
            "Chưa có gì để thử. Hãy ghi --change CHỈ_TIÊU=MỨC, --set BỘ hoặc --draft SỐ."
        )
    if args.set and args.draft is not None:
        raise DomainError("Mỗi lần chỉ thử một bộ. Hãy ghi --set hoặc --draft, không ghi cả hai.")
    from langmoi.law.supposing import read_supposition, suppose

    law = _law(args, month)
    other = suppose(law, [read_supposition(text, law) for text in args.change])
    from langmoi.commands.django import setup

    setup()
    from langmoi.commands.overview import find_unit
    from langmoi.core.installation import is_demo
    from langmoi.overview.what_if import what_if

    found = what_if(month, other, unit_key=find_unit(args.unit, month) if args.unit else None)
    if args.json:
        say_json(_as_json(found, is_illustrative=is_demo()))
        return 0
    _say(found, args.change)
    if is_demo():
        say("Số liệu minh họa.")
    return 0


def _law(args: argparse.Namespace, month: date) -> CriteriaSet:
    """The draft or the set that is tried; else the month's own."""
    if args.draft is not None:
        from langmoi.commands.drafts import law_of_draft

        return law_of_draft(args.draft)
    from langmoi.law.sets import load_set, set_for

    return load_set(args.set) if args.set else set_for(month)


def _say(found: WhatIf, changes: list[str]) -> None:
    state = "đã chốt" if found.is_closed else "chưa chốt"
    say(f"{found.unit.full_name}, tháng {show_month(found.month)} ({state}). Không ghi gì.")
    say(f"Bộ của tháng: {found.law.name}")
    supposed = f", giả định {'; '.join(changes)}" if changes else ""
    say(f"Thử với:      {found.other.name}{supposed}")
    if found.judged_as_of != found.month:
        say(f"              (mức của tháng {show_month(found.judged_as_of)})")
    say(f"{len(found.flipped)}/{len(found.lines)} xã đổi kết quả.")
    for criterion, flips in found.by_criterion():
        say(f"  Tiêu chí {criterion.number}. {criterion.name}: {_counts(flips)}")
    for district, flips in found.by_district():
        say(f"  {district.full_name}: {_counts(flips)}")
    names = _names(found.other)
    for line in found.flipped:
        then = "không đánh giá được" if line.met_after is None else str(line.met_after)
        say(
            f"  {line.unit.full_name} (mã {line.unit.code}): {line.met_before} → {then} tiêu chí"
            f"{_listed('; không còn đạt', line.lost(), names)}"
            f"{_listed('; chưa đánh giá được', line.unknown(), names)}"
            f"{_listed('; đạt thêm', line.gained(), names)}"
        )


def _counts(flips: Flips) -> str:
    told = {
        "không còn đạt": flips.lost,
        "chưa đánh giá được": flips.unknown,
        "đạt thêm": flips.gained,
    }
    return ", ".join(f"{words} {count}" for words, count in told.items() if count)


def _listed(what: str, keys: tuple[str, ...], names: dict[str, str]) -> str:
    return f"{what} {', '.join(names[key] for key in keys)}" if keys else ""


def _names(criteria_set: CriteriaSet) -> dict[str, str]:
    return {criterion.id: criterion.number for criterion in criteria_set.criteria}


def _as_json(found: WhatIf, *, is_illustrative: bool) -> dict[str, Any]:
    return {
        "unit": found.unit.code,
        "month": f"{found.month:%Y-%m}",
        "closed": found.is_closed,
        "law": found.law.id,
        "other": found.other.id,
        "judged_as_of": f"{found.judged_as_of:%Y-%m}",
        "communes": len(found.lines),
        "flipped": [_line(line, _names(found.other)) for line in found.flipped],
        "by_criterion": {
            criterion.number: asdict(flips) for criterion, flips in found.by_criterion()
        },
        "by_district": {district.code: asdict(flips) for district, flips in found.by_district()},
        "illustrative": is_illustrative,
    }


def _line(line: Supposed, names: dict[str, str]) -> dict[str, Any]:
    return {
        "unit": line.unit.code,
        "name": line.unit.full_name,
        "met": line.met_before,
        "met_then": line.met_after,
        "lost": [names[key] for key in line.lost()],
        "unknown": [names[key] for key in line.unknown()],
        "gained": [names[key] for key in line.gained()],
    }
