"""Contributions as tests tell them, and the villages of Sa Nghĩa that give."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from langmoi.funding.contribution_checks import Gift, Given
from langmoi.places.queries import unit_by_code

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 3, tzinfo=UTC)
WHEN = {"on": TODAY, "at": AT}
DAY = date(2019, 11, 3)
VILLAGES = """Xã,Thôn,Mã,Từ ngày
23542,Đăk Tăng,23542-01,
23542,Hòa Bình,23542-02,2018-01-01
23434,Kon Đào 1,23434-01,
"""


def load_gift_villages():
    """Two villages of Sa Nghĩa, the second from 2018 on, and one of Kon Đào."""
    from langmoi.places.villages import load_villages

    load_villages(VILLAGES.encode(), file_name="thon.csv", by="thử", on=date(2019, 8, 31))


def village(name):
    from langmoi.places.models import UnitVersion

    return UnitVersion.objects.get(level="village", name=name)


def commune(code="23542"):
    return unit_by_code(code, TODAY, "commune").unit


def gift(unit=None, **told):
    """Money, days of work and land: 12,5 + 30 × 0,15 + 40 = 57 triệu đồng."""
    first = {
        "unit": village("Đăk Tăng").unit_id if unit is None else unit,
        "given_on": DAY,
        "households": 40,
        "money": 12_500_000,
        "workdays": Decimal(30),
        "workday_rate": 150_000,
        "land": Decimal("200.5"),
        "land_value": 40_000_000,
        "basis": "Biên bản họp thôn ngày 01/11/2019",
        "donors": (Gift("A Nhôi", 2_000_000), Gift("Y Hlim", 500_000)),
    }
    return Given(**(first | told))
