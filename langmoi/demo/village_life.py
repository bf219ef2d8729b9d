"""The demo's conventions, campaigns and meetings; invented figures are marked as such."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from langmoi.demo.december import December, at_hour
from langmoi.demo.villages import MANG_CANH
from langmoi.people.models import User
from langmoi.places.models import Certainty, Level, Unit, UnitVersion
from langmoi.places.queries import unit_by_code
from langmoi.registers.actions import (
    Move,
    NewEntry,
    NewRecord,
    add_entry,
    add_record,
    move_entry,
)
from langmoi.registers.attendance import Came
from langmoi.registers.models import Entry
from langmoi.registers.village_entering import (
    NewMeeting,
    NewSession,
    add_session,
    add_village_meeting,
)
from langmoi.registers.village_votes import Ballots

DAY = date(2019, 12, 20)
MARK = "(số liệu minh họa)"
PAPER = "Văn bản minh họa"
KON_PLONG = "613"
RUBBISH = "Toàn dân thu gom, xử lý rác thải"
TOILETS = "Mỗi tổ chức giúp hộ nghèo làm nhà tiêu hợp vệ sinh"
ROADS = "Hiến đất mở rộng đường thôn"


def add_village_life(stage: December) -> None:
    """The registers of the villages of one commune, and campaigns with their sessions."""
    villages = list(
        UnitVersion.objects.on(DAY)
        .filter(level=Level.VILLAGE, parent_id=stage.communes[MANG_CANH].unit_id)
        .order_by("code")
        .select_related("unit")
    )
    heads = [stage.users[f"thon{village.code}"] for village in villages]
    units = [village.unit for village in villages]
    officer = stage.users[f"xa{MANG_CANH}"]
    if len(units) >= 4:
        _conventions(units, heads, officer)
        _meetings(units, heads)
        _culture(units, officer)
        _findings(units, heads, officer, stage)
    _campaigns(stage)
    _sessions(stage, units)


def _who(by: User, day: date = DAY) -> dict[str, Any]:
    return {"by": by, "on": day, "at": at_hour(day, 9)}


def _entry(kind: str, name: str, unit: Unit, first: Move, by: User, **fields: Any) -> Entry:
    new = NewEntry(kind, name, first, fields, Certainty.ILLUSTRATIVE)
    return add_entry(new, unit, **_who(by))


def _then(entry: Entry, state: str, since: date, by: User, document: str = "") -> None:
    entry.refresh_from_db()
    move_entry(entry, Move(state, since, document), seen=entry.version, **_who(by))


def _record(entry: Entry, told: NewRecord, by: User) -> None:
    entry.refresh_from_db()
    add_record(entry, told, seen=entry.version, **_who(by))


def _conventions(units: list[Unit], heads: list[User], officer: User) -> None:
    """Recognised with the programme in it, and without; waiting for a decision; none."""
    first = Move("recognised", date(2018, 11, 20), PAPER)
    told = "Mỗi hộ góp công làm đường thôn, giữ vệ sinh ngõ xóm, không thả rông gia súc."
    _entry(
        "village_convention", "Quy ước thôn số 1", units[0], first, officer,
        type="quy_uoc", has_ntm=True, ntm_text=told, decider="district",
    )  # fmt: skip
    first = Move("recognised", date(2019, 3, 15), PAPER)
    _entry(
        "village_convention", "Quy ước thôn số 2", units[1], first, officer,
        type="quy_uoc", has_ntm=False, decider="district",
    )  # fmt: skip
    entry = _entry(
        "village_convention", "Hương ước thôn số 3", units[2],
        Move("adopted", date(2019, 11, 25)), heads[2],
        type="huong_uoc", has_ntm=True, ntm_text=told, translated="Xơ Đăng",
    )  # fmt: skip
    _then(entry, "sent", date(2019, 12, 2), heads[2])


def _meetings(units: list[Unit], heads: list[User]) -> None:
    """Two villages met this quarter, one only in the last, one not at all."""
    road = "Đổ bê tông 400 m đường thôn, mỗi hộ góp 5 ngày công"
    fee = "Thu phí thu gom rác 10 nghìn đồng mỗi hộ mỗi tháng"
    _meeting(units[0], heads[0], date(2019, 11, 12), (171, 171, 130), "Bàn việc làm đường, rác.",
             (road, 96, 20, 14), (fee, 80, 45, 5))  # fmt: skip
    _meeting(units[0], heads[0], date(2019, 8, 6), (171, 171, 118), "Sơ kết sáu tháng.")
    # Half of the households less a half: not passed.
    _meeting(units[1], heads[1], date(2019, 10, 22), (145, 145, 88), "Bàn góp công làm sân.",
             ("Mỗi hộ góp 3 ngày công làm sân thể thao", 72, 10, 6))  # fmt: skip
    _meeting(units[2], heads[2], date(2019, 9, 10), (173, 160, 121), "Góp ý dự thảo hương ước.",
             ("Thông qua dự thảo hương ước để lấy ý kiến", 112, 5, 4))  # fmt: skip


def _meeting(
    unit: Unit,
    by: User,
    day: date,
    counts: tuple[int, int, int],
    purpose: str,
    *votes: tuple[str, int, int, int],
) -> None:
    fields = dict(zip(("households", "invited", "attending"), counts, strict=True))
    told: Mapping[str, Any] = {"held_on": day, "purpose": purpose, **fields}
    ballots = tuple(Ballots(*vote) for vote in votes)
    new = NewMeeting(told, ballots, certainty=Certainty.ILLUSTRATIVE)
    add_village_meeting(new, unit, **_who(by))


def _culture(units: list[Unit], officer: User) -> None:
    """One house is a ruin, so that the register says otherwise than the commune filed of 6.3."""
    for number, unit in enumerate(units, start=1):
        state = "unusable" if number == 4 else "in_use"
        since = date(2019, 10, 30) if number == 4 else date(2017, 6, 1)
        name = f"Nhà rông văn hóa thôn số {number}"
        told = {"type": "rong", "seats": 80 + 10 * number}
        _entry("culture_house", name, unit, Move(state, since), officer, **told)
        entry = _entry(
            "cultured_village", "Thôn văn hóa", unit, Move("followed", date(2018, 1, 2)), officer
        )
        for year, is_recognised in ((2018, number < 3), (2019, number < 4)):
            told_of = {"recognised": is_recognised}
            new = NewRecord(
                "year_result", told_of, year=year, document=PAPER, certainty=Certainty.ILLUSTRATIVE
            )
            _record(entry, new, officer)


def _findings(units: list[Unit], heads: list[User], officer: User, stage: December) -> None:
    """One answer is overdue, one finding is settled."""
    told = {
        "board": "Ban giám sát đầu tư của cộng đồng thôn số 1",
        "found_on": date(2019, 11, 18),
        "finding": "Hai đoạn bê tông mỏng hơn thiết kế khoảng 3 cm.",
        "recommendation": "Đo lại chiều dày, làm lại đoạn không đạt.",
        "addressed_to": "Ban quản lý xây dựng NTM xã",
        "answer_due_on": date(2019, 12, 5),
    }
    work = "Đường bê tông thôn số 1"
    first = Move("raised", date(2019, 11, 18))
    _entry("supervision_finding", work, units[0], first, heads[0], work=work, **told)
    work = "Công trình nước sinh hoạt thôn số 2"
    told |= {
        "board": "Ban giám sát đầu tư của cộng đồng thôn số 2",
        "found_on": date(2019, 9, 4),
        "finding": "Một trụ vòi chưa lắp.",
        "recommendation": "Lắp đủ trước khi nghiệm thu.",
        "answer_due_on": date(2019, 9, 20),
    }
    first = Move("raised", date(2019, 9, 4))
    entry = _entry("supervision_finding", work, units[1], first, heads[1], work=work, **told)
    _then(entry, "answered", date(2019, 9, 16), officer)
    _then(entry, "settled", date(2019, 9, 30), heads[1])


def _campaigns(stage: December) -> None:
    """One with months on both sides, one that ended of late, one under way."""
    front, district = stage.users["mattran"], stage.users[f"huyen{KON_PLONG}"]
    province = _unit("62", Level.PROVINCE)
    entry = _campaign(
        RUBBISH, province, front, "front", (date(2019, 3, 20), date(2019, 7, 20)), "17",
        "Mỗi khu dân cư có điểm tập kết rác; tổ tự quản thu gom hằng tuần.",
    )  # fmt: skip
    told = {"text": f"Làm 64 điểm tập kết rác {MARK}", "households": 4120, "workdays": 2350}
    _result(entry, date(2019, 7, 25), told | {"money": 185_000_000}, front)
    _then(entry, "ended", date(2019, 7, 31), front)
    entry = _campaign(
        TOILETS, _unit(KON_PLONG, Level.DISTRICT), district, "committee",
        (date(2019, 9, 20), date(2019, 12, 10)), "17",
        "Cơ quan, đoàn thể huyện nhận giúp từng hộ về công và vật liệu.",
    )  # fmt: skip
    told = {"text": f"Giúp làm 38 nhà tiêu {MARK}", "households": 38, "money": 76_000_000}
    _result(entry, date(2019, 12, 12), told, district)
    officer = stage.users[f"xa{MANG_CANH}"]
    commune = stage.communes[MANG_CANH].unit
    entry = _campaign(
        ROADS, commune, officer, "committee", (date(2019, 10, 1), None), "2",
        "Hộ dọc đường thôn hiến đất để mở nền đường rộng 4 m.",
    )  # fmt: skip
    told = {"text": f"22 hộ đã hiến đất {MARK}", "households": 22, "land": 1450}
    _result(entry, date(2019, 12, 8), told, officer)


def _campaign(
    name: str,
    unit: Unit,
    by: User,
    organiser: str,
    days: tuple[date, date | None],
    criterion: str,
    content: str,
) -> Entry:
    fields = {
        "organiser": organiser,
        "begins_on": days[0],
        "ends_on": days[1],
        "criterion": criterion,
        "content": content,
    }
    new = NewEntry("campaign", name, Move("running", days[0]), fields, Certainty.ILLUSTRATIVE)
    return add_entry(new, unit, **_who(by))


def _result(entry: Entry, day: date, fields: Mapping[str, Any], by: User) -> None:
    new = NewRecord("result", fields, day=day, certainty=Certainty.ILLUSTRATIVE)
    _record(entry, new, by)


def _sessions(stage: December, units: list[Unit]) -> None:
    """The Front's in several communes; where villages are known, who came is told by village."""
    front = stage.users["mattran"]
    here = stage.communes[MANG_CANH].unit
    came = {unit.pk: Came("", 70 + 5 * n, 52 + 3 * n) for n, unit in enumerate(units)}
    told = {"language": "xo_dang", "second_language": "kinh", "criterion": "17"}
    talk = "Vì sao phải thu gom rác, nuôi nhốt gia súc xa nhà."
    _session(here, front, "Nói chuyện về rác thải", DAY - timedelta(days=20), talk, came,
             campaign=RUBBISH, materials="Tờ gấp tiếng Xơ Đăng, 300 tờ", **told)  # fmt: skip
    land = {unit.pk: Came("", 60, 45) for unit in units[:2]}
    _session(here, stage.users[f"xa{MANG_CANH}"], "Vận động hiến đất làm đường", date(2019, 12, 8),
             "Đường rộng thì xe chở nông sản vào được.", land, organiser="committee",
             language="xo_dang", criterion="2", campaign=ROADS, land=1450)  # fmt: skip
    for code, day, language in (
        ("23542", date(2019, 4, 12), "gia_rai"),
        ("23467", date(2019, 5, 9), "xo_dang"),
        ("23539", date(2019, 6, 3), "kinh"),
    ):
        told = {"language": language, "criterion": "17", "campaign": RUBBISH}
        unit = stage.communes[code].unit
        _session(unit, front, "Nói chuyện về rác thải", day, talk, {}, **told)


def _session(
    unit: Unit,
    by: User,
    name: str,
    day: date,
    content: str,
    came: Mapping[int, Came],
    **told: Any,
) -> None:
    fields = {"held_on": day, "organiser": "front", "content": content, **told}
    new = NewSession(name, fields, came, certainty=Certainty.ILLUSTRATIVE)
    add_session(new, unit, **_who(by))


def _unit(code: str, level: Level) -> Unit:
    found = unit_by_code(code, DAY, level)
    assert found is not None  # noqa: S101 - a place of the demo
    return found.unit
