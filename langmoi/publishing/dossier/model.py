"""What the file of a dossier says, part by part: plain data that the template prints."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """Widths are shares of the line."""

    header: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """A part with its own heading; what is missing is said in `paragraphs`."""

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    after: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attached:
    """A file that goes with the dossier; `first_page` 0 where its pages could not be put in."""

    label: str
    name: str
    kind: str
    sha256: str
    pages: int = 0
    first_page: int = 0
    note: str = ""


@dataclass(frozen=True)
class DossierFile:
    unit: str
    district: str
    province: str
    title: str
    subtitle: str
    state: str
    made_on: str
    mark: str
    parts: tuple[Part, ...] = field(default_factory=tuple)
    attached: tuple[Attached, ...] = field(default_factory=tuple)
