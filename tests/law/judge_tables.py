"""Tables of figures for `langmoi judge`: rows of the invented set, as CSV and as a workbook."""

from __future__ import annotations

import csv
import io

import openpyxl

KEYS = {"unit": "62001", "month": "2019-12", "zone": "red_river_delta"}

GOOD = {
    **KEYS,
    "plan": "Đạt",
    "income": "50",
    "market_planned": "Có",
    "market": "1",
    "hygienic_num": "95",
    "hygienic_den": "100",
    "clean_num": "1.200,0",
    "clean_den": "2000",
    "shacks": "0",
    "stunted_pct": "24%",
    "schools_num": "4",
    "schools_den": "4",
    "female_pct": "40,0",
    "male_num": "1",
    "male_den": "2",
    "villages": "7",
    "area": "12,25",
}


def as_csv(rows, delimiter=","):
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_workbook(path, *rows, sheet="Số liệu"):
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    names = list(dict.fromkeys(name for row in rows for name in row))
    page.append(names)
    for row in rows:
        page.append([row.get(name) for name in names])
    book.save(path)
    return path
