"""argparse in Vietnamese: its own words come through gettext, so they are given here."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

WORDS = {
    "usage: ": "cách dùng: ",
    "options": "tùy chọn",
    "positional arguments": "tham số",
    "show this help message and exit": "hiện hướng dẫn này rồi thoát",
    "the following arguments are required: %s": "còn thiếu tham số: %s",
    "unrecognized arguments: %s": "không hiểu tham số: %s",
    "expected one argument": "cần một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "expected at most one argument": "chỉ nhận một giá trị",
    "one of the arguments %s is required": "cần một trong các tham số %s",
    "argument %(argument_name)s: %(message)s": "tham số %(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "không có lựa chọn “%(value)s” (chọn một trong: %(choices)s)"
    ),
    "invalid %(type)s value: %(value)r": "không hiểu giá trị “%(value)s”",
    "ignored explicit argument %r": "tùy chọn này không nhận giá trị %r",
    "not allowed with argument %s": "không dùng cùng %s",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
    "ambiguous option: %(option)s could match %(matches)s": (
        "tùy chọn %(option)s chưa rõ, có thể là %(matches)s"
    ),
}


class Parser(argparse.ArgumentParser):
    """A parser that speaks Vietnamese and ends with exit code 2 on a wrong call."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"Chưa chạy được lệnh: {message}.\nGõ `{self.prog} -h` để xem hướng dẫn.\n")


def speak_vietnamese() -> None:
    """Give argparse its words; it looks them up by the name `_` in its own module."""
    vars(argparse)["_"] = lambda text: WORDS.get(text, text)
