"""`langmoi law …`: check, show and explain the criteria sets, without any database."""

from __future__ import annotations

import argparse
from pathlib import Path

SIDE = "mã bộ tiêu chí, thư mục của bộ, hoặc bản thảo như draft:5"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    law = commands.add_parser(
        "law", help="bộ tiêu chí: kiểm tra, xem, giải thích mức và căn cứ (không cần cơ sở dữ liệu)"
    )
    actions = law.add_subparsers(title="việc", metavar="VIỆC", required=True)
    _register_check(actions)
    show = actions.add_parser("show", help="xem một bộ tiêu chí vào một ngày")
    _add_set(show)
    _add_zone_and_day(show)
    show.set_defaults(run=run_show)
    explain = actions.add_parser(
        "explain", help="giải thích mức của một chỉ tiêu: văn bản, điều khoản, trạng thái, nguồn"
    )
    _add_set(explain)
    explain.add_argument("indicator", metavar="CHỈ_TIÊU", help="số hoặc mã chỉ tiêu, ví dụ 15.3")
    _add_zone_and_day(explain)
    explain.set_defaults(run=run_explain)
    figures = actions.add_parser("figures", help="các số liệu mà một bộ tiêu chí cần")
    _add_set(figures)
    figures.add_argument("--json", action="store_true", help="in dạng JSON cho máy đọc")
    figures.set_defaults(run=run_figures)
    _register_diff(actions)
    _register_drafts(actions)


def _register_drafts(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = actions.add_parser("export", help="ghi một bản thảo ra tệp ZIP gồm các tệp YAML")
    export.add_argument("draft", type=int, metavar="SỐ", help="số của bản thảo, ở địa chỉ trang")
    export.add_argument("file", type=Path, metavar="TỆP", help="tệp ZIP sẽ ghi")
    export.set_defaults(run=run_export)
    bring = actions.add_parser("import", help="nhập một bộ (ZIP hoặc thư mục YAML) làm bản thảo")
    bring.add_argument("source", type=Path, metavar="NGUỒN", help="tệp ZIP hoặc thư mục của bộ")
    bring.add_argument("--by", required=True, metavar="NGƯỜI", help="tên đăng nhập người nhập")
    bring.set_defaults(run=run_import)
    restore = actions.add_parser(
        "restore", help="ghi lại các bộ đã đưa vào dùng từ cơ sở dữ liệu ra LANGMOI_HOME/law"
    )
    restore.set_defaults(run=run_restore)


def _register_diff(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    diff = actions.add_parser(
        "diff", help="hai bộ tiêu chí khác nhau ở đâu; hoặc một bộ vào hai ngày"
    )
    diff.add_argument("before", metavar="BỘ_TRƯỚC", help=SIDE)
    diff.add_argument("after", metavar="BỘ_SAU", help=SIDE)
    diff.add_argument(
        "--on-before", metavar="NGÀY", help="ngày xem bộ trước (mặc định: ngày hiệu lực cuối)"
    )
    diff.add_argument(
        "--on-after", metavar="NGÀY", help="ngày xem bộ sau (mặc định: ngày hiệu lực cuối)"
    )
    diff.add_argument("--json", action="store_true", help="in dạng JSON cho máy đọc")
    diff.set_defaults(run=run_diff)


def _register_check(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = actions.add_parser(
        "check", help="đọc mọi bộ tiêu chí và chạy các ca kiểm thử; trả mã 1 nếu có chỗ sai"
    )
    check.add_argument(
        "--dir",
        type=Path,
        metavar="THƯ_MỤC",
        help="kiểm tra ở thư mục khác: có sets/, cases/, documents.yaml, hoặc là một bộ tiêu chí",
    )
    check.add_argument("--json", action="store_true", help="in dạng JSON cho máy đọc")
    check.set_defaults(run=run_check)


def _add_set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("set", metavar="BỘ", help="mã bộ tiêu chí, ví dụ kontum-commune-2017-2020")


def _add_zone_and_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--zone", metavar="VÙNG", help="mã hoặc tên vùng, ví dụ “Tây Nguyên”")
    parser.add_argument(
        "--on", required=True, metavar="NGÀY", help="ngày cần xem: 14/11/2019 hoặc 2019-11-14"
    )
    parser.add_argument("--json", action="store_true", help="in dạng JSON cho máy đọc")


# The law is read only when one of its commands runs: every command builds all parsers.


def run_check(args: argparse.Namespace) -> int:
    from langmoi.commands.law_check import check_sets

    return check_sets(args)


def run_show(args: argparse.Namespace) -> int:
    from langmoi.commands.law_show import show_set

    return show_set(args)


def run_explain(args: argparse.Namespace) -> int:
    from langmoi.commands.law_show import explain_indicator

    return explain_indicator(args)


def run_figures(args: argparse.Namespace) -> int:
    from langmoi.commands.law_show import show_figures

    return show_figures(args)


def run_diff(args: argparse.Namespace) -> int:
    from langmoi.commands.law_diff import show_diff

    return show_diff(args)


def run_export(args: argparse.Namespace) -> int:
    from langmoi.commands.drafts import export

    return export(args)


def run_import(args: argparse.Namespace) -> int:
    from langmoi.commands.drafts import bring_in

    return bring_in(args)


def run_restore(args: argparse.Namespace) -> int:
    from langmoi.commands.drafts import restore

    return restore(args)
