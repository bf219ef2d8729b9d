"""Invented works of the demo: what is built in a commune, how far it got, who pays. Pure data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from langmoi.demo.chance import draw
from langmoi.demo.communes import Commune, communes

PO_E, SA_NGHIA = "23467", "23542"
LEFT_OUT = frozenset({"23473"})  # Đăk Long of Kon Plông, which became a township
MILLION = 1_000_000


@dataclass(frozen=True)
class Kind:
    """What may be built: criteria with shares, the least and most that it costs (triệu đồng)."""

    content: str
    name: str
    criteria: tuple[tuple[str, int], ...]
    low: int
    high: int
    items: tuple[str, ...]


KINDS = (
    Kind("road", "Bê tông hóa đường trục thôn {n}", (("2", 100),), 600, 2400,
         ("Mặt đường bê tông", "Nền đường, rãnh thoát nước", "Cống ngang đường")),
    Kind("road", "Cứng hóa đường nội đồng khu {n}", (("2", 70), ("10", 30)), 500, 1600,
         ("Mặt đường cấp phối", "Nền đường", "Cống qua đường")),
    Kind("canal", "Kiên cố kênh mương cánh đồng thôn {n}", (("3", 100),), 400, 1500,
         ("Bê tông kênh", "Đào đắp", "Cửa chia nước")),
    Kind("school", "Sửa chữa phòng học điểm trường thôn {n}", (("5", 100),), 500, 1800,
         ("Phòng học", "Sân, tường rào", "Nhà vệ sinh")),
    Kind("culture_house", "Xây nhà văn hóa thôn {n}", (("6", 100),), 400, 1000,
         ("Nhà văn hóa", "Sân thể thao", "Thiết bị")),
    Kind("water", "Cấp nước tự chảy thôn {n}", (("17", 100),), 500, 1700,
         ("Đập đầu nguồn, bể lọc", "Đường ống", "Trụ vòi")),
    Kind("production", "Mô hình liên kết trồng cà phê thôn {n}", (("13", 60), ("10", 40)), 300, 900,
         ("Giống, phân bón", "Tập huấn", "Máy sơ chế")),
    Kind("health", "Nâng cấp Trạm Y tế", (("15", 100),), 800, 2200,
         ("Nhà trạm", "Sân, cổng", "Thiết bị")),
)  # fmt: skip


@dataclass(frozen=True)
class Course:
    """How far works of a course got: their days, and the years' shares of money in percent."""

    key: str
    listed: date
    days: Mapping[str, date] = field(default_factory=dict)
    given: tuple[tuple[date, int], ...] = ()  # allocated
    paid: tuple[tuple[date, int], ...] = ()
    accepted: tuple[tuple[date, int], ...] = ()


def _d(day: int, month: int, year: int) -> date:
    return date(year, month, day)


def _days(**told: date) -> dict[str, date]:
    return {f"{name}_on": day for name, day in told.items()}


COURSES = (
    Course(
        "handed over in 2018", _d(10, 1, 2017),
        _days(approved=_d(20, 2, 2017), started=_d(5, 4, 2017), accepted=_d(20, 10, 2017),
              settled=_d(20, 3, 2018), handed_over=_d(10, 4, 2018)),
        ((_d(15, 3, 2017), 100),), ((_d(20, 6, 2017), 60), (_d(25, 12, 2017), 40)),
        ((_d(20, 10, 2017), 100),),
    ),
    Course(
        "handed over in 2019", _d(5, 1, 2018),
        _days(approved=_d(12, 2, 2018), started=_d(2, 4, 2018), accepted=_d(15, 11, 2018),
              settled=_d(20, 3, 2019), handed_over=_d(6, 5, 2019)),
        ((_d(15, 3, 2018), 100),), ((_d(20, 7, 2018), 50), (_d(20, 12, 2018), 50)),
        ((_d(15, 11, 2018), 100),),
    ),
    Course(
        "accepted in 2019", _d(20, 8, 2018),
        _days(approved=_d(10, 10, 2018), started=_d(8, 1, 2019), accepted=_d(16, 9, 2019)),
        ((_d(15, 11, 2018), 40), (_d(20, 2, 2019), 60)),
        ((_d(20, 5, 2019), 40), (_d(30, 9, 2019), 50)), ((_d(16, 9, 2019), 100),),
    ),
    Course(
        "under way", _d(10, 1, 2019),
        _days(approved=_d(18, 2, 2019), started=_d(6, 5, 2019)),
        ((_d(20, 3, 2019), 60),), ((_d(20, 8, 2019), 30),), ((_d(15, 10, 2019), 45),),
    ),
    Course("approved", _d(10, 6, 2019), _days(approved=_d(12, 8, 2019))),
    Course("listed", _d(15, 10, 2019)),
    Course(
        "stopped", _d(5, 1, 2018),
        _days(approved=_d(12, 3, 2018), started=_d(7, 5, 2018), stopped=_d(3, 6, 2019)),
        ((_d(10, 4, 2018), 30),), ((_d(20, 9, 2018), 25),), ((_d(15, 10, 2018), 25),),
    ),
    Course("open", _d(3, 6, 2019)),
)  # fmt: skip
DONE_2017, DONE_2018, ACCEPTED, UNDER_WAY, APPROVED, LISTED, STOPPED, OPEN = COURSES
# How often each course is met with.
_OFTEN = (*[DONE_2017] * 4, *[DONE_2018] * 4, *[ACCEPTED] * 2, *[UNDER_WAY] * 4,
          *[APPROVED] * 2, *[LISTED] * 2, STOPPED, OPEN)  # fmt: skip
