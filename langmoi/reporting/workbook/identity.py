"""What each sheet says about itself, so that a sheet copied into another file is still known.

The text stands in the hidden row of keys, above the column of unit codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

FORM = "langmoi-1"
UNIT_NAME_KEY = "unit_name"


@dataclass(frozen=True)
class SheetIdentity:
    """Month, criteria set and the codes of the units that the sheet was made for."""

    month: date
    set_id: str
    law_version: str
    unit_codes: tuple[str, ...]

    def as_text(self) -> str:
        codes = ",".join(self.unit_codes)
        return (
            f"{FORM}; month={self.month:%Y-%m}; set={self.set_id}; "
            f"law={self.law_version[:12]}; units={codes}"
        )


def read_identity(text: str) -> SheetIdentity | None:
    """The identity that the text states, or None where it is none of this form."""
    form, *parts = [part.strip() for part in text.split(";")]
    told = dict(part.split("=", 1) for part in parts if "=" in part)
    month = re.fullmatch(r"(\d{4})-(\d{2})", told.get("month", ""))
    if form != FORM or not month or not 1 <= int(month[2]) <= 12 or "set" not in told:
        return None
    return SheetIdentity(
        month=date(int(month[1]), int(month[2]), 1),
        set_id=told["set"],
        law_version=told.get("law", ""),
        unit_codes=tuple(code for code in told.get("units", "").split(",") if code),
    )
