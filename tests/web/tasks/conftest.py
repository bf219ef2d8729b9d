"""Tasks of the province's directive at districts and a department, and those who see them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from task_world import WHEN, unit

from langmoi.direction.actions import Assignee, Document, NewTask, add_directive, add_task
from langmoi.direction.actions import issue_directive as issue
from langmoi.people.models import Agency, Duty, Post, User

DUE = date(2019, 7, 31)


@pytest.fixture(autouse=True)
def day_of_the_tasks(settings):
    settings.TODAY = "2019-08-05"


@pytest.fixture
def committee(person):
    return person("committee", "committee_office", "62", "province")


@pytest.fixture
def other_district(person):
    return person("other", "district_officer", "612", "district")


@pytest.fixture
def department(kontum):
    province = unit("62", "province")
    return Agency.objects.create(name="Sở Thử", short_name="Sở Thử", unit=province)


@pytest.fixture
def specialist(department):
    user = User.objects.create(username="specialist", full_name="Chuyên viên Sở Thử")
    post = {"role": "department_officer", "unit": department.unit, "agency": department}
    Post.objects.create(user=user, valid_from=date(2016, 1, 1), **post)
    return user


@pytest.fixture
def directive(committee):
    told = Document(issuer="Ủy ban nhân dân tỉnh", title="V/v nông thôn mới", number="19/UBND")
    return add_directive(told, unit("62", "province"), by=committee, **WHEN)


@pytest.fixture
def give(directive, committee):
    """give(text, "616", "612", agency, **told): an order to these districts or agencies."""

    def give_task(text, *to, duty=Duty.LEAD, **told):
        assignees = [
            Assignee(duty, unit=unit(one, "district").pk)
            if isinstance(one, str)
            else Assignee(duty, agency=one.pk)
            for one in to
        ]
        task = NewTask(text=text, assignees=tuple(assignees), **told)
        add_task(directive, task, seen=directive.version, by=committee, **WHEN)
        return issue(directive, seen=directive.version, by=committee, **WHEN)

    return give_task


@pytest.fixture
def given(give):
    """One order for Sa Thầy and Đăk Tô, due on 31/7/2019: overdue by five days."""
    here, there = give("Rà soát từng tiêu chí.", "616", "612", due_on=DUE, clause="1.1")
    return SimpleNamespace(here=here, there=there)


@pytest.fixture
def step(enter):
    """step(user, instance, "accept", note=…): the answer to the step's form."""

    def send(user, instance, name, **told):
        return enter(user).post(f"/nhiem-vu/{instance.pk}/{name}/", told)

    return send
