"""What rows of the register say of stars, certificates, scores and money."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from langmoi.registers.models import OcopScoring
from langmoi.registers.ocop.certificates import Certificate
from langmoi.registers.ocop.money import Paid
from langmoi.registers.ocop.rules import ScoreSet, load_ocop_rules
from langmoi.registers.ocop.scores import CouncilResult, Sheet, council_result, show_fraction

if TYPE_CHECKING:
    from langmoi.registers.queries import EntryRow

CERTIFIED, WITHDRAWN = "certified", "withdrawn"
STARS = {"s3": 3, "s4": 4, "s5": 5}


@dataclass(frozen=True)
class ScoringRow:
    """A product before a council: what its sheets come to beside what the council concluded."""

    scoring: OcopScoring
    score_set: ScoreSet
    result: CouncilResult | None

    @property
    def concluded(self) -> int | None:
        return self.scoring.concluded_stars

    @property
    def parts_said(self) -> list[tuple[str, str]]:
        """Each part's letter and mean; a dash without a sheet."""
        means = dict(self.result.parts) if self.result else {}
        return [
            (part.letter, show_fraction(means[part.id]) if part.id in means else "–")
            for part in self.score_set.parts
        ]

    @property
    def differs(self) -> bool:
        """Whether the council concluded another star than the points come to."""
        return (
            self.result is not None
            and self.concluded is not None
            and self.concluded != self.result.stars
        )

    @property
    def difference(self) -> str:
        """“Hội đồng kết luận 4 sao, theo điểm trung bình 69,5 là 3 sao.”; empty where none."""
        if not self.differs or self.result is None:
            return ""
        return (
            f"Hội đồng kết luận {self.concluded} sao, "
            f"theo điểm trung bình {self.result.mean_said} là {self.result.stars} sao."
        )


def certificates_of(row: EntryRow) -> list[Certificate]:
    """Every decision up to the row's day, the newest first; one withdrawn knows its day."""
    gone = row.state.since if row.state and row.state.state.id == WITHDRAWN else None
    found = []
    for record in row.records.get("certificate", []):
        stars = STARS.get(record.fields.get("stars", ""))
        if stars and record.on:
            told = (stars, record.on, record.document, record.fields.get("level", ""))
            found.append(Certificate(*told, gone))
    return found


def certificate_on(row: EntryRow) -> Certificate | None:
    """The certificate that holds on the row's day: only while its state says so."""
    if row.state is None or row.state.state.id != CERTIFIED:
        return None
    return next((c for c in certificates_of(row) if c.holds_on(row.on)), None)


def last_certificate(row: EntryRow) -> Certificate | None:
    """The newest there ever was up to the row's day, run out or not."""
    return next(iter(certificates_of(row)), None)


def paid_of(row: EntryRow) -> list[Paid]:
    """State money that was paid up to the row's day."""
    return [
        Paid(
            record.fields.get("item", ""),
            STARS.get(record.fields.get("stars", "")),
            int(record.fields.get("amount", 0)),
            record.on,
        )
        for record in row.records.get("support", [])
        if record.on
    ]


def scorings_of(products: Collection[int], *, on: date) -> dict[int, list[ScoringRow]]:
    """By product the scorings up to the day, the newest first; two queries however many."""
    found = OcopScoring.objects.filter(product__in=products, council__held_on__lte=on)
    rows = found.select_related("council__unit").prefetch_related("sheets")
    by_product: dict[int, list[ScoringRow]] = {}
    for scoring in rows.order_by("-council__held_on", "-pk"):
        by_product.setdefault(scoring.product_id, []).append(scoring_row(scoring))
    return by_product


def scoring_row(scoring: OcopScoring) -> ScoringRow:
    """With its sheets, judged by the set under which they were written."""
    score_set = sets_by_id()[scoring.score_set]
    members = len(scoring.council.members)
    sheets = [
        Sheet(sheet.number, {"a": sheet.a, "b": sheet.b, "c": sheet.c})
        for sheet in scoring.sheets.all()
    ]
    return ScoringRow(scoring, score_set, council_result(sheets, score_set, members=members))


def sets_by_id() -> Mapping[str, ScoreSet]:
    return {found.id: found for found in load_ocop_rules().score_sets}
