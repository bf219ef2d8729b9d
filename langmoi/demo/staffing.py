"""Posts of the programme's work and counts of officials in the demo; all of it invented.

Holders are the accounts of the demo, or named by their post and marked; counts agree with what the
communes filed of 18.1, but for a few that differ so that the page has something to tell.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from langmoi.demo.account_list import district_username
from langmoi.demo.chance import draw
from langmoi.demo.december import December, at_hour
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.places.queries import unit_versions
from langmoi.staffing.actions import (
    Counted,
    Course,
    Group,
    NewHolder,
    NewPosition,
    add_position,
    add_training,
    fill_position,
    set_official_count,
    vacate_position,
)
from langmoi.staffing.models import Lack, Remedy

DAY = date(2019, 12, 16)
COUNTED = date(2019, 12, 14)
SINCE, LEFT = date(2016, 3, 1), date(2019, 8, 31)
MARK = "(số liệu minh họa)"
TITLE_DISTRICT = "Công chức phụ trách xây dựng nông thôn mới"
TITLE_COMMUNE = "Cán bộ phụ trách xây dựng nông thôn mới"
TITLE_PROVINCE = "Chuyên viên Văn phòng Điều phối nông thôn mới"
OFFICE = "Văn phòng Điều phối NTM tỉnh"
QUALIFIED = "officials_qualified"
# Whose count says otherwise than their filing: Sa Nghĩa, Đăk Ring.
DIFFERENT = ("23542", "23455")
LACKS = (Lack.POLITICS, Lack.PROFESSION, Lack.COMPUTING, Lack.LANGUAGE)


def add_staff(stage: December) -> None:
    """A post for the province's office, two for each district, one for each commune."""
    office = stage.users["vpdp"]
    versions = {v.code: v for v in unit_versions(DAY) if v.level != "village"}
    _post(versions["62"].unit, TITLE_PROVINCE, office, office, "62", is_full_time=True)
    for code in sorted(set(stage.district_of.values())):
        by = stage.users[district_username(code)]
        unit = versions[code].unit
        _post(unit, TITLE_DISTRICT, by, by, code, is_full_time=True)
        if draw(1, 100, "second post", code) <= 40:
            _post(unit, f"{TITLE_DISTRICT}, vị trí thứ hai", None, by, f"{code} 2")
    for code, commune in sorted(stage.communes.items()):
        by = stage.users[district_username(stage.district_of[code])]
        account = stage.users.get(f"xa{code}")
        full_time = draw(1, 100, "full time", code) <= 35
        _post(commune.unit, TITLE_COMMUNE, account, by, code, is_full_time=full_time)
        _count(stage, code, by)


def _post(
    unit: Unit, title: str, account: User | None, by: User, key: str, *, is_full_time: bool = False
) -> None:
    """A post that is held; one without an account is sometimes vacant of late."""
    when: dict[str, Any] = {"by": by, "on": DAY, "at": at_hour(DAY, 10)}
    position = add_position(NewPosition(title, SINCE), unit, **when)
    name = "" if account else f"{title.partition(' phụ trách')[0]} {unit} {MARK}"
    told = NewHolder(name, SINCE, is_full_time, account)
    holder = fill_position(position, told, seen=1, **when)
    if draw(1, 100, "trained", key) <= 55:
        year = 2017 + draw(0, 2, "year", key)
        course = Course(
            f"Tập huấn nghiệp vụ xây dựng nông thôn mới {MARK}",
            date(year, 5, 13),
            date(year, 5, 17),
            OFFICE,
            has_certificate=draw(0, 1, "certificate", key) == 1,
        )
        add_training(holder, course, seen=2, **when)
    if account is None and draw(1, 100, "vacant", key) <= 15:
        told_of: dict[str, Any] = {"last_day": LEFT, "by": by, "on": DAY}
        told_of["why"] = f"chuyển công tác {MARK}"
        vacate_position(position, seen=holder.position.version, **told_of)


def _count(stage: December, code: str, by: User) -> None:
    """Nobody below standard where the commune says so; else a few, most of them with a remedy."""
    total = 18 + draw(0, 5, "officials", code)
    is_met = stage.documents[code].get(QUALIFIED) is not False
    below = 0 if is_met != (code in DIFFERENT) else 1 + draw(0, 3, "below", code)
    groups = _groups(below, code) if below else ()
    told = Counted(COUNTED, total, below, groups)
    unit = stage.communes[code].unit
    set_official_count(told, unit, seen=0, by=by, on=DAY, at=at_hour(DAY, 11))


def _groups(below: int, code: str) -> tuple[Group, ...]:
    lack = LACKS[draw(0, len(LACKS) - 1, "lack", code)]
    if draw(1, 100, "remedy", code) <= 20:
        return (Group(lack, below),)
    due = date(2019, 11, 30) if draw(1, 100, "late", code) <= 25 else date(2020, 6, 30)
    remedy = Remedy.TRAIN if lack != Lack.PROFESSION else Remedy.ROTATE
    return (
        Group(
            lack, below, remedy, "theo kế hoạch năm 2020, số liệu minh họa", "Chủ tịch UBND xã", due
        ),
    )
