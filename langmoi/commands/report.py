"""`langmoi report month`: the monthly report as Word, PDF or Excel."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from langmoi.core.console import say
from langmoi.core.errors import DomainError
from langmoi.core.months import parse_month, reference_day, show_month

ENDINGS = (".docx", ".pdf", ".xlsx")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    report = commands.add_parser("report", help="lập báo cáo")
    actions = report.add_subparsers(title="việc", metavar="VIỆC", required=True)
    month = actions.add_parser("month", help="lập báo cáo tháng của tỉnh hoặc huyện")
    month.add_argument("--month", required=True, type=_month, metavar="THÁNG", help="như 2019-11")
    month.add_argument("--unit", required=True, metavar="MÃ", help="mã tỉnh (62) hoặc huyện (613)")
    month.add_argument(
        "-o", "--output", required=True, type=_output, metavar="TỆP",
        help="tệp cần ghi; kết thúc bằng .docx, .pdf hoặc .xlsx",
    )  # fmt: skip
    month.add_argument(
        "--date", type=_day, metavar="NGÀY",
        help="ngày ghi trên báo cáo, như 2019-11-20; không có thì để trống",
    )  # fmt: skip
    month.set_defaults(run=write_month_report)


def write_month_report(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.clock import today
    from langmoi.publishing.files import WRITERS, save
    from langmoi.publishing.month_report import build_month_report

    unit_key = unit_of(args.unit, args.month)
    report = build_month_report(
        unit_key, args.month, today=today(), by="lệnh langmoi report", dated=args.date
    )
    save(WRITERS[args.output.suffix.lower()](report), args.output)
    say(f"Đã ghi báo cáo tháng {show_month(args.month)} của {report.unit_name} vào {args.output}.")
    if report.mark:
        say(f"Mỗi trang mang dòng: {report.mark}.")
    return 0


def unit_of(code: str, month: date) -> int:
    """The key of the province or district with that code on the month's reference day."""
    from langmoi.places.models import Level
    from langmoi.places.queries import unit_by_code

    day = reference_day(month)
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        if version := unit_by_code(code, day, level):
            return int(version.unit_id)
    raise DomainError(
        f"Không có đơn vị nào mã {code} vào ngày {day:%d/%m/%Y}. "
        "Hãy tìm mã bằng `langmoi places find TÊN`."
    )


def _month(text: str) -> date:
    try:
        return parse_month(text)
    except DomainError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải ngày, hãy ghi như 2019-11-20"
        ) from error


def _output(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in ENDINGS:
        raise argparse.ArgumentTypeError(
            f"không biết lập tệp “{path.name}”, hãy đặt tên kết thúc bằng {', '.join(ENDINGS)}"
        )
    return path
