"""A month made by hand: a province of two districts, and one district of three communes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from langmoi.core.months import previous_month
from langmoi.law.model import CriteriaSet, Criterion, Group, Period, Zone
from langmoi.overview.model import BandCount, CommuneLine, Overview, Recognition, UnitRef
from langmoi.publishing.building import Making, content_of
from langmoi.publishing.definitions import definition
from langmoi.publishing.material import Material
from langmoi.publishing.model import ReportContent
from langmoi.publishing.periods import month_period

NAMES = (
    "Quy hoạch", "Giao thông", "Thủy lợi", "Điện", "Trường học", "Cơ sở vật chất văn hóa",
    "Cơ sở hạ tầng thương mại nông thôn", "Thông tin và Truyền thông", "Nhà ở dân cư", "Thu nhập",
    "Hộ nghèo", "Lao động có việc làm", "Tổ chức sản xuất", "Giáo dục và Đào tạo", "Y tế",
    "Văn hóa", "Môi trường và an toàn thực phẩm", "Hệ thống chính trị và tiếp cận pháp luật",
    "Quốc phòng và An ninh",
)  # fmt: skip
OUTCOMES = {"Đ": "met", "x": "not_met", "–": "not_applicable", "?": "not_assessed"}
BANDS = ((19, 19), (15, 18), (10, 14), (5, 9), (0, 4))
NOVEMBER = date(2019, 11, 1)
TODAY = date(2019, 12, 20)

PROVINCE = UnitRef(1, "62", "Kon Tum", "tỉnh Kon Tum", "province")
KON_PLONG = UnitRef(2, "613", "Kon Plông", "huyện Kon Plông", "district", 1)
IA_HDRAI = UnitRef(3, "618", "Ia H'Drai", "huyện Ia H'Drai", "district", 1)
CITY = UnitRef(4, "608", "Kon Tum", "TP Kon Tum", "district", 1)


def criteria_set() -> CriteriaSet:
    criteria = tuple(
        Criterion(f"criterion_{number}", str(number), name, "all", ())
        for number, name in enumerate(NAMES, start=1)
    )
    return CriteriaSet(
        id="kontum-commune-2017-2020",
        name="Bộ tiêu chí xã nông thôn mới tỉnh Kon Tum giai đoạn 2017 - 2020",
        level="commune",
        document="made-by-hand",
        in_force=Period(date(2016, 10, 17), date(2022, 3, 7)),
        zones=(Zone("central_highlands", "Tây Nguyên"),),
        groups=(Group("all", "Tất cả"),),
        criteria=criteria,
        figures=(),
    )


def commune(key: int, name: str, district: UnitRef, signs: str, **changed) -> CommuneLine:
    outcomes = {str(n): OUTCOMES[sign] for n, sign in enumerate(signs, start=1)}
    line = CommuneLine(
        unit=UnitRef(key, f"23{key:03d}", name, f"xã {name}", "commune", district.key),
        district=district,
        zone="central_highlands",
        criteria=outcomes,
        criteria_met=signs.count("Đ") + signs.count("–") if signs else None,
        figures_month=NOVEMBER if signs else None,
        has_filed=bool(signs),
        change_previous=0 if signs else None,
        change_december=1 if signs else None,
        newly_met=frozenset(),
        recognition=None,
    )
    return replace(line, **changed)


def short(lines: Sequence[CommuneLine], by: int) -> dict[str, tuple[CommuneLine, ...]]:
    lacking = [line for line in lines if line.criteria and len(line.missing()) == by]
    numbers = sorted({n for line in lacking for n in line.missing()}, key=int)
    return {n: tuple(line for line in lacking if n in line.missing()) for n in numbers}


def total(values) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def overview_of(unit: UnitRef, lines: Sequence[CommuneLine], **changed) -> Overview:
    lines = tuple(lines)
    numbers = [str(n) for n in range(1, 20)]
    counted = ("met", "not_applicable")
    made = Overview(
        unit=unit,
        month=NOVEMBER,
        criteria_set=criteria_set(),
        is_closed=True,
        communes=lines,
        bands=tuple(
            BandCount(
                low,
                high,
                tuple(
                    x for x in lines if x.criteria_met is not None and low <= x.criteria_met <= high
                ),
            )
            for low, high in BANDS
        ),
        met_all=tuple(line for line in lines if line.criteria_met == 19),
        recognised=tuple(line for line in lines if line.recognition),
        by_criterion={n: sum(x.criteria.get(n) in counted for x in lines) for n in numbers},
        short={1: short(lines, 1), 2: short(lines, 2)},
        sum_change_previous=total(line.change_previous for line in lines),
        sum_change_december=total(line.change_december for line in lines),
        unchecked_thresholds=41,
        thresholds=57,
        borders=None,
    )
    return replace(made, **changed)


TITLE = Recognition(None, "", None, date(2019, 5, 14), "trang tin tỉnh", "reported")
OCTOBER = date(2019, 10, 1)


def kon_plong_communes() -> list[CommuneLine]:
    return [
        commune(11, "Đăk Nên", KON_PLONG, "ĐxxĐxxĐĐxxxĐĐĐĐĐxĐĐ"),
        commune(12, "Măng Cành", KON_PLONG, "ĐxĐĐĐxĐĐĐĐĐĐĐĐĐĐĐĐĐ", newly_met=frozenset({"10", "9"}),
                change_previous=2, change_december=4),
        commune(13, "Pờ Ê", KON_PLONG, "ĐĐĐĐĐĐ–ĐĐxĐĐĐĐĐĐĐĐĐ", newly_met=frozenset({"17"}),
                change_previous=1, change_december=3),
        commune(14, "Đăk Long", KON_PLONG, "ĐxĐĐ?x–ĐxxxxĐĐĐĐxĐĐ", has_filed=False,
                figures_month=OCTOBER, change_previous=None),
    ]  # fmt: skip


def ia_hdrai_communes() -> list[CommuneLine]:
    return [
        commune(
            21, "Ia Đal", IA_HDRAI, "ĐxxĐxxxxxxxĐxĐĐxxĐĐ", change_previous=-1, change_december=0
        ),
        commune(22, "Ia Dom", IA_HDRAI, "xxxxxxxxxxxxxxxxxĐĐ"),
        commune(23, "Ia Tơi", IA_HDRAI, ""),
    ]


def city_communes() -> list[CommuneLine]:
    return [
        commune(31, "Đoàn Kết", CITY, "Đ" * 19, recognition=TITLE),
        commune(32, "Hòa Bình", CITY, "Đ" * 16 + "xĐĐ", recognition=TITLE),
        commune(33, "Đăk Long", CITY, "Đ" * 19),
        commune(
            34, "Xã có tên rất dài để thử dòng chữ xuống hàng trong ô", CITY, "Đ" * 14 + "xxxxx"
        ),
    ]


def province_overview(**changed) -> Overview:
    groups = [(CITY, city_communes()), (KON_PLONG, kon_plong_communes()),
              (IA_HDRAI, ia_hdrai_communes())]  # fmt: skip
    districts = tuple(overview_of(unit, lines) for unit, lines in groups)
    lines = [line for _, lines in groups for line in lines]
    return overview_of(PROVINCE, lines, districts=districts, **changed)


def material_of(overview: Overview, previous: Overview | None = None, **changed) -> Material:
    """What a monthly report of these overviews is written from."""
    same = previous is not None and previous.criteria_set.id == overview.criteria_set.id
    before = {line.unit.key: line.criteria for line in previous.communes} if same else None
    made = Material(
        overview=overview,
        period=month_period(overview.month),
        baseline=previous_month(overview.month),
        before=before,
        closed={overview.month: overview.is_closed},
    )
    return replace(made, **changed)


def report_of(overview: Overview, previous: Overview | None, making: Making) -> ReportContent:
    """The monthly report that overviews give."""
    return content_of(material_of(overview, previous), definition("month"), making)
