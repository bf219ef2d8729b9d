"""Tasks, other and unread cover the body exactly: nothing is silently dropped."""

import random
import unicodedata

import pytest
from score import JULY_2019, document_of, names

from langmoi.directive.as_json import as_json
from langmoi.directive.cleaning import Source
from langmoi.directive.files import read_file
from langmoi.directive.read import read_directive

ANSWERS = [answer for half in ("seen", "unread") for answer in names(half)]


def assert_covered(source: Source) -> None:
    found = read_directive(source)
    at = found.body[0]
    for one in sorted([*found.tasks, *found.pieces], key=lambda one: one.span):
        assert one.span[0] == at
        at = one.span[1]
    assert at == found.body[1] == len(source.text)


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda path: path.stem)
def test_spans_cover_the_body_of_each_document(answer):
    document = document_of(answer)
    assert_covered(read_file(document.read_bytes(), document.name))


def test_spans_cover_the_directive_of_2019_and_point_into_its_text(july):
    source = Source(JULY_2019.read_text(encoding="utf-8"))
    assert_covered(source)
    for task in july.tasks:
        words = " ".join(source.text[slice(*task.span)].replace("*", "").split())
        assert words.endswith(task.text)


def test_spans_point_into_text_whose_marks_stand_apart():
    whole = JULY_2019.read_text(encoding="utf-8")
    apart = unicodedata.normalize("NFD", whole)
    assert_covered(Source(apart))
    one, other = read_directive(Source(whole)), read_directive(Source(apart))
    assert [t.text for t in one.tasks] == [t.text for t in other.tasks]
    start, end = other.tasks[0].span
    assert unicodedata.normalize("NFC", apart[start:end]).startswith("- Nâng cao vai trò")


@pytest.mark.parametrize("seed", range(40))
def test_spans_cover_whatever_a_file_may_hold(seed):
    chance = random.Random(seed)
    text = JULY_2019.read_text(encoding="utf-8")
    first, last = sorted(chance.sample(range(len(text)), 2))
    lines = text[first:last].split("\n")
    chance.shuffle(lines)
    for torn in (text[first:last], "\n".join(lines), text[first:last].replace(" ", "\n")):
        assert_covered(Source(torn))


def test_an_empty_text_has_nothing():
    assert as_json(read_directive(Source(" \n")))["tasks"] == []


def test_the_shape_is_the_fixed_one(july):
    told = as_json(july)

    assert list(told) == ["document", "tasks", "other", "unread"]
    assert list(told["document"]) == [
        "number", "date", "issuer", "title", "signer", "signer_title", "addressees", "references",
    ]  # fmt: skip
    assert list(told["tasks"][0]) == [
        "clause", "text", "nature", "lead", "cooperating", "due", "due_text", "recurring",
        "product", "target", "span", "confidence",
    ]  # fmt: skip
    assert all(0 < task["confidence"] < 1 for task in told["tasks"])
