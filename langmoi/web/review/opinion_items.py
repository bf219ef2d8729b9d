"""The rows of a department's work list, and which of them an address asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from langmoi.core.text import slug
from langmoi.law.model import Indicator
from langmoi.places.models import UnitVersion
from langmoi.reporting.chain import chain_on
from langmoi.reporting.expected import is_other
from langmoi.reporting.models import Filing, Opinion, Revision
from langmoi.web.figures import said_in_full
from langmoi.web.review.forms import WordForm
from langmoi.web.review.lines import Line

EVERYTHING = "tat-ca"
WORDS = [("chua", "chưa có ý kiến"), ("dong-y", "đồng ý"), ("khong", "không đồng ý")]
KINDS = [
    ("khac-nhau", "có ý kiến khác nhau", "arrows-split-2"),
    ("moi-dat", "mới báo đạt", "arrow-up"),
    ("thay-doi", "số liệu thay đổi", "pencil"),
    ("giu-nguyen", "giữ nguyên", "equal"),
]


@dataclass(frozen=True)
class FigureItem:
    name: str
    value: str
    before: str
    is_changed: bool
    expected: str  # what the department's own list holds, where it differs


@dataclass(frozen=True)
class Item:
    """One indicator of one commune's filing, as its department sees it."""

    line: Line
    filing: Filing
    revision: Revision
    indicator: Indicator
    criterion: str
    opinion: Opinion | None
    others: tuple[Opinion, ...]
    expected: Mapping[str, Any]
    may_give: bool
    typed: WordForm | None

    @cached_property
    def form(self) -> WordForm:
        """What was typed and could not be taken; else an empty one, made for the rows shown."""
        return self.typed or WordForm()

    @property
    def unit(self) -> UnitVersion:
        return self.line.unit

    @property
    def district(self) -> UnitVersion | None:
        return self.line.district

    @property
    def slug(self) -> str:
        return slug(self.indicator.number.replace(".", " "))

    @property
    def key(self) -> str:
        return f"{self.revision.pk}:{self.indicator.number}"

    @property
    def replaces(self) -> str:
        """The moment of the opinion on the page, so that a newer one is not overwritten."""
        return self.opinion.at.isoformat() if self.opinion else ""

    @property
    def outcome(self) -> str:
        return str(self.revision.indicators.get(self.indicator.number, "not_assessed"))

    @property
    def outcome_before(self) -> str:
        before = self.line.before
        return str(before.indicators.get(self.indicator.number, "")) if before else ""

    @property
    def review(self) -> Any:
        """The district's word on the indicator's criterion."""
        return self.line.reviews.get(self.criterion)

    @property
    def is_changed(self) -> bool:
        return self.indicator.number in self.line.changed_indicators

    @property
    def is_new(self) -> bool:
        return self.line.newly_met(self.indicator.number)

    @cached_property
    def disputed_by(self) -> str:
        """Who sees it otherwise: the district, another department, or the department's own list."""
        if self.review is not None and not self.review.agrees:
            reviewer = "Huyện" if chain_on(self.line.month).has_district else "Tỉnh"
            return f"{reviewer} không đồng ý"
        if any(not opinion.agrees for opinion in self.others):
            return "Ngành khác không đồng ý"
        differs = any(self._differs(figure_id) for figure_id in self._figure_ids)
        return "Khác danh sách của ngành" if differs else ""

    @property
    def is_disputed(self) -> bool:
        return bool(self.disputed_by)

    @cached_property
    def kind(self) -> str:
        if self.is_disputed:
            return "khac-nhau"
        if self.is_new:
            return "moi-dat"
        return "thay-doi" if self.is_changed else "giu-nguyen"

    @property
    def _figure_ids(self) -> list[str]:
        fact = [self.indicator.arises_when] if self.indicator.arises_when else []
        return list(dict.fromkeys([*fact, *(test.figure for test in self.indicator.tests)]))

    @cached_property
    def figures(self) -> tuple[FigureItem, ...]:
        return tuple(self._figure(figure_id) for figure_id in self._figure_ids)

    def _differs(self, figure_id: str) -> bool:
        """Whether the department's own list says otherwise."""
        now, held = self.revision.figures.get(figure_id), self.expected.get(figure_id)
        return held is not None and now is not None and is_other(now, held)

    def _figure(self, figure_id: str) -> FigureItem:
        figure = self.line.criteria_set.figure(figure_id)
        now = self.revision.figures.get(figure_id)
        then = self.line.before.figures.get(figure_id) if self.line.before else None
        return FigureItem(
            name=figure.name,
            value=said_in_full(figure, now),
            before=said_in_full(figure, then),
            is_changed=figure_id in self.line.changes,
            expected=said_in_full(figure, self.expected[figure_id])
            if self._differs(figure_id)
            else "",
        )


@dataclass(frozen=True)
class Filters:
    """What the address asks for. Without a word: the first kind that still waits for an opinion."""

    what: str
    word: str
    indicator: str
    district: str
    text: str

    @classmethod
    def read(cls, query: QueryDict) -> Filters:
        names = ("xem", "y-kien", "chi-so", "huyen", "tim")
        return cls(*(query.get(name, "").strip() for name in names))

    @property
    def is_narrow(self) -> bool:
        return bool(self.word or self.indicator or self.district or self.text)

    def fits(self, item: Item) -> bool:
        return (
            (self.what in ("", EVERYTHING) or item.kind == self.what)
            and (not self.indicator or item.indicator.number == self.indicator)
            and (not self.district or _code(item.district) == self.district)
            and (not self.word or _word(item) == self.word)
        )


def _code(unit: UnitVersion | None) -> str:
    return unit.code if unit is not None else ""


def _word(item: Item) -> str:
    if item.opinion is None:
        return "chua"
    return "dong-y" if item.opinion.agrees else "khong"


@dataclass(frozen=True)
class Tile:
    """How many rows of a kind there are, and how many still wait."""

    key: str
    label: str
    icon: str
    all: int
    left: int


def with_default(filters: Filters, tiles: Sequence[Tile]) -> Filters:
    """Without a choice in the address: the most urgent kind that still has something waiting."""
    if filters.what:
        return filters
    first = next((tile.key for tile in tiles if tile.left), EVERYTHING)
    return Filters(first, filters.word, filters.indicator, filters.district, filters.text)
