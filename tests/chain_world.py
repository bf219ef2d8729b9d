"""A small world for the monthly chain: one commune, its district, two departments, the office."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

from langmoi.core.clock import HANOI
from langmoi.core.months import reference_day
from langmoi.law.lookup import threshold_of
from langmoi.law.model import Kind, Operator
from langmoi.law.sets import set_for

MONTH, TODAY = date(2019, 12, 1), date(2019, 12, 20)
NEW_MONTH, NEW_TODAY = date(2025, 7, 1), date(2025, 7, 20)
NGHIA, SA_THAY, KON_TUM = "23542", "616", "62"
DUE = date(2019, 12, 24)
ZONE = "central_highlands"
INCOME = "income_per_capita"
SANITATION = "hygienic_facilities_households"  # 17.6
_ticks = 0


def now(day=TODAY):
    """A moment of the day, each later than the one before."""
    global _ticks
    _ticks += 1
    return datetime.combine(day, datetime.min.time(), HANOI) + timedelta(hours=8, seconds=_ticks)


def value_for(criteria_set, indicator, test, month, *, is_met):
    """A value of the figures document just at the threshold, or just short of it."""
    figure = criteria_set.figure(test.figure)
    if figure.kind is Kind.BOOLEAN:
        return is_met
    if test.operator is Operator.NONE_OF:
        return "0" if is_met else "3"
    found = threshold_of(indicator, test.part, ZONE, reference_day(month))
    bound = Decimal(found.value if found is not None and found.value is not None else 50)
    away = Decimal(0) if is_met else Decimal(1 if test.operator is Operator.AT_MOST else -1)
    if figure.kind is Kind.SHARE:
        return {"num": str(((bound + away) * 10).normalize() + 0), "den": "1000"}
    return str(bound + away)


def figures_meeting(met, month=MONTH, province="62"):
    """A whole figures document that meets these criteria (a number: the first so many)."""
    criteria_set = set_for(month, province=province)
    numbers = [criterion.number for criterion in criteria_set.criteria]
    met = numbers[:met] if isinstance(met, int) else met
    return {
        test.figure: value_for(criteria_set, indicator, test, month, is_met=criterion.number in met)
        for criterion in criteria_set.criteria
        for indicator in criterion.indicators
        for test in indicator.tests
    }


def lead(agency, set_id, *numbers):
    """Put the agency in charge of these indicators."""
    from langmoi.people.models import Duty, Responsibility

    for number in numbers:
        Responsibility.objects.create(
            criteria_set=set_id,
            indicator=number,
            agency=agency,
            duty=Duty.LEAD,
            valid_from=date(2016, 1, 1),
            certainty="recalled",
        )


def people_of(kontum):
    """Everyone whom the chain needs, in the commune of Sa Nghĩa and above it."""
    from langmoi.people.models import Agency, Post, User
    from langmoi.places.queries import unit_by_code

    places = {
        "commune": unit_by_code(NGHIA, TODAY, "commune").unit,
        "district": unit_by_code(SA_THAY, TODAY, "district").unit,
        "province": kontum.unit,
    }
    health = Agency.objects.create(name="Sở Y tế", short_name="SYT", unit=kontum.unit)
    housing = Agency.objects.create(name="Sở Xây dựng", short_name="SXD", unit=kontum.unit)

    def person(name, role, level, agency=None, **post):
        user = User.objects.create(username=name, full_name=f"Người {name}")
        told = {"user": user, "role": role, "unit": places[level], "agency": agency}
        Post.objects.create(**told, valid_from=date(2016, 1, 1), **post)
        return user

    return SimpleNamespace(
        unit=places["commune"],
        officer=person("officer", "commune_officer", "commune"),
        chairman=person("chairman", "commune_chairman", "commune"),
        deputy=person("deputy", "commune_deputy", "commune", signs_for=True),
        reviewer=person("reviewer", "district_officer", "district"),
        reviewer2=person("reviewer2", "district_officer", "district"),
        signer=person("signer", "district_chairman", "district"),
        signer2=person("signer2", "district_deputy", "district", signs_for=True),
        health=health,
        housing=housing,
        doctor=person("doctor", "department_officer", "province", health),
        doctor2=person("doctor2", "department_director", "province", health),
        builder=person("builder", "department_officer", "province", housing),
        office=person("office1", "province_office", "province"),
        office2=person("office2", "province_office", "province"),
        reader=person("reader1", "reader", "province"),
    )


def explain_papers(filing):
    """Say of every required paper that is missing why it is; nothing else changes."""
    from langmoi.reporting.evidence.required import missing_papers
    from langmoi.reporting.judging import current_figures, verdict_on
    from langmoi.reporting.models import Filing

    filing = Filing.objects.select_related("latest", "unit").get(pk=filing.pk)
    outcomes = verdict_on(filing, current_figures(filing)).indicators
    said = {missing.id: "Đang quét." for missing in missing_papers(filing, outcomes)}
    explanations = {**filing.explanations, **said}
    Filing.objects.filter(pk=filing.pk).update(explanations=explanations)


def hands(people):
    """The steps, each with its usual person; anything can be told otherwise."""
    from langmoi.reporting import drafting, steps

    def told(by, **more):
        return {"by": by, "on": TODAY, "at": now(), **more}

    def save(filing, changes, *, base=None, by=people.officer, **more):
        filing.refresh_from_db()
        base = filing.draft_version if base is None else base
        return drafting.save_draft(filing, changes, base_version=base, **told(by, **more))

    def submit(filing, by=people.chairman, **more):
        explain_papers(filing)
        return steps.submit_filing(filing, **told(by, **more))

    def send_back(filing, *numbers, by=people.reviewer, reason="Số chưa khớp sổ hộ.", **more):
        items = [steps.SendBackItem(number, reason, more.pop("due_on", DUE)) for number in numbers]
        return steps.send_back(filing, items, **told(by, **more))

    def solve(filing, number, *, by=people.reviewer, text="Vận động nhân dân", **more):
        said = {"text": text, "responsible": "Chủ tịch UBND xã", "due_on": date(2020, 3, 1)}
        return steps.put_solution(filing, number, **told(by, **{**said, **more}))

    def opine(filing, number, *, by=people.doctor, agency=people.health, agrees=True, **more):
        said = {"agency": agency, "agrees": agrees, "reason": more.pop("reason", "")}
        return steps.give_opinion(filing, number, **told(by, **said, **more))

    def review(filing, number, *, agrees=True, reason="", by=people.reviewer, **more):
        return steps.review_criterion(
            filing, number, agrees=agrees, reason=reason, **told(by, **more)
        )

    def reopen(filing, number, *, by=people.office, **more):
        said = {"reason": "Ngành phát hiện sai", "due_on": DUE}
        return steps.reopen_indicator(filing, number, **told(by, **{**said, **more}))

    def ask(filing, figures, *, by=people.chairman, reason="Ghi nhầm số hộ", **more):
        return steps.ask_correction(filing, figures, reason=reason, **told(by, **more))

    def decide(correction, *, approve=True, note="", by=people.office, **more):
        return steps.decide_correction(correction, approve=approve, note=note, **told(by, **more))

    return SimpleNamespace(
        save=save,
        submit=submit,
        review=review,
        agree=lambda f, by=people.reviewer: steps.agree_to_rest(f, **told(by)),
        send_back=send_back,
        solve=solve,
        sign=lambda f, by=people.signer, **m: steps.sign_filing(f, **told(by, **m)),
        opine=opine,
        reopen=reopen,
        close=lambda by=people.office, **m: steps.close_month(MONTH, **told(by, **m)),
        ask=ask,
        decide=decide,
    )
