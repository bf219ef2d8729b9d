"""A criterion's file that is broken is refused with file, line, column and what to do."""

from __future__ import annotations

import pytest
from small_law import INCOME, LIFE, assert_named, faults_of, write_law

from langmoi.law.check import check_law

# What is wrong: file, (text, replacement), part of the message, line, column.
BROKEN = {
    "a repeated key": (
        INCOME,
        ("        value: 45\n", "        value: 45\n        value: 46\n"),
        "Khóa “value” lặp lại (lần trước ở dòng 12).",
        13,
        9,
    ),
    "an unknown key": (
        INCOME,
        ("value: 45", "vlaue: 45"),
        "Ở đây không có khóa “vlaue”.",
        12,
        9,
    ),
    "a key that YAML 1.1 reads as true": (
        INCOME,
        ("      - from: 2016-10-17", "      - on: 2016-10-17"),
        "Ở đây không có khóa “on”.",
        11,
        9,
    ),
    "a missing key": (
        INCOME,
        ("        status: reported\n", ""),
        "Thiếu khóa “status”.",
        11,
        9,
    ),
    "a number that loses its zero": (
        INCOME,
        ('"1.10"', "1.10"),
        "Giá trị 1.10 phải là chữ để trong dấu nháy.",
        7,
        13,
    ),
    "a decimal comma": (
        INCOME,
        ("value: 41.5", "value: 41,5"),
        "“41,5” không phải là số.",
        17,
        16,
    ),
    "a quoted value": (
        INCOME,
        ("value: 41.5", 'value: "41.5"'),
        "Chỗ này phải là một số",
        17,
        16,
    ),
    "too many decimals": (
        INCOME,
        ("value: 41.5", "value: 41.51234"),
        "quá 4 chữ số lẻ",
        17,
        16,
    ),
    "a date that is none": (
        INCOME,
        ("from: 2016-10-17", "from: 2016-02-30"),
        "không phải là ngày",
        11,
        15,
    ),
    "a date the other way round": (
        INCOME,
        ("from: 2016-10-17", "from: 17/10/2016"),
        "không phải là ngày",
        11,
        15,
    ),
    "on for a threshold": (
        LIFE,
        ("value: true", "value: on"),
        "“on” không phải là true hay false.",
        26,
        16,
    ),
    "an unknown operator": (
        INCOME,
        ("at_least: threshold", "more_than: threshold"),
        "Không có phép so sánh “more_than”.",
        9,
        43,
    ),
    "a value where the word threshold belongs": (
        INCOME,
        ("at_least: threshold", "at_least: 45"),
        "Giá trị 45 phải là chữ",
        9,
        42,
    ),
    "an operator that does not fit": (
        INCOME,
        ("at_least: threshold", "is_true: true"),
        "Phép so sánh is_true không dùng được",
        9,
        24,
    ),
    "an unknown figure": (
        INCOME,
        ("figure: income", "figure: incme"),
        "Không có số liệu “incme”",
        9,
        24,
    ),
    "an unknown zone": (
        INCOME,
        ("zone: high", "zone: hihg"),
        "“hihg” không nằm trong",
        16,
        15,
    ),
    "an unknown zone in a row": (
        LIFE,
        ("low: 65", "lower: 65"),
        "“lower” không nằm trong",
        12,
        29,
    ),
    "an unknown document": (
        INCOME,
        ("document: qd-1980-2016", "document: qd-1981-2016"),
        "Không có văn bản “qd-1981-2016” trong danh mục.",
        13,
        27,
    ),
    "an unknown status": (
        INCOME,
        ("status: reported", "status: sure"),
        "“sure” không nằm trong",
        14,
        17,
    ),
    "a known value that claims to be unknown": (
        INCOME,
        ("status: reported", "status: unknown"),
        "Giá trị 45 không đi với trạng thái “unknown”.",
        12,
        16,
    ),
    "an empty value that claims to be known": (
        INCOME,
        ("value: 45", "value: null"),
        "Giá trị trống không đi với trạng thái “reported”.",
        12,
        16,
    ),
    "zone and places together": (
        INCOME,
        ("zone: high", 'zone: high\n        places: ["23200"]'),
        "Có cả zone và places",
        15,
        9,
    ),
    "an end before the start": (
        INCOME,
        ("from: 2016-10-17", "from: 2016-10-17\n        to: 2016-01-01"),
        "Ngày hết hiệu lực đứng trước",
        11,
        9,
    ),
    "two values of equal reach": (
        INCOME,
        ("zone: high\n        value: 41.5", "value: 41.5"),
        "hai mức cùng phạm vi (mức chung)",
        15,
        9,
    ),
    "a gap in time": (
        INCOME,
        ("from: 2016-10-17\n        value: 45", "from: 2017-01-01\n        value: 45"),
        "không có mức từ ngày 17/10/2016 cho: low.",
        6,
        5,
    ),
    "a value beyond the figure's range": (
        INCOME,
        ("value: 45", "value: 4500"),
        "4.500 nằm ngoài khoảng",
        11,
        9,
    ),
    "a share over a hundred": (
        LIFE,
        ("high: 50", "high: 150"),
        "150 nằm ngoài khoảng",
        12,
        25,
    ),
    "a part without a test": (
        INCOME,
        ("value: 45", "value: 45\n        part: clean"),
        "Mức của phần “clean” không khớp",
        11,
        9,
    ),
    "an indicator under the wrong criterion": (
        LIFE,
        ('"2.1"', '"3.1"'),
        "nằm trong tiêu chí 2",
        6,
        5,
    ),
    "two indicators of one number": (
        LIFE,
        ('"2.2"', '"2.1"'),
        "Hai chỉ tiêu cùng số 2.1",
        15,
        5,
    ),
    "broken YAML": (
        INCOME,
        ("indicators:", "indicators: ["),
        "Không đọc được tệp YAML",
        None,
        None,
    ),
    "a condition on what is no fact": (
        LIFE,
        ("figure: market_planned", "figure: market"),
        "không phải là số liệu quyết định",
        20,
        15,
    ),
    "an alias": (
        INCOME,
        ("value: 45", "value: &x 45"),
        "không dùng dấu & và *",
        12,
        16,
    ),
    "a list where a group belongs": (
        INCOME,
        ("{figure: income, at_least: threshold}", "[income]"),
        "phải là một nhóm",
        9,
        15,
    ),
    "a tag of its own": (
        INCOME,
        ("value: 45", "value: !py 45"),
        "không dùng nhãn kiểu “!py”",
        12,
        16,
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_criterion_names_the_place_and_the_remedy(tmp_path, name):
    assert_named(tmp_path, BROKEN[name])


def test_two_values_of_equal_reach_name_both_places(tmp_path):
    [fault] = faults_of(tmp_path, {INCOME: ("zone: high\n        value: 41.5", "value: 41.5")})

    assert "01-income.yaml:11:9" in fault.message
    assert str(fault.mark).endswith("01-income.yaml:15:9")


def test_values_that_follow_each_other_are_no_clash(tmp_path):
    changes = {
        INCOME: (
            "      - from: 2016-10-17\n        value: 45\n",
            "      - from: 2016-10-17\n        to: 2017-12-31\n        value: 40\n"
            '        basis: {document: qd-1980-2016, clause: "mục 1"}\n        status: reported\n'
            "      - from: 2018-01-01\n        value: 45\n",
        )
    }

    assert faults_of(tmp_path, changes) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[" * 100_000, b"a: \x00", b"{a: *b}"])
def test_a_file_of_rubbish_is_a_fault_not_a_crash(tmp_path, content):
    folder = write_law(tmp_path)
    (folder / "sets/small/01-income.yaml").write_bytes(content)

    faults = check_law(folder).faults

    assert any(f.mark.file.endswith("01-income.yaml") and f.remedy for f in faults)