# Debts of several ages, by commune: on which day what was accepted beyond what was allocated.
DEBTS = {
    PO_E: (_d(16, 9, 2019), 350),
    SA_NGHIA: (_d(15, 11, 2018), 350),
    "23458": (_d(20, 10, 2017), 420),
    "23413": (_d(15, 11, 2018), 185),
    "23362": (_d(16, 9, 2019), 240),
    "23530": (_d(20, 10, 2017), 96),
    "23485": (_d(15, 11, 2018), 510),
    "23515": (_d(16, 9, 2019), 130),
    "23365": (_d(12, 12, 2014), 275),
}
# Communes of which one item is paid from two sources.
TWICE = ("23461", "23545", "23431", "23494")


@dataclass(frozen=True)
class Work:
    """One work of a commune; amounts in triệu đồng."""

    commune: Commune
    number: int
    kind: Kind
    course: Course
    total: int
    is_special: bool
    debt: int = 0
    is_paid_twice: bool = False

    @property
    def name(self) -> str:
        return self.kind.name.format(n=self.number + 1)

    @property
    def structure(self) -> dict[str, int]:
        """By source; of what the programme cannot pay alone, integrated money takes a part."""
        people = self.total * 15 // 100 if self.is_special else 0
        rest = self.total - people
        central = rest * 60 // 100
        lent = rest * 15 // 100 if self.number == 0 and not self.is_special else 0
        district = rest * 4 // 100
        parts = {"1.1.1": central, "2": lent, "1.2.2.1": district}
        parts["1.2.1.1"] = rest - central - lent - district
        parts["5.1"] = people
        return {source: amount for source, amount in parts.items() if amount}


def works() -> Iterator[Work]:
    """Every work, commune by commune."""
    for commune in communes():
        if commune.code not in LEFT_OUT:
            yield from _of_commune(commune)


def _of_commune(commune: Commune) -> Iterator[Work]:
    code = commune.code
    for number in range(draw(1, 3, "works", code)):
        course = _OFTEN[draw(0, len(_OFTEN) - 1, "course", code, number)]
        if code in (PO_E, SA_NGHIA):  # what they owe comes from one work alone
            course = (DONE_2017, DONE_2018)[number % 2]
        if code in TWICE and number == 0:
            course = DONE_2018
        kind = KINDS[draw(0, len(KINDS) - 1, "kind", code, number)]
        yield _work(commune, number, kind, course)
    if code in DEBTS:
        day, debt = DEBTS[code]
        kind = KINDS[draw(0, 1, "owed", code)]
        total = debt * 4 // 10 * 10 + 600
        yield Work(commune, 8, kind, _owed(day), total, is_special=False, debt=debt)


def _work(commune: Commune, number: int, kind: Kind, course: Course) -> Work:
    total = draw(kind.low // 10, kind.high // 10, "total", commune.code, number) * 10
    is_special = course is not STOPPED and draw(0, 9, "special", commune.code, number) < 6
    twice = commune.code in TWICE and number == 0
    return Work(commune, number, kind, course, total, is_special, is_paid_twice=twice)


def _owed(accepted: date) -> Course:
    """A work accepted on that day, whose last capital never came."""
    year = accepted.year
    days = _days(approved=_d(12, 1, year), started=_d(4, 2, year), accepted=accepted)
    given = ((_d(15, 2, year), 100),)
    return Course("owed", _d(5, 1, year), days, given, ((_d(1, 9, year), 40),), ((accepted, 100),))
