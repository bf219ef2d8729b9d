"""A small whole set for villages, made up for tests: four figures, three of them its own."""

from __future__ import annotations

from pathlib import Path

BASIS = 'basis: {document: qd-386-2019-kontum, clause: "kiểm thử"}'
SET = """\
id: made-village
name: Bộ tiêu chí thôn kiểm thử
level: village
province: "62"
document: qd-386-2019-kontum
in_force: {from: 2019-04-22, to: 2020-12-31}
complete: true
expected: {criteria: 3, indicators: 4}
zones: []
groups: []
"""
FIGURES = """\
- id: poor_households
  name: Tỷ lệ hộ nghèo
  kind: share
  measure: "%"
  numerator_name: Số hộ nghèo
  denominator_name: Tổng số hộ
- id: lit_road
  name: Tỷ lệ đường có đèn
  kind: share
  measure: "%"
  numerator_name: Số km có đèn
  denominator_name: Tổng số km
- id: village_rules
  name: Có hương ước
  kind: boolean
  measure: đạt/chưa đạt
- id: village_income
  name: Thu nhập bình quân của thôn
  kind: number
  measure: triệu đồng
  minimum: 0
  maximum: 500
"""


def _indicator(name, number, text, met_when, value):
    return f"""\
  - id: {name}
    number: "{number}"
    text: {text}
    met_when: {met_when}
    thresholds:
      - {{from: 2019-04-22, value: {value}, {BASIS}, status: recalled}}
"""


def _criterion(name, number, title, *indicators):
    return f'id: {name}\nnumber: "{number}"\nname: {title}\nindicators:\n' + "".join(indicators)


CRITERIA = {
    "1-life.yaml": _criterion(
        "life",
        "1",
        "Đời sống",
        _indicator(
            "life.poor", "1.1", "Hộ nghèo", "{figure: poor_households, at_most: threshold}", 7
        ),
        _indicator(
            "life.income",
            "1.2",
            "Thu nhập",
            "{figure: village_income, at_least: threshold}",
            "41.5",
        ),
    ),
    "2-road.yaml": _criterion(
        "road",
        "2",
        "Đường thôn",
        _indicator("road.lit", "2.1", "Đèn đường", "{figure: lit_road, at_least: threshold}", 50),
    ),
    "3-rules.yaml": _criterion(
        "rules",
        "3",
        "Hương ước",
        _indicator(
            "rules.kept", "3.1", "Có hương ước", "{figure: village_rules, is_true: true}", "true"
        ),
    ),
}


def made_library(folder: Path):
    """The shipped sets with this one in the place of Kon Tum's incomplete one for villages."""
    from langmoi.law.documents import load_documents
    from langmoi.law.library import Library
    from langmoi.law.sets import in_use

    place = folder / "made-village"
    place.mkdir()
    for name, text in {"_set.yaml": SET, "_figures.yaml": FIGURES, **CRITERIA}.items():
        (place / name).write_text(text, encoding="utf-8")
    folders = {**in_use().folders, "made-village": place}
    del folders["kontum-village-2019"]
    return Library(folders, load_documents())
