"""A filing's figures document: what is read, what is refused, and with which words."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from judging_world import full_figures, row, whole_set

from langmoi.core.errors import DomainError
from langmoi.law.columns import column_names
from langmoi.law.filing import batch_of, check_document, judge_filings


def test_a_good_document_has_no_faults():
    assert check_document(full_figures(specially_difficult=True), whole_set()) == []
    assert (
        check_document({"income": None, "clean": {"pct": "12.5", "num": None}}, whole_set()) == []
    )


@pytest.mark.parametrize(
    ("told", "message", "remedy"),
    [
        ({"incom": "1"}, "không có số liệu tên “incom”", "langmoi law figures thu-nghiem"),
        ({"plan": "yes"}, "Số liệu plan", "true hoặc false"),
        ({"income": 41.5}, "“41.5” không đọc được thành số", '"41.5"'),
        ({"income": "41,5"}, "không đọc được thành số", ""),
        ({"income": "1e3"}, "không đọc được thành số", ""),
        ({"income": "nan"}, "không đọc được thành số", ""),
        ({"income": True}, "không đọc được thành số", ""),
        ({"income": "41.12345"}, "không đọc được thành số", "4 chữ số lẻ"),
        ({"income": "9" * 15}, "không đọc được thành số", "14 chữ số nguyên"),
        ({"income": "1000.5"}, "là 1.000,5, ngoài khoảng từ", "Hãy kiểm tra lại"),
        ({"shacks": "1.5"}, "là số đếm nhưng ghi 1,5", "số nguyên"),
        ({"shacks": "-1"}, "là −1, ngoài khoảng từ 0", ""),
        ({"clean": "80"}, "Số liệu clean", "num và den"),
        ({"clean": {}}, "Số liệu clean", "num và den"),
        ({"clean": {"nun": "1"}}, "Số liệu clean", "num và den"),
        ({"clean": {"pct": "100.5"}}, "là 100,5, ngoài khoảng từ 0 đến 100", ""),
        ({"clean": {"num": "5"}}, "có tử số nhưng thiếu mẫu số", "Hãy ghi cả mẫu số"),
        ({"clean": {"den": "5"}}, "có mẫu số nhưng thiếu tử số", "Hãy ghi cả tử số"),
        ({"clean": {"num": "6", "den": "5"}}, "tử số 6 lớn hơn mẫu số 5", "đổi chỗ"),
        ({"clean": {"num": "1", "den": "900000001"}}, "Mẫu số của Số liệu clean", ""),
        ({"clean": {"num": "-1", "den": "5"}}, "Tử số của Số liệu clean là −1", ""),
        ({"specially_difficult": "có"}, "specially_difficult", "true hoặc false"),
    ],
)
def test_each_fault_is_named_with_its_figure_and_remedy(told, message, remedy):
    faults = check_document(told, whole_set())
    assert [fault.figure for fault in faults] == list(told)
    assert message in faults[0].message
    assert remedy in faults[0].remedy


def test_all_faults_are_listed_at_once():
    told = {"incom": "1", "income": "abc", "shacks": "1.5", "area": "3"}
    assert [fault.figure for fault in check_document(told, whole_set())] == [
        "incom",
        "income",
        "shacks",
    ]


def test_an_unreadable_figure_stops_the_judge():
    with pytest.raises(DomainError, match="Số liệu income: “abc” không đọc được thành số"):
        judge_filings([row({"income": "abc"})], whole_set())


def test_a_figure_of_another_set_is_passed_over():
    assert judge_filings([row({"other": "1"})], whole_set())[0].criteria_met == 0


def test_a_batch_has_every_column_of_the_set():
    of_set = whole_set()
    filing = row(
        {"income": "41.5", "clean": {"num": "1", "den": "3"}}, facts=["specially_difficult"]
    )
    batch = batch_of([filing, row({}, unit="62002")], of_set)
    assert batch.schema.names == ["unit", "month", "zone", *column_names(of_set)]
    assert batch.schema.field("month").type == pa.date32()
    assert batch.column("income").to_pylist() == [415_000, None]
    assert batch.column("clean_den").to_pylist() == [30_000, None]
    assert batch.column("clean_pct").to_pylist() == [None, None]
    assert batch.column("specially_difficult").to_pylist() == [10_000, None]
    assert batch.column("month").to_pylist() == [date(2019, 12, 1)] * 2


def test_the_order_of_filings_is_kept():
    rows = [row({"income": str(n)}, unit=str(n)) for n in (49, 50, 10, 51)]
    judged = [verdict.indicators["1.2"] for verdict in judge_filings(rows, whole_set())]
    assert judged == ["not_met", "met", "not_met", "met"]
