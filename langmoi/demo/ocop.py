"""The demo's OCOP products, schemes and linkages; invented figures are marked as such.

What is published of these days (reference: the province's programme of 12/12/2018): nearly 140
products planned, and none with a star by the demo's day. So the demo has 138 products on their way
and no certificate; names, makers, points and contracts are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.demo.account_list import district_username
from langmoi.demo.chance import draw
from langmoi.demo.december import December, at_hour
from langmoi.people.models import User
from langmoi.places.models import Certainty, UnitVersion
from langmoi.places.queries import unit_by_code, unit_versions
from langmoi.registers.actions import Move, NewEntry, NewRecord, add_entry, add_record
from langmoi.registers.models import Entry
from langmoi.registers.ocop.councils import CouncilTold, Scored, add_council, save_scores
from langmoi.registers.ocop.scores import Sheet

DAY = date(2019, 12, 16)
PRODUCTS = 138  # “gần 140”
BEGAN = date(2018, 12, 12)  # Decision 1392/QĐ-UBND on the province's programme
INVENTED = Certainty.ILLUSTRATIVE
NAMES = (
    ("drink", "Cà phê bột"), ("herbs", "Sâm dây khô"), ("food", "Măng khô"),
    ("food", "Gạo đỏ"), ("drink", "Rượu ghè"), ("food", "Mật ong rừng"),
    ("cloth", "Thổ cẩm dệt tay"), ("food", "Chuối sấy"), ("souvenir", "Gùi tre"),
    ("herbs", "Nấm linh chi"), ("food", "Tiêu sọ"), ("drink", "Trà sâm dây"),
    ("tourism", "Du lịch làng văn hóa"), ("food", "Bột nghệ"),
)  # fmt: skip
MAKERS = (
    ("household", "Hộ sản xuất"), ("cooperative", "Hợp tác xã nông nghiệp"),
    ("team", "Tổ hợp tác"), ("company", "Công ty TNHH"),
)  # fmt: skip
# Districts whose council has met, on which day and how many members it has: Sa Thầy, Kon Plông.
COUNCILS = (("616", date(2019, 12, 5), 7), ("613", date(2019, 12, 10), 9))
MOST_SCORED = 8  # products a council
# The mean of the first product scored falls between two bands, and its council rounded up.
BETWEEN = ("25 15 29", "25 15 30")
CROPS = (
    ("Sắn", "Nhà máy tinh bột sắn"), ("Cà phê", "Công ty cà phê"), ("Mía", "Nhà máy đường"),
    ("Bời lời", "Cơ sở thu mua lâm sản"), ("Rau hoa xứ lạnh", "Công ty nông sản"),
)  # fmt: skip
NOT_KEY_IN, OVER_IN = 9, 11  # every so many-th linkage is of no key product, or has run out
SCHEMES = (
    ("62", "province", "forestry", "Phát triển rừng sản xuất", 5000, 2400),
    ("62", "province", "medicinal", "Phát triển cây dược liệu", 900, 1500),
    ("617", "district", "medicinal", "Trồng sâm dây dưới tán rừng", 240, 420),
    ("610", "district", "medicinal", "Trồng dược liệu gắn với hộ nghèo", 160, 310),
    ("613", "district", "crops", "Rau, hoa xứ lạnh", 120, 260),
    ("616", "district", "forestry", "Trồng rừng kinh tế hộ", 640, 380),
)


def add_ocop(stage: December) -> None:
    """Products in their states, two councils that have scored, linkages and schemes."""
    products = list(_products(stage))
    for code, held_on, members in COUNCILS:
        of_it = [one for one in products if one.district == code and one.state == "registered"]
        _council(stage, code, held_on, members, of_it[:MOST_SCORED])
    _linkages(stage)
    _schemes(stage)


@dataclass(frozen=True)
class _Product:
    entry: Entry
    district: str
    state: str


def _products(stage: December) -> Iterator[_Product]:
    """Spread over the communes in the order of their codes; two of five are ideas still."""
    codes = sorted(stage.communes)
    for number in range(PRODUCTS):
        code = codes[number % len(codes)]
        commune, district = stage.communes[code], stage.district_of[code]
        group, name = NAMES[(number * 5 + number // len(codes)) % len(NAMES)]
        kind, maker = MAKERS[draw(0, 3, "ocop maker", code, number)]
        state = "idea" if number % 5 in (1, 3) else "registered"
        since = date(2019, 2, 1) if state == "idea" else date(2019, 9, 16)
        told = NewEntry(
            "ocop_product",
            f"{name} {commune.name}",
            Move(state, since),
            {
                "group": group,
                "maker": f"{maker} {commune.name}",
                "maker_kind": kind,
                "workers": 3 + draw(0, 20, "ocop workers", number),
                "yearly_sales": 1_000_000 * draw(80, 1400, "ocop sales", number),
            },
            INVENTED,
        )
        yield _Product(_add(told, commune, _officer(stage, district), 8), district, state)


def _add(told: NewEntry, unit: UnitVersion, by: User, hour: int) -> Entry:
    return add_entry(told, unit.unit, by=by, on=DAY, at=at_hour(DAY, hour))


def _officer(stage: December, district: str) -> User:
    return stage.users[district_username(district)]


def _council(
    stage: December, code: str, held_on: date, members: int, products: list[_Product]
) -> None:
    """A council that gave every product its sheets; the last is not concluded yet."""
    by, unit = _officer(stage, code), unit_by_code(code, held_on, "district")
    if unit is None:
        return
    when: dict[str, Any] = {"by": by, "on": DAY, "at": at_hour(DAY, 9)}
    told = CouncilTold(held_on, ("",) * members, certainty=INVENTED)
    council = add_council(told, unit, **when)
    for number, product in enumerate(products):
        scored = _scored(code, members, number, is_last=number == len(products) - 1)
        save_scores(council, product.entry, scored, seen=0, **when)


def _scored(code: str, members: int, number: int, *, is_last: bool) -> Scored:
    if number == 0:
        sheets = tuple(_sheet(n + 1, BETWEEN[n % 2]) for n in range(members - members % 2))
        return Scored(sheets, 4, "Số liệu minh họa.")
    key = (code, number)
    base = (
        draw(18, 30, "ocop a", *key),
        draw(11, 21, "ocop b", *key),
        draw(22, 35, "ocop c", *key),
    )
    sheets = tuple(
        _sheet(n, " ".join(str(p + draw(-2, 2, "ocop", *key, n, i)) for i, p in enumerate(base)))
        for n in range(1, members + 1 - (2 if is_last else 0))
    )
    mean = sum(sheet.total for sheet in sheets) / len(sheets)
    stars = next(s for s, low in ((5, 90), (4, 70), (3, 50), (2, 30), (1, 0)) if mean >= low)
    return Scored(sheets, None if is_last else stars, "Số liệu minh họa.")


def _sheet(number: int, points: str) -> Sheet:
    return Sheet(number, dict(zip("abc", map(Decimal, points.split()), strict=True)))


def _linkages(stage: December) -> None:
    """Where the commune says it has a model by 13.2; a few tell another story than the filing."""
    codes = [c for c in sorted(stage.communes) if stage.documents[c].get("value_chain_model")]
    for number, code in enumerate(codes):
        commune = stage.communes[code]
        crop, buyer = CROPS[draw(0, len(CROPS) - 1, "crop", code)]
        households = draw(12, 90, "linked", code)
        poor = draw(0, households // 3, "linked poor", code)
        is_over = number % OVER_IN == OVER_IN - 1
        fields = {
            "product": crop,
            "is_key": number % NOT_KEY_IN != NOT_KEY_IN - 1,
            "buyer": f"{buyer} (minh họa)",
            "side": "cooperative" if number % 3 == 0 else "households",
            "contract": f"HĐ minh họa {number + 1:02d}",
            "signed_on": date(2018, 12, 20),
            "starts_on": date(2019, 1, 1),
            "ends_on": date(2019, 10, 31) if is_over else date(2021, 12, 31),
            "area": Decimal(draw(80, 900, "linked area", code)) / 10,
            "households": households,
            "poor_households": poor,
        }
        told = NewEntry(
            "linkage", f"Liên kết {crop.lower()} {commune.name}",
            Move("running", date(2019, 1, 1)), fields, INVENTED,
        )  # fmt: skip
        _add(told, commune, _officer(stage, stage.district_of[code]), 10)


def _schemes(stage: December) -> None:
    versions = {(v.code, v.level): v for v in unit_versions(DAY) if v.level != "village"}
    for code, level, sector, name, area, households in SCHEMES:
        by = stage.users["vpdp"] if level == "province" else _officer(stage, code)
        unit = versions[code, level]
        fields = {
            "sector": sector,
            "owner": "Sở NN&PTNT" if level == "province" else f"UBND {unit.full_name}",
            "starts_on": date(2018, 1, 15),
            "ends_on": date(2021, 12, 31),
            "planned_area": Decimal(area),
            "planned_households": households,
            "budget": 4_000_000 * area,
        }
        first = Move("approved", date(2018, 1, 15), document="Minh họa, không có số")
        entry = _add(
            NewEntry("scheme", f"Đề án {name.lower()}", first, fields, INVENTED), unit, by, 11
        )
        for year, share in ((2018, 15), (2019, 22)):
            done = {
                "area": Decimal(area * share) / 100,
                "households": households * (share + 10) // 100,
                "poor_households": households * share // 200,
                "spent": 4_000_000 * area * share // 100,
            }
            told = NewRecord("result", done, year=year, certainty=INVENTED)
            entry.refresh_from_db()
            add_record(entry, told, seen=entry.version, by=by, on=DAY, at=at_hour(DAY, 13))
