"""What both districts of the access world have of residents' contributions."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 17, 2, tzinfo=UTC)}
PK: dict[str, str] = {  # address → name of the thing
    "contribution": "contribution",
    "take_back_contribution": "contribution",
}
CODE: dict[str, str] = {}  # address → level


def add(place, people, office):
    """A gift of the village and one of the commune as one, with somebody named."""
    from langmoi.funding.contribution_actions import add_contribution
    from langmoi.funding.contribution_checks import Gift, Given
    from langmoi.places.queries import unit_by_code

    commune = unit_by_code(place.commune, TODAY, "commune").unit_id
    village = unit_by_code(place.village, TODAY, "village").unit_id
    for unit, by in ((commune, "clerk"), (village, "head")):
        told = Given(
            unit=unit,
            given_on=date(2019, 12, 1),
            households=5,
            money=2_000_000,
            note=place.mark,
            donors=(Gift(f"Hộ {place.mark}", 1_000_000),),
        )
        made = add_contribution(told, by=people[by], **WHEN)
    place.things["contribution"] = made.pk
