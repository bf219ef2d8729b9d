"""The demo's projects and money; invented figures are marked so, yearly totals are as published.

Of 2017 central, province and district money come to 118 + 67 + 11 billion; what people gave (9) are
contributions and stand there. Of 2018 the plan is 254 billion, half central, half local.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.text import search_key
from langmoi.demo.account_list import OFFICE
from langmoi.demo.contributions import add_contributions
from langmoi.demo.december import December, at_hour
from langmoi.demo.funding_rules import add_funding_rules
from langmoi.demo.works import MILLION, OPEN, STOPPED, Work, works
from langmoi.funding.models import (
    Builder,
    Mechanism,
    MoneyKind,
    MoneyLine,
    Programme,
    Project,
    ProjectCriterion,
    ProjectEvent,
    ProjectPlace,
    ProjectSource,
)
from langmoi.funding.programmes import load_programmes
from langmoi.people.models import Agency, Post, Role, User
from langmoi.places.models import Certainty, Level, UnitVersion
from langmoi.places.queries import unit_versions

DAY = date(2019, 12, 18)
INTEGRATED, PROGRAMME = "2", "Chương trình 135"
NOTE = "Số liệu minh họa; tổng năm bằng số đã công bố."
# What a year came to, in billions, by the branch of its source, as published (kontumtv.vn).
PUBLISHED = {
    (MoneyKind.ALLOCATION, 2017): {"1.1": 118, "1.2.1": 67, "1.2.2": 11},
    (MoneyKind.PLAN, 2018): {"1.1": 127, "1.2": 127},
}
# Where what the projects do not tell of a branch is written.
REST = {
    "1.1": (("1.1.1", 70), ("1.1.2", 30)),
    "1.2": (("1.2.1.1", 65), ("1.2.2.1", 25), ("1.2.3.2", 10)),
    "1.2.1": (("1.2.1.1", 60), ("1.2.1.2", 40)),
    "1.2.2": (("1.2.2.2", 100),),
}
DEPARTMENTS = (
    ("skhdt", "Sở Kế hoạch và Đầu tư tỉnh Kon Tum", "Sở KH&ĐT"),
    ("sotc", "Sở Tài chính tỉnh Kon Tum", "Sở Tài chính"),
)


@dataclass
class _Books:
    """What is being written, before it is."""

    by: User
    at: datetime
    programme: int
    units: dict[str, int]
    districts: list[UnitVersion]
    lines: list[MoneyLine]

    def line(self, kind: MoneyKind, year: int, day: date, amount: int, **told: object) -> None:
        """One line; amount in đồng."""
        if amount:
            self.lines.append(
                MoneyLine(
                    kind=kind, year=year, day=day, amount=amount, by=self.by, at=self.at,
                    certainty=Certainty.ILLUSTRATIVE, **told,
                )
            )  # fmt: skip


def add_funding(stage: December) -> None:
    """Projects of every course with their money, then what the years came to besides."""
    by, at = stage.users[OFFICE], at_hour(DAY, 8)
    _add_departments(stage)
    load_programmes(by=by)
    units = {code: version.unit_id for code, version in stage.communes.items()}
    districts = unit_versions(DAY, level=Level.DISTRICT)
    programme = Programme.objects.get(short=PROGRAMME).pk
    books = _Books(by, at, programme, units, districts, [])
    projects = _add_projects(books)
    _add_rest(books)
    MoneyLine.objects.bulk_create(books.lines)
    told = {"projects": len(projects), "lines": len(books.lines)}
    record("demo.funding", "tỉnh Kon Tum", by=by, **told)
    add_contributions(stage)
    add_funding_rules(stage)


def _add_departments(stage: December) -> None:
    """The officers of planning and of finance, who write money too; password as everyone's."""
    model = stage.users[OFFICE]
    province = Post.objects.get(user=model).unit
    for username, name, short in DEPARTMENTS:
        agency, _ = Agency.objects.get_or_create(
            name=name, unit=province, defaults={"short_name": short}
        )
        user = User.objects.create(
            username=username,
            full_name=f"Công chức {name}",
            email=f"{username}@langmoi.invalid",
            password=model.password,
        )
        Post.objects.create(
            user=user,
            role=Role.DEPARTMENT_OFFICER,
            unit=province,
            agency=agency,
            valid_from=date(2016, 1, 1),
        )
        record("demo.account", user, by=model, agency=name)


