"""`langmoi filings`: the workbook of a month, written, checked and taken in."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from langmoi.core.console import complain, say, say_json
from langmoi.core.days import parse_day, show_day
from langmoi.core.errors import DomainError, NotFound
from langmoi.core.files import why_not_opened
from langmoi.core.months import parse_month, reference_day, show_month
from langmoi.core.numbers import show_number

if TYPE_CHECKING:
    from langmoi.people.models import User
    from langmoi.reporting.workbook.changes import FigureChange, WorkbookCheck

Actions = argparse._SubParsersAction
MOST_SHOWN = 30  # changes named one by one; --all names every one


def register(commands: Actions[argparse.ArgumentParser]) -> None:
    about = "số liệu hằng tháng: tệp mẫu, kiểm tra, nhập, xuất"
    filings = commands.add_parser("filings", help=about)
    actions = filings.add_subparsers(title="việc", metavar="VIỆC", required=True)
    _add_writer(actions, "template", "viết tệp Excel mẫu của tháng để điền", write_template)
    _add_writer(actions, "export", "viết tệp Excel mẫu kèm số liệu đã nộp", write_export)
    check = actions.add_parser("check", help="kiểm tra tệp Excel đã điền, không ghi gì")
    check.add_argument("--month", metavar="THÁNG", help="như 2019-12 (mặc định: tháng của tệp)")
    check.add_argument("--json", action="store_true", help="trả kết quả cho máy đọc")
    check.set_defaults(run=check_file)
    load = actions.add_parser("import", help="nhập tệp Excel đã điền: ghi tất cả hoặc không ghi gì")
    load.add_argument("--month", metavar="THÁNG", required=True, help="như 2019-12")
    load.add_argument("--by", metavar="NGƯỜI", required=True, help="tên đăng nhập của người nhập")
    load.set_defaults(run=import_file)
    for reader in (check, load):
        reader.add_argument("file", metavar="TỆP", type=Path, help="tệp .xlsx theo mẫu")
        reader.add_argument("--all", action="store_true", help="kể ra mọi thay đổi")
    begin = _add_step(actions, "open", "mở một tháng để nhận số liệu", open_for_filing)
    begin.add_argument("--due", metavar="NGÀY", help="hạn nộp, như 18/12/2019")
    end = _add_step(actions, "close", "chốt số liệu một tháng", close_for_good)
    end.add_argument("--reason", metavar="LÝ_DO", default="", help="lý do chốt khi còn thiếu")


def _add_writer(
    actions: Actions[argparse.ArgumentParser],
    name: str,
    about: str,
    run: Callable[[argparse.Namespace], int],
) -> None:
    writer = actions.add_parser(name, help=about)
    writer.add_argument("--month", metavar="THÁNG", required=True, help="như 2019-12")
    writer.add_argument("--unit", metavar="MÃ", help="mã tỉnh, huyện hoặc xã (mặc định: tất cả)")
    writer.add_argument("-o", "--output", metavar="TỆP", type=Path, required=True, help="tệp .xlsx")
    writer.set_defaults(run=run)


def _add_step(
    actions: Actions[argparse.ArgumentParser],
    name: str,
    about: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    step = actions.add_parser(name, help=f"{about} (Văn phòng Điều phối NTM tỉnh)")
    step.add_argument("--month", metavar="THÁNG", required=True, help="như 2019-12")
    step.add_argument("--by", metavar="NGƯỜI", required=True, help="tên đăng nhập của người làm")
    step.set_defaults(run=run)
    return step


def write_template(args: argparse.Namespace) -> int:
    return _write(args, filled=False)


def write_export(args: argparse.Namespace) -> int:
    return _write(args, filled=True)


def _write(args: argparse.Namespace, *, filled: bool) -> int:
    from langmoi.commands.django import setup

    month = parse_month(args.month)
    setup()
    from langmoi.reporting.workbook.template import write_workbook

    keys = unit_keys(args.unit, month)
    communes = write_workbook(args.output, month=month, unit_keys=keys, filled=filled)
    what = "số liệu" if filled else "tệp mẫu"
    say(f"Đã viết {what} tháng {show_month(month)} của {communes} xã vào {args.output}.")
    return 0


def check_file(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    month = parse_month(args.month) if args.month else None
    content = read_content(args.file)
    setup()
    from langmoi.reporting.workbook.check import check_workbook

    check = check_workbook(content, month=month, unit_keys=None, file_name=args.file.name)
    if args.json:
        say_json(check.as_dict())
    else:
        say_check(check, all_changes=args.all)
    return 0 if check.ok else 1


def import_file(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    month = parse_month(args.month)
    content = read_content(args.file)
    setup()
    from langmoi.core.clock import now, today
    from langmoi.reporting.workbook.load import import_workbook

    result = import_workbook(
        content,
        file_name=args.file.name,
        month=month,
        by=find_user(args.by),
        on=today(),
        at=now(),
    )
    say_changes(result.check, all_changes=args.all)
    say_unfinished(result.check)
    if not result.revisions:
        say("Tệp không thay đổi số liệu nào nên không ghi thêm gì.")
        return 0
    say(
        f"Đã ghi {show_number(len(result.revisions))} phiếu tháng {show_month(month)}; "
        f"mã băm của tệp: {result.check.sha256}."
    )
    return 0


def open_for_filing(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    month = parse_month(args.month)
    due_on = parse_day(args.due) if args.due else None
    setup()
    from langmoi.core.clock import today
    from langmoi.reporting.actions import open_month

    opened = open_month(month, by=find_user(args.by), due_on=due_on, on=today())
    state = "đã chốt số liệu từ trước" if opened.is_closed else "đang nhận số liệu"
    due = f", hạn nộp {show_day(opened.due_on)}" if opened.due_on else ""
    say(f"Tháng {show_month(month)} {state}{due}.")
    return 0


def close_for_good(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    month = parse_month(args.month)
    setup()
    from langmoi.core.clock import now, today
    from langmoi.reporting.steps import close_month

    close_month(month, by=find_user(args.by), on=today(), at=now(), reason=args.reason)
    say(f"Đã chốt số liệu tháng {show_month(month)}. Từ nay chỉ sửa bằng đính chính.")
    return 0


def say_check(check: WorkbookCheck, *, all_changes: bool) -> None:
    """Faults first, since nothing is written while there is one; then what would change."""
    for fault in check.faults:
        complain(f"- {fault}")
    if check.month and check.units:
        say(f"Tháng {show_month(check.month)}: đọc được dòng của {check.units} xã.")
        say_changes(check, all_changes=all_changes)
    say_unfinished(check)
    if check.other_sheets:
        say(f"Không đọc các trang ngoài mẫu: {', '.join(check.other_sheets)}.")
    if check.faults:
        count = show_number(len(check.faults))
        say(f"Có {count} chỗ cần sửa (kể ở trên). Khi còn chỗ cần sửa, tệp không được ghi.")
    else:
        say("Không có chỗ nào cần sửa.")


def say_changes(check: WorkbookCheck, *, all_changes: bool) -> None:
    groups = (("Thêm", check.added), ("Sửa", check.changed), ("Xóa", check.removed))
    counts = [f"{name.lower()} {show_number(len(changes))}" for name, changes in groups]
    counts.append(f"giữ nguyên {show_number(check.unchanged)}")
    say(f"Số liệu: {', '.join(counts)}.")
    lines = [f"  {name}: {describe(change)}" for name, changes in groups for change in changes]
    shown = lines if all_changes else lines[:MOST_SHOWN]
    for line in shown:
        say(line)
    if len(shown) < len(lines):
        say(f"  … và {show_number(len(lines) - len(shown))} thay đổi nữa (xem hết: --all).")


def say_unfinished(check: WorkbookCheck) -> None:
    """A filing may be taken in with gaps, but nobody shall be surprised by what they cost."""
    for unit, indicators in check.unfinished:
        say(
            f"Lưu ý: sau khi ghi, {unit} còn {indicators} chỉ tiêu chưa có số liệu tháng này; "
            "các chỉ tiêu đó là “chưa đánh giá”."
        )


def describe(change: FigureChange) -> str:
    where = f"trang “{change.sheet}”, ô {change.cell}, {change.unit}"
    return f"{where}, {change.label.lower()}: {change.old_text} → {change.new_text}"


def read_content(path: Path) -> bytes:
    """The file's bytes, but no more than it takes to see that it is too large."""
    from langmoi.reporting.workbook.package import LARGEST_FILE

    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise DomainError(f"Không mở được {path}: {why_not_opened(error)}") from error


def find_user(username: str) -> User:
    from langmoi.people.models import User

    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFound(
            f"Không có người dùng “{username}” đang hoạt động. Hãy kiểm tra lại tên đăng nhập."
        )
    return user


def unit_keys(code: str | None, month: date) -> set[int]:
    """The unit with this code on the month's reference day and all below; all units without one."""
    from langmoi.people.access import with_descendants
    from langmoi.places.queries import unit_by_code, unit_versions

    on = reference_day(month)
    if code is None:
        return {version.unit_id for version in unit_versions(on)}
    unit = unit_by_code(code, on)
    if unit is None:
        raise NotFound(
            f"Không có đơn vị nào mang mã “{code}” vào ngày {show_day(on)}. "
            "Hãy tìm mã bằng lệnh `langmoi places find TÊN`."
        )
    return with_descendants({unit.unit_id}, on=on)
