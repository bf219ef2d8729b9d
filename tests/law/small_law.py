"""A small set of law to break: two zones, two criteria, an overlay, one case."""

from __future__ import annotations

from pathlib import Path

from langmoi.law.check import check_law

FILES = {
    "small/_set.yaml": """\
id: small
name: Bộ nhỏ
level: commune
document: qd-1980-2016
in_force: {from: 2016-10-17, to: 2020-12-31}
complete: true
expected: {criteria: 2, indicators: 3}
zones:
  - {id: high, name: Vùng cao}
  - {id: low, name: Đồng bằng}
groups:
  - {id: all, name: Tất cả}
not_applicable:
  counts_as_met: true
  basis: {document: qd-1980-2016, clause: "mục 3"}
  status: recalled
""",
    "small/_figures.yaml": """\
- id: income
  name: Thu nhập
  kind: number
  measure: triệu đồng
  minimum: 0
  maximum: 1000
- id: clean_water
  name: Tỷ lệ hộ dùng nước sạch
  kind: share
  measure: "%"
  numerator_name: Số hộ dùng nước sạch
  denominator_name: Tổng số hộ
- id: market
  name: Có chợ
  kind: boolean
  measure: đạt/chưa đạt
- id: market_planned
  name: Quy hoạch có chợ
  kind: boolean
  measure: có/không
  is_fact: true
""",
    "small/01-income.yaml": """\
id: income
number: "1"
name: Thu nhập
group: all
indicators:
  - id: income.per_capita
    number: "1.10"
    text: Thu nhập bình quân đầu người
    met_when: {figure: income, at_least: threshold}
    thresholds:
      - from: 2016-10-17
        value: 45
        basis: {document: qd-1980-2016, clause: "mục 1"}
        status: reported
      - from: 2016-10-17
        zone: high
        value: 41.5
        basis: {document: qd-1980-2016, clause: "mục 1"}
        status: recalled
""",
    "small/02-life.yaml": """\
id: life
number: "2"
name: Đời sống
group: all
indicators:
  - id: life.water
    number: "2.1"
    text: Tỷ lệ hộ dùng nước sạch
    met_when: {figure: clean_water, at_least: threshold}
    thresholds:
      - from: 2016-10-17
        by_zone: {high: 50, low: 65}
        basis: {document: qd-1980-2016, clause: "mục 2"}
        status: reported
  - id: life.market
    number: "2.2"
    text: Xã có chợ
    met_when: {figure: market, is_true: true}
    arises_when:
      figure: market_planned
      is_true: true
      basis: {document: qd-1980-2016, clause: "mục 2"}
      status: recalled
    thresholds:
      - from: 2016-10-17
        value: true
        basis: {document: qd-1980-2016, clause: "mục 2"}
        status: recalled
""",
    "over/_set.yaml": """\
id: over
name: Bộ của tỉnh
level: commune
extends: small
province: "62"
document: qd-22-2017-kontum
in_force: {from: 2016-10-17, to: 2020-12-31}
complete: true
expected: {criteria: 2, indicators: 3}
""",
    "over/01-income.yaml": """\
id: income
indicators:
  - id: income.per_capita
    thresholds:
      - from: 2018-01-01
        value: 30
        basis: {document: qd-22-2017-kontum, clause: "mục 1"}
        status: placeholder
""",
}
CASES = """\
- case: Đúng mức thì đạt
  set: small
  date: 2019-11-14
  zone: vung cao
  figures: {income: 41.5}
  expect: {income.per_capita: met}
"""


def write_law(folder: Path, changes: dict[str, tuple[str, str]] | None = None) -> Path:
    """The small law in a folder, with pieces of text replaced: {file: (old, new)}."""
    for name, text in {**FILES, "cases.yaml": CASES}.items():
        old, new = (changes or {}).get(name, ("", ""))
        assert old in text, f"{old!r} is not in {name}"
        path = folder / ("cases" if name == "cases.yaml" else "sets") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return folder


INCOME, LIFE, SET, FIGURES = (
    "small/01-income.yaml",
    "small/02-life.yaml",
    "small/_set.yaml",
    "small/_figures.yaml",
)


def faults_of(folder, changes):
    return check_law(write_law(folder, changes)).faults


def assert_named(folder, broken):
    """broken: file, (text, replacement), part of the message, line, column."""
    file, change, message, line, column = broken

    faults = faults_of(folder, {file: change})

    fault = next((f for f in faults if message in f.message), None)
    assert fault, [str(f) for f in faults]
    assert fault.mark.file.endswith(file.removeprefix("cases.yaml") or "cases/cases.yaml")
    assert fault.remedy.endswith(".")
    if line:
        assert (fault.mark.line, fault.mark.column) == (line, column)
    assert str(fault).startswith(f"{fault.mark}: ")
