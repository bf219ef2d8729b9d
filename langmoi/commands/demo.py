"""`langmoi demo`: the demo province, and what it gives beside what has been published."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING, Any

from langmoi.commands.django import migrate_database
from langmoi.core.console import say, say_json
from langmoi.core.errors import DomainError
from langmoi.core.months import show_month

if TYPE_CHECKING:
    from langmoi.demo.published import Compared

VERDICTS = {
    "reproduced": "khớp",
    "contradictory": "mâu thuẫn",
    "not_reproducible": "không tái lập được",
    "missed": "KHÔNG KHỚP",
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "demo",
        help="nạp tỉnh mẫu Kon Tum 2016-2019, hoặc so tỉnh mẫu với số liệu đã công bố",
        description=(
            "Nạp tỉnh mẫu vào cơ sở dữ liệu trống: địa bàn, dân số, văn bản và xã đã công nhận là "
            "thật; số liệu từng xã là số minh họa, dựng sao cho ra đúng các con số đã công bố."
        ),
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="không nạp; in từng con số đã công bố bên cạnh con số tính ra",
    )
    parser.add_argument("--json", action="store_true", help="in kết quả --check cho máy đọc")
    parser.set_defaults(run=run_demo)


def run_demo(args: argparse.Namespace) -> int:
    if args.check:
        return check_demo(as_json=args.json)
    migrate_database(only_empty=True)
    from langmoi.demo.accounts import describe_accounts
    from langmoi.demo.load import load_demo

    load_demo()
    say("Đã nạp tỉnh mẫu Kon Tum, các tháng 12/2016 đến 12/2019. Số liệu từng xã là số minh họa.")
    say(describe_accounts())
    return 0


def check_demo(*, as_json: bool) -> int:
    """Print each published figure beside the computed one; 1 where one that can be is missed."""
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.installation import is_demo

    if not is_demo():
        raise DomainError(
            "Cơ sở dữ liệu này không phải tỉnh mẫu nên không có gì để so. Hãy chạy `langmoi demo` "
            "trên một cơ sở dữ liệu trống, rồi chạy lại lệnh."
        )
    from langmoi.demo.published import compare
    from langmoi.demo.published_money import compare_published_money
    from langmoi.demo.world import world_of_database

    lines = [*compare(world_of_database()), *compare_published_money()]
    if as_json:
        say_json([as_dict(line) for line in lines])
    else:
        for line in lines:
            say(describe(line))
        say(summary(lines))
    return 0 if all(line.is_as_expected for line in lines) else 1


def verdict(line: Compared) -> str:
    """The published figure's kind; “missed” where it should have come out and did not."""
    return str(line.published.expected) if line.is_as_expected else "missed"


def describe(line: Compared) -> str:
    """Two or three lines: what, published and computed; why not where it cannot be; the source."""
    item = line.published
    computed = "không tính" if line.computed is None else f"tính ra {line.computed}"
    text = [
        f"{show_month(item.month)}  {item.what}",
        f"         công bố {item.value} · {computed} · {VERDICTS[verdict(line)]}",
    ]
    text += [f"         {item.why}"] if item.why else []
    return "\n".join([*text, f"         {item.source}"])


def summary(lines: list[Compared]) -> str:
    counts = Counter(verdict(line) for line in lines)
    text = f"{len(lines)} số liệu đã công bố: " + ", ".join(
        f"{counts[key]} {VERDICTS[key]}" for key in VERDICTS if key != "missed"
    )
    if counts["missed"]:
        text += f"; {counts['missed']} lẽ ra khớp mà không khớp"
    return text + "."


def as_dict(line: Compared) -> dict[str, Any]:
    item = line.published
    return {
        "id": item.id,
        "month": f"{item.month:%Y-%m}",
        "unit": item.unit,
        "measure": item.measure,
        "published": item.value,
        "computed": line.computed,
        "verdict": verdict(line),
        "why": item.why,
        "source": item.source,
    }
