"""The directive of July 2019, what it carries out, and what carries it out: to whom it gives what.

The notice and the directive are real, and the directive has no number and no day, as it was found.
The plans below it are invented, and say so in their titles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from langmoi.demo.account_list import DEPARTMENTS
from langmoi.demo.december import at_hour
from langmoi.demo.plans import PLANS, Plan
from langmoi.direction.actions import (
    Assignee,
    Document,
    NewTask,
    add_directive,
    add_task,
    issue_directive,
)
from langmoi.direction.models import Directive, Nature, Recurring, TaskInstance
from langmoi.directive.files import read_file
from langmoi.directive.model import Kind, Task
from langmoi.directive.read import read_directive
from langmoi.people.models import Agency, Duty, User
from langmoi.places.models import Level, Unit, UnitVersion
from langmoi.places.queries import unit_by_code, unit_versions

DAY = date(2019, 7, 22)
# What the directive asks of the districts without a day, and the day that the office set.
PROGRAMME, FIRST_DAY = "1/-2", date(2019, 9, 30)
FILE = Path(__file__).parent / "data/directive-2019.txt"
PROVINCE = "62"
NOTICE = Document(
    number="980-TB/TU",
    dated_on=date(2019, 7, 17),
    issuer="Tỉnh ủy Kon Tum",
    title="Kết quả Hội nghị lần thứ 16 của Ban Chấp hành Đảng bộ tỉnh khóa XV",
)
DISTRICTS, DEPARTMENTS_ALL = "Ủy ban nhân dân các huyện, thành phố", "các Sở, ban ngành thuộc tỉnh"
PARTY, FRONT = "các Huyện ủy, thành ủy", "Ủy ban MTTQ Việt Nam tỉnh"
ORGANISATIONS, PLANNING = "các tổ chức chính trị - xã hội", "Sở Kế hoạch và Đầu tư"
AGRICULTURE = "Sở Nông nghiệp và Phát triển nông thôn"
LOCALITIES = "các địa phương"
# Organisations of the province that the table of duties does not name.
OTHERS = {
    "Hội Nông dân tỉnh Kon Tum": "Hội Nông dân tỉnh",
    "Hội Cựu chiến binh tỉnh Kon Tum": "Hội CCB tỉnh",
    "Liên đoàn Lao động tỉnh Kon Tum": "LĐLĐ tỉnh",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Kon Tum": "Tỉnh đoàn",
}
GROUP_18_19 = "1/-5/+4"
TARGET = {
    "what": "communes_meeting_criteria",
    "criteria": ["18", "19"],
    "bound": "at_least",
    "number": "100",
    "unit": "percent",
    "by": "2019-12-31",
}


@dataclass
class Given:
    """What was given to whom, and the short names by which the story tells of it."""

    users: Mapping[str, User]
    units: Mapping[int, UnitVersion]
    letter: Directive
    instances: list[TaskInstance] = field(default_factory=list)
    agencies: Mapping[int, str] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)  # by the key of the directive

    def name(self, instance: TaskInstance) -> str:
        """The clause; of a plan its unit and number, of a month's instance its month too."""
        task = instance.assignment.task
        plan = self.plans.get(task.directive_id)
        name = f"{plan.key}/{task.clause}" if plan else task.clause
        return f"{name}/{instance.period_from.month}" if instance.period_from else name

    def who(self, instance: TaskInstance) -> str:
        """The code of the unit, or the agency's short name."""
        assignment = instance.assignment
        if assignment.unit_id is not None:
            return self.units[assignment.unit_id].code
        return self.agencies[assignment.agency_id or 0]

    def begun(self, instance: TaskInstance) -> date:
        plan = self.plans.get(instance.assignment.task.directive_id)
        return max(plan.day if plan else DAY, instance.period_from or DAY)

    def due(self, instance: TaskInstance) -> date | None:
        """Also where the office set the day after the directive had named none."""
        if instance.due_on is None and self.name(instance) == PROGRAMME:
            return FIRST_DAY
        return instance.due_on

    def issuer(self, instance: TaskInstance) -> User:
        plan = self.plans.get(instance.assignment.task.directive_id)
        return self.users[plan.by if plan else "vpub"]


def give_directives(users: Mapping[str, User]) -> Given:
    """Put the documents in and give their tasks, each on the day on which its office did so."""
    office = users["vpub"]
    province = _unit(PROVINCE, Level.PROVINCE)
    when: dict[str, Any] = {"by": office, "on": DAY, "at": at_hour(DAY, 9)}
    notice = add_directive(NOTICE, province, **when)
    letter = _letter(notice, province, when)
    given = Given(users, {v.unit_id: v for v in unit_versions(DAY)}, letter)
    given.agencies = dict(Agency.objects.values_list("pk", "short_name"))
    given.instances += issue_directive(letter, seen=letter.version, **when)
    known = {"": letter}
    for plan in PLANS:
        known[plan.key] = _plan(plan, known[plan.carries_out], given)
    return given


