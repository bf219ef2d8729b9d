"""`langmoi judge`: a table of figures judged by a criteria set, without any database."""

from __future__ import annotations

import argparse
from pathlib import Path

DESCRIPTION = """\
Đánh giá một bảng số liệu theo bộ tiêu chí, không cần cơ sở dữ liệu.

Bảng (.xlsx, .csv hoặc .parquet) có mỗi dòng một đơn vị và tháng; các cột unit, month, zone, rồi
đến số liệu (xem tên bằng langmoi law figures BỘ). Một tỷ lệ là hai cột <số liệu>_num và
<số liệu>_den, hoặc <số liệu>_pct khi chưa rõ tử số và mẫu số. Ô trống là chưa báo cáo; chỉ tiêu có
điều kiện được ghi “không phát sinh”. Mỗi dòng được đánh giá theo quy định của ngày 14 tháng đó.

Kết quả: unit, month, zone, I_<số chỉ tiêu>…, C_<số tiêu chí>…, criteria_met; mỗi ô là met (đạt),
not_met (chưa đạt), not_applicable (không áp dụng) hoặc not_assessed (chưa đánh giá)."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "judge",
        help="đánh giá một bảng số liệu theo bộ tiêu chí",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="TỆP", help="bảng .xlsx, .csv hoặc .parquet")
    parser.add_argument("--set", dest="set_id", required=True, metavar="BỘ", help="mã bộ tiêu chí")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="TỆP",
        help="ghi vào tệp .csv, .json, .parquet, .xlsx (không có: in CSV)",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="ghi từng chỉ tiêu với số liệu, mức, khoảng cách và căn cứ pháp lý",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="in JSON thay cho CSV: một danh sách, mỗi phần tử một dòng kết quả",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    # Arrow and the law are read only when this command runs: every command builds all parsers.
    from langmoi.commands.judge_table import judge_table

    return judge_table(args.file, args.set_id, args.out, explained=args.explain, as_json=args.json)
