"""The desk's pages of criteria, groups and rules: written by forms, faults at their fields."""

from __future__ import annotations

import re

import pytest
from law_drafts import WHEN, begun_2026, check_all, completed_2026, head_of, indicator, put

from langmoi.core.models import AuditEntry
from langmoi.law.parcel import read_texts
from langmoi.law.yaml_writer import read_tree
from langmoi.lawdesk.drafts import begin_draft, change_draft, digest_of, latest
from langmoi.lawdesk.models import DraftValue
from langmoi.lawdesk.readiness import readiness
from langmoi.lawdesk.rule_edits import PutRules


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("LANGMOI_HOME", str(tmp_path))


@pytest.fixture
def colleague(person):
    return person("colleague", "province_office", "62", "province")


@pytest.fixture
def leader(person):
    return person("leader", "province_leader", "62", "province")


@pytest.fixture
def draft(office):
    return begun_2026(office)


@pytest.fixture
def desk(enter, office, draft):
    """The office's browser at the draft's own addresses."""
    return Desk(enter, office, draft)


class Desk:
    """What one person does; they sign in each time, for another may have been here since."""

    def __init__(self, enter, user, draft):
        self.enter, self.user, self.base = enter, user, f"/bo-tieu-chi/{draft.pk}/"

    @property
    def browser(self):
        return self.enter(self.user)

    def get(self, part=""):
        return self.browser.get(self.base + part).content.decode()

    def post(self, part, told, *, seen=None):
        """Send the form as this person saw it just now, or with the mark of an earlier look."""
        shown = re.search(r'name="seen" value="([0-9a-f]*)"', self.get(part))[1]
        return self.browser.post(self.base + part, {"seen": shown if seen is None else seen} | told)

    def refused(self, part, told, **how):
        answer = self.post(part, told, **how)
        assert answer.status_code == 422
        return answer.content.decode()


def law_of(draft):
    return read_texts(latest(draft).texts)


WORDS = {"number": "4", "name": "Tiêu chí giả định", "short_name": "", "key": ""}


def test_an_empty_criterion_goes_and_another_comes(desk, draft):
    assert "Nguồn nhân lực" in desk.get("tieu-chi/") or "4. " in desk.get("tieu-chi/")
    assert desk.post("tieu-chi/4/", {"action": "drop"}).status_code == 302
    assert len(law_of(draft).criteria) == 9
    assert desk.post("tieu-chi/moi/", WORDS).status_code == 302
    new = law_of(draft).criteria[3]
    assert (new.id, new.number, new.name) == ("c4", "4", "Tiêu chí giả định")
    said = [entry.detail["what"] for entry in AuditEntry.objects.filter(action="law.save")]
    assert {"Bỏ tiêu chí 4", "Ghi tiêu chí 4"} <= set(said)
    assert "Sửa tiêu chí 4" in desk.get()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "2"}, "Số 2 đang là của tiêu chí"),
        ({"number": "0"}, "là 1 đến 99"),
        ({"name": ""}, "Hãy ghi mục này"),
        ({"number": "11"}, "Bản thảo đã đủ 10 tiêu chí"),
        ({"number": "11", "key": "planning"}, "đã có tiêu chí mang mã này"),
        ({"number": "11", "key": "Mã Số"}, "Mã gồm chữ thường"),
    ],
)
def test_what_is_wrong_in_a_criterion_stands_at_its_field(desk, draft, wrong, said):
    text = desk.refused("tieu-chi/moi/", WORDS | wrong)
    assert said in text and "có chỗ cần sửa" in text and 'aria-invalid="true"' in text
    assert latest(draft).number == 1


def test_a_new_number_is_shown_at_the_indicators(desk, draft, office):
    put(draft, "planning", indicator("planning", "1.1"), office)
    desk.post("tieu-chi/4/", {"action": "drop"})
    words = {"number": "4", "name": "Quy hoạch", "short_name": "QH"}
    assert desk.post("tieu-chi/1/", words).status_code == 302
    assert "4.1 Chỉ tiêu giả định số 1.1" in desk.get()
    assert "còn 1 chỉ tiêu" in desk.refused("tieu-chi/4/", {"action": "drop"})
    assert "Còn chỉ tiêu nên chưa bỏ được" in desk.get("tieu-chi/4/")


def test_two_people_at_one_criterion_see_both_names(desk, draft, enter, colleague):
    seen = re.search(r'name="seen" value="([0-9a-f]*)"', desk.get("tieu-chi/1/"))[1]
    words = {"number": "1", "name": "Tên một", "short_name": ""}
    assert Desk(enter, colleague, draft).post("tieu-chi/1/", words).status_code == 302
    text = desk.refused("tieu-chi/1/", words | {"name": "Tên hai"}, seen=seen)
    assert "bạn ghi “Tên hai”, đang có “Tên một”" in text
    assert 'value="Tên hai"' in text


