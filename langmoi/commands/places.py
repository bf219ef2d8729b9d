"""`langmoi places`: which units there were on a day, by name or by list; villages from a file."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from langmoi.core.console import complain, say, say_json
from langmoi.core.days import parse_day, show_day
from langmoi.core.errors import DomainError

if TYPE_CHECKING:
    from langmoi.places.models import UnitVersion


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    places = commands.add_parser("places", help="đơn vị hành chính theo thời gian")
    actions = places.add_subparsers(title="việc", metavar="VIỆC", required=True)
    find = actions.add_parser("find", help="tìm đơn vị theo tên (viết cách nào cũng được) hoặc mã")
    find.add_argument("text", metavar="TÊN", help="ví dụ: “dak long”, “xã Bờ Y”, 23473")
    _add_day(find, "chỉ tìm trong ngày này (bỏ trống: mọi thời kỳ)")
    find.set_defaults(run=find_places)
    show = actions.add_parser("list", help="liệt kê đơn vị của một ngày, kèm số lượng")
    _add_day(show, "ngày cần xem (mặc định: hôm nay)")
    show.add_argument("--unit", metavar="MÃ", help="chỉ liệt kê những gì thuộc đơn vị này")
    show.set_defaults(run=list_places)
    villages = actions.add_parser("villages", help="nạp thôn, làng từ tệp .xlsx hoặc .csv")
    villages.add_argument(
        "file", metavar="TỆP", type=Path, help="các cột: Huyện, Xã, Thôn, Mã, Từ ngày"
    )
    villages.add_argument("--by", metavar="NGƯỜI", required=True, help="tên đăng nhập người nạp")
    villages.set_defaults(run=load_village_file)
    _add_outlines(actions)


def _add_outlines(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    outlines = actions.add_parser(
        "outlines", help="nạp ranh giới thật của đơn vị từ tệp GeoJSON, để vẽ bản đồ"
    )
    outlines.add_argument("file", metavar="TỆP", type=Path, help="GeoJSON các vùng, WGS 84")
    outlines.add_argument("--by", metavar="NGƯỜI", required=True, help="tên đăng nhập người nạp")
    outlines.add_argument("--source", metavar="NGUỒN", required=True, help="bản đồ của ai, năm nào")
    outlines.add_argument("--on", metavar="NGÀY", help="mã là của ngày này (mặc định: hôm nay)")
    outlines.add_argument(
        "--code-property",
        metavar="TÊN",
        default="code",
        help="thuộc tính ghi mã đơn vị (mặc định: code)",
    )
    outlines.add_argument(
        "--approximate", action="store_true", help="ranh giới chỉ gần đúng; bản đồ ghi rõ như vậy"
    )
    outlines.set_defaults(run=load_outline_file)


def _add_day(parser: argparse.ArgumentParser, explanation: str) -> None:
    parser.add_argument("--on", metavar="NGÀY", help=explanation)
    parser.add_argument("--json", action="store_true", help="in JSON cho máy đọc")


def find_places(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.places.queries import find_units
    from langmoi.places.timeline import periods

    refuse_no_places()
    on = parse_day(args.on) if args.on else None
    found = periods(find_units(args.text, on=on, begins=True))
    if args.json:
        say_json([period.as_json() for period in found])
    elif not found:
        complain(nothing_found(args.text, on))
    for period in [] if args.json else found:
        say(str(period))
        for later in period.became:
            say(f"       {later}")
    return 0 if found else 1


def nothing_found(text: str, on: date | None) -> str:
    """Says whether the name exists on other days."""
    from langmoi.places.queries import find_units
    from langmoi.places.timeline import periods

    if on is None:
        return f"Không có đơn vị nào tên “{text}”. Hãy thử viết ngắn hơn hoặc không dấu."
    other_days = "; ".join(str(period) for period in periods(find_units(text)))
    hint = f"Ngày khác thì có: {other_days}." if other_days else "Ngày khác cũng không có."
    return f"Ngày {show_day(on)} không có đơn vị nào tên “{text}”. {hint}"


def list_places(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.clock import today
    from langmoi.places.queries import unit_versions

    refuse_no_places()
    on = parse_day(args.on) if args.on else today()
    units = unit_versions(on)
    top = [unit_asked_for(args.unit, on)] if args.unit else [u for u in units if not u.parent_id]
    below = in_tree_order(top, units)
    if args.json:
        say_json(
            {"on": on, "counts": counts(below), "units": [as_json(unit, units) for unit in below]}
        )
        return 0
    say_list(on, top, below)
    return 0


def say_list(on: date, top: list[UnitVersion], below: list[UnitVersion]) -> None:
    say(f"Ngày {show_day(on)}: {', '.join(str(unit) for unit in top) or 'không có đơn vị nào'}.")
    say(describe_counts(below))
    for unit in top:
        say(f"Nguồn: {unit.source}.")
    depth: dict[int, int] = {}
    for unit in below:
        depth[unit.unit_id] = depth.get(unit.parent_id or 0, -1) + 1
        say(f"{'  ' * depth[unit.unit_id]}{unit.code}  {unit}")


def unit_asked_for(text: str, on: date) -> UnitVersion:
    """The one unit with this code or name on that day."""
    from langmoi.places.queries import find_units

    found = find_units(text, on=on)
    if len(found) == 1:
        return found[0]
    if not found:
        raise DomainError(nothing_found(text, on))
    raise DomainError(
        f"Có {len(found)} đơn vị tên “{text}”: "
        f"{', '.join(f'{unit} (mã {unit.code})' for unit in found)}. Hãy ghi mã."
    )


def in_tree_order(top: list[UnitVersion], units: list[UnitVersion]) -> list[UnitVersion]:
    """Each unit of the top followed by what belongs to it, by official code."""
    below: list[UnitVersion] = []
    for unit in top:
        children = [child for child in units if child.parent_id == unit.unit_id]
        below += [unit, *in_tree_order(children, units)]
    return below


def counts(units: list[UnitVersion]) -> dict[str, int]:
    from langmoi.places.models import UnitType

    by_type = {kind.value: sum(unit.type == kind for unit in units) for kind in UnitType}
    return {kind: number for kind, number in by_type.items() if number}


def describe_counts(units: list[UnitVersion]) -> str:
    from langmoi.places.models import UnitType

    said = [f"{number} {UnitType(kind).label}" for kind, number in counts(units).items()]
    return f"Gồm {', '.join(said)}. Chỉ xã lập phiếu; phường và thị trấn không tính."


def as_json(unit: UnitVersion, units: list[UnitVersion]) -> dict[str, object]:
    parent = next((u.code for u in units if u.unit_id == unit.parent_id), None)
    return {
        "code": unit.code,
        "name": unit.name,
        "type": unit.type,
        "level": unit.level,
        "parent": parent,
        "files": unit.files,
    }


def load_village_file(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.clock import today
    from langmoi.people.access import units_in_scope
    from langmoi.people.models import Role
    from langmoi.people.queries import user_named
    from langmoi.places.villages import load_villages

    refuse_no_places()
    user, on = user_named(args.by), today()
    allowed = units_in_scope(user, on=on, roles=(Role.PROVINCE_OFFICE, Role.DISTRICT_OFFICER))
    number = load_villages(
        read_bytes(args.file), file_name=args.file.name, by=user, on=on, allowed=allowed
    )
    say(f"Đã nạp {number} thôn từ tệp {args.file.name}.")
    return 0


def load_outline_file(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.clock import today
    from langmoi.people.access import units_in_scope
    from langmoi.people.models import Role
    from langmoi.people.queries import user_named
    from langmoi.places.outlines import load_outlines

    refuse_no_places()
    user, now = user_named(args.by), today()
    on = parse_day(args.on) if args.on else now
    number = load_outlines(
        read_bytes(args.file),
        file_name=args.file.name,
        source=args.source,
        is_approximate=args.approximate,
        by=user,
        on=on,
        allowed=units_in_scope(user, on=now, roles=(Role.PROVINCE_OFFICE, Role.ADMINISTRATOR)),
        code_property=args.code_property,
    )
    say(f"Đã nạp ranh giới của {number} đơn vị từ tệp {args.file.name}.")
    return 0


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DomainError(f"Không đọc được tệp {path}. Hãy xem lại đường dẫn.") from error


def refuse_no_places() -> None:
    from langmoi.places.models import UnitVersion

    if not UnitVersion.objects.exists():
        raise DomainError(
            "Cơ sở dữ liệu chưa có đơn vị hành chính nào. Hãy chạy `langmoi init` để lập tỉnh mới, "
            "hoặc `langmoi demo` để nạp tỉnh mẫu."
        )
