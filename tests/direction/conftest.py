"""A directive of the province, those who follow it and those who do what it asks."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from task_world import WHEN, unit

from langmoi.direction.actions import Assignee, Document, NewTask, add_directive, add_task
from langmoi.direction.actions import issue_directive as issue
from langmoi.people.models import Agency, Duty, Post, User

DOCUMENT = Document(
    issuer="Ủy ban nhân dân tỉnh Kon Tum",
    title="V/v triển khai kết luận về Chương trình xây dựng nông thôn mới",
    text="Hằng tháng, tổ chức rà soát, đánh giá kết quả thực hiện từng tiêu chí.",
)


@pytest.fixture
def committee(person):
    """An officer of the office of the People's Committee."""
    return person("committee", "committee_office", "62", "province")


@pytest.fixture
def other_district(person):
    """The officer of Đăk Tô district."""
    return person("other", "district_officer", "612", "district")


@pytest.fixture
def department(kontum):
    """The agriculture department."""
    return Agency.objects.create(
        name="Sở Nông nghiệp và Phát triển nông thôn",
        short_name="Sở NN&PTNT",
        unit=unit("62", "province"),
    )


@pytest.fixture
def specialist(department):
    """An officer of that department."""
    user = User.objects.create(username="specialist", full_name="Chuyên viên Sở NN&PTNT")
    Post.objects.create(
        user=user,
        role="department_officer",
        unit=department.unit,
        agency=department,
        valid_from=date(2016, 1, 1),
    )
    return user


@pytest.fixture
def directive(committee):
    """The directive of July 2019, still without number and date."""
    return add_directive(DOCUMENT, unit("62", "province"), by=committee, **WHEN)


@pytest.fixture
def sa_thay(kontum):
    return unit("616", "district")


@pytest.fixture
def lead(sa_thay):
    return Assignee(Duty.LEAD, unit=sa_thay.pk)


@pytest.fixture
def give(directive, committee, lead):
    """give(due_on=…): add a task, issue the directive; the instances that came of it."""

    def give_task(*assignees, text="Rà soát từng tiêu chí.", **told):
        task = NewTask(text=text, assignees=assignees or (lead,), **told)
        add_task(directive, task, seen=directive.version, by=committee, **WHEN)
        return issue(directive, seen=directive.version, by=committee, **WHEN)

    return give_task


@pytest.fixture
def draft_task(directive, committee, lead):
    """An order for Sa Thầy that was not issued yet."""
    task = NewTask(text="Rà soát.", assignees=(lead,))
    return add_task(directive, task, seen=directive.version, by=committee, **WHEN)


@pytest.fixture
def given(give):
    """One order for Sa Thầy district, due on 31/7/2019."""
    (instance,) = give(due_on=date(2019, 7, 31), clause="1/-1")
    return instance


@pytest.fixture
def sides(committee, office, district_officer, other_district):
    """Who is who for an order given to Sa Thầy."""
    return SimpleNamespace(
        committee=committee, office=office, district=district_officer, stranger=other_district
    )
