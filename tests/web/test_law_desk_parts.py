"""An indicator of several parts, one that arises only sometimes, and rows added without saving."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from law_drafts import WHEN, begun_2026, indicator, put

from langmoi.law.parcel import read_texts, trees_of
from langmoi.lawdesk.drafts import begin_draft, latest
from langmoi.lawdesk.edits import block_of
from langmoi.lawdesk.models import DraftValue


class Fields(HTMLParser):
    """What a browser would send of the form with this button of no name."""

    def __init__(self, html):
        super().__init__()
        self.found, self.chosen, self.area = {}, None, None
        form = html.split("<form")
        self.feed("<form" + next(part for part in form if 'name="seen"' in part))

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "input" and (told.get("type") != "checkbox" or "checked" in told):
            self.found[told["name"]] = told.get("value", "on")
        elif tag == "select":
            self.chosen = told["name"]
        elif tag == "option" and self.chosen:
            if "selected" in told or self.chosen not in self.found:
                self.found[self.chosen] = told["value"]
        elif tag == "textarea":
            self.area = told["name"]
            self.found[self.area] = ""

    def handle_endtag(self, tag):
        self.chosen = None if tag == "select" else self.chosen
        self.area = None if tag == "textarea" else self.area

    def handle_data(self, data):
        if self.area:
            self.found[self.area] += data


def sent_by(html):
    return {k: v for k, v in Fields(html).found.items() if k != "csrfmiddlewaretoken"}


@pytest.fixture
def browser(enter, office):
    return enter(office)


@pytest.fixture
def draft(office):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    return draft


def at(draft, number="1.1"):
    return f"/bo-tieu-chi/{draft.pk}/muc/{number}/"


def shown(browser, draft, number="1.1"):
    return sent_by(browser.get(at(draft, number)).content.decode())


def law_of(draft, number="1.1"):
    law = read_texts(latest(draft).texts)
    return next(i for i in law.indicators if i.number == number)


VALUE = {
    "start": "15/02/2026",
    "document": "qd-51-2025",
    "clause": "(giả định)",
    "status": "placeholder",
}


def row(index, value, **told):
    return {f"r{index}-{key}": text for key, text in {**VALUE, "value": value, **told}.items()}


SECOND = {
    "p1-label": "phần hai",
    "p1-operator": "at_most",
    "p1-kind": "number",
    "p1-figure_name": "Số giả định thứ hai",
    "p1-measure": "triệu đồng",
}


@pytest.mark.parametrize(
    ("set_id", "number"),
    [
        ("commune-2016-2020", "17.1"),
        ("commune-2016-2020", "17.2"),
        ("commune-2016-2020", "7.1"),
        ("commune-2016-2020", "9.2"),
        ("commune-2021-2025", "12.1"),
        ("commune-2021-2025", "17.2"),
        ("kontum-commune-2017-2020", "10.1"),
    ],
)
def test_what_is_sent_back_as_shown_changes_nothing(browser, office, set_id, number):
    draft = begin_draft(set_id, by=office, **WHEN)
    before = read_texts(latest(draft).texts).indicators
    answer = browser.post(at(draft, number), shown(browser, draft, number))
    assert answer.status_code == 302, answer.content.decode()
    assert read_texts(latest(draft).texts).indicators == before
    assert not DraftValue.objects.filter(draft=draft, author=office).exists()


def test_rows_are_added_without_saving_and_keep_what_was_written(browser, draft):
    told = shown(browser, draft) | row(1, "70,5", zone="other")
    answer = browser.post(at(draft), told | {"action": "rows"})
    text = answer.content.decode()
    assert answer.status_code == 200 and latest(draft).number == 2
    again = sent_by(text)
    assert (again["rows"], again["r1-value"], again["r1-zone"]) == ("7", "70,5", "other")
    assert (again["r6-value"], again["r6-start"]) == ("", "15/02/2026")
    more = row(6, "40", zone="urbanising")
    assert browser.post(at(draft), again | more).status_code == 302
    values = {(t.zone, str(t.value)) for t in law_of(draft).thresholds}
    assert values == {(None, "50"), ("other", "70.5"), ("urbanising", "40")}


def test_what_another_changed_is_told_even_after_rows_were_added(browser, draft, office):
    told = shown(browser, draft)
    seen = block_of(trees_of(latest(draft).texts), "planning", "planning.made_1_1").digest
    put(draft, "planning", indicator("planning", "1.1", "60"), office, seen=seen)
    again = sent_by(browser.post(at(draft), told | {"action": "rows"}).content.decode())
    assert again["seen"] == seen
    faulty = browser.post(at(draft), again | {"text": ""})
    assert sent_by(faulty.content.decode())["seen"] == seen
    refused = browser.post(at(draft), again | {"r0-value": "70"})
    assert refused.status_code == 422
    assert "bạn ghi “70”, đang có “60”" in refused.content.decode()


def two_parts(browser, draft):
    """1.1 with a second part, as the form sends it."""
    added = browser.post(at(draft), shown(browser, draft) | {"action": "part"})
    assert added.status_code == 200
    told = sent_by(added.content.decode())
    assert (told["parts"], told["p0-figure"], told["r0-part"]) == ("2", "made_1_1", "part_1")
    return told | {"p0-label": "phần một"} | SECOND | row(1, "12,5", part="part_2")


def test_a_second_part_is_added_and_each_has_its_own_operator(browser, draft):
    answer = browser.post(at(draft), two_parts(browser, draft))
    assert answer.status_code == 302, answer.content.decode()
    found = law_of(draft)
    assert [(t.part, t.label, t.operator.value) for t in found.tests] == [
        ("part_1", "phần một", "at_least"),
        ("part_2", "phần hai", "at_most"),
    ]
    assert {(t.part, str(t.value)) for t in found.thresholds} == {
        ("part_1", "50"),
        ("part_2", "12.5"),
    }
    law = read_texts(latest(draft).texts)
    assert law.figure(found.tests[1].figure).measure == "triệu đồng"
    assert {v.author.username for v in DraftValue.objects.filter(draft=draft)} == {"office"}
    # Away with the first: the other stands alone, its value with it.
    told = shown(browser, draft) | {"p0-drop": "on"}
    assert browser.post(at(draft), told).status_code == 302
    alone = law_of(draft)
    assert [(t.part, t.operator.value) for t in alone.tests] == [("", "at_most")]
    assert [(t.part, str(t.value)) for t in alone.thresholds] == [("", "12.5")]
    assert [f.id for f in read_texts(latest(draft).texts).figures] == [alone.tests[0].figure]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"p1-label": ""}, "Hãy ghi tên ngắn của phần này"),
        ({"p1-operator": "is_true"}, "không dùng được cho kiểu số liệu"),
        ({"p1-measure": ""}, "Hãy ghi tên và đơn vị tính"),
        ({"p1-kind": "share"}, "Tỷ lệ cần tên của tử số"),
        ({"p0-drop": "on", "p1-drop": "on"}, "cần ít nhất một phần"),
        ({"p1-label": "", "p1-figure_name": ""}, "thuộc phần chưa ghi số liệu"),
        ({"r1-part": "khac"}, "thuộc phần chưa ghi số liệu"),
    ],
)
def test_what_is_wrong_in_a_part_stands_at_its_field(browser, draft, wrong, said):
    answer = browser.post(at(draft), two_parts(browser, draft) | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert latest(draft).number == 2


def test_a_part_left_blank_is_as_if_never_added(browser, draft):
    told = sent_by(
        browser.post(at(draft), shown(browser, draft) | {"action": "part"}).content.decode()
    )
    assert browser.post(at(draft), told).status_code == 302
    assert latest(draft).number == 2


ASKED = {
    "arises": "yes",
    "fact_name": "Xã có làng nghề (giả định)",
    "arises_clause": "(giả định)",
    "arises_status": "placeholder",
}


def test_an_indicator_that_arises_by_a_question(browser, draft, office, enter, person):
    assert browser.post(at(draft), shown(browser, draft) | ASKED).status_code == 302
    law = read_texts(latest(draft).texts)
    fact = law.figure(law_of(draft).arises_when)
    assert (fact.name, fact.is_fact) == ("Xã có làng nghề (giả định)", True)
    assert (
        "Xã báo “có”: Xã có làng nghề" in browser.get(f"/bo-tieu-chi/{draft.pk}/").content.decode()
    )
    row = DraftValue.objects.get(draft=draft, key__endswith="|arises")
    assert (row.author, row.checked_by) == (office, None)
    # Another indicator asks the same question.
    told = shown(browser, draft, "1") | {"text": "Chỉ tiêu khác", "figure_name": "Số khác"}
    told |= {"numerator_name": "a", "denominator_name": "b", **row_of_new()}
    told |= ASKED | {"fact": fact.id, "fact_name": ""}
    assert browser.post(at(draft, "1"), told).status_code == 302
    assert law_of(draft, "1.2").arises_when == fact.id
    # It arises always again: the question stays for the other.
    assert browser.post(at(draft), shown(browser, draft) | {"arises": ""}).status_code == 302
    assert law_of(draft).arises_when is None
    assert read_texts(latest(draft).texts).figure(fact.id).name == fact.name


def row_of_new():
    return row(0, "50")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fact_name": ""}, "Hãy ghi câu hỏi có/không"),
        ({"arises_clause": ""}, "Chưa ghi điều, khoản"),
        ({"fact": "made_1_1"}, "không còn câu hỏi này"),
        ({"arises_status": "checked"}, "đã được đối chiếu"),
        ({"arises_status": "unknown"}, "Quy tắc chưa rõ"),
    ],
)
def test_what_is_wrong_in_the_question_stands_at_its_field(browser, draft, wrong, said):
    answer = browser.post(at(draft), shown(browser, draft) | ASKED | wrong)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert latest(draft).number == 2


def test_a_new_figure_never_takes_the_name_of_another(browser, draft):
    """After a new number the old one is free for another indicator, but its figure is not."""
    told = {"number": "1.2", "text": "Chỉ tiêu khác", "figure_name": "Số khác", "figure": "i1_1"}
    new = shown(browser, draft, "1") | told | {"numerator_name": "a", "denominator_name": "b"}
    assert browser.post(at(draft, "1"), new | row(0, "50")).status_code == 302
    again = new | {"number": "1.3", "figure": "", "text": "Nữa"}
    assert browser.post(at(draft, "1"), again | row(0, "50")).status_code == 302
    assert law_of(draft, "1.3").tests[0].figure == "i1_3"
    taken = browser.post(at(draft, "1"), again | {"number": "1.1"} | row(0, "50"))
    assert taken.status_code == 422 and "cùng số 1.1" in taken.content.decode()
