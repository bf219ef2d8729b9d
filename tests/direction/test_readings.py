"""A text is read, corrected by people and made a document; nothing of it is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from task_world import WHEN, unit

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.direction.actions import Document, add_directive, issue_directive
from langmoi.direction.correcting import (
    change_head,
    change_passage,
    drop_reading,
    join_passage,
    look_at,
    split_passage,
    take_reading,
)
from langmoi.direction.models import Directive, Nature, Reading
from langmoi.direction.naming import add_agencies, names_to_settle, settle_name
from langmoi.direction.passages import Party
from langmoi.direction.reading import (
    Head,
    KnownText,
    NewText,
    begin_reading,
    passages_in,
    read_head,
)
from langmoi.direction.register import Register
from langmoi.directive.model import Kind
from langmoi.people.models import Agency, Duty

JULY = Path(__file__).parents[1] / "directive" / "directive-2019.txt"
PAGE = JULY.read_text(encoding="utf-8").replace(
    "chuyên trách. Gắn việc", "chuyên trách.\n\n3\n\nGắn việc"
)
SMALL = "UBND tỉnh yêu cầu:\n\n1. Sở Y tế báo cáo kết quả trước ngày 15/8/2019.\n"


@pytest.fixture
def province(kontum):
    return unit("62", "province")


@pytest.fixture
def agencies(province):
    for name, short in (
        ("Sở Nông nghiệp và Phát triển nông thôn tỉnh Kon Tum", "Sở NN&PTNT"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Kon Tum", "UBMTTQ tỉnh"),
    ):
        Agency.objects.create(name=name, short_name=short, unit=province)


@pytest.fixture
def july(committee, province, agencies):
    """The directive of July 2019 as it was read."""
    told = NewText(JULY.read_bytes(), "directive-2019.txt")
    return begin_reading(told, province, by=committee, **WHEN)


def put_in(text, by, place):
    return begin_reading(NewText(text.encode()), place, by=by, **WHEN)


def seen(reading):
    return {"seen": Reading.objects.get(pk=reading.pk).version, **WHEN}


def settle_all(reading, by):
    """What stops a document from being made: names that nobody was found for."""
    register = Register.of(reading.unit_id, WHEN["on"])
    for one in names_to_settle(passages_in(reading), register):
        reading.refresh_from_db()
        if one.missing:
            add_agencies(reading, one.name, by=by, **seen(reading))
        else:
            settle_name(reading, one.name, (), by=by, **seen(reading))
    reading.refresh_from_db()


def test_what_was_read_covers_the_body_and_knows_who_is_meant(july):
    passages = passages_in(july)
    assert sum(one.is_task for one in passages) == 14
    for before, after in zip(passages, passages[1:], strict=False):
        assert before.span[1] == after.span[0]
    monthly = next(one for one in passages if one.clause == "1/-1")
    (party,) = monthly.parties
    assert (party.name, len(party.tokens)) == ("Ủy ban nhân dân các huyện, thành phố", 10)
    assert read_head(july.head).issuer == "Ủy ban nhân dân tỉnh Kon Tum"
    assert read_head(july.head).number == ""


def test_names_that_nobody_was_found_for_are_added_or_settled(july, committee, province):
    register = Register.of(province.pk, WHEN["on"])
    names = {one.name: one for one in names_to_settle(passages_in(july), register)}
    assert "các đơn vị, địa phương liên quan" in names
    assert [one.short_name for one in names["Sở Kế hoạch và Đầu tư"].missing] == [
        "Sở Kế hoạch và Đầu tư"
    ]
    settle_all(july, committee)
    assert names_to_settle(passages_in(july), Register.of(province.pk, WHEN["on"])) == []
    assert Agency.objects.filter(short_name="Huyện ủy Đăk Tô").exists()
    assert AuditEntry.objects.filter(action="agency.create").exists()


def test_the_document_is_made_with_its_tasks_and_issued(july, committee):
    settle_all(july, committee)
    directive = take_reading(july, by=committee, **seen(july))
    tasks = list(directive.tasks.all())
    assert len(tasks) == 14
    assert [t.nature for t in tasks].count(Nature.REQUEST) == 2
    first = tasks[0]
    assert directive.text[first.span_start : first.span_end].startswith("- Nâng cao vai trò")
    assert first.assignments.count() == 10
    made = issue_directive(directive, seen=directive.version, by=committee, **WHEN)
    assert len(made) > 14
    assert AuditEntry.objects.filter(action="reading.take").count() == 1


def test_nothing_is_made_while_a_passage_is_unread_or_a_name_open(committee, province, agencies):
    reading = put_in(PAGE, committee, province)
    assert [one.text for one in passages_in(reading) if one.waits] == ["3"]
    settle_all(reading, committee)
    with pytest.raises(DomainError, match="còn 1 đoạn chưa đọc được"):
        take_reading(reading, by=committee, **seen(reading))
    assert not Directive.objects.exists()
    numbers = [n for n, one in enumerate(passages_in(reading)) if one.waits]
    look_at(reading, numbers, by=committee, **seen(reading))
    reading.refresh_from_db()
    take_reading(reading, by=committee, **seen(reading))

    other = put_in(SMALL, committee, province)
    change_head(other, Head("UBND tỉnh", "Báo cáo"), by=committee, **seen(other))
    with pytest.raises(DomainError, match="còn 1 tên cơ quan chưa rõ"):
        take_reading(other, by=committee, **seen(other))


def test_a_correction_keeps_the_place_in_the_text(july, committee):
    number = next(n for n, one in enumerate(passages_in(july)) if one.clause == "1/-4")
    before = passages_in(july)[number]
    wording = replace(before, text="Bố trí cán bộ chuyên trách.", span=(0, 1))
    change_passage(july, number, wording, by=committee, **seen(july))
    july.refresh_from_db()
    after = passages_in(july)[number]
    assert (after.text, after.span) == ("Bố trí cán bộ chuyên trách.", before.span)
    assert after.is_changed
    change_passage(july, number, replace(after, kind=Kind.GOAL), by=committee, **seen(july))
    july.refresh_from_db()
    assert passages_in(july)[number].parties == ()


def test_a_passage_is_cut_and_joined_without_loss(july, committee):
    number = next(n for n, one in enumerate(passages_in(july)) if one.clause == "1/-1")
    place = july.text.index("Phải nắm chắc")
    split_passage(july, number, place, by=committee, **seen(july))
    july.refresh_from_db()
    passages = passages_in(july)
    assert passages[number + 1].text.startswith("Phải nắm chắc")
    assert passages[number].span[1] == passages[number + 1].span[0] == place
    join_passage(july, number + 1, by=committee, **seen(july))
    july.refresh_from_db()
    assert len(passages_in(july)) == len(passages) - 1
    with pytest.raises(DomainError, match="Không tách được"):
        split_passage(july, number, 0, by=committee, **seen(july))


def test_the_second_of_two_who_save_is_told(july, committee):
    old = july.version
    change_head(july, Head("UBND tỉnh", "Một"), seen=old, by=committee, **WHEN)
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        change_head(july, Head("UBND tỉnh", "Hai"), seen=old, by=committee, **WHEN)
    july.refresh_from_db()
    assert july.head["title"] == "Một"


def test_the_same_text_is_not_put_in_twice(july, committee, province):
    told = NewText(JULY.read_bytes(), "ban-sao.txt")
    with pytest.raises(KnownText) as known:
        begin_reading(told, province, by=committee, **WHEN)
    assert known.value.reading == july
    settle_all(july, committee)
    directive = take_reading(july, by=committee, **seen(july))
    with pytest.raises(KnownText) as known:
        begin_reading(told, province, by=committee, **WHEN)
    assert known.value.directive == directive


def test_a_dropped_text_may_be_put_in_again(july, committee, province):
    drop_reading(july, by=committee, **seen(july))
    july.refresh_from_db()
    with pytest.raises(DomainError, match="đã bỏ nên không sửa được"):
        change_head(july, Head("UBND tỉnh", "Một"), by=committee, **seen(july))
    again = begin_reading(NewText(JULY.read_bytes(), "a.txt"), province, by=committee, **WHEN)
    assert again.pk != july.pk


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "trong.txt", "trống"),
        (b"x" * 10, "anh.jpg", "không nhận loại tệp này"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 40, "cu.docx", "có mật khẩu"),
        (b"%PDF-1.4 hong", "quet.pdf", "Hãy"),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_kept(committee, province, content, name, said):
    with pytest.raises(DomainError, match=said):
        begin_reading(NewText(content, name), province, by=committee, **WHEN)
    assert not Reading.objects.exists()


def test_only_the_offices_of_the_place_read_and_correct(july, district_officer, province):
    with pytest.raises(NotAllowed):
        put_in(SMALL, district_officer, province)
    with pytest.raises(NotAllowed):
        change_head(july, Head("UBND", "Một"), by=district_officer, **seen(july))
    assert not Reading.objects.visible_to(district_officer, on=WHEN["on"]).exists()


def test_one_place_is_asked_once(july):
    lead = Party("UBND huyện Đăk Tô", Duty.LEAD, ("u5",))
    helps = Party("các huyện", Duty.CO_OPERATE, ("u5", "u6"))
    from langmoi.direction.passages import without_repeats

    assert [p.tokens for p in without_repeats((helps, lead))] == [("u5",), ("u6",)]


def test_a_target_whose_words_leave_no_doubt_can_be_measured(july):
    targets = {one.clause: one.target for one in passages_in(july) if one.target}
    assert targets == {
        "1/-5/+4": {
            "what": "communes_meeting_criteria",
            "criteria": ["18", "19"],
            "bound": "at_least",
            "number": "100",
            "unit": "percent",
            "by": "2019-12-31",
        }
    }


def test_a_known_document_is_what_the_text_carries_out(committee, province):
    above = add_directive(
        Document(issuer="Tỉnh ủy", title="Thông báo"), province, by=committee, **WHEN
    )
    told = NewText(SMALL.encode())
    reading = begin_reading(told, province, carries_out=above.pk, by=committee, **WHEN)
    assert read_head(reading.head).carries_out == above.pk


def test_the_notice_that_is_cited_first_is_proposed_as_what_is_carried_out(
    committee, province, agencies
):
    notice = Document("Tỉnh ủy Kon Tum", "Kết quả Hội nghị", "980-TB/TU", date(2019, 7, 17))
    above = add_directive(notice, province, by=committee, **WHEN)
    reading = begin_reading(NewText(JULY.read_bytes(), "a.txt"), province, by=committee, **WHEN)
    assert read_head(reading.head).carries_out == above.pk
