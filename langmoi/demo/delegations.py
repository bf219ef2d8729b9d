"""Two invented delegations to Kon Plông: one of autumn that has concluded, one under way.

Neither has the number of a decision: no such decision exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from langmoi.delegations import actions
from langmoi.delegations.actions import NewMember, NewRecommendation, NewVisit, Plan, Told
from langmoi.delegations.models import CheckResult, Delegation, MemberRole, Visit
from langmoi.delegations.reported import reported_of
from langmoi.delegations.sampling import risk_sample
from langmoi.demo.december import December, at_hour
from langmoi.law.sets import set_for
from langmoi.people.models import Agency, User
from langmoi.places.queries import unit_by_code

PROVINCE, DISTRICT = "62", "613"
PROPOSER, HEAD, SECRETARY, DECIDER = "sonn", "gdsonn", "huyen613", "vpub"
AUTUMN = Plan(
    name="Đoàn kiểm tra liên ngành xây dựng nông thôn mới tại huyện Kon Plông, "
    "đợt tháng 10 năm 2019 (minh họa)",
    purpose="Đối chiếu kết quả các xã đã báo cáo với hồ sơ và thực địa.\n"
    "Tháo gỡ khó khăn theo từng tiêu chí, từng địa bàn.",
    starts_on=date(2019, 10, 21),
    ends_on=date(2019, 10, 25),
    agency=0,
    criteria=("5", "9", "11", "13", "17"),
    is_illustrative=True,
)
WINTER = replace(
    AUTUMN,
    name=AUTUMN.name.replace("đợt tháng 10", "đợt tháng 12"),
    starts_on=date(2019, 12, 16),
    ends_on=date(2019, 12, 27),
    criteria=("5", "9", "10", "11", "17"),
)
MEMBERS = (
    (HEAD, MemberRole.HEAD),
    ("gdvpdp", MemberRole.DEPUTY),
    ("doan", MemberRole.MEMBER),
    ("soyt", MemberRole.MEMBER),
    ("sold", MemberRole.MEMBER),
    (SECRETARY, MemberRole.SECRETARY),
)
NOT_THERE = "Chủ hộ đi vắng; hẹn kiểm tra lại cùng trưởng thôn (minh họa)."
BOOK = "Sổ hộ nghèo của xã có thêm hộ chưa cập nhật (số minh họa)."
SUMMARY = (
    "Hồ sơ cơ bản đủ; một số biểu chưa có chữ ký của trưởng thôn. "
    "Đã đi thực địa hai thôn (số liệu minh họa)."
)
CONCLUSION = (
    "Các xã có cố gắng; số hộ nghèo báo cáo thấp hơn sổ hộ nghèo do cập nhật chậm.\n"
    "Đề nghị rà soát lại trước khi chốt số liệu tháng 12 (số liệu minh họa)."
)


def add_delegations(stage: December) -> None:
    """After the months are closed and the directive was given."""
    autumn = _proposed(stage, AUTUMN, date(2019, 10, 17), 2)
    _travel(stage, autumn)
    _conclude(stage, autumn)
    winter = _proposed(stage, WINTER, date(2019, 12, 12), 3)
    day = WINTER.starts_on
    actions.begin(winter, seen=winter.version, by=stage.users[HEAD], on=day)
    first = _visits(winter)[0]
    _check(stage, first, first.visits_on, ("17.1", "17.2"))


def _proposed(stage: December, plan: Plan, on: date, communes: int) -> Delegation:
    """Prepared from the sample of that day, sent up, and decided without a number."""
    by = stage.users[PROPOSER]
    unit = unit_by_code(PROVINCE, on, "province")
    district = unit_by_code(DISTRICT, on, "district")
    if unit is None or district is None:
        raise ValueError("The demo has no Kon Plông.")
    agency = Agency.objects.get(posts__user=by)
    numbers = [criterion.number for criterion in set_for(on).criteria]
    plan = replace(plan, agency=agency.pk)
    told: dict[str, Any] = {"by": by, "on": on}
    at = at_hour(on, 9)
    made = actions.add_delegation(plan, unit.unit_id, criteria=numbers, at=at, **told)
    for name, role in MEMBERS:
        user: User = stage.users[name]
        member = NewMember(user.full_name, role, user=user.pk)
        actions.add_member(made, member, seen=made.version, **told)
    rows = risk_sample(district.unit_id, on=on).rows[:communes]
    visits = [
        NewVisit(
            row.unit.unit_id,
            plan.starts_on + timedelta(days=1 + 3 * place),
            time(8, 0),
            "UBND xã; hai thôn",
            row.reasons,
        )
        for place, row in enumerate(rows)
    ]
    actions.add_visits(made, visits, seen=made.version, **told)
    actions.propose(made, seen=made.version, **told)
    actions.decide(made, "", None, seen=made.version, by=stage.users[DECIDER], on=on)
    return made


def _visits(delegation: Delegation) -> list[Visit]:
    rows = Visit.objects.filter(delegation=delegation)
    return list(rows.select_related("delegation", "unit", "revision__filing"))


def _travel(stage: December, delegation: Delegation) -> None:
    day = delegation.starts_on
    actions.begin(delegation, seen=delegation.version, by=stage.users[HEAD], on=day)
    for visit in _visits(delegation):
        _check(stage, visit, visit.visits_on, None)
        actions.finish_visit(
            visit,
            SUMMARY,
            "Xã thống nhất với kết quả đối chiếu, sẽ cập nhật sổ hộ nghèo (minh họa).",
            seen=visit.version,
            by=stage.users[SECRETARY],
            on=visit.visits_on,
            at=at_hour(visit.visits_on, 16),
        )


def _check(stage: December, visit: Visit, on: date, only: tuple[str, ...] | None) -> None:
    """All that is in scope: the poor households differ, one indicator could not be seen."""
    by, at = stage.users["doan"], at_hour(on, 10)
    for one in reported_of(visit):
        number = one.indicator.number
        if only is not None and number not in only:
            continue
        told = Told(CheckResult.AGREES)
        if number == "9.1":
            told = Told(CheckResult.UNCHECKED, note=NOT_THERE)
        elif number == "11.1" and (values := _more_poor(one.values)):
            told = Told(CheckResult.DIFFERS, values, BOOK)
        actions.record_check(visit, number, told, seen=0, by=by, on=on, at=at)


def _more_poor(reported: Mapping[str, Any]) -> dict[str, Any]:
    """Six households more than were reported."""
    found = {}
    for key, value in reported.items():
        if isinstance(value, dict) and value.get("num") is not None:
            found[key] = {**value, "num": str(int(value["num"]) + 6)}
    return found


def _conclude(stage: December, delegation: Delegation) -> None:
    on = date(2019, 11, 1)
    at, head = at_hour(on, 9), stage.users[HEAD]
    labour = Agency.objects.get(posts__user=stage.users["sold"])
    visits = _visits(delegation)
    asked = [
        NewRecommendation(
            text="Rà soát, cập nhật sổ hộ nghèo của từng thôn (minh họa).",
            finding="Số hộ nghèo báo cáo ít hơn sổ hộ nghèo 06 hộ.",
            criterion="11",
            visit=visit.pk,
            unit=visit.unit_id,
            due_on=date(2019, 12, 31),
        )
        for visit in visits
    ]
    asked.append(
        NewRecommendation(
            text="Hướng dẫn các xã đối chiếu sổ hộ nghèo trước khi gửi phiếu tháng (minh họa).",
            criterion="11",
            agency=labour.pk,
            due_on=date(2019, 12, 13),
        )
    )
    for new in asked:
        actions.add_recommendation(delegation, new, seen=delegation.version, by=head, on=on, at=at)
    actions.conclude(delegation, CONCLUSION, seen=delegation.version, by=head, on=on)
    office = stage.users[DECIDER]
    actions.give_out(delegation, seen=delegation.version, by=office, on=on, at=at_hour(on, 15))