def groups(*rows, initial=0):
    told = {"g-TOTAL_FORMS": str(len(rows)), "g-INITIAL_FORMS": str(initial)}
    for index, row in enumerate(rows):
        told |= {f"g-{index}-{key}": text for key, text in row.items()}
    return told


ONE = {"key": "", "name": "I. Nhóm giả định", "numbers": "1-4, 6"}
TWO = {"key": "", "name": "II. Nhóm giả định", "numbers": "5; 7 - 10"}
BLANK = {"key": "", "name": "", "numbers": ""}


def test_groups_are_written_with_their_criteria(desk, draft):
    assert desk.post("tieu-chi/", groups(ONE, BLANK, TWO)).status_code == 302
    law = law_of(draft)
    assert [group.name for group in law.groups] == ["I. Nhóm giả định", "II. Nhóm giả định"]
    assert [c.number for c in law.criteria if c.group == "group_2"] == ["5", "7", "8", "9", "10"]
    text = desk.get("tieu-chi/")
    assert 'value="1-4, 6"' in text and 'value="group_1"' in text
    # A criterion moves by its own form; a group goes with its row.
    words = {"number": "5", "name": "Tên", "short_name": "", "group": "group_1"}
    assert desk.post("tieu-chi/5/", words).status_code == 302
    kept = [ONE | {"key": "group_1", "numbers": "1-10"}, TWO | {"key": "group_2", "DELETE": "on"}]
    assert desk.post("tieu-chi/", groups(*kept, initial=2)).status_code == 302
    assert [group.id for group in law_of(draft).groups] == ["group_1"]
    last = [ONE | {"key": "group_1", "DELETE": "on"}]
    assert desk.post("tieu-chi/", groups(*last, initial=1)).status_code == 302
    assert law_of(draft).groups == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ONE], "Tiêu chí 5, 7, 8, 9, 10 chưa thuộc nhóm nào"),
        ([ONE, TWO | {"numbers": "4-10"}], "Tiêu chí 4 đã ghi ở một nhóm khác"),
        ([ONE, TWO | {"numbers": "5, 7-11"}], "không có tiêu chí số 11"),
        ([ONE, TWO | {"numbers": "nhiều"}], "không có tiêu chí số nhiều"),
        ([ONE, TWO | {"name": ""}], "Hãy ghi mục này"),
    ],
)
def test_groups_that_leave_a_criterion_out_or_take_it_twice_are_refused(desk, draft, rows, said):
    assert said in desk.refused("tieu-chi/", groups(*rows))
    assert latest(draft).number == 1


def rules(*rows, initial=0, **counting):
    told = {"z-TOTAL_FORMS": str(len(rows)), "z-INITIAL_FORMS": str(initial)}
    for index, row in enumerate(rows):
        told |= {f"z-{index}-{key}": text for key, text in row.items()}
    none = {"counts_as_met": "", "document": "qd-51-2025", "clause": "", "status": "reported"}
    return told | {f"n-{key}": text for key, text in (none | counting).items()}


RULE = {
    "fact": "border",
    "zone": "ethnic_mountain",
    "name": "Xã biên giới dùng mức nhóm 3 (giả định)",
    "document": "qd-51-2025",
    "clause": "(giả định)",
    "status": "placeholder",
}
EMPTY = {
    "fact": "", "zone": "", "name": "", "document": "qd-51-2025", "clause": "", "status": "reported"
}  # fmt: skip
COUNTED = {"counts_as_met": "false", "clause": "(giả định)", "status": "placeholder"}


def test_rules_are_written_shown_and_wait_for_a_second_person(desk, draft, enter, colleague):
    assert desk.post("quy-tac/", rules(RULE, EMPTY, **COUNTED)).status_code == 302
    law = law_of(draft)
    assert [(rule.fact, rule.zone) for rule in law.zone_rules] == [("border", "ethnic_mountain")]
    assert law.not_applicable_counts is False
    text = desk.get()
    assert "Xã biên giới dùng mức nhóm 3 (giả định) → Nhóm 3" in text
    assert "Không tính là đạt" in text and text.count("chờ người thứ hai") == 2
    assert "bạn ghi" in desk.get("doi-chieu/")
    theirs = Desk(enter, colleague, draft)
    assert "Quy tắc chung của bộ" in theirs.get("doi-chieu/")
    told = [f"{row.digest} {row.key}" for row in DraftValue.objects.filter(draft=draft)]
    refused = desk.browser.post(f"{desk.base}doi-chieu/", {"value": told})
    assert refused.status_code == 403 and "do chính bạn ghi" in refused.content.decode()
    assert theirs.browser.post(f"{theirs.base}doi-chieu/", {"value": told}).status_code == 302
    assert readiness(draft).unchecked == []


