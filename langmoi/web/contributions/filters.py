"""What the list of contributions is narrowed to; it lives in the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from langmoi.core.memory import kept
from langmoi.funding.contribution_queries import TABLE, ContributionSum, sum_of
from langmoi.funding.contributions import Contribution, ContributionQuerySet
from langmoi.funding.models import Project
from langmoi.people.access import units_in_scope, with_descendants
from langmoi.places.models import Level, UnitVersion
from langmoi.web.attempts import whole
from langmoi.web.http import Request
from langmoi.web.scope import Scope, scope_of

FIRST_YEAR = 2010
KINDS = {
    "": ("mọi hình thức", Q()),
    "tien": ("tiền", Q(money__gt=0)),
    "ngay-cong": ("ngày công", Q(workdays__gt=0)),
    "dat": ("hiến đất", Q(land__gt=0)),
    "khac": ("vật tư, cây cối, khác", Q(goods_value__gt=0)),
    "chua-quy-doi": (
        "chưa quy đổi ra tiền",
        Q(workdays__gt=0, workdays_value__isnull=True) | Q(land__gt=0, land_value__isnull=True),
    ),
}
STATES = {"": "đang tính", "da-rut": "đã rút", "tat-ca": "cả đã rút"}


@dataclass(frozen=True)
class Filters:
    """As asked and found in scope; what is not to be found there narrows nothing."""

    district: UnitVersion | None
    commune: UnitVersion | None
    village: UnitVersion | None
    year: int
    kind: str
    project: Project | None
    state: str

    @property
    def key(self) -> tuple[object, ...]:
        units = tuple(u.unit_id if u else 0 for u in (self.district, self.commune, self.village))
        return (*units, self.year, self.kind, self.project.pk if self.project else 0, self.state)

    @property
    def said(self) -> list[str]:
        """In words, for a file."""
        return list(self._said())

    def _said(self) -> Iterator[str]:
        for unit in (self.village, self.commune, self.district):
            if unit is not None:
                yield unit.full_name
        if self.year:
            yield f"năm {self.year}"
        if self.kind:
            yield KINDS[self.kind][0]
        if self.project is not None:
            yield f"công trình {self.project.code}"
        yield STATES[self.state]

    def narrow(self, found: ContributionQuerySet, on: date) -> ContributionQuerySet:
        if self.village is not None:
            found = found.filter(unit=self.village.unit_id)
        elif self.commune is not None:
            found = found.filter(commune=self.commune.unit_id)
        elif self.district is not None:
            found = found.filter(commune__in=with_descendants({self.district.unit_id}, on=on))
        if self.year:
            found = found.filter(given_on__range=(date(self.year, 1, 1), date(self.year, 12, 31)))
        if self.project is not None:
            found = found.filter(project=self.project)
        if self.state == "":
            found = found.standing()
        elif self.state == "da-rut":
            found = found.filter(taken_back_at__isnull=False)
        return found.filter(KINDS[self.kind][1])


def filters_of(request: Request) -> Filters:
    asked, scope = request.GET, scope_of(request)
    kind, state = asked.get("hinh-thuc", ""), asked.get("tinh-trang", "")
    year = whole(asked.get("nam", ""))
    return Filters(
        district=_unit(scope, asked.get("huyen", ""), Level.DISTRICT),
        commune=_unit(scope, asked.get("xa", ""), Level.COMMUNE),
        village=_unit(scope, asked.get("thon", ""), Level.VILLAGE),
        year=year if FIRST_YEAR <= year <= request.today.year else 0,
        kind=kind if kind in KINDS else "",
        project=_project(request, asked.get("cong-trinh", "")),
        state=state if state in STATES else "",
    )


def _unit(scope: Scope, code: str, level: Level) -> UnitVersion | None:
    if not code:
        return None
    found = UnitVersion.objects.on(scope.on).filter(code=code, level=level).first()
    return found if found is not None and found.unit_id in scope.units else None


def _project(request: Request, text: str) -> Project | None:
    key = whole(text)
    if not key:
        return None
    return Project.objects.visible_to(request.user, on=request.today).filter(pk=key).first()


def contributions_found(request: Request, filters: Filters) -> ContributionQuerySet:
    """Those in scope that the filters leave."""
    found = Contribution.objects.visible_to(request.user, on=request.today)
    return filters.narrow(found, request.today)


def total_found(request: Request, filters: Filters) -> ContributionSum:
    """What they come to; kept until a contribution is added or taken back."""
    scope = frozenset(units_in_scope(request.user, on=request.today))
    key = ("contributions found", scope, filters.key, request.today)
    return kept(key, lambda: sum_of(contributions_found(request, filters)), TABLE)
