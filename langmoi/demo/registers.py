"""The demo's cooperatives; names and figures are invented and marked as such.

Published are the counts of 2016 alone: 25 farm cooperatives, of which 15 fair, 6 average, 4 weak.
What the register says agrees with what communes filed of 13.1, but for two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.core.memory import remembering
from langmoi.demo.chance import draw
from langmoi.demo.december import December, at_hour
from langmoi.people.models import User
from langmoi.places.models import Certainty
from langmoi.registers.actions import (
    Move,
    NewEntry,
    NewRecord,
    add_entry,
    add_record,
    move_entry,
    save_kind,
)
from langmoi.registers.cooperative_rules import rating_rule
from langmoi.registers.models import Entry

DAY = date(2019, 12, 16)
FIGURE = "cooperative_lawful"
OLD = 25  # there were so many in 2016
NEW = 14  # founded since
GRADES_OF_2016 = ("fair",) * 15 + ("average",) * 6 + ("weak",) * 4
FIELDS = ("crops", "crops", "mixed", "livestock", "crops", "forestry", "mixed", "fishery")
NAMES = {
    "crops": "HTX Nông nghiệp",
    "mixed": "HTX Nông nghiệp và Dịch vụ",
    "livestock": "HTX Chăn nuôi",
    "forestry": "HTX Dược liệu và Lâm nghiệp",
    "fishery": "HTX Thủy sản",
}
# Whose register says otherwise than their filing: Sa Nghĩa, Sa Bình.
DIFFERENT = ("23542", "23545")
MARK = "số liệu minh họa"
WELLS = """\
id: gieng_nuoc
name: Giếng nước dùng chung
one: giếng nước
about: Giếng nước dùng chung của thôn và kết quả xét nghiệm; sổ do Văn phòng lập, ví dụ minh họa.
levels: [commune]
writers:
  province: [province_office]
  district: [district_officer]
  commune: [commune_officer]
feeds:
  - {text: Danh sách giếng chờ xét nghiệm lại}
fields:
  - {id: depth, label: Độ sâu, type: decimal, unit: m, max: 200, list: true}
  - {id: households, label: Số hộ dùng, type: whole, unit: hộ, list: true}
states:
  - {id: used, label: Đang dùng, start: true, tone: good, months: 12, then: due}
  - {id: due, label: Chờ xét nghiệm lại, tone: warning, from: [used]}
  - {id: closed, label: Đã lấp, from: [used, due], live: false}
records:
  - id: test
    label: Xét nghiệm
    once_per: day
    fields:
      - {id: clean, label: Đạt quy chuẩn, type: yes_no, required: true}
"""


@dataclass(frozen=True)
class _Writer:
    by: User

    def when(self, hour: int = 9) -> dict[str, Any]:
        return {"by": self.by, "on": DAY, "at": at_hour(DAY, hour)}


def add_registers(stage: December) -> None:
    """Cooperatives of 2016 and later ones, lawful where the commune filed so; one office's book."""
    with remembering():  # rights and places are read once for all of them
        _cooperatives(stage)
    _wells(stage)


def _cooperatives(stage: December) -> None:
    writer = _Writer(stage.users["sonn"])
    having, without = _communes(stage)
    # Two of three of those of 2016 stand where the filing says “có”.
    old = (having[:17] + without[:8])[:OLD]
    for place, code in enumerate(old):
        grade = GRADES_OF_2016[_place(place, len(old), len(having[:17]))]
        _old(stage, writer, code, grade, is_lawful=_is_lawful(stage, code))
    for code in [c for c in having if c not in old][:NEW]:
        _new(stage, writer, code)
    _transport(stage, writer)


def _communes(stage: December) -> tuple[list[str], list[str]]:
    """Codes of the communes that filed that they have one, and of those that have none."""
    told = {code: stage.documents[code].get(FIGURE) for code in stage.communes}
    codes = sorted(told, key=lambda code: draw(0, 10**6, "cooperative", code))
    first = [code for code in DIFFERENT if code in told]
    codes = first + [code for code in codes if code not in first]
    return [c for c in codes if told[c]], [c for c in codes if told[c] is False]


def _place(place: int, number: int, having: int) -> int:
    """The weak and average ones are those where the commune has none that works."""
    return place if place < having else len(GRADES_OF_2016) - (number - place)


def _is_lawful(stage: December, code: str) -> bool:
    filed = bool(stage.documents[code].get(FIGURE))
    return filed if code not in DIFFERENT else not filed


def _old(stage: December, writer: _Writer, code: str, grade: str, *, is_lawful: bool) -> None:
    """A cooperative of before 2016 with its ratings; one that is not lawful lacks something."""
    founded = date(2008 + draw(0, 6, "founded", code), draw(1, 12, "month", code), 15)
    entry = _entry(stage, writer, code, founded, is_lawful=is_lawful)
    members = 7 + draw(2, 60, "members", code)
    for year in (2016, 2017, 2018):
        _record(entry, writer, "members", day=date(year, 12, 31), fields=_members(members, year))
    _record(entry, writer, "rating", year=2016, fields={"grade": grade})
    for year in (2017, 2018):
        _rating(entry, writer, year, is_lawful=is_lawful, is_weak=grade == "weak")
    _operation(entry, writer, code, is_lawful=is_lawful)
    if not is_lawful and grade == "weak":
        _end(entry, writer, code)


