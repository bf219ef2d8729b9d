"""What both districts of the access world have of conventions, campaigns and meetings."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 17, 2, tzinfo=UTC)}
DAY = date(2019, 12, 10)
PK: dict[str, str] = {"campaign": "campaign"}  # address → name of the thing
CODE: dict[str, str] = {  # address → level
    "village_life": "village",
    "new_village_meeting": "village",
}


def add(place, people, office):
    """A convention and a meeting of the village, a campaign and a session of the commune."""
    from langmoi.places.queries import unit_by_code
    from langmoi.registers.actions import Move, NewEntry, add_entry
    from langmoi.registers.attendance import Came
    from langmoi.registers.village_entering import (
        NewMeeting,
        NewSession,
        add_session,
        add_village_meeting,
    )
    from langmoi.registers.village_votes import Ballots

    by = {"by": people["officer"], **WHEN}
    village = unit_by_code(place.village, TODAY, "village").unit
    commune = unit_by_code(place.commune, TODAY, "commune").unit
    told = {"type": "quy_uoc", "has_ntm": True, "ntm_text": place.mark}
    first = Move("adopted", DAY)
    add_entry(NewEntry("village_convention", f"Quy ước {place.mark}", first, told), village, **by)
    told = {"held_on": DAY, "purpose": f"Họp {place.mark}", "attending": 20}
    votes = (Ballots(f"Việc {place.mark}", 15, 3, 2),)
    add_village_meeting(NewMeeting(told, votes), village, **by)
    told = {"organiser": "front", "begins_on": DAY, "criterion": "17", "content": place.mark}
    new = NewEntry("campaign", f"Phong trào {place.mark}", Move("running", DAY), told)
    campaign = add_entry(new, commune, **by)
    told = {"held_on": DAY, "organiser": "front", "language": "kinh", "content": place.mark}
    came = {village.pk: Came("", 12, 8)}
    add_session(NewSession(f"Buổi {place.mark}", told, came), commune, **by)
    place.things["campaign"] = campaign.pk
