"""`langmoi report …`: reports as Word, PDF or Excel, and the counts of 2010-2015."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from langmoi.core.console import say
from langmoi.core.days import parse_day
from langmoi.core.errors import DomainError
from langmoi.core.files import why_not_opened, write_file
from langmoi.core.months import parse_month

ENDINGS = (".docx", ".pdf", ".xlsx")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    report = commands.add_parser("report", help="lập báo cáo")
    actions = report.add_subparsers(title="việc", metavar="VIỆC", required=True)
    month = actions.add_parser(
        "month",
        help="lập báo cáo tháng của tỉnh hoặc huyện",
        description=(
            "Lập dự thảo báo cáo tháng theo thể thức văn bản có hiệu lực vào ngày ghi trên báo cáo "
            "(hoặc hôm nay). Số văn bản và người ký luôn để trống."
        ),
    )
    _common(month)
    month.set_defaults(run=write_report, kind="month", audience="", agency="")
    make = actions.add_parser(
        "make",
        help="lập một loại báo cáo khác: quý, 6 tháng, năm, tổng kết 10 năm, của xã, của ngành",
        description="Các loại báo cáo và nơi nhận: xem `langmoi report kinds`.",
    )
    make.add_argument("--kind", required=True, metavar="LOẠI", help="như quarter, year, ten_years")
    make.add_argument("--for", dest="audience", default="", metavar="NƠI NHẬN",
                      help="như standing_committee (Thường trực Tỉnh ủy)")  # fmt: skip
    make.add_argument("--agency", default="", metavar="NGÀNH", help="tên hoặc tên ngắn của ngành")
    _common(make)
    make.set_defaults(run=write_report)
    kinds = actions.add_parser("kinds", help="liệt kê các loại báo cáo và nơi nhận")
    kinds.set_defaults(run=list_kinds)
    history = actions.add_parser(
        "history",
        help="nạp số đếm giai đoạn 2010-2015 từ tệp Excel",
        description=(
            "Nạp số đếm giai đoạn 2010-2015 cho báo cáo tổng kết 10 năm: ghi tất cả hoặc không gì "
            "cả. Không có tệp thì ghi mẫu ra -o."
        ),
    )
    history.add_argument("file", nargs="?", type=Path, metavar="TỆP", help="tệp .xlsx đã điền")
    history.add_argument("-o", "--output", type=Path, metavar="MẪU", help="nơi ghi mẫu trống")
    history.set_defaults(run=load_counts)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--month", required=True, metavar="THÁNG", help="như 2019-11")
    parser.add_argument(
        "--unit", required=True, metavar="MÃ", help="mã hoặc tên của tỉnh (62) hoặc huyện (613)"
    )
    parser.add_argument(
        "-o", "--output", required=True, type=_output, metavar="TỆP",
        help="tệp cần ghi; kết thúc bằng .docx, .pdf hoặc .xlsx",
    )  # fmt: skip
    parser.add_argument(
        "--date", metavar="NGÀY",
        help="ngày ghi trên báo cáo, như 2019-11-20; không có thì để trống",
    )  # fmt: skip


def write_report(args: argparse.Namespace) -> int:
    month, dated = parse_month(args.month), parse_day(args.date) if args.date else None
    from langmoi.commands.django import setup

    setup()
    from langmoi.commands.overview import find_unit
    from langmoi.core.clock import today
    from langmoi.publishing.files import writer_for
    from langmoi.publishing.orders import Order
    from langmoi.publishing.reading import build_report, making_of

    write = writer_for(args.output.name)
    agency = _agency_key(args.agency) if args.agency else None
    order = Order(args.kind, find_unit(args.unit, month), month, args.audience, agency)
    report = build_report(order, making_of(today(), maker(), dated))
    write_file(args.output, write(report))
    name = order.definition.name
    named = name[:1].lower() + name[1:]
    period = order.period.words if not order.period.is_month else f"tháng {month:%m/%Y}"
    kind = named.removesuffix(" tháng") if order.period.is_month else named
    say(f"Đã ghi {kind} {period} của {report.unit_name} vào {args.output}.")
    marks = [mark for mark in (report.watermark, report.mark) if mark]
    if marks:
        say(f"Mỗi trang mang dòng: {' · '.join(marks)}.")
    return 0


def list_kinds(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.publishing.definitions import load_audiences, load_definitions

    for found in load_definitions():
        say(f"{found.id:<20}{found.name} ({found.frequency})")
    say("Nơi nhận:")
    for audience in load_audiences():
        say(f"{audience.id:<20}{audience.name}")
    return 0


def load_counts(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.clock import now
    from langmoi.publishing.history import load_history
    from langmoi.publishing.history_book import write_history_template

    if args.file is None:
        if args.output is None:
            raise DomainError("Hãy cho tệp cần nạp, hoặc -o để ghi mẫu trống.")
        write_file(args.output, write_history_template())
        say(f"Đã ghi mẫu vào {args.output}.")
        return 0
    content = _read(args.file)
    check = load_history(content, file_name=args.file.name, by=maker(), at=now())
    say(f"Đã nạp {len(check.rows)} dòng số đếm giai đoạn 2010-2015.")
    return 0


def _agency_key(text: str) -> int:
    """The department by its name or short name."""
    from django.db.models import Q

    from langmoi.people.models import Agency

    found = list(Agency.objects.filter(Q(name=text) | Q(short_name=text)).order_by("-pk"))
    if not found:
        raise DomainError(f"Không có sở, ngành “{text}”. Hãy ghi đúng tên hoặc tên ngắn.")
    if len(found) > 1:
        names = "; ".join(agency.name for agency in found)
        raise DomainError(f"Có nhiều cơ quan “{text}”: {names}. Hãy ghi tên đầy đủ.")
    return found[0].pk


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DomainError(f"Không mở được {path}: {why_not_opened(error)}") from error


def maker() -> str:
    """Who ran the command, as far as the machine knows."""
    try:
        return f"tài khoản máy “{getpass.getuser()}”, lệnh langmoi report"
    except (OSError, KeyError):
        return "lệnh langmoi report"


def _output(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in ENDINGS:
        raise argparse.ArgumentTypeError(
            f"không biết lập tệp “{path.name}”, hãy đặt tên kết thúc bằng {', '.join(ENDINGS)}"
        )
    return path
