"""What an item of a work programme may say; DomainError for the first thing that it may not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.difficulties.models import Difficulty
from langmoi.direction.models import Assignment
from langmoi.direction.trail import line, words
from langmoi.people.access import with_descendants
from langmoi.people.models import Agency
from langmoi.people.responsibility import answered_for
from langmoi.places.models import Unit
from langmoi.programme.models import Origin, ProgrammeItem
from langmoi.reporting.models import Solution

if TYPE_CHECKING:
    from langmoi.programme.working import NewItem

YEARS = range(2010, 2101)


def check_item(owner: Unit | Agency, year: int, told: NewItem, on: date) -> dict[str, Any]:
    """The fields as they are kept."""
    if year not in YEARS:
        raise DomainError(f"Năm {year} nằm ngoài khoảng theo dõi. Hãy chọn năm khác.")
    if told.origin not in Origin.values:
        raise DomainError("Không có nguồn gốc đã chọn. Hãy chọn trong danh sách.")
    _check_days(year, told)
    _check_communes(owner, told, on)
    _check_origin(owner, told, on)
    return {
        "content": words(told.content, "nội dung công việc"),
        "responsible": line(told.responsible, "người chịu trách nhiệm", 200, needed=True),
        "criterion": line(told.criterion, "tiêu chí", 10),
        "planned_from": told.planned_from,
        "planned_to": told.planned_to,
    }


def refuse_twice(owner: Unit | Agency, year: int, told: NewItem) -> None:
    """The same task, solution or gap stands once on a year's programme; asked under its lock."""
    items = ProgrammeItem.objects.filter(year=year, dropped_on=None)
    own = items.filter(unit=owner) if isinstance(owner, Unit) else items.filter(agency=owner)
    if told.assignment is not None:
        own = own.filter(assignment=told.assignment)
    elif told.solution is not None:
        own = own.filter(solution=told.solution)
    elif told.difficulty is not None:
        own = own.filter(difficulty=told.difficulty)
    elif told.origin == Origin.CRITERION:
        own = own.filter(origin=Origin.CRITERION, solution=None, criterion=told.criterion)
        own = own.filter(communes__in=told.communes)
    else:
        return
    if own.exists():
        raise DomainError(
            f"Việc “{told.content[:80]}” đã có trong chương trình năm {year}. "
            "Hãy mở lại trang gợi ý để chọn tiếp."
        )


def _check_days(year: int, told: NewItem) -> None:
    start, end = told.planned_from, told.planned_to
    if start > end:
        raise DomainError(
            f"Ngày dự kiến xong {show_day(end)} trước ngày bắt đầu {show_day(start)}. Hãy ghi lại."
        )
    if not start.year <= year <= end.year:
        raise DomainError(
            f"Từ {show_day(start)} đến {show_day(end)} không thuộc chương trình năm {year}. "
            "Hãy ghi ngày trong năm đó, hoặc chọn chương trình của năm khác."
        )


def _check_communes(owner: Unit | Agency, told: NewItem, on: date) -> None:
    top = owner.pk if isinstance(owner, Unit) else owner.unit_id
    if not set(told.communes) <= with_descendants({top}, on=on):
        raise DomainError("Có xã không thuộc phạm vi của chương trình này. Hãy chọn lại.")


def _check_origin(owner: Unit | Agency, told: NewItem, on: date) -> None:
    if (told.origin == Origin.TASK) != (told.assignment is not None):
        raise DomainError("Việc từ nhiệm vụ được giao phải nêu nhiệm vụ. Hãy chọn trong gợi ý.")
    if (told.origin == Origin.DIFFICULTY) != (told.difficulty is not None):
        raise DomainError("Việc từ vướng mắc phải nêu vướng mắc. Hãy chọn trong gợi ý.")
    if told.origin == Origin.CRITERION and not (told.criterion and (told.communes or _of(owner))):
        raise DomainError("Việc cho tiêu chí chưa đạt phải nêu tiêu chí và xã. Hãy chọn lại.")
    if told.assignment is not None and not _is_given(owner, told.assignment, on):
        raise DomainError("Nhiệm vụ này không giao cho địa phương, cơ quan này. Hãy chọn lại.")
    if told.solution is not None and not _is_solution_of(owner, told.solution, on):
        raise DomainError("Giải pháp này không thuộc địa phương, cơ quan này. Hãy chọn lại.")
    own = difficulties_of(owner, on)
    if told.difficulty is not None and not own.filter(pk=told.difficulty).exists():
        raise DomainError("Vướng mắc này không thuộc địa phương, cơ quan này. Hãy chọn lại.")


def difficulties_of(owner: Unit | Agency, on: date) -> QuerySet[Difficulty]:
    """Those that the owner raised or is to answer."""
    if isinstance(owner, Agency):
        agencies = answered_for({owner.pk}, on)
        return Difficulty.objects.filter(Q(agency__in=agencies) | Q(raised_agency__in=agencies))
    return Difficulty.objects.filter(Q(raised_unit=owner) | Q(desk_unit=owner))


def _of(owner: Unit | Agency) -> bool:
    """A department's solution may be about its criterion everywhere."""
    return isinstance(owner, Agency)


def _is_given(owner: Unit | Agency, assignment: int, on: date) -> bool:
    given = Assignment.objects.filter(pk=assignment, withdrawn_on=None)
    if isinstance(owner, Unit):
        return given.filter(unit=owner).exists()
    return given.filter(agency__in=answered_for({owner.pk}, on)).exists()


def _is_solution_of(owner: Unit | Agency, solution: int, on: date) -> bool:
    found = Solution.objects.filter(pk=solution)
    if isinstance(owner, Agency):
        return found.filter(agency__in=answered_for({owner.pk}, on)).exists()
    return found.filter(unit__in=with_descendants({owner.pk}, on=on)).exists()
