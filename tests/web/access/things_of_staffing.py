"""What both districts of the access world have of posts, staff and the Ban Chỉ đạo."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 17, 2, tzinfo=UTC)}
_POSITION = (
    "staff_position",
    "fill_staff_position",
    "vacate_staff_position",
    "close_staff_position",
    "train_staff",
)
_BOARD = ("board", "change_board", "join_board", "leave_board", "new_meeting")
_MEETING = (
    "meeting",
    "printed_meeting",
    "change_meeting",
    "meeting_attendance",
    "add_meeting_paper",
    "add_conclusion",
    "drop_conclusion",
    "issue_conclusions",
    "number_conclusion",
)
PK: dict[str, str] = {  # address → name of the thing
    **dict.fromkeys(_POSITION, "staff_position"),
    **dict.fromkeys(_BOARD, "board"),
    **dict.fromkeys(_MEETING, "meeting"),
    "meeting_paper": "meeting_paper",
}
CODE: dict[str, str] = {"official_count": "commune"}  # address → level


def add(place, people, office):
    """A post of the commune with its holder, a count, the district's board with a meeting."""
    from langmoi.places.queries import unit_by_code

    commune = unit_by_code(place.commune, TODAY, "commune").unit
    _staff(place, commune, office)
    _board(place, unit_by_code(place.district, TODAY, "district").unit, people["officer"])


def _staff(place, commune, office):
    from langmoi.staffing import actions
    from langmoi.staffing.models import Lack, Remedy

    since = date(2018, 1, 1)
    told = actions.NewPosition(f"Cán bộ {place.mark}", since)
    position = actions.add_position(told, commune, by=office, **WHEN)
    holder = actions.NewHolder(f"Người giữ {place.mark}", since)
    actions.fill_position(position, holder, seen=1, by=office, **WHEN)
    group = actions.Group(Lack.OTHER, 1, Remedy.TRAIN, place.mark, place.mark, TODAY)
    count = actions.Counted(date(2019, 12, 1), 20, 1, (group,))
    actions.set_official_count(count, commune, seen=0, by=office, **WHEN)
    place.things["staff_position"] = position.pk


def _board(place, district, by):
    from langmoi.committee import actions
    from langmoi.committee.models import BoardRole
    from langmoi.reporting.evidence.keeping import NewFile, keep_file

    told = actions.NewBoard(f"Ban Chỉ đạo {place.mark}")
    board = actions.add_board(told, district, by=by, **WHEN)
    member = actions.NewMember(f"Trưởng ban {place.mark}", BoardRole.HEAD, date(2016, 1, 1))
    actions.add_member(board, member, seen=board.version, by=by, on=TODAY)
    called = actions.Called(f"Họp {place.mark}", date(2019, 12, 10), agenda=place.mark)
    meeting = actions.add_meeting(board, called, by=by, **WHEN)
    kept = keep_file(NewFile(_picture(), f"{place.mark}.png"))
    paper = actions.add_meeting_paper(
        meeting, f"Tài liệu {place.mark}", kept, seen=meeting.version, by=by, **WHEN
    )
    place.things |= {"board": board.pk, "meeting": meeting.pk, "meeting_paper": paper.pk}


def _picture():
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    return buffer.getvalue()
