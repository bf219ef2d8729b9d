"""A delegation to two communes of Sa Thầy, and everyone who has a part in it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from chain_world import TODAY, ZONE, figures_meeting, now

OCTOBER, NOVEMBER = date(2019, 10, 1), date(2019, 11, 1)
NGHIA, YA_XIER = "23542", "23548"  # two communes of Sa Thầy


def when():
    return {"on": TODAY, "at": now()}


def unit(code, level="commune"):
    from langmoi.places.queries import unit_by_code

    return unit_by_code(code, TODAY, level).unit


def file_months(office, codes=(NGHIA, YA_XIER), met=15, months=(OCTOBER, NOVEMBER)):
    """Close October and November with these communes' figures in them."""
    from langmoi.reporting.actions import NewFigures, file_figures, open_month
    from langmoi.reporting.closing import close_month
    from langmoi.reporting.models import FilingState, RevisionSource
    from langmoi.reporting.workbook.contents import set_of_month

    for month in months:
        open_month(month, by=office)
        rows = [NewFigures(unit(c).pk, c, ZONE, figures_meeting(met, month)) for c in codes]
        file_figures(
            rows,
            month=month,
            criteria_set=set_of_month(month),
            by=office,
            source=RevisionSource.FORM,
            at=now(),
            state=FilingState.SIGNED,
        )
        close_month(month, by=office, **when(), reason="kiểm thử")


def people(person, kontum):
    """The department that proposes, the office that decides, and three who travel."""
    from langmoi.people.models import Agency, Post, User

    farming = Agency.objects.create(
        name="Sở Nông nghiệp và Phát triển nông thôn", short_name="Sở NN&PTNT", unit=kontum.unit
    )

    def officer(name, agency):
        user = User.objects.create(username=name, full_name=f"Người {name}")
        Post.objects.create(
            user=user,
            role="department_officer",
            unit=kontum.unit,
            agency=agency,
            valid_from=date(2016, 1, 1),
        )
        return user

    health = Agency.objects.create(name="Sở Y tế", short_name="SYT", unit=kontum.unit)
    return SimpleNamespace(
        farming=farming,
        proposer=officer("farmer", farming),
        doctor=officer("doctor", health),
        committee=person("committee", "committee_office", "62", "province"),
        office=person("office1", "province_office", "62", "province"),
        head=person("head", "delegation_member", "62", "province"),
        member=person("member", "delegation_member", "62", "province"),
        clerk=person("clerk1", "commune_officer", NGHIA, "commune"),
        stranger=person("stranger1", "commune_officer", "23434", "commune"),
        district=person("district1", "district_officer", "616", "district"),
    )


def make_plan(who, **told):
    from langmoi.delegations.actions import Plan

    fields = {
        "name": "Đoàn kiểm tra liên ngành",
        "purpose": "Kiểm tra kết quả thực hiện tiêu chí.",
        "starts_on": date(2019, 12, 16),
        "ends_on": date(2019, 12, 27),
        "agency": who.farming.pk,
    }
    return Plan(**{**fields, **told})


def propose_delegation(who, kontum, criteria=("11", "17"), **told):
    """A draft with a head, a member and two communes, ready to be sent up."""
    from langmoi.delegations.actions import (
        NewMember,
        NewVisit,
        add_delegation,
        add_member,
        add_visits,
    )

    plan = make_plan(who, criteria=criteria, **told)
    numbers = [str(number) for number in range(1, 20)]
    made = add_delegation(plan, kontum.unit_id, criteria=numbers, by=who.proposer, **when())

    def says(**more):
        return {"seen": made.version, "by": who.proposer, "on": TODAY, **more}

    add_member(made, NewMember("Trưởng đoàn", "head", "Sở NN&PTNT", who.head.pk), **says())
    add_member(made, NewMember("Thành viên", "member", user=who.member.pk), **says())
    visits = [NewVisit(unit(c).pk, TODAY, reasons=["Vì mẫu."]) for c in (NGHIA, YA_XIER)]
    add_visits(made, visits, **says())
    return made


def set_out(who, made):
    """Propose, decide without a number, begin."""
    from langmoi.delegations import actions

    actions.propose(made, seen=made.version, by=who.proposer, on=TODAY)
    actions.decide(made, "", None, seen=made.version, by=who.committee, on=TODAY)
    actions.begin(made, seen=made.version, by=who.head, on=TODAY)
    return made


def visit_of(made, code=NGHIA):
    from langmoi.delegations.models import Visit

    rows = Visit.objects.select_related("delegation", "unit", "revision__filing")
    return rows.get(delegation=made, unit=unit(code))


def finish(who, made):
    from langmoi.delegations.actions import finish_visit

    for code in (NGHIA, YA_XIER):
        visit = visit_of(made, code)
        said = ("Đã kiểm tra hồ sơ và thực địa.", "Xã thống nhất.")
        finish_visit(visit, *said, seen=visit.version, by=who.member, **when())
