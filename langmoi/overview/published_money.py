"""Money as it was published beside what the system's own lines come to; every difference said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Sum
from django.db.models.functions import ExtractYear

from langmoi.core.memory import kept
from langmoi.funding.contribution_queries import TABLE as CONTRIBUTIONS
from langmoi.funding.models import Contribution, MoneyKind, MoneyLine
from langmoi.funding.sources import PEOPLE
from langmoi.law.faults import Faults
from langmoi.law.yaml_reader import Fields, Item, read_yaml
from langmoi.overview.published import Expected

FILE = Path(__file__).parent / "data" / "published_money.yaml"
NONE = "none"
KINDS = (NONE, MoneyKind.PLAN, MoneyKind.ALLOCATION, MoneyKind.DISBURSEMENT)
BILLION = 10**9
PROVINCE = "62"
# By (kind, year, code of the source): what standing lines come to.
Sums = dict[tuple[str, int, str], int]


@dataclass(frozen=True)
class Amount:
    """đồng as printed, with the words around it: “hơn 205”."""

    dong: int
    said: str


@dataclass(frozen=True)
class Part:
    name: str
    sources: tuple[str, ...]
    printed: Amount


@dataclass(frozen=True)
class PublishedMoney:
    """One published amount, and the parts that were printed with it."""

    id: str
    first_year: int
    last_year: int
    unit: str
    what: str
    kind: str
    total: Amount
    parts: tuple[Part, ...]
    expected: Expected
    source: str
    why: str = ""

    @property
    def parts_sum(self) -> int:
        return sum(part.printed.dong for part in self.parts)

    @property
    def gap(self) -> int:
        """By how much the printed parts and the printed total differ."""
        return abs(self.total.dong - self.parts_sum) if self.parts else 0

    @property
    def years(self) -> str:
        first, last = self.first_year, self.last_year
        return f"{first}" if first == last else f"{first} - {last}"


@dataclass(frozen=True)
class MoneyCompared:
    """A published amount beside ours; None where nothing of it is computed."""

    published: PublishedMoney
    parts: tuple[int, ...] | None

    @property
    def total(self) -> int | None:
        return None if self.parts is None else sum(self.parts)

    @property
    def difference(self) -> int | None:
        """Ours less the published one."""
        return None if self.total is None else self.total - self.published.total.dong

    @property
    def lines(self) -> list[tuple[Part, int | None, int | None]]:
        """Each printed part with ours and the difference."""
        printed = self.published.parts
        if self.parts is None:
            return [(part, None, None) for part in printed]
        pairs = zip(printed, self.parts, strict=True)
        return [(part, ours, ours - part.printed.dong) for part, ours in pairs]

    @property
    def is_equal(self) -> bool:
        told = tuple(part.printed.dong for part in self.published.parts)
        return self.parts == told and not self.difference


@cache
def load_published_money() -> tuple[PublishedMoney, ...]:
    """Every published amount, in the order of the file; raises for a file that is not fit."""
    faults = Faults()
    item = read_yaml(FILE, f"langmoi/overview/data/{FILE.name}", faults)
    found = tuple(_read(entry) for entry in (item.entries() if item else ()))
    faults.raise_if_any("Tiền đã công bố")
    return found


def compare_money() -> list[MoneyCompared]:
    """Each beside what standing lines of the province come to, in two reads."""
    sums = kept(("money by year and source",), _sums, "funding_moneyline", CONTRIBUTIONS)
    return [_compared(item, sums) for item in load_published_money()]


def _compared(item: PublishedMoney, sums: Sums) -> MoneyCompared:
    if item.kind == NONE or item.unit != PROVINCE:
        return MoneyCompared(item, None)
    return MoneyCompared(item, tuple(_of_part(item, part, sums) for part in item.parts))


def _of_part(item: PublishedMoney, part: Part, sums: Sums) -> int:
    return sum(
        amount
        for (kind, year, code), amount in sums.items()
        if kind == item.kind
        and item.first_year <= year <= item.last_year
        and any(code == branch or code.startswith(f"{branch}.") for branch in part.sources)
    )


def _sums() -> Sums:
    """New capital only: carried over, it was counted in its own year. What people gave is counted
    once, from the register of contributions, and not from lines that repeat it."""
    sums: Sums = defaultdict(int)
    lines = MoneyLine.objects.standing().filter(is_carried_over=False)
    rows = lines.order_by().values_list("kind", "year", "source").annotate(Sum("amount"))
    for kind, year, source, amount in rows:
        if kind == MoneyKind.PLAN or source.split(".")[0] != PEOPLE:
            sums[kind, year, source] += amount
    given = Contribution.objects.standing().order_by().annotate(year=ExtractYear("given_on"))
    for year, amount in given.values_list("year").annotate(Sum("total")):
        for kind in (MoneyKind.ALLOCATION, MoneyKind.DISBURSEMENT):
            sums[kind, year, PEOPLE] += amount
    return dict(sums)


def _read(item: Item) -> PublishedMoney:
    fields = item.fields(
        required=("id", "from", "to", "unit", "what", "kind", "total", "parts", "expected",
                  "source"),
        optional=("why",),
    )  # fmt: skip
    total = fields.get("total")
    return PublishedMoney(
        id=fields.text("id"),
        first_year=int(fields.decimal("from") or 0),
        last_year=int(fields.decimal("to") or 0),
        unit=fields.text("unit"),
        what=fields.text("what"),
        kind=fields.choice("kind", KINDS),
        total=_amount(total.fields(required=("amount", "said"))) if total else Amount(0, ""),
        parts=tuple(_part(entry) for entry in fields.entries("parts")),
        expected=Expected(fields.choice("expected", list(Expected))),
        source=fields.text("source"),
        why=fields.text("why"),
    )


def _part(item: Item) -> Part:
    fields = item.fields(required=("name", "sources", "amount", "said"))
    sources = tuple(entry.text() for entry in fields.entries("sources"))
    return Part(fields.text("name"), sources, _amount(fields))


def _amount(fields: Fields) -> Amount:
    billions = fields.decimal("amount") or 0
    return Amount(int(billions * BILLION), fields.text("said").replace(".", ","))


def year_of_money(item: PublishedMoney) -> date:
    """The month under which it stands among other published figures."""
    return date(item.last_year, 12, 1)
