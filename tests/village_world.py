"""Four villages of Sa Nghĩa with their people, and the short ways to write their registers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 20, 3, tzinfo=UTC)}
LATER = {"on": date(2023, 12, 1), "at": datetime(2023, 12, 1, 3, tzinfo=UTC)}
COMMUNE = "23542"


def villages(person, *, count=4, commune=COMMUNE):
    """The villages of the commune, their units by number, a head of the first."""
    from langmoi.places.models import Level, UnitVersion
    from langmoi.places.queries import unit_by_code
    from langmoi.places.villages import load_villages

    rows = "\n".join(["Xã,Thôn", *(f"{commune},số {n}" for n in range(1, count + 1))])
    load_villages(rows.encode(), file_name="thon.csv", by="thử", on=date(2017, 1, 1))
    found = UnitVersion.objects.on(TODAY).filter(
        level=Level.VILLAGE, parent_id=unit_by_code(commune, TODAY, "commune").unit_id
    )
    versions = sorted(found, key=lambda v: v.code)
    head = person("truongthon", "village_head", versions[0].code, "village")
    return SimpleNamespace(
        units=[v.unit for v in versions],
        versions=versions,
        head=head,
        commune=unit_by_code(commune, TODAY, "commune").unit,
    )


def told_households(village, count, by, month=date(2019, 11, 1)):
    """The village's sheet of the month says so many households."""
    from langmoi.reporting.models import VillageSheet

    VillageSheet.objects.create(
        village=village, month=month, figures={"households": str(count)}, by=by, at=WHEN["at"]
    )


def convention(unit, by, *, state="adopted", since=date(2019, 10, 1), when=WHEN, **fields):
    from langmoi.registers.actions import Move, NewEntry, add_entry

    document = "Văn bản thử" if state == "recognised" else ""
    told = {"type": "quy_uoc", "has_ntm": True, **fields}
    new = NewEntry("village_convention", "Quy ước", Move(state, since, document), told)
    return add_entry(new, unit, by=by, **when)


def meeting(unit, by, *votes, when=WHEN, **fields):
    """meeting(unit, by, ("Làm đường", 60, 5, 1), attending=70)"""
    from langmoi.registers.village_entering import NewMeeting, add_village_meeting
    from langmoi.registers.village_votes import Ballots

    told = {
        "held_on": date(2019, 11, 12),
        "purpose": "Bàn làm đường",
        "households": 100,
        "invited": 100,
        "attending": 80,
        **fields,
    }
    new = NewMeeting(told, tuple(Ballots(*vote) for vote in votes))
    return add_village_meeting(new, unit, by=by, **when)


def session(unit, by, came=(), *, when=WHEN, name="Nói chuyện về vệ sinh", **fields):
    """session(commune, by, {village: (people, households)})"""
    from langmoi.registers.attendance import Came
    from langmoi.registers.village_entering import NewSession, add_session

    told = {
        "held_on": date(2019, 11, 15),
        "organiser": "front",
        "language": "xo_dang",
        "criterion": "17",
        "content": "Vì sao cần hố rác, nhà tiêu hợp vệ sinh.",
        **fields,
    }
    counts = {v.pk: Came("", *numbers) for v, numbers in dict(came).items()}
    return add_session(NewSession(name, told, counts), unit, by=by, **when)


def finding(unit, by, *, when=WHEN, **fields):
    from langmoi.registers.actions import Move, NewEntry, add_entry

    told = {
        "work": "Đường thôn số 1",
        "board": "Ban giám sát thôn số 1",
        "found_on": date(2019, 11, 20),
        "finding": "Bê tông mỏng hơn thiết kế ở hai đoạn.",
        "recommendation": "Đo lại, làm lại hai đoạn.",
        "addressed_to": "UBND xã",
        "answer_due_on": date(2019, 12, 10),
        **fields,
    }
    new = NewEntry("supervision_finding", told["work"], Move("raised", told["found_on"]), told)
    return add_entry(new, unit, by=by, **when)


def record(entry, by, kind, *, when=WHEN, **told):
    from langmoi.registers.actions import NewRecord, add_record

    entry.refresh_from_db()
    return add_record(entry, NewRecord(kind, **told), seen=entry.version, by=by, **when)


def move(entry, by, state, since, *, when=WHEN, document=""):
    from langmoi.registers.actions import Move, move_entry

    entry.refresh_from_db()
    return move_entry(entry, Move(state, since, document), seen=entry.version, by=by, **when)
