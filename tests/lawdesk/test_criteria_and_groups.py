"""Criteria and groups of a draft: added, renamed, renumbered, grouped, dropped when empty."""

import pytest
from law_drafts import WHEN, begun_2026, check_all, head_of, indicator, put

from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.models import AuditEntry
from langmoi.law.faults import BrokenLaw
from langmoi.law.parcel import read_texts, trees_of
from langmoi.law.yaml_writer import Plain, read_tree
from langmoi.lawdesk.criteria_edits import (
    DropCriterion,
    PutCriterion,
    PutGroups,
    groups_of,
    words_of,
)
from langmoi.lawdesk.drafts import StaleDraft, begin_draft, change_draft, digest_of, latest
from langmoi.lawdesk.edits import PutHead
from langmoi.lawdesk.edits import head_of as head_shown
from langmoi.lawdesk.models import DraftValue
from langmoi.lawdesk.readiness import readiness

NEW = {"id": "c11", "number": "11", "name": "Tiêu chí giả định"}


def trees(draft):
    return trees_of(latest(draft).texts)


def change(draft, edit, by):
    return change_draft(draft, edit, by=by, **WHEN)


def expect(draft, criteria, by):
    """Say in the head how many criteria the document has."""
    shown = head_shown(trees(draft))
    fields = {**shown, "expected": {**shown["expected"], "criteria": Plain(criteria)}}
    change(draft, PutHead(fields, digest_of(shown)), by)


def seen_of(draft, criterion):
    return digest_of(words_of(trees(draft), criterion))


def numbers(draft):
    return [criterion.number for criterion in read_texts(latest(draft).texts).criteria]


def test_a_criterion_is_added_in_its_place_with_an_audit_line(office):
    draft = begun_2026(office)
    expect(draft, 11, office)
    change(draft, PutCriterion(NEW, "", "Ghi tiêu chí 11"), office)
    assert numbers(draft) == [str(n) for n in range(1, 12)]
    assert read_tree(latest(draft).texts["11-c11.yaml"]) == {**NEW, "indicators": []}
    put(draft, "c11", indicator("c11", "11.1"), office)
    assert AuditEntry.objects.filter(action="law.save").latest("pk").detail["what"] == (
        "Ghi chỉ tiêu 11.1"
    )


def test_more_criteria_than_the_document_has_are_refused(office):
    draft = begun_2026(office)
    with pytest.raises(BrokenLaw) as error:
        change(draft, PutCriterion(NEW, "", "Ghi tiêu chí 11"), office)
    assert "có 11 tiêu chí, văn bản có 10" in str(error.value.faults[0])
    assert latest(draft).number == 1


def test_one_number_for_two_criteria_is_refused(office):
    draft = begun_2026(office)
    words = {**words_of(trees(draft), "planning"), "number": "2"}
    with pytest.raises(BrokenLaw) as error:
        change(draft, PutCriterion(words, seen_of(draft, "planning"), "Ghi tiêu chí"), office)
    assert "Hai tiêu chí cùng số 2" in str(error.value.faults[0])


def test_a_new_number_takes_the_indicators_along_and_keeps_their_authors(office, colleague):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    check_all(draft, colleague)
    expect(draft, 11, office)
    words = {**words_of(trees(draft), "planning"), "number": "11", "short_name": "QH"}
    change(draft, PutCriterion(words, seen_of(draft, "planning"), "Ghi tiêu chí 11"), office)
    law = read_texts(latest(draft).texts)
    assert numbers(draft) == [str(n) for n in range(2, 12)]
    assert [i.number for i in law.indicators] == ["11.1"]
    assert law.criteria[-1].short_name == "QH"
    row = DraftValue.objects.get(draft=draft)
    assert (row.author, row.checked_by) == (office, colleague)


def test_two_people_who_rename_one_criterion_are_told_both_names(office, colleague):
    draft = begun_2026(office)
    seen = seen_of(draft, "planning")
    words = words_of(trees(draft), "planning")
    change(draft, PutCriterion({**words, "name": "Tên một"}, seen, "Ghi tiêu chí 1"), office)
    with pytest.raises(StaleDraft, match="bạn ghi “Tên hai”, đang có “Tên một”"):
        change(draft, PutCriterion({**words, "name": "Tên hai"}, seen, "Ghi"), colleague)


