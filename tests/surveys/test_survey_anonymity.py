"""No way from an answer to a household: what is kept, in what order, and what the log says."""

from __future__ import annotations

import logging

import pytest
from django.db import connection
from survey_world import TODAY, codes_of, opened, paper, published, take_in

from langmoi.core.models import AuditEntry
from langmoi.surveys import answering
from langmoi.surveys.actions import answer_as_resident, enter_papers
from langmoi.surveys.models import SurveyAnswer, SurveyCode
from langmoi.surveys.sheets import write_template, write_xlsform


@pytest.fixture
def campaign(front):
    return opened(front)


def send(campaign, code, **told):
    answer_as_resident(campaign, paper(code, **told), user=None, on=TODAY)


def columns(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type, column_default FROM information_schema.columns "
            "WHERE table_name = %s",
            [table],
        )
        return {name: (kind, default) for name, kind, default in cursor.fetchall()}


def test_an_answer_has_a_random_key_its_village_its_choices_and_nothing_else(campaign):
    found = columns(SurveyAnswer._meta.db_table)

    assert set(found) == {"id", "village_id", "choices"}
    assert found["id"] == ("uuid", None)
    assert columns(SurveyCode._meta.db_table).keys() == {"id", "village_id", "digest"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'S' AND "
            "(relname LIKE 'surveys_surveyanswer%' OR relname LIKE 'surveys_surveycode%')"
        )
        assert cursor.fetchone() == (0,)


def test_nothing_in_the_database_points_from_an_answer_to_a_code_or_a_person():
    related = {f.related_model.__name__ for f in SurveyAnswer._meta.get_fields() if f.is_relation}
    pointing = list(SurveyAnswer._meta.related_objects)

    assert related == {"SurveyVillage"}
    assert pointing == []
    assert {f.related_model.__name__ for f in SurveyCode._meta.get_fields() if f.is_relation} == {
        "SurveyVillage"
    }


def test_a_used_code_is_gone_and_was_never_there_in_plain(campaign, front):
    [[first, second]] = codes_of(campaign, front, 2)
    send(campaign, first)

    [left] = SurveyCode.objects.all()
    assert left.digest == answering.digest_of(campaign, second)
    assert second not in left.digest
    assert not SurveyAnswer.objects.filter(choices__icontains=first).exists()


def test_with_each_paper_its_whole_village_is_written_anew_under_new_keys(campaign, front):
    [codes] = codes_of(campaign, front, 20)
    for code in codes[:-1]:
        send(campaign, code)
    before = set(SurveyAnswer.objects.values_list("pk", flat=True))
    send(campaign, codes[-1])
    after = set(SurveyAnswer.objects.values_list("pk", flat=True))

    assert len(after) == 20
    assert before.isdisjoint(after)
    with connection.cursor() as cursor:
        # One transaction wrote all the rows that are there: none of them is “the last one”.
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM surveys_surveyanswer")
        assert cursor.fetchone() == (1,)


def test_the_place_of_a_row_in_the_table_is_one_of_chance(campaign, front, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        answering._random, "shuffle", lambda rows: drawn.append(rows) or rows.reverse()
    )
    [codes] = codes_of(campaign, front, 3)
    for number, code in enumerate(codes):
        send(campaign, code, q1=["satisfied", "not_satisfied", "no_opinion"][number])
    with connection.cursor() as cursor:
        cursor.execute("SELECT choices->>'q1' FROM surveys_surveyanswer ORDER BY ctid")
        stored = [row[0] for row in cursor.fetchall()]

    assert len(drawn) == 3
    assert stored == [choices["q1"] for choices in drawn[-1]]


def test_the_hashes_of_printed_codes_do_not_lie_in_the_order_of_the_pile(campaign, front):
    [codes] = codes_of(campaign, front, 30)
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM surveys_surveycode ORDER BY ctid")
        stored = [row[0] for row in cursor.fetchall()]

    assert stored == sorted(answering.digest_of(campaign, code) for code in codes)


def test_the_log_says_how_many_papers_and_nothing_more(campaign, front):
    [codes] = codes_of(campaign, front, 3)
    send(campaign, codes[0], q1="not_satisfied")
    enter_papers(campaign, [paper(codes[1]), paper(codes[2])], by=front, on=TODAY)

    lines = list(AuditEntry.objects.filter(action="survey.answer").order_by("pk"))
    assert [(line.actor, line.detail) for line in lines] == [
        ("người dân", {"campaign": campaign.pk, "papers": 1}),
        ("front", {"campaign": campaign.pk, "papers": 2}),
    ]
    told = str(list(AuditEntry.objects.values()))
    assert not any(code in told for code in codes)
    assert "Đăk Tân" not in told


def test_no_code_and_no_choice_is_logged(campaign, front, caplog):
    caplog.set_level(logging.DEBUG)
    [[code]] = codes_of(campaign, front, 1)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        send(campaign, code, q1="not_satisfied")

    said = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert not any(code in line or "not_satisfied" in line for line in said)


def test_nothing_is_kept_in_memory_and_no_file_holds_a_paper(campaign, front):
    from langmoi.core import memory

    [[code]] = codes_of(campaign, front, 1)
    send(campaign, code)

    assert not any("survey" in str(key) for key in memory._kept)
    for content in (write_template(campaign), write_xlsform(campaign)):
        assert code.encode() not in content


def test_a_result_is_the_same_whatever_order_papers_came_in(front):
    from langmoi.surveys.results import result_of

    first = opened(front, villages=(("A", 20),))
    take_in(first, front, (12, 6))
    second = opened(front, villages=(("A", 20),), year=2018)
    [codes] = codes_of(second, front, 18)
    for number, code in enumerate(codes):
        send(second, code, overall="not_satisfied" if number % 3 == 0 else "satisfied")

    results = [result_of(published(one, front)) for one in (first, second)]
    assert results[0].satisfied == results[1].satisfied == (12, 18)
