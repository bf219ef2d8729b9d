"""The demo's money: every line one that the program would take, yearly totals as published."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.db.models import Sum
from funding_world import millions

from langmoi.demo.funding import add_funding
from langmoi.demo.works import COURSES, DEBTS, PO_E, SA_NGHIA, works
from langmoi.funding.actions import asked_of
from langmoi.funding.checks import faults_of_project
from langmoi.funding.line_checks import _Amount
from langmoi.funding.models import MoneyKind, MoneyLine, Project
from langmoi.funding.sums import sums_of
from langmoi.places.models import Certainty
from langmoi.places.queries import filing_communes

DAY = date(2019, 12, 20)


@pytest.fixture
def stage(office):
    communes = {c.code: c for c in filing_communes(DAY)}
    stage = SimpleNamespace(communes=communes, users={"vpdp": office})
    add_funding(stage)
    return stage


def total(kind, year, branch):
    lines = MoneyLine.objects.filter(kind=kind, year=year, is_carried_over=False)
    return sum(
        line.amount
        for line in lines
        if line.source == branch or line.source.startswith(f"{branch}.")
    )


def debts():
    return {
        project.unit_id: sums["accepted"] - sums["allocated"]
        for project in Project.objects.all()
        if (sums := sums_of([project.pk]).get(project.pk)) and sums["accepted"] > sums["allocated"]
    }


def test_what_the_demo_tells_of_money(stage):
    billions = {
        ("allocation", 2017, "1.1"): 118,
        ("allocation", 2017, "1.2.1"): 67,
        ("allocation", 2017, "1.2.2"): 11,
        ("plan", 2018, "1.1"): 127,
        ("plan", 2018, "1.2"): 127,
    }
    assert {told: total(*told) for told in billions} == {
        told: millions(1000) * amount for told, amount in billions.items()
    }
    owed = {stage.communes[code].unit_id: millions(amount) for code, (_, amount) in DEBTS.items()}
    assert debts() == owed
    assert DEBTS[PO_E][1] == DEBTS[SA_NGHIA][1] == 350
    assert set(Project.objects.values_list("certainty", flat=True)) == {Certainty.ILLUSTRATIVE}
    assert set(MoneyLine.objects.values_list("certainty", flat=True)) == {Certainty.ILLUSTRATIVE}
    assert not MoneyLine.objects.filter(source__startswith="5").exists()


def test_the_program_would_take_every_project_and_payment(stage):
    for project in Project.objects.all():
        assert not faults_of_project(asked_of(project), on=DAY, known=project), project
    by_pot = {}
    for line in MoneyLine.objects.all():
        by_pot.setdefault((line.unit_id, line.project_id), []).append(line)
    for lines in by_pot.values():
        left = {}
        for one in _Amount.all_of(lines):
            left[one.pot] = left.get(one.pot, 0) + one.amount
            assert left[one.pot] >= 0, (one, lines[0])


def test_works_stand_in_every_course_and_in_both_mechanisms():
    found = list(works())

    assert {work.course.key for work in found} == {*(c.key for c in COURSES), "owed"}
    assert {work.is_special for work in found} == {True, False}
    assert len({work.commune.code for work in found}) > 80


def test_some_items_are_paid_from_two_sources(stage):
    paid = MoneyLine.objects.filter(kind=MoneyKind.DISBURSEMENT, project__isnull=False)
    twice = {}
    for line in paid:
        twice.setdefault((line.project_id, line.item), set()).add(line.source)

    assert len([key for key, sources in twice.items() if len(sources) > 1]) >= 4
    assert paid.aggregate(all=Sum("amount"))["all"] > 0