def _new(stage: December, writer: _Writer, code: str) -> None:
    """A lawful one, founded in the years of the programme."""
    founded = date(2017 + draw(0, 1, "new", code), draw(1, 12, "new month", code), 20)
    entry = _entry(stage, writer, code, founded, is_lawful=True)
    fields = _members(9 + draw(0, 30, "new members", code), 2018)
    _record(entry, writer, "members", day=date(2018, 12, 31), fields=fields)
    rule = rating_rule(2018)
    if rule is not None and rule.is_rated(founded, 2018):
        _rating(entry, writer, 2018, is_lawful=True, is_weak=False)
    _operation(entry, writer, code, is_lawful=True)


def _entry(stage: December, writer: _Writer, code: str, founded: date, *, is_lawful: bool) -> Entry:
    commune = stage.communes[code]
    field = FIELDS[draw(0, len(FIELDS) - 1, "field", code)]
    registered = max(founded, date(2014 + draw(0, 1, "law", code), 6, 20))
    fields = {
        "field": field,
        "founded_on": founded,
        "charter_capital": 10_000_000 * draw(20, 300, "capital", code),
        "law": "law_2012" if is_lawful or draw(0, 1, "old law", code) else "law_2003",
    }
    if fields["law"] == "law_2012":
        fields["registered_on"] = registered
    told = NewEntry(
        "cooperative",
        f"{NAMES[field]} {commune.name}",
        Move("active", founded, note=MARK),
        fields,
        Certainty.ILLUSTRATIVE,
    )
    return add_entry(told, commune.unit, **writer.when())


def _members(number: int, year: int) -> dict[str, int]:
    total = number + 2 * (year - 2016)
    return {"total": total, "women": total // 3}


def _rating(entry: Entry, writer: _Writer, year: int, *, is_lawful: bool, is_weak: bool) -> None:
    rule = rating_rule(year)
    if rule is None:
        return
    low, high = (50, 92) if is_lawful else (44, 70)
    score = Decimal(38 if is_weak else draw(low, high, "score", entry.name, year))
    grade = rule.grade_of(score, fined=False)
    fields: dict[str, Any] = {"score": score, "grade": grade}
    if draw(1, 5, "sent", entry.name, year) > 1:
        fields |= {"sent_on": date(year + 1, 3, 20), "district_on": date(year + 1, 4, 8)}
    else:
        fields |= {"sent_on": date(year + 1, 4, 6), "district_on": date(year + 1, 4, 18)}
    _record(entry, writer, "rating", year=year, fields=fields)


def _operation(entry: Entry, writer: _Writer, code: str, *, is_lawful: bool) -> None:
    """The facts of 2018; one that is not lawful holds no meeting or keeps no accounts."""
    lack = ("meeting_on", "tax", "contracts")[draw(0, 2, "lack", code)]
    revenue = 1_000_000 * draw(300, 4000, "revenue", code)
    fields: dict[str, Any] = dict.fromkeys(
        ("charter", "board", "services", "contracts", "accounts", "tax"), True
    )
    fields |= {"meeting_on": date(2019, 3, draw(1, 28, "meeting", code)), "revenue": revenue}
    fields["profit"] = revenue * draw(-2, 12, "profit", code) // 100
    if not is_lawful and lack == "meeting_on":
        del fields["meeting_on"]
    elif not is_lawful:
        fields[lack] = False
    _record(entry, writer, "operation", year=2018, fields=fields)


def _end(entry: Entry, writer: _Writer, code: str) -> None:
    """Some of the weak have stopped, and one has been dissolved."""
    entry.refresh_from_db()
    if draw(0, 1, "end", code):
        move = Move("stopped", date(2019, 6, 30), note=f"Không còn hoạt động ({MARK})")
    else:
        move = Move("dissolving", date(2019, 9, 1), note=f"Đang thanh lý tài sản ({MARK})")
    move_entry(entry, move, seen=entry.version, **writer.when(10))


def _transport(stage: December, writer: _Writer) -> None:
    """One that is no farm cooperative: it does not count for 13.1."""
    commune = stage.communes.get("23542")
    if commune is None:
        return
    founded = date(2018, 3, 12)
    fields = {"field": "other", "founded_on": founded, "products": "Vận tải hàng hóa"}
    told = NewEntry(
        "cooperative",
        f"HTX Vận tải {commune.name}",
        Move("active", founded, note=MARK),
        fields,
        Certainty.ILLUSTRATIVE,
    )
    add_entry(told, commune.unit, **writer.when())


def _record(entry: Entry, writer: _Writer, record: str, **told: Any) -> None:
    entry.refresh_from_db()
    new = NewRecord(record, certainty=Certainty.ILLUSTRATIVE, **told)
    add_record(entry, new, seen=entry.version, **writer.when())


def _wells(stage: December) -> None:
    """A register that the office made itself, with two entries."""
    writer = _Writer(stage.users["vpdp"])
    save_kind(WELLS, seen=0, **writer.when(8))
    for code, since in (("23542", date(2018, 11, 5)), ("23539", date(2019, 4, 2))):
        commune = stage.communes.get(code)
        if commune is None:
            continue
        fields = {"depth": Decimal(draw(8, 40, "well", code)), "households": 12}
        told = NewEntry(
            "gieng_nuoc",
            f"Giếng làng, {commune.full_name} ({MARK})",
            Move("used", since),
            fields,
            Certainty.ILLUSTRATIVE,
        )
        add_entry(told, commune.unit, **writer.when())
