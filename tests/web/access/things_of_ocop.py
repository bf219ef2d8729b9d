"""What both districts of the access world have of OCOP, schemes and linkages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 17, 2, tzinfo=UTC)}
PK: dict[str, str] = {  # address → name of the thing
    "ocop_council": "ocop_council",
    "change_ocop_council": "ocop_council",
    "score_ocop_product": "ocop_product",
    "certify_ocop": "ocop_product",
}
CODE: dict[str, str] = {}  # address → level


def add(place, people, office):
    """A product of the commune before its district's council, and a linkage."""
    from langmoi.places.queries import unit_by_code

    commune = unit_by_code(place.commune, TODAY, "commune").unit
    district = unit_by_code(place.district, TODAY, "district")
    product = _product(place, commune, office)
    council = _council(place, district, product, office)
    _linkage(place, commune, office)
    place.things |= {"ocop_product": product.pk, "ocop_council": council.pk}


def _product(place, commune, by):
    from langmoi.registers.actions import Move, NewEntry, add_entry

    fields = {"group": "drink", "maker": f"Chủ thể {place.mark}", "maker_kind": "household"}
    first = Move("registered", date(2019, 9, 1))
    told = NewEntry("ocop_product", f"Sản phẩm {place.mark}", first, fields)
    return add_entry(told, commune, by=by, **WHEN)


def _council(place, district, product, by):
    from langmoi.registers.ocop.councils import CouncilTold, Scored, add_council, save_scores
    from langmoi.registers.ocop.scores import Sheet

    told = CouncilTold(date(2019, 12, 5), (f"Thành viên {place.mark}",), f"QĐ {place.mark}")
    council = add_council(told, district, by=by, **WHEN)
    points = {"a": Decimal(25), "b": Decimal(15), "c": Decimal("29.5")}
    scored = Scored((Sheet(1, points),), None, place.mark)
    save_scores(council, product, scored, seen=0, by=by, **WHEN)
    return council


def _linkage(place, commune, by):
    from langmoi.registers.actions import Move, NewEntry, add_entry

    fields = {
        "product": f"Sắn {place.mark}",
        "is_key": True,
        "buyer": f"Nơi mua {place.mark}",
        "side": "households",
        "contract": place.mark,
        "signed_on": date(2018, 12, 1),
        "starts_on": date(2019, 1, 1),
        "ends_on": date(2021, 12, 31),
        "households": 12,
    }
    told = NewEntry("linkage", f"Liên kết {place.mark}", Move("running", TODAY), fields)
    add_entry(told, commune, by=by, **WHEN)
