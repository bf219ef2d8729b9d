"""`langmoi report month`: the monthly report as Word, PDF or Excel."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from langmoi.core.console import say
from langmoi.core.days import parse_day
from langmoi.core.files import write_file
from langmoi.core.months import parse_month, show_month

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
    month.add_argument("--month", required=True, metavar="THÁNG", help="như 2019-11")
    month.add_argument(
        "--unit", required=True, metavar="MÃ", help="mã hoặc tên của tỉnh (62) hoặc huyện (613)"
    )
    month.add_argument(
        "-o", "--output", required=True, type=_output, metavar="TỆP",
        help="tệp cần ghi; kết thúc bằng .docx, .pdf hoặc .xlsx",
    )  # fmt: skip
    month.add_argument(
        "--date", metavar="NGÀY",
        help="ngày ghi trên báo cáo, như 2019-11-20; không có thì để trống",
    )  # fmt: skip
    month.set_defaults(run=write_month_report)


def write_month_report(args: argparse.Namespace) -> int:
    month, dated = parse_month(args.month), parse_day(args.date) if args.date else None
    from langmoi.commands.django import setup

    setup()
    from langmoi.commands.overview import find_unit
    from langmoi.core.clock import today
    from langmoi.publishing.files import writer_for
    from langmoi.publishing.month_report import build_month_report

    write = writer_for(args.output.name)
    report = build_month_report(
        find_unit(args.unit, month), month, today=today(), by=maker(), dated=dated
    )
    write_file(args.output, write(report))
    say(f"Đã ghi báo cáo tháng {show_month(month)} của {report.unit_name} vào {args.output}.")
    if report.mark:
        say(f"Mỗi trang mang dòng: {report.mark}.")
    return 0


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
