"""What the page of one delegation shows, and the forms that fit its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from langmoi.core.errors import NotFound
from langmoi.delegations.models import (
    Delegation,
    DelegationState,
    Recommendation,
    Visit,
)
from langmoi.direction.queries import TaskRow, Wanted, task_rows
from langmoi.direction.timeliness import Timeliness
from langmoi.places.models import UnitVersion
from langmoi.places.queries import unit_versions
from langmoi.publishing.delegation.files import OF_DELEGATION, OF_VISIT
from langmoi.web.delegations.finding import rights
from langmoi.web.delegations.forms import (
    ConclusionForm,
    MemberForm,
    NumberForm,
    ReasonForm,
    RecommendationForm,
    StopForm,
)
from langmoi.web.delegations.listing import TONES
from langmoi.web.delegations.offered import (
    assignees_offered,
    communes_offered,
    criteria_offered,
)
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm

S = DelegationState
WAY = tuple(S)
STANDINGS = {
    Timeliness.IN_TIME: "info",
    Timeliness.DUE_SOON: "soon",
    Timeliness.OVERDUE: "over",
    Timeliness.DONE_IN_TIME: "done",
    Timeliness.DONE_NO_DATE: "done",
}


@dataclass(frozen=True)
class Stop:
    visit: Visit
    unit: UnitVersion | None
    checked: int
    differing: int


@dataclass(frozen=True)
class Followed:
    """A recommendation, and what became of its task as far as the person may see it."""

    recommendation: Recommendation
    assignee: str
    place: str
    row: TaskRow | None

    @property
    def tone(self) -> str:
        """How the standing of the task looks."""
        return STANDINGS.get(self.row.standing.kind, "plain") if self.row else "plain"


def delegation_context(
    request: Request, delegation: Delegation, bound: Mapping[str, PlainForm] | None = None
) -> dict[str, Any]:
    """bound: forms that were sent and refused, by their name here."""
    may = rights(request, delegation)
    visits = list(
        Visit.objects.visible_to(request.user, on=request.today)
        .filter(delegation=delegation)
        .prefetch_related("checks")
        .distinct()
    )
    names = _names(request, delegation, visits)
    state = DelegationState(delegation.state)
    followed = _followed(request, delegation, visits, names)
    return {
        "delegation": delegation,
        "tone": TONES[state],
        "way": [(one, WAY.index(one) - WAY.index(state)) for one in WAY],
        "members": list(delegation.members.select_related("user")),
        "stops": [_stop(visit, names) for visit in visits],
        "followed": followed,
        "papers": [(kind, name) for kind, (name, _) in OF_DELEGATION.items()],
        "visit_papers": [(kind, name) for kind, (name, _) in OF_VISIT.items()],
        "place": names.get(delegation.unit_id),
        "waiting": sum(1 for one in followed if one.recommendation.task_id is None),
        **may,
        **_forms(request, delegation, may, visits, names),
        **(bound or {}),
    }


def _names(request: Request, delegation: Delegation, visits: list[Visit]) -> dict[int, UnitVersion]:
    keys = {visit.unit_id for visit in visits} | {delegation.unit_id}
    given = delegation.recommendations.filter(unit__isnull=False)
    keys |= set(given.values_list("unit_id", flat=True))
    return {v.unit_id: v for v in unit_versions(delegation.starts_on, unit_keys=keys)}


def _stop(visit: Visit, names: Mapping[int, UnitVersion]) -> Stop:
    checks = list(visit.checks.all())
    differing = sum(1 for check in checks if check.result == "differs")
    return Stop(visit, names.get(visit.unit_id), len(checks), differing)


def _followed(
    request: Request,
    delegation: Delegation,
    visits: list[Visit],
    names: Mapping[int, UnitVersion],
) -> list[Followed]:
    """Of who only sees a visited commune, what concerns its visits and is for everyone."""
    seen = {visit.pk for visit in visits}
    rows: dict[int, TaskRow] = {}
    if delegation.directive_id is not None:
        wanted = Wanted(directives=[delegation.directive_id])
        for row in task_rows(request.user, wanted, on=request.today):
            rows[row.facts.task] = row
    found = delegation.recommendations.select_related("agency", "visit", "unit")
    return [
        Followed(
            one,
            _assignee(one, names),
            names[one.visit.unit_id].full_name if one.visit and one.visit.unit_id in names else "",
            rows.get(one.task_id or 0),
        )
        for one in found
        if one.visit_id is None or one.visit_id in seen
    ]


def _assignee(one: Recommendation, names: Mapping[int, UnitVersion]) -> str:
    if one.agency is not None:
        return one.agency.short_name
    named = names.get(one.unit_id or 0)
    return f"UBND {named.full_name if named else one.unit}"


def _forms(
    request: Request,
    delegation: Delegation,
    may: Mapping[str, bool],
    visits: list[Visit],
    names: Mapping[int, UnitVersion],
) -> dict[str, PlainForm]:
    """Those that the person may send now; each has its own ids."""
    forms: dict[str, PlainForm] = {}
    state = DelegationState(delegation.state)
    if may["may_prepare"]:
        forms["member_form"] = MemberForm(auto_id="m-%s")
        forms["stop_form"] = stop_form(request, delegation)
    if state == S.PROPOSED and may["is_office"]:
        forms["reason_form"] = ReasonForm(auto_id="r-%s")
    if state == S.PROPOSED and may["may_decide"]:
        forms["decide_form"] = NumberForm(auto_id="d-%s")
    numbered = state not in (S.DRAFT, S.PROPOSED) and not delegation.decision_number
    if numbered and may["is_office"]:
        forms["number_form"] = NumberForm(auto_id="n-%s")
    if state == S.UNDER_WAY and may["may_lead"]:
        forms["conclusion_form"] = ConclusionForm(auto_id="c-%s")
    if state in (S.UNDER_WAY, S.CONCLUDED) and may["may_lead"]:
        forms["recommendation_form"] = recommendation_form(request, delegation)
    return forms


def stop_form(request: Request, delegation: Delegation, data: Any = None) -> StopForm:
    there = set(delegation.visits.values_list("unit_id", flat=True))
    every = communes_offered(request, delegation.unit_id)
    communes = [commune for commune in every if commune.unit_id not in there]
    first = {"visits_on": delegation.starts_on}
    return StopForm(data, communes=communes, initial=first, auto_id="s-%s")


def recommendation_form(
    request: Request, delegation: Delegation, data: Any = None
) -> RecommendationForm:
    agencies, units = assignees_offered(request, delegation)
    names = {unit.unit_id: unit.full_name for unit in units}
    visits = [(v, names.get(v.unit_id, "")) for v in delegation.visits.all()]
    criteria = criteria_offered(request)
    if delegation.criteria:
        criteria = tuple(c for c in criteria if c.number in delegation.criteria)
    return RecommendationForm(
        data, visits=visits, criteria=criteria, agencies=agencies, units=units, auto_id="k-%s"
    )


def own(rows: Any, pk: str) -> Any:
    """One of the delegation's own rows; NotFound for any other."""
    found = rows.filter(pk=int(pk)).first() if pk.isdigit() and len(pk) < 15 else None
    if found is None:
        raise NotFound("Không còn dòng này trong đoàn. Hãy tải lại trang để xem.")
    return found
