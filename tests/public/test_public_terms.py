"""The page's own words: every criterion has plain words, Party documents are in the register."""

from __future__ import annotations

from langmoi.law.sets import load_set
from langmoi.public.terms import answering, licence, party_documents, plain_words


def test_every_criterion_that_communes_are_judged_by_has_plain_words():
    for set_id in ("commune-2016-2020", "kontum-commune-2017-2020", "commune-2021-2025"):
        missing = [c.id for c in load_set(set_id).criteria if c.id not in plain_words()]
        assert missing == []


def test_what_nobody_has_decided_yet_is_marked_so():
    assert not answering().status.is_settled
    assert not licence().status.is_settled


def test_the_partys_documents_are_told_apart_by_number_and_date():
    found = [(p.document.number, str(p.document.issued_on)) for p in party_documents("62")]

    assert found == [
        ("01-NQ/TU", "2016-06-01"),
        ("980-TB/TU", "2019-07-17"),
        ("01-NQ/TU", "2011-04-24"),
    ]
    assert party_documents("51") == []


def test_every_fact_of_theirs_has_a_source_or_says_what_it_was_read_from():
    for party in party_documents("62"):
        assert party.facts
        assert all(fact.source.startswith("https://") or fact.note for fact in party.facts)
