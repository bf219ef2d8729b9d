"""What both districts of the access world have of counterpart, debt and double funding."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 17, 2, tzinfo=UTC)
WHEN = {"on": TODAY, "at": AT}
# address → name of the thing
PK: dict[str, str] = {
    "drop_simulation": "counterpart_draft",
    "end_funding_rule": "counterpart_rule",
    "take_back_funding_rule": "counterpart_rule",
}
KIND = {"end_funding_rule": "doi-ung", "take_back_funding_rule": "doi-ung"}
CODE: dict[str, str] = {}  # address → level


def add(place, people, office):
    """A plan short of its counterpart, a debt, one item paid twice; a rule and a draft.

    Rules and drafts are the province's, for everyone: they do not hold the mark.
    """
    from decimal import Decimal

    from langmoi.funding.counterpart import Reach
    from langmoi.funding.models import CounterpartRule, MoneyLine, Project, ProjectPlace
    from langmoi.funding.rule_actions import NewRate, Resting, add_rate, save_draft
    from langmoi.funding.sources import contents
    from langmoi.places.queries import unit_by_code

    commune = unit_by_code(place.commune, TODAY, "commune").unit
    made = Project.objects.create(
        unit=commune, code=f"QT-{place.commune}", name=f"Đường {place.mark}", content="road",
        search_key=place.mark, builder="community", owner=f"UBND {place.mark}", total=10**9,
        in_medium_term_plan=True, made_by=office, made_at=AT,
    )  # fmt: skip
    ProjectPlace.objects.create(project=made, unit=commune)
    for kind, source in (
        ("plan", "1.1.1"), ("accepted", "1.1.1"), ("disbursement", "1.1.1"), ("disbursement", "2"),
    ):  # fmt: skip
        MoneyLine.objects.create(
            project=made, unit=commune, source=source, kind=kind, year=2019, amount=10**8,
            day=date(2019, 3, 1), item=f"Cống {place.mark}", by=office, at=AT,
        )  # fmt: skip
    number = CounterpartRule.objects.count()
    rest = Resting(date(2019, 1, 1), None, "Mức thử", "placeholder")
    reach = Reach(content=list(contents())[number])  # a value of its own for each place
    rule = add_rate(NewRate(reach, Decimal(1), rest), by=office, **WHEN)
    told = [{"source": "1.1", "group": "", "content": "", "ratio": "1"}]
    draft = save_draft(f"Phương án {number}", 2019, told, by=office, **WHEN)
    place.things |= {"counterpart_rule": rule.pk, "counterpart_draft": draft.pk}