def _add_projects(books: _Books) -> list[Project]:
    listed = [work for work in works() if work.commune.code in books.units]
    projects = Project.objects.bulk_create(_project(work, books) for work in listed)
    pairs = list(zip(projects, listed, strict=True))
    ProjectPlace.objects.bulk_create(ProjectPlace(project=p, unit=p.unit) for p, _ in pairs)
    ProjectCriterion.objects.bulk_create(
        ProjectCriterion(project=project, number=number, share=share)
        for project, work in pairs
        for number, share in work.kind.criteria
    )
    ProjectSource.objects.bulk_create(
        ProjectSource(
            project=project, source=source, amount=amount * MILLION,
            programme_id=books.programme if source == INTEGRATED else None,
        )
        for project, work in pairs
        for source, amount in work.structure.items()
    )  # fmt: skip
    ProjectEvent.objects.bulk_create(
        ProjectEvent(project=project, step="add", by=books.by, at=books.at, note=NOTE)
        for project in projects
    )
    for project, work in pairs:
        _add_money(project, work, books)
    return projects


def _project(work: Work, books: _Books) -> Project:
    unit = books.units[work.commune.code]
    code = f"MH-{work.commune.code}-{work.number + 1}"
    is_open, is_stopped = work.course is OPEN, work.course is STOPPED
    owner = "Ban Quản lý xã" if work.is_special else "Ủy ban nhân dân xã"
    return Project(
        unit_id=unit,
        code=code,
        name=work.name,
        search_key=search_key(f"{code} {work.name} {owner}"),
        content=work.kind.content,
        mechanism=Mechanism.SPECIAL if work.is_special else Mechanism.NORMAL,
        owner_unit_id=unit,
        owner=owner,
        builder=Builder.COMMUNITY if work.is_special else Builder.FIRM,
        total=work.total * MILLION,
        people_part=work.structure.get("5.1", 0) * MILLION,
        has_standard_design=work.is_special,
        has_simple_file=work.is_special,
        list_document="Danh mục minh họa",
        listed_on=work.course.listed,
        approval_document="Văn bản minh họa" if work.course.days else "",
        why_stopped="Vướng mặt bằng, chờ điều chỉnh (minh họa)." if is_stopped else "",
        open_call="Kêu gọi doanh nghiệp, hợp tác xã cùng đầu tư (minh họa)." if is_open else "",
        open_until=date(2020, 6, 30) if is_open else None,
        in_medium_term_plan=True,
        certainty=Certainty.ILLUSTRATIVE,
        made_by=books.by,
        made_at=books.at,
        **work.course.days,
    )


def _add_money(project: Project, work: Work, books: _Books) -> None:
    """Each source's plan, allocations, payments and accepted work by the course of the work.

    What people give is written with their contributions.
    """
    parts = {s: amount for s, amount in work.structure.items() if not s.startswith("5")}
    short = "1.2.1.1"  # from which the last capital never came
    for number, (source, amount) in enumerate(parts.items()):
        about = {"project": project, "unit_id": project.unit_id, "source": source}
        about["programme_id"] = books.programme if source == INTEGRATED else None
        owed = work.debt if source == short else 0
        item = work.kind.items[number % len(work.kind.items)]
        if number >= len(work.kind.items):
            item = f"{item}, phần còn lại"  # another part: not the same item paid twice
        if work.is_paid_twice and number < 2:
            item = work.kind.items[0]
        for kind, steps, less in (
            (MoneyKind.PLAN, work.course.given, 0),
            (MoneyKind.ALLOCATION, work.course.given, owed),
            (MoneyKind.DISBURSEMENT, work.course.paid, owed),
            (MoneyKind.ACCEPTED, work.course.accepted, 0),
        ):
            what = item if kind == MoneyKind.DISBURSEMENT else ""
            for day, value in _parts_of((amount - less) * MILLION, steps):
                when = day.replace(day=2, month=1) if kind == MoneyKind.PLAN else day
                books.line(kind, day.year, when, value, item=what, **about)