def test_one_id_for_two_new_criteria_is_refused_for_the_second(office, colleague):
    draft = begun_2026(office)
    expect(draft, 12, office)
    change(draft, PutCriterion(NEW, "", "Ghi tiêu chí 11"), office)
    with pytest.raises(StaleDraft):
        change(draft, PutCriterion({**NEW, "number": "12"}, "", "Ghi tiêu chí 12"), colleague)


def test_only_an_empty_criterion_is_dropped(office):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    with pytest.raises(DomainError, match="còn 1 chỉ tiêu"):
        change(draft, DropCriterion("planning", seen_of(draft, "planning"), "Bỏ"), office)
    edit = DropCriterion("workforce", seen_of(draft, "workforce"), "Bỏ tiêu chí 4")
    change(draft, edit, office)
    assert "04-workforce.yaml" not in latest(draft).texts and "4" not in numbers(draft)
    with pytest.raises(NotFound, match="không còn tiêu chí"):
        change(draft, edit, office)


def test_a_criterion_changed_meanwhile_is_not_dropped(office, colleague):
    draft = begun_2026(office)
    seen = seen_of(draft, "workforce")
    words = {**words_of(trees(draft), "workforce"), "name": "Tên khác"}
    change(draft, PutCriterion(words, seen, "Ghi tiêu chí 4"), colleague)
    with pytest.raises(StaleDraft):
        change(draft, DropCriterion("workforce", seen, "Bỏ tiêu chí 4"), office)


def grouped(draft, by, count=2):
    """The criteria shared out among groups, in turn."""
    shown = groups_of(trees(draft))
    groups = [{"id": f"group_{n}", "name": f"Nhóm {n}"} for n in range(1, count + 1)]
    members = {
        c["id"]: groups[place % count]["id"] if groups else ""
        for place, c in enumerate(shown["criteria"])
    }
    edit = PutGroups(groups, members, digest_of(shown))
    change(draft, edit, by)
    return edit


def test_groups_come_and_go_whole(office):
    draft = begun_2026(office)
    grouped(draft, office)
    law = read_texts(latest(draft).texts)
    assert [group.name for group in law.groups] == ["Nhóm 1", "Nhóm 2"]
    assert [criterion.group for criterion in law.criteria][:3] == ["group_1", "group_2", "group_1"]
    grouped(draft, office, count=0)
    assert head_of(draft)["groups"] == []
    assert not any(criterion.group for criterion in read_texts(latest(draft).texts).criteria)


def test_groups_changed_meanwhile_are_told(office, colleague):
    draft = begun_2026(office)
    first = grouped(draft, office)
    with pytest.raises(StaleDraft, match="không chia nhóm|Nhóm 1; Nhóm 2"):
        change(draft, PutGroups([], {}, first.seen), colleague)


def test_a_criterion_without_indicators_stops_publishing(office):
    draft = begin_draft("commune-2016-2020", by=office, **WHEN)
    told = [str(fault) for fault in readiness(draft).faults]
    assert told == []
    shown = head_shown(trees(draft))
    fields = {**shown, "expected": {**shown["expected"], "criteria": Plain("20")}}
    change(draft, PutHead(fields, digest_of(shown)), office)
    words = {"id": "c20", "number": "20", "name": "Tiêu chí rỗng", "group": "politics"}
    change(draft, PutCriterion(words, "", "Ghi tiêu chí 20"), office)
    told = [str(fault) for fault in readiness(draft).faults]
    assert any("Tiêu chí 20 chưa có chỉ tiêu nào" in fault for fault in told)


def test_only_the_office_changes_criteria(leader, office):
    draft = begun_2026(office)
    with pytest.raises(NotAllowed):
        change(draft, PutCriterion(NEW, "", "Ghi tiêu chí 11"), leader)