def _letter(notice: Directive, province: Unit, when: Mapping[str, Any]) -> Directive:
    source = read_file(FILE.read_bytes(), FILE.name)
    found = read_directive(source)
    told = Document(
        issuer="Ủy ban nhân dân tỉnh Kon Tum",
        title=f"V/v {found.head.title}",
        text=source.text,
        carries_out=notice.pk,
    )
    letter = add_directive(told, province, **when)
    who = _assignees(province)
    for task in found.tasks:
        add_task(letter, _new_task(task, who), seen=letter.version, **when)
    return letter


def _new_task(task: Task, who: Mapping[str, list[dict[str, int]]]) -> NewTask:
    """As read; only whom the words for the assignees mean was put in by hand."""
    lead = [Assignee(Duty.LEAD, **one) for name in task.lead for one in who[name]]
    also = [
        Assignee(Duty.CO_OPERATE, **one) for name in task.cooperating for one in who.get(name, ())
    ]
    time = task.time
    return NewTask(
        text=task.text,
        nature=Nature.REQUEST if task.nature is Kind.REQUEST else Nature.ORDER,
        clause=task.clause,
        assignees=(*lead, *also),
        product=task.product or "",
        target=TARGET if task.clause == GROUP_18_19 else None,
        recurring=Recurring(time.recurring.value if time and time.recurring else ""),
        due_on=time.due if time else None,
        due_text=time.text if time else "",
        span=task.span,
    )


def _assignees(province: Unit) -> dict[str, list[dict[str, int]]]:
    """Whom the directive means by its words."""
    districts = unit_versions(DAY, level=Level.DISTRICT)
    agencies = {one.short_name: one for one in _all_agencies(province, districts)}
    ours = [{"agency": agencies[short].pk} for short in DEPARTMENTS]
    women = "Hội LHPN tỉnh"
    return {
        DISTRICTS: [{"unit": v.unit_id} for v in districts],
        LOCALITIES: [{"unit": v.unit_id} for v in districts],
        DEPARTMENTS_ALL: ours,
        PARTY: [{"agency": agencies[_party(v)].pk} for v in districts],
        FRONT: [{"agency": agencies["UBMTTQ tỉnh"].pk}],
        ORGANISATIONS: [{"agency": agencies[s].pk} for s in (women, *OTHERS.values())],
        PLANNING: [{"agency": agencies["Sở KH&ĐT"].pk}],
        AGRICULTURE: [{"agency": agencies["Sở NN&PTNT"].pk}],
    }


def _all_agencies(province: Unit, districts: list[UnitVersion]) -> list[Agency]:
    """The province's agencies, with those added that have no duty in the table of duties."""
    also = OTHERS | {f"{PLANNING} tỉnh Kon Tum": "Sở KH&ĐT"}
    made = [Agency(name=name, short_name=short, unit=province) for name, short in also.items()]
    made += [Agency(name=_party(v), short_name=_party(v), unit_id=v.unit_id) for v in districts]
    Agency.objects.bulk_create(made)
    keys = [province.pk, *(v.unit_id for v in districts)]
    return list(Agency.objects.filter(unit_id__in=keys))


def _party(district: UnitVersion) -> str:
    kind = "Thành ủy" if district.full_name.startswith("TP") else "Huyện ủy"
    return f"{kind} {district.name}"


def _plan(plan: Plan, above: Directive, given: Given) -> Directive:
    by = given.users[plan.by]
    unit = _unit(plan.unit, plan.level)
    when: dict[str, Any] = {"by": by, "on": plan.day, "at": at_hour(plan.day, 10)}
    told = Document(issuer=plan.issuer, title=plan.title, text=plan.text, carries_out=above.pk)
    made = add_directive(told, unit, **when)
    below = [v for v in unit_versions(plan.day) if v.parent_id == unit.pk and plan.gives_to(v)]
    for number, order in enumerate(plan.orders, start=1):
        start = plan.text.index(order.text)
        task = NewTask(
            text=order.text,
            clause=str(number),
            assignees=tuple(Assignee(Duty.LEAD, unit=v.unit_id) for v in below),
            due_on=order.due_on,
            product=order.product,
            span=(start, start + len(order.text)),
        )
        add_task(made, task, seen=made.version, **when)
    given.instances += issue_directive(made, seen=made.version, **when)
    given.plans[made.pk] = plan
    return made


def _unit(code: str, level: Level) -> Unit:
    version = unit_by_code(code, DAY, level)
    if version is None:
        raise LookupError(f"{level} {code}")
    return version.unit
