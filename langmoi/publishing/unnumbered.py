"""Official papers made on the spot: in the layout of the day, room left for number and day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from langmoi.overview.model import UnitRef
from langmoi.publishing.building import BLANK_NUMBER, DEMO_MARK
from langmoi.publishing.issuers import Issuer, place_of
from langmoi.publishing.layouts import layout_on
from langmoi.publishing.model import Annex, Fact, Letterhead, Paragraph, ReportContent
from langmoi.publishing.printable import printable
from langmoi.publishing.words import blank_day


@dataclass(frozen=True)
class Unnumbered:
    """Whose paper of which kind it is; `abbreviation` is that of the kind: TB, BC."""

    kind: str
    title: str
    abbreviation: str
    unit: UnitRef
    issuer: Issuer
    on: date

    @property
    def number(self) -> str:
        return f"{BLANK_NUMBER}/{self.abbreviation}-{self.issuer.symbol}"

    @property
    def day(self) -> str:
        return blank_day(self.on.year)

    @property
    def reference(self) -> str:
        """What stands under the title of an annex."""
        kind = self.title.capitalize()
        return f"(Kèm theo {kind} số{self.number} {self.day} của {self.issuer.name})"

    def content(
        self,
        subject: str,
        body: Iterable[Paragraph],
        annexes: Iterable[Annex],
        facts: Iterable[Fact],
        *,
        receivers: tuple[str, ...],
        is_demo: bool,
    ) -> ReportContent:
        issuer, unit = self.issuer, self.unit
        head = Letterhead(
            issuer.parent, issuer.agency, f"Số:{self.number}", f"{place_of(unit)}, {self.day}"
        )
        content = ReportContent(
            kind=self.kind,
            unit_code=unit.code,
            unit_name=unit.full_name,
            month=self.on.replace(day=1),
            period=self.on.isoformat(),
            made_on=self.on,
            layout=layout_on(self.on),
            letterhead=head,
            title=self.title,
            subject=(subject,),
            body=tuple(body),
            receivers=receivers,
            signature=issuer.signature,
            annexes=tuple(annexes),
            facts=tuple(facts),
            marks=(DEMO_MARK,) if is_demo else (),
        )
        return printable(content)
