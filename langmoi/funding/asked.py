"""What people ask to be written: a project as a whole, a line of money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from langmoi.funding.models import Builder, Mechanism, MoneyKind
from langmoi.places.models import Certainty

ALL = Decimal(100)


@dataclass(frozen=True)
class PlaceShare:
    unit: int
    share: Decimal = ALL


@dataclass(frozen=True)
class CriterionShare:
    number: str
    share: Decimal = ALL


@dataclass(frozen=True)
class SourceAmount:
    """What a source gives, in đồng; of integrated money, out of which programme."""

    source: str
    amount: int
    programme: int | None = None


@dataclass(frozen=True)
class NewProject:
    """A project as it is to stand; amounts in đồng. Without a code it is given one."""

    name: str
    content: str
    places: tuple[PlaceShare, ...]
    total: int
    structure: tuple[SourceAmount, ...]
    owner: str
    criteria: tuple[CriterionShare, ...] = ()
    code: str = ""
    mechanism: str = Mechanism.NORMAL
    why_special: str = ""
    owner_unit: int | None = None
    builder: str = Builder.FIRM
    has_standard_design: bool = False
    has_simple_file: bool = False
    list_document: str = ""
    listed_on: date | None = None
    approval_document: str = ""
    approved_on: date | None = None
    started_on: date | None = None
    accepted_on: date | None = None
    settled_on: date | None = None
    handed_over_on: date | None = None
    open_call: str = ""
    open_until: date | None = None
    in_medium_term_plan: bool = False
    certainty: str = Certainty.REPORTED

    @property
    def day(self) -> date | None:
        """As of the model: the approval decides, before it the list."""
        return self.approved_on or self.listed_on

    @property
    def people_part(self) -> int:
        """What branch 5 gives."""
        return sum(s.amount for s in self.structure if s.source.partition(".")[0] == "5")


@dataclass(frozen=True)
class NewLine:
    """One amount in đồng, of a project or, without one, of a unit."""

    source: str
    kind: str
    year: int
    day: date
    amount: int
    project: int | None = None
    unit: int | None = None
    programme: int | None = None
    is_carried_over: bool = False
    document: str = ""
    item: str = ""
    note: str = ""
    certainty: str = Certainty.REPORTED

    @property
    def uses_capital(self) -> bool:
        """Whether it draws on capital that must have been allocated before."""
        return self.kind == MoneyKind.DISBURSEMENT
