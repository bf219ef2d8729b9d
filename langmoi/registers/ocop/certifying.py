"""A product is certified: star, decision and the state that holds 36 months, in one write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from langmoi.people.models import User
from langmoi.registers.models import Entry
from langmoi.registers.moving import Move, move_entry
from langmoi.registers.recording import NewRecord, add_record


@dataclass(frozen=True)
class Decision:
    """A decision that certifies a product."""

    stars: int
    level: str  # who decided: district, province, nation
    document: str  # number and day, as the paper says
    issued_on: date
    signer: str = ""
    note: str = ""
    certainty: str = ""


@transaction.atomic
def certify(
    product: Entry, told: Decision, *, seen: int, by: User, on: date, at: datetime
) -> Entry:
    """Keep the decision as a record and bring the product into “certified” from its day on.

    What the rules ask (who certifies that star that day, no decision before its council) is
    checked by the kind's rule on both writes; a refusal leaves nothing.
    """
    add_record(
        product,
        NewRecord(
            "certificate",
            {"stars": f"s{told.stars}", "level": told.level},
            day=told.issued_on,
            document=told.document,
            certainty=told.certainty,
        ),
        seen=seen,
        by=by,
        on=on,
        at=at,
    )
    product.refresh_from_db()
    move = Move(
        "certified",
        told.issued_on,
        document=told.document,
        document_on=told.issued_on,
        signer=told.signer,
        note=told.note,
    )
    move_entry(product, move, seen=product.version, by=by, on=on, at=at)
    product.refresh_from_db()
    return product
