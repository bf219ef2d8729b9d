"""Files of registers: the program's own are whole, a faulty one is refused with its lines."""

from __future__ import annotations

import pytest

from langmoi.law.faults import BrokenLaw
from langmoi.registers.kind_list import our_kinds
from langmoi.registers.reading import read_kind
from langmoi.registers.rules import rule_of

GOOD = """\
id: wells
name: Giếng nước
one: giếng nước
about: Giếng nước dùng chung của thôn.
levels: [village]
writers:
  commune: [commune_officer]
feeds:
  - {text: Danh sách thôn chưa có giếng}
fields:
  - {id: depth, label: Độ sâu, type: decimal, unit: m, max: 200}
  - {id: use, label: Dùng cho, type: choice, choices: [{id: people, label: Sinh hoạt}]}
states:
  - {id: used, label: Đang dùng, start: true, months: 24, then: due}
  - {id: due, label: Chờ kiểm tra, tone: warning}
  - {id: closed, label: Đã lấp, from: [used, due], live: false}
records:
  - {id: test, label: Xét nghiệm, once_per: day, fields: [{id: clean, label: Đạt, type: yes_no}]}
"""


def read(text, *, is_ours=False):
    return read_kind(text, file="wells", is_ours=is_ours)


def faults_of(*changes):
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    with pytest.raises(BrokenLaw) as caught:
        read(text)
    return [(fault.mark.line, fault.message) for fault in caught.value.law_faults]


def test_every_register_of_the_program_reads_and_its_rule_is_there():
    for kind in our_kinds().values():
        assert kind.feeds, kind.id
        assert rule_of(kind)


def test_a_file_of_an_office_reads_as_ours_do():
    kind = read(GOOD)

    assert (kind.name, kind.by_id["depth"].heading) == ("Giếng nước", "Độ sâu (m)")
    assert [s.id for s in kind.start_states] == ["used"]
    assert [s.id for s in kind.after("due")] == ["closed"]
    assert kind.records_by_id["test"].by_id["clean"].type == "yes_no"


def test_a_file_of_an_office_cannot_name_code():
    [(line, message)] = faults_of(("records:", "rule: os\nrecords:"))

    assert (line, message) == (17, "Ở đây không có khóa “rule”.")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("id: wells", "id: Giếng", 1, "chữ thường không dấu"),
        ("type: decimal", "type: number", 11, "“number”"),
        ("[village]", "[hamlet]", 5, "“hamlet”"),
        ("[commune_officer]", "[clerk]", 7, "“clerk”"),
        (", choices: [{id: people, label: Sinh hoạt}]", "", 12, "“choices”"),
        ("start: true, ", "", 14, "Không có cách nào tới"),
        ("then: due", "then: gone", 14, "“gone”"),
        (", then: due", "", 14, "months, then"),
        ("from: [used, due]", "from: [used, lost]", 16, "“lost”"),
        ("id: use, label", "id: depth, label", 12, "lặp lại"),
        ("once_per: day", "once_per: week", 18, "“week”"),
        ("max: 200", "min: 300, max: 200", 11, "min lớn hơn max"),
        ("name: Giếng nước\n", "name: Giếng nước\nname: Giếng\n", 3, "lặp lại"),
        ("feeds:\n  - {text: Danh sách thôn chưa có giếng}", "feeds: []", 8, "chưa có mục nào"),
    ],
)
def test_each_fault_is_named_by_its_line(old, new, line, said):
    found = faults_of((old, new))

    assert any(at == line and said in message for at, message in found), found


def test_several_faults_are_told_at_once():
    found = faults_of(("id: wells", "id: W"), ("type: decimal", "type: number"))
    assert {line for line, _ in found} == {1, 11}


def test_a_broken_file_is_told_with_its_line():
    assert faults_of(("states:", "states: [")) != []
    with pytest.raises(BrokenLaw, match="1 chỗ"):
        read("")
