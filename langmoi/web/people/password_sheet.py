"""One-time passwords on paper: one strip a person, to cut and hand over."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from langmoi.core.days import show_day
from langmoi.people.accounts import NewPassword

HEAD = ("Họ tên", "Tên đăng nhập", "Mật khẩu một lần")
NOTE = (
    "Mật khẩu chỉ in một lần ở đây và phải đổi ngay lần đăng nhập đầu. Giao tận tay từng người; "
    "giao xong thì xóa tệp này."
)


def write_passwords(made: Sequence[NewPassword], *, on: date) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Mật khẩu một lần")
        bold = book.add_format({"bold": True, "bottom": 1})
        code = book.add_format({"font_name": "Consolas", "font_size": 12})
        sheet.set_column(0, 1, 34)
        sheet.set_column(2, 2, 24)
        sheet.write_string(0, 0, f"{NOTE} Ngày {show_day(on)}.")
        sheet.write_row(2, 0, HEAD, bold)
        for number, one in enumerate(made, start=3):
            # Text, never a formula: names are what people typed.
            sheet.write_string(number, 0, one.user.full_name)
            sheet.write_string(number, 1, one.user.username)
            sheet.write_string(number, 2, one.password, code)
    return buffer.getvalue()
