"""The register of legal documents: number and date together are the key, Party and Government."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from langmoi.law.faults import Faults
from langmoi.law.model import Document, Mark
from langmoi.law.published import registers, stamp
from langmoi.law.yaml_reader import Item, read_yaml

DATA = Path(__file__).parent / "data"
PROJECT = Path(__file__).parents[2]


def load_documents() -> dict[str, Document]:
    """All documents by id, those of sets put into use here among them.

    Raises BrokenLaw where a register holds faults.
    """
    return _documents(stamp())


@lru_cache(maxsize=4)
def _documents(state: tuple[str, int]) -> dict[str, Document]:
    faults = Faults()
    documents = read_documents(DATA / "documents.yaml", faults)
    for path in registers(Path(state[0])) if state[1] else ():
        documents |= read_documents(path, faults)
    faults.raise_if_any("Danh mục văn bản")
    return documents


def read_documents(path: Path, faults: Faults) -> dict[str, Document]:
    """The documents of one register; two with the same number and date are refused."""
    item = read_yaml(path, shown_path(path), faults)
    documents: dict[str, Document] = {}
    keys: dict[tuple[str, date | None], Mark] = {}
    for entry in item.entries() if item else []:
        document = _read_document(entry)
        key = (document.number, document.issued_on)
        if document.id in documents:
            entry.fault(f"Mã văn bản “{document.id}” dùng hai lần.", "Hãy đặt mã khác.")
        if key in keys:
            when = f"{document.issued_on:%d/%m/%Y}" if document.issued_on else "chưa rõ ngày"
            entry.fault(
                f"Văn bản {document.number} ({when}) đã có ở {keys[key]}.",
                "Số và ngày cùng nhau là khóa: hãy bỏ một văn bản, hoặc sửa ngày.",
            )
        documents[document.id], keys[key] = document, entry.mark
    return documents


def shown_path(path: Path) -> str:
    """The path as people see it: from the project's root where it lies inside."""
    full = path.resolve()
    return str(full.relative_to(PROJECT)) if full.is_relative_to(PROJECT) else str(path)


def _read_document(item: Item) -> Document:
    fields = item.fields(
        required=("id", "number", "kind", "issuer", "issued_on", "effective_on", "title"),
        optional=("source", "note"),
    )
    return Document(
        id=fields.text("id"),
        number=fields.text("number"),
        kind=fields.text("kind"),
        issuer=fields.text("issuer"),
        issued_on=fields.day("issued_on"),
        effective_on=fields.day("effective_on"),
        title=fields.text("title"),
        source=fields.text("source"),
        note=fields.text("note"),
    )