def _parts_of(amount: int, steps: tuple[tuple[date, int], ...]) -> Iterator[tuple[date, int]]:
    """Shares in whole triệu đồng; steps of a hundred per cent come to the amount exactly."""
    left, shares = amount, sum(share for _, share in steps)
    for number, (day, share) in enumerate(steps, start=1):
        is_last = number == len(steps) and shares == 100
        part = left if is_last else amount * share // 100 // MILLION * MILLION
        left -= part
        yield day, part


# ---- What the years came to besides: written for districts, so that totals are as published.


def _add_rest(books: _Books) -> None:
    for (kind, year), branches in PUBLISHED.items():
        for branch, billions in branches.items():
            told = sum(
                line.amount
                for line in books.lines
                if (line.kind, line.year) == (kind, year)
                and (line.source == branch or line.source.startswith(f"{branch}."))
            )
            rest = billions * 1000 * MILLION - told
            if rest < 0:
                raise ValueError(f"Projects of the demo come to more than {branch} of {year}.")
            for source, amount in _split(rest, REST[branch]):
                _spread(books, source, year, amount)
    _carry_over(books)


def _spread(books: _Books, source: str, year: int, amount: int) -> None:
    """Over the districts: planned, allocated, and nearly all of it paid within the year."""
    share = amount // len(books.districts) // MILLION * MILLION
    for number, district in enumerate(books.districts):
        mine = share if number else amount - share * (len(books.districts) - 1)
        about = {
            "unit_id": district.unit_id,
            "source": source,
            "item": "Phân bổ cho huyện, chưa tách theo công trình",
            "note": NOTE,
        }
        books.line(MoneyKind.PLAN, year, date(year, 1, 10), mine, **about)
        books.line(MoneyKind.ALLOCATION, year, date(year, 2, 10), mine, **about)
        paid = mine * 95 // 100 // MILLION * MILLION
        about["item"] = f"Thanh toán năm {year}"
        books.line(MoneyKind.DISBURSEMENT, year, date(year, 12, 10), paid, **about)


def _carry_over(books: _Books) -> None:
    """What the districts did not pay in 2017 goes over into 2018 and is paid there."""
    left: dict[tuple[int, str], int] = defaultdict(int)
    for line in books.lines:
        if line.project_id is None and line.year == 2017:
            if line.kind == MoneyKind.ALLOCATION:
                left[line.unit_id, line.source] += line.amount
            elif line.kind == MoneyKind.DISBURSEMENT:
                left[line.unit_id, line.source] -= line.amount
    for (unit, source), amount in left.items():
        about = {"unit_id": unit, "source": source, "is_carried_over": True, "note": NOTE}
        about["item"] = f"Vốn 2017 chuyển sang, còn đến {show_day(date(2018, 1, 31))}"
        books.line(MoneyKind.ALLOCATION, 2018, date(2018, 2, 1), amount, **about)
        books.line(MoneyKind.DISBURSEMENT, 2018, date(2018, 6, 20), amount, **about)


def _split(amount: int, parts: tuple[tuple[str, int], ...]) -> Iterator[tuple[str, int]]:
    left = amount
    for number, (source, share) in enumerate(parts, start=1):
        is_last = number == len(parts)
        part = left if is_last else amount * share // 100 // MILLION * MILLION
        left -= part
        yield source, part