def test_a_rule_can_be_dropped_and_the_rest_left_unsaid(desk, draft):
    desk.post("quy-tac/", rules(RULE, **COUNTED))
    gone = rules(RULE | {"DELETE": "on"}, initial=1)
    assert desk.post("quy-tac/", gone).status_code == 302
    assert not {"zone_rules", "not_applicable"} & set(head_of(draft))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (rules(RULE | {"fact": ""}), "Hãy ghi mục này"),
        (rules(RULE | {"zone": "delta"}), "delta"),
        (rules(RULE | {"clause": ""}), "Chưa ghi điều, khoản"),
        (rules(RULE | {"status": "checked"}), "checked"),
        (rules(RULE | {"status": "unknown"}), "unknown"),
        (rules(RULE, RULE), "đã có một quy tắc ở trên"),
        (rules(**(COUNTED | {"clause": ""})), "Chưa ghi điều, khoản"),
        (rules(**(COUNTED | {"document": "khong-co"})), "khong-co"),
        ({}, "Chưa lưu"),
    ],
)
def test_what_is_wrong_in_a_rule_stands_at_its_field(desk, draft, told, said):
    assert said in desk.refused("quy-tac/", told)
    assert latest(draft).number == 1


def test_a_checked_rule_that_is_changed_loses_its_check(desk, draft, office, colleague):
    rule = {k: RULE[k] for k in ("fact", "zone", "name")} | {
        "basis": {"document": "qd-51-2025", "clause": "(giả định)"}, "status": "checked"
    }  # fmt: skip
    change_draft(draft, PutRules({"zone_rules": [rule]}, digest_of({})), by=office, **WHEN)
    checked = RULE | {"status": "checked"}
    assert desk.post("quy-tac/", rules(checked, initial=1)).status_code == 302
    changed = checked | {"zone": "other"}
    assert "đã được đối chiếu" in desk.refused("quy-tac/", rules(changed, initial=1))
    assert read_tree(latest(draft).texts["_set.yaml"])["zone_rules"][0]["status"] == "checked"


def test_two_people_at_the_rules_see_both(desk, draft, enter, colleague):
    seen = re.search(r'name="seen" value="([0-9a-f]*)"', desk.get("quy-tac/"))[1]
    other = RULE | {"zone": "other"}
    assert Desk(enter, colleague, draft).post("quy-tac/", rules(RULE)).status_code == 302
    text = desk.refused("quy-tac/", rules(other), seen=seen)
    assert "người khác đã sửa" in text and "ethnic_mountain" in text


def test_a_set_of_a_province_has_the_criteria_and_rules_of_the_nation(desk, office):
    overlay = Desk(desk.enter, office, begin_draft("kontum-commune-2017-2020", by=office, **WHEN))
    for part in ("tieu-chi/", "tieu-chi/1/", "tieu-chi/moi/", "quy-tac/"):
        assert desk.browser.get(overlay.base + part).status_code == 404
    text = overlay.get()
    assert "Tiêu chí, nhóm" not in text and "Quy tắc chung" not in text


def test_criteria_and_rules_are_written_by_the_office_only(draft, enter, leader, clerk):
    for part in ("tieu-chi/", "tieu-chi/1/", "tieu-chi/moi/", "quy-tac/"):
        address = f"/bo-tieu-chi/{draft.pk}/{part}"
        assert enter(leader).get(address).status_code == 200
        assert "Lưu" not in enter(leader).get(address).content.decode().split("<main")[1]
        assert enter(leader).post(address, {}).status_code == 403
        assert enter(clerk).get(address).status_code == 404
    assert enter(leader).get(f"/bo-tieu-chi/{draft.pk}/tieu-chi/99/").status_code == 404


def test_a_published_draft_is_no_longer_changed(enter, office, colleague, leader):
    full = completed_2026(office)
    check_all(full, colleague)
    desk = Desk(enter, office, full)
    day = {"effective_on": "15/02/2026"}
    assert enter(leader).post(f"{desk.base}dua-vao-dung/", day).status_code == 302
    told = {"seen": "", **WORDS, "number": "1"}
    assert enter(office).post(f"{desk.base}tieu-chi/1/", told).status_code == 422
    assert len(law_of(full).criteria) == 10
