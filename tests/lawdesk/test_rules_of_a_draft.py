"""Zone rules and the rule for “không áp dụng”: written, compared by another, put into use."""

import pytest
from law_drafts import AT, ON, WHEN, begun_2026, check_all, completed_2026, head_of, pdf

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.law.faults import BrokenLaw
from langmoi.law.parcel import read_texts, texts_of, trees_of
from langmoi.law.yaml_writer import read_tree, write_tree
from langmoi.lawdesk.checking import check_values
from langmoi.lawdesk.drafts import (
    StaleDraft,
    attach_paper,
    begin_draft,
    change_draft,
    digest_of,
    import_draft,
    latest,
)
from langmoi.lawdesk.models import DraftValue
from langmoi.lawdesk.publishing import publish_draft
from langmoi.lawdesk.readiness import readiness
from langmoi.lawdesk.rule_edits import PutRules, rules_of
from langmoi.reporting.evidence.keeping import NewFile

BASIS = {"document": "qd-51-2025", "clause": "(giả định)"}
BORDER = {
    "fact": "border",
    "zone": "ethnic_mountain",
    "name": "Xã biên giới dùng mức nhóm 3 (giả định)",
    "basis": BASIS,
    "status": "placeholder",
}
COUNTED = {"counts_as_met": "false", "basis": BASIS, "status": "placeholder"}


def put_rules(draft, by, rules, seen=None):
    shown = rules_of(trees_of(latest(draft).texts))
    edit = PutRules(rules, digest_of(shown) if seen is None else seen)
    return change_draft(draft, edit, by=by, **WHEN)


def plain(rules):
    """The rules as a form makes them: true and false are no strings."""
    return read_tree(write_tree(rules).replace('"false"', "false").replace('"true"', "true"))


def test_rules_are_written_and_read_by_the_loader(office):
    draft = begun_2026(office)
    put_rules(draft, office, plain({"zone_rules": [BORDER], "not_applicable": COUNTED}))
    law = read_texts(latest(draft).texts)
    assert [(rule.fact, rule.zone) for rule in law.zone_rules] == [("border", "ethnic_mountain")]
    assert law.not_applicable_counts is False
    put_rules(draft, office, {})
    assert not {"zone_rules", "not_applicable"} & set(head_of(draft))
    assert not DraftValue.objects.filter(draft=draft).exists()


def test_what_another_changed_meanwhile_is_told(office, colleague):
    draft = begun_2026(office)
    seen = digest_of({})
    put_rules(draft, office, {"zone_rules": [BORDER]}, seen)
    other = {**BORDER, "zone": "other"}
    with pytest.raises(StaleDraft, match="quy tắc vùng: bạn ghi .*other.*ethnic_mountain"):
        put_rules(draft, colleague, {"zone_rules": [other]}, seen)


def test_a_zone_that_the_set_has_not_is_refused(office):
    draft = begun_2026(office)
    with pytest.raises(BrokenLaw) as error:
        put_rules(draft, office, {"zone_rules": [{**BORDER, "zone": "delta"}]})
    assert error.value.law_faults[0].mark.file == "_set.yaml"


def test_a_rule_that_nobody_knows_is_refused(office):
    draft = begun_2026(office)
    with pytest.raises(BrokenLaw, match="chỗ phải sửa") as error:
        put_rules(draft, office, {"zone_rules": [{**BORDER, "status": "unknown"}]})
    assert "Quy tắc chưa rõ" in str(error.value.faults[0])


def test_rules_are_compared_by_a_second_person_before_publishing(office, colleague, leader):
    draft = completed_2026(office)
    check_all(draft, colleague)
    put_rules(draft, office, plain({"zone_rules": [BORDER], "not_applicable": COUNTED}))
    told = [value.called for value in readiness(draft).unchecked]
    assert told == [f"quy tắc vùng “{BORDER['name']}”", "quy tắc “không áp dụng”"]
    day = read_texts(latest(draft).texts).in_force.start
    with pytest.raises(FaultyInput, match="còn 2 mức chưa có người thứ hai"):
        publish_draft(draft, day, by=leader, on=ON, at=AT)
    waiting = dict(DraftValue.objects.filter(checked_by=None).values_list("key", "digest"))
    with pytest.raises(NotAllowed, match="Quy tắc .* do chính bạn ghi"):
        check_values(draft, waiting, by=office, **WHEN)
    assert check_values(draft, waiting, by=colleague, **WHEN) == 2
    publish_draft(draft, day, by=leader, on=ON, at=AT)


def test_a_changed_rule_is_compared_again_and_its_rank_counts(office, colleague):
    draft = begun_2026(office)
    poor = {**BORDER, "fact": "specially_difficult", "name": "Xã đặc biệt khó khăn (giả định)"}
    put_rules(draft, office, {"zone_rules": [BORDER, poor]})
    check_all(draft, colleague)
    assert readiness(draft).unchecked == []
    put_rules(draft, office, {"zone_rules": [poor, BORDER]})
    assert len(readiness(draft).unchecked) == 2


def test_a_rule_that_was_read_becomes_checked_with_its_scan(office, colleague):
    draft = begin_draft("commune-2021-2025", by=office, **WHEN)
    key = "zone_rule|specially_difficult"
    row = DraftValue.objects.get(draft=draft, key=key)
    assert row.author is None
    with pytest.raises(DomainError, match="chưa có bản quét của Quyết định 318/QĐ-TTg"):
        check_values(draft, {key: row.digest}, by=colleague, **WHEN)
    attach_paper(draft, "qd-318-2022", NewFile(pdf(), "318.pdf"), by=office, **WHEN)
    keys = [key, "not_applicable", "employment.cooperative|arises"]
    found = DraftValue.objects.filter(draft=draft, key__in=keys)
    check_values(draft, dict(found.values_list("key", "digest")), by=colleague, **WHEN)
    head = head_of(draft)
    assert head["zone_rules"][0]["status"] == "checked"
    assert head["not_applicable"]["status"] == "checked"


def test_imported_rules_are_their_importers(office, colleague):
    texts = texts_of("commune-2021-2025")
    draft = import_draft(texts, "bo.zip", by=office, **WHEN)
    row = DraftValue.objects.get(draft=draft, key="zone_rule|specially_difficult")
    assert row.author == office
    arises = DraftValue.objects.filter(draft=draft, key__endswith="|arises")
    assert arises.exists() and {found.author for found in arises} == {office}


def test_what_may_not_arise_needs_a_rule_how_it_counts(office):
    draft = begin_draft("commune-2016-2020", by=office, **WHEN)
    put_rules(draft, office, {})
    told = [str(fault) for fault in readiness(draft).faults]
    assert any("có thể không áp dụng mà bộ chưa nói" in fault for fault in told)
