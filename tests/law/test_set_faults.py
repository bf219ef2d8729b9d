"""A broken set, figures, overlay or case is refused with its place; all faults at once."""

from __future__ import annotations

import pytest
from small_law import FIGURES, INCOME, LIFE, SET, assert_named, faults_of, write_law

from langmoi.law.check import check_law

RAIN = "- id: rain\n  name: Mưa\n  kind: number\n  measure: mm\n"

PARTS = "  numerator_name: Số hộ dùng nước sạch\n  denominator_name: Tổng số hộ\n"


# What is wrong: file, (text, replacement), part of the message, line, column.
BROKEN = {
    "yes for true": (
        SET,
        ("complete: true", "complete: yes"),
        "“yes” không phải là true hay false.",
        6,
        11,
    ),
    "a figure that nobody needs": (
        FIGURES,
        ("- id: income", f"{RAIN}- id: income"),
        "Không chỉ tiêu nào dùng số liệu “rain”.",
        1,
        3,
    ),
    "a figure twice": (
        FIGURES,
        ("- id: market_planned", "- id: market"),
        "“market” khai hai lần",
        17,
        3,
    ),
    "a share without its parts": (
        FIGURES,
        (PARTS, ""),
        "tử số và mẫu số đi với kind: share",
        7,
        3,
    ),
    "a wrong count": (
        SET,
        ("indicators: 3", "indicators: 4"),
        "có 3 chỉ tiêu, văn bản có 4",
        1,
        1,
    ),
    "an id that is not the folder's": (
        SET,
        ("id: small", "id: smal"),
        "khác tên thư mục",
        1,
        1,
    ),
    "an incomplete set without a reason": (
        SET,
        ("complete: true", "complete: false"),
        "không nói vì sao",
        1,
        1,
    ),
    "an overlay on an unknown indicator": (
        "over/01-income.yaml",
        ("income.per_capita", "income.percapita"),
        "Bộ gốc không có chỉ tiêu “income.percapita”",
        3,
        5,
    ),
    "an overlay on nothing": (
        "over/_set.yaml",
        ("extends: small", "extends: big"),
        "không phải một bộ gốc",
        1,
        1,
    ),
    "a case of a day that is no reference day": (
        "cases.yaml",
        ("2019-11-14", "2019-11-30"),
        "ngày 14",
        3,
        9,
    ),
    "a case with an unknown figure": (
        "cases.yaml",
        ("{income:", "{incme:"),
        "“incme” không nằm trong",
        5,
        13,
    ),
    "a case with an unknown zone": (
        "cases.yaml",
        ("vung cao", "vùng xa"),
        "Không có vùng “vùng xa”",
        4,
        9,
    ),
    "a case with an unknown outcome": (
        "cases.yaml",
        (": met}", ": fine}"),
        "“fine” không nằm trong",
        6,
        31,
    ),
    "a case that does not come out": (
        "cases.yaml",
        ("41.5}", "41.4}"),
        "ra “chưa đạt”, mong “đạt”",
        6,
        12,
    ),
    "a case that expects a refusal": (
        "cases.yaml",
        ("{income.per_capita: met}", "refused"),
        "nhưng bộ đã đánh giá",
        1,
        3,
    ),
}


def test_the_small_law_itself_is_in_order(tmp_path):
    found = check_law(write_law(tmp_path))

    assert found.faults == []
    assert sorted(found.sets) == ["over", "small"]
    assert found.cases == 1


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_set_names_the_place_and_the_remedy(tmp_path, name):
    assert_named(tmp_path, BROKEN[name])


def test_all_faults_of_all_files_are_named_at_once(tmp_path):
    faults = faults_of(
        tmp_path,
        {
            INCOME: ("value: 45", "vlaue: 45"),
            LIFE: ("status: reported", "status: sure"),
            FIGURES: ("kind: number", "kind: numbr"),
        },
    )

    assert {f.mark.file.rsplit("/", 1)[1] for f in faults} == {
        "01-income.yaml",
        "02-life.yaml",
        "_figures.yaml",
    }
