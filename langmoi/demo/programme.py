"""Targets and work programmes of the demo: published targets, and what is invented marked so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from langmoi.demo.communes import PROVINCE
from langmoi.demo.december import December, at_hour
from langmoi.people.models import Agency, User
from langmoi.places.models import Certainty, Unit
from langmoi.places.queries import unit_by_code
from langmoi.programme.models import Origin, ProgrammeItem, TargetKind
from langmoi.programme.published import load_published_targets
from langmoi.programme.setting import NewDocument, NewTarget, add_document, set_targets
from langmoi.programme.suggestions import suggestions
from langmoi.programme.working import (
    NewItem,
    add_items,
    begin_item,
    carry_items,
    drop_item,
    finish_item,
)

DAY = date(2019, 12, 18)
END_2019, END_2020 = date(2019, 12, 31), date(2020, 12, 31)
LIST = NewDocument(
    issuer="tỉnh mẫu của Làng Mới",
    title="Danh sách minh họa xã mục tiêu 2019-2020, chưa nhập danh sách của 1295/UBND-NNTN",
    certainty=Certainty.ILLUSTRATIVE,
    source="Dựng cho tỉnh mẫu, không phải danh sách của tỉnh",
)
# Pờ Ê; Sa Bình, Măng Cành, Ngọk Tụ.
RECOGNISED = {"23467": END_2019, "23545": END_2020, "23470": END_2020}
CRITERIA = {"23530": 15, "23548": 13, "23461": 17, "23458": 14}  # by the end of 2020
SA_NGHIA, PO_E = "23542", "23467"


def _work(
    content: str, who: str, plan: tuple[date, date], criterion: str = "", *codes: str
) -> tuple[NewItem, tuple[str, ...]]:
    told = NewItem(content, who, *plan, criterion=criterion, is_illustrative=True)
    return replace(told, origin=Origin.CRITERION if criterion and codes else Origin.OWN), codes


AUTUMN = (date(2019, 9, 1), date(2019, 11, 30))
SPRING = (date(2020, 1, 2), date(2020, 6, 30))
YEAR = (date(2019, 1, 15), date(2019, 12, 15))
SA_THAY = (
    _work("Nâng cấp Trạm Y tế xã Sa Nghĩa", "Phòng Y tế huyện", AUTUMN, "15", SA_NGHIA),
    _work("Sửa nhà văn hóa ba thôn của xã Sa Nghĩa", "Phòng VH-TT huyện", YEAR, "6", SA_NGHIA),
    _work("Xóa 24 nhà tạm ở Rờ Kơi", "UBND xã Rờ Kơi", YEAR, "9", "23530"),
    _work("Mở lớp tập huấn cho Ban Quản lý xã", "Phòng NN&PTNT huyện", AUTUMN),
    _work("Thi tìm hiểu về nông thôn mới toàn huyện", "Huyện đoàn", AUTUMN),
)
KON_PLONG = (
    _work("Hoàn thiện hồ sơ đề nghị công nhận xã Pờ Ê", "Phòng NN&PTNT huyện", YEAR),
    _work("Cứng hóa 3 km đường thôn của Măng Bút", "Phòng KT-HT huyện", YEAR, "2", "23458"),
)
KON_PLONG_2020 = (
    _work("Xây hố rác hộ gia đình ở Đăk Tăng", "UBND xã Đăk Tăng", SPRING, "17", "23461"),
)
HEALTH = (
    _work("Cử bác sĩ luân phiên về hai trạm chưa đạt", "Phòng Nghiệp vụ Y", SPRING, "15", SA_NGHIA),
)
COMMUNES = {
    SA_NGHIA: (_work("Vận động hộ làm nhà tiêu hợp vệ sinh", "Hội Phụ nữ xã", SPRING, "17"),),
    PO_E: (_work("Giữ vững 19 tiêu chí sau thẩm tra", "Ban Quản lý xã", SPRING),),
}


def add_programme(stage: December) -> None:
    """Targets first: a programme puts what is for target communes at the top."""
    office = stage.users["vpdp"]
    load_published_targets(province=PROVINCE, by=office, at=at_hour(DAY, 8))
    _set_targets(stage, office)
    district, health = stage.users["huyen616"], stage.users["soyt"]
    _play(_add(stage, _unit("616"), 2019, SA_THAY, district), district)
    _take_over(_unit("616"), 2020, district)
    kon_plong = stage.users["huyen613"]
    first, road = _add(stage, _unit("613"), 2019, KON_PLONG, kon_plong)
    begun = begin_item(first, date(2019, 10, 1), seen=1, **_by(kon_plong))
    finish_item(begun, date(2019, 12, 10), "Đã gửi hồ sơ (minh họa).", seen=2, **_by(kon_plong))
    why = "Mưa lũ tháng 10, phải làm lại nền đường (minh họa)."
    carry_items({road.pk: 1}, date(2020, 5, 31), why, **_by(kon_plong))
    _add(stage, _unit("613"), 2020, KON_PLONG_2020, kon_plong)
    agency = Agency.objects.get(posts__user=health)
    _add(stage, agency, 2020, HEALTH, health)
    for code, works in COMMUNES.items():
        own = Unit.objects.get(pk=stage.communes[code].unit_id)
        told = tuple((item, (code,)) for item, _ in works)
        _add(stage, own, 2020, told, stage.users[f"xa{code}"])


def _set_targets(stage: December, office: User) -> None:
    document = add_document(LIST, _unit(PROVINCE).pk, **_by(office))
    keys = {code: stage.communes[code].unit_id for code in (*RECOGNISED, *CRITERIA)}
    titles = [
        NewTarget(keys[code], TargetKind.RECOGNISED, by, is_illustrative=True)
        for code, by in RECOGNISED.items()
    ]
    numbers = [
        NewTarget(keys[code], TargetKind.CRITERIA, END_2020, count=n, is_illustrative=True)
        for code, n in CRITERIA.items()
    ]
    set_targets(document, [*titles, *numbers], **_by(office))


def _add(
    stage: December,
    owner: Unit | Agency,
    year: int,
    works: tuple[tuple[NewItem, tuple[str, ...]], ...],
    by: User,
) -> list[ProgrammeItem]:
    told = [
        replace(item, communes=tuple(stage.communes[code].unit_id for code in codes))
        for item, codes in works
    ]
    return add_items(owner, year, told, **_by(by))


def _play(items: list[ProgrammeItem], by: User) -> None:
    """In time, late, overdue, under way, dropped: one of each."""
    station, halls, houses, course, contest = items
    told = _by(by)
    finish_item(station, date(2019, 11, 25), "Đã nghiệm thu (minh họa).", seen=1, **told)
    begin_item(halls, date(2019, 3, 1), seen=1, **told)
    begun = begin_item(houses, date(2019, 2, 1), seen=1, **told)
    finish_item(begun, date(2019, 12, 17), "Xong 24 nhà (minh họa).", seen=2, **told)
    finish_item(course, date(2019, 10, 12), "52 người dự (minh họa).", seen=1, **told)
    drop_item(contest, "Ghép vào hội thi của tỉnh (minh họa).", seen=1, **told)


def _take_over(owner: Unit, year: int, by: User) -> None:
    """A few solutions of the monthly review go on the programme as they are."""
    found = [one for one in suggestions(owner, year, on=DAY) if one.solution][:4]
    told = [replace(one.as_item(year, on=DAY), is_illustrative=True) for one in found]
    add_items(owner, year, told, **_by(by))


def _unit(code: str) -> Unit:
    version = unit_by_code(code, DAY, "province" if code == PROVINCE else "district")
    if version is None:
        raise KeyError(code)
    return version.unit


def _by(user: User) -> dict[str, Any]:
    return {"by": user, "on": DAY, "at": at_hour(DAY, 9)}
