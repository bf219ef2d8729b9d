"""By when, as documents say it."""

from datetime import date

import pytest

from langmoi.directive.cleaning import Source, clean
from langmoi.directive.times import Written, read_cell, read_times

SIGNED = Written(date(2020, 8, 5), 2020)


def read(words, written=SIGNED):
    text = clean(Source(words))
    return [(f.time.due, f.time.recurring) for f in read_times(text, 0, len(text.text), written)]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("hoàn thành trong tháng 7 năm 2019.", "2019-07-31"),
        ("trong quý III/2020", "2020-09-30"),
        ("trước ngày 15/8/2020", "2020-08-15"),
        ("phân đầu đến hết năm 2019 đạt", "2019-12-31"),
        ("trước ngày 3l/8/2020.", "2020-08-31"),
        ("trong 6 tháng đầu năm 2020", "2020-06-30"),
        ("trước tháng 3 năm 2020", "2020-02-29"),
        ("trước ngày 20/9", "2020-09-20"),
        ("trước ngày 10/01", "2021-01-10"),
        ("trong vòng 15 ngày kể từ ngày ký", "2020-08-20"),
        ("trong quý II, III/2020", "2020-09-30"),
        ("Quý IV/2020, rà soát", "2020-12-31"),
        ("chậm nhất là ngày 30-4-2021", "2021-04-30"),
    ],
)
def test_a_due_date_is_the_last_day_of_what_is_said(words, due):
    assert read(words) == [(date.fromisoformat(due), None)]


@pytest.mark.parametrize(
    "words",
    [
        "có tính đến năm 2025 đã đề ra",
        "giai đoạn 2016-2020",
        "tại Quyết định số 31/QĐ-UBND ngày 05 tháng 3 năm 2019",
        "đánh giá, kiểm điểm hàng năm đối với địa phương",
        "đến hết năm 2019 toàn tỉnh mới có 31/86 xã",
    ],
)
def test_a_horizon_or_a_cited_date_is_no_due_date(words):
    assert read(words) == []


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        ("Hằng tháng, tổ chức rà soát", "monthly"),
        ("trước ngày 20 hàng tháng", "monthly"),
        ("Định kỳ hằng quý", "quarterly"),
        ("định kỳ 6 tháng", "half-yearly"),
        ("Hằng năm, trước ngày 15/12, báo cáo", "yearly"),
        ("hằng ngày báo cáo", None),
    ],
)
def test_a_rhythm_has_no_due_date(words, rhythm):
    assert read(words) == [(None, rhythm)]


def test_without_a_date_of_its_own_days_from_signing_are_unknown():
    assert read("trong vòng 15 ngày kể từ ngày ký", Written()) == [(None, None)]


def test_a_day_that_is_not_in_the_calendar_is_kept_without_a_date():
    assert read("trước ngày 31/02/2020") == [(None, None)]


@pytest.mark.parametrize(
    ("cell", "due", "rhythm"),
    [
        ("Quý I/2020", "2020-03-31", None),
        ("15/7/2020", "2020-07-15", None),
        ("Cuối năm 2020", "2020-12-31", None),
        ("6 tháng/lần", None, "half-yearly"),
        ("Thường xuyên", None, None),
    ],
)
def test_a_cell_needs_no_word_before_its_time(cell, due, rhythm):
    text = clean(Source(cell))
    found = read_cell(text, 0, len(text.text), SIGNED)
    assert (found.due and found.due.isoformat(), found.recurring) == (due, rhythm)
    assert found.text == cell
