"""The annotated documents are whole: right shape, no word uncovered, nothing that is not there."""

import json
import re
from datetime import date

import pypdfium2
import pytest
from annotate import DOCUMENT, FOLDER, OTHER, TASK, answer, plain
from docx import Document

MARKED = sorted(FOLDER.glob("*/*.marked"))
RECURRING = {None, "monthly", "quarterly", "half-yearly", "yearly"}


@pytest.fixture(params=MARKED, ids=lambda path: path.stem)
def marked(request):
    return request.param


@pytest.fixture
def expected(marked):
    return json.loads(marked.with_suffix(".json").read_text(encoding="utf-8"))


def stored_text(marked) -> str:
    """What stands in the document as a reader gets it."""
    _, _, form = answer(marked)
    path = marked.with_suffix("." + form)
    if form == "docx":
        return "\n".join(
            node.text or "" for node in Document(path).element.body.iter() if node.text
        )
    if form == "pdf":
        return "\n".join(page.get_textpage().get_text_range() for page in pages(path))
    return path.read_text(encoding="utf-8")


def pages(path) -> list:
    return list(pypdfium2.PdfDocument(path))


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", plain(text)).lower()


def test_each_half_has_five_documents():
    assert [len(list(FOLDER.glob(f"{half}/*.marked"))) for half in ("seen", "unread")] == [5, 5]


def test_the_answers_are_those_of_the_marked_files(marked, expected):
    result, text, form = answer(marked)
    assert expected == result
    if form in ("txt", "md"):
        assert stored_text(marked) == text


def test_an_answer_has_the_shape_of_the_reader(expected):
    assert set(expected) == {"document", "tasks", "other", "unread"}
    assert list(expected["document"]) == list(DOCUMENT)
    for cited in expected["document"]["references"]:
        assert set(cited) == {"number", "date"}
    for task in expected["tasks"]:
        assert set(task) - {"span"} == set(TASK)
        assert task["nature"] in ("order", "request")
        assert task["recurring"] in RECURRING
        assert task["lead"]
    assert {item["kind"] for item in expected["other"]} <= OTHER


def test_dates_are_days_and_have_their_words(expected):
    days = [task["due"] for task in expected["tasks"]]
    days += [cited["date"] for cited in expected["document"]["references"]]
    for day in [*days, expected["document"]["date"]]:
        assert day is None or date.fromisoformat(day).isoformat() == day
    for task in expected["tasks"]:
        assert bool(task["due_text"]) or not (task["due"] or task["recurring"])
        assert not (task["due"] and task["recurring"])


def test_spans_cover_the_body_word_by_word(marked, expected):
    text = stored_text(marked)
    items = [*expected["tasks"], *expected["other"], *expected["unread"]]
    if "span" not in items[0]:
        assert not any("span" in item for item in items)
        return
    spans = sorted(item["span"] for item in items)
    ends = [end for _, end in spans]
    for before, (start, _) in zip(ends, [*spans[1:], [len(text), 0]], strict=True):
        assert before <= start
        assert not text[before:start].strip()
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


def test_only_the_head_stands_before_the_body(marked, expected):
    items = [*expected["tasks"], *expected["other"]]
    if "span" in items[0]:
        head = squeezed(stored_text(marked)[: min(item["span"][0] for item in items)])
        last = expected["document"]["addressees"] or [expected["document"]["title"]]
        assert head.endswith(squeezed(last[-1]))


def test_every_text_stands_in_the_document(marked, expected):
    # The numbers of pages fall between words of a PDF: its texts are sought without digits.
    text = re.sub(r"\d", "", squeezed(stored_text(marked)))
    for item in [*expected["tasks"], *expected["other"]]:
        wanted = re.sub(r"\d", "", squeezed(item["text"]))
        assert wanted in text or item.get("kind") in ("signature", "heading")


def test_fields_quote_the_document(marked, expected):
    stored = stored_text(marked)
    text = squeezed(stored)
    for task in expected["tasks"]:
        own = squeezed(stored[slice(*task["span"])]) if "span" in task else text
        for name in ("product", "target", "due_text"):
            assert squeezed(task[name] or "") in own, (task["clause"], name)
        for agency in [*task["lead"], *task["cooperating"]]:
            assert names_in(agency, text), (task["clause"], agency)
    for cited in expected["document"]["references"]:
        assert squeezed(cited["number"]) in text


def names_in(agency: str, text: str) -> bool:
    """As written, or as a member of a list: “các Sở: Công Thương, Y tế” names Sở Y tế."""
    last = re.sub(r"^(Sở|UBND huyện) ", "", agency)
    return squeezed(agency) in text or squeezed(last) in text


def test_clauses_are_paths_that_follow_the_text(expected):
    for task in expected["tasks"]:
        assert re.fullmatch(r"[^/]+(/[-+*]?\w+)*", task["clause"])
