"""Characters that an official document cannot print, left out of all of its files alike."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from langmoi.publishing.model import ReportContent

# Control characters break XML; pictures, private and unassigned ones have no letter to print.
UNPRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk")
KEPT = "\u00a0°^`¨´"


def clean(text: str) -> str:
    """The text without emoji and control characters; single spaces where they stood."""
    if text.isascii() and text.isprintable():
        return text
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(c for c in normal if _is_kept(c))
    return kept if kept == normal else " ".join(kept.split())


def left_out(text: str) -> list[str]:
    """The characters that printing leaves out, each once."""
    return list(dict.fromkeys(c for c in text if not _is_kept(c) and not c.isspace()))


def printable(content: ReportContent) -> ReportContent:
    """The same report with clean text in prose, tables and signature."""
    return replace(
        content,
        body=tuple(replace(part, text=clean(part.text)) for part in content.body),
        signer=clean(content.signer),
        cosigners=tuple(replace(one, name=clean(one.name)) for one in content.cosigners),
        annexes=tuple(
            replace(
                annex,
                rows=tuple(
                    replace(
                        row,
                        cells=tuple(
                            replace(cell, value=clean(cell.value))
                            if isinstance(cell.value, str)
                            else cell
                            for cell in row.cells
                        ),
                    )
                    for row in annex.rows
                ),
            )
            for annex in content.annexes
        ),
    )


def _is_kept(character: str) -> bool:
    if character in KEPT:
        return True
    # The face has no letters beyond the basic plane, nor selectors of a picture's form.
    if ord(character) > 0xFFFF or "\ufe00" <= character <= "\ufe0f":
        return False
    return unicodedata.category(character) not in UNPRINTABLE
