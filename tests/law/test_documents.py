"""The register of documents refuses what would make two documents one."""

from __future__ import annotations

import pytest

from langmoi.law.documents import read_documents
from langmoi.law.faults import Faults

ENTRY = """\
- id: {id}
  number: {number}
  kind: Nghị quyết
  issuer: Tỉnh ủy Kon Tum
  issued_on: {day}
  effective_on: null
  title: Xây dựng nông thôn mới
"""


def faults_of(tmp_path, *entries):
    path = tmp_path / "documents.yaml"
    text = "".join(ENTRY.format(id=i, number=n, day=d) for i, n, d in entries)
    path.write_text(text, encoding="utf-8")
    faults = Faults()
    read_documents(path, faults)
    return [fault.message for fault in faults.found]


def test_the_same_number_on_two_days_is_two_documents(tmp_path):
    assert (
        faults_of(tmp_path, ("a", "01-NQ/TU", "2011-04-24"), ("b", "01-NQ/TU", "2016-06-01")) == []
    )


@pytest.mark.parametrize("day", ["2016-06-01", "null"])
def test_the_same_number_and_date_is_refused(tmp_path, day):
    [message] = faults_of(tmp_path, ("a", "01-NQ/TU", day), ("b", "01-NQ/TU", day))

    assert "đã có ở" in message
    assert "documents.yaml:1:3" in message


def test_an_id_is_used_once(tmp_path):
    [message] = faults_of(tmp_path, ("a", "1-NQ/TU", "2016-06-01"), ("a", "2-NQ/TU", "2016-06-01"))

    assert message == "Mã văn bản “a” dùng hai lần."
