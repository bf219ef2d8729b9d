"""The text of a report: basis and period, then its sections by the outline, then the closing.

A section for which the system holds nothing is left out, heading and all; the office adds its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from langmoi.core.text import capital
from langmoi.law.documents import load_documents
from langmoi.law.model import CriteriaSet, Document
from langmoi.law.sets import load_set
from langmoi.publishing.definitions import Definition
from langmoi.publishing.issuers import Issuer, spelled_out
from langmoi.publishing.material import Material
from langmoi.publishing.model import Paragraph, Role
from langmoi.publishing.sections import SECTIONS
from langmoi.publishing.words import day_in_words, lettered, small_start


def body(
    material: Material,
    definition: Definition,
    issuer: Issuer,
    edits: Mapping[str, str] | None = None,
) -> Iterator[Paragraph]:
    """The paragraphs; a section that the office has written anew stands as it wrote it."""
    yield Paragraph(opening(material, definition, issuer))
    number = 0
    for section in definition.outline:
        sentences = section_text(material, section.id, edits or {})
        if sentences:
            number += 1
            yield Paragraph(f"{number}. {section.title}", Role.HEADING, section.id)
            yield from (Paragraph(sentence, Role.ITEM, section.id) for sentence in sentences)
    yield Paragraph(
        f"Trên đây là {of_subject(material, definition)}, {issuer.name} {issuer.closing}./."
    )


def section_text(material: Material, section: str, edits: Mapping[str, str]) -> list[str]:
    """The section's paragraphs: as edited, else as computed."""
    if section in edits:
        return [line for line in edits[section].replace("\r", "").split("\n") if line.strip()]
    return computed(material, section)


def computed(material: Material, section: str) -> list[str]:
    """The section as the figures have it; several sentences bear letters."""
    return lettered(list(SECTIONS[section](material)))


def subject_of(material: Material, definition: Definition) -> tuple[str, ...]:
    names = {
        "unit": spelled_out(material.overview.unit),
        "period": material.period.words,
    }
    return tuple(line.format(**names) for line in definition.subject)


def of_subject(material: Material, definition: Definition) -> str:
    """The subject within a sentence."""
    return small_start(" ".join(subject_of(material, definition)))


def opening(material: Material, definition: Definition, issuer: Issuer) -> str:
    """The legal basis, from the documents that the criteria set itself names, then the period."""
    overview, period = material.overview, material.period
    named_bases = [named(d) for d in bases_of(overview.criteria_set, period.ends_on)]
    basis = f"Căn cứ {'; '.join(named_bases)}; " if named_bases else ""
    days = f"(từ ngày {period.starts_on:%d/%m/%Y} đến ngày {period.ends_on:%d/%m/%Y})"
    if definition.since is not None:
        days = f"(số liệu đến ngày {period.ends_on:%d/%m/%Y})"
    return f"{basis}{issuer.name} báo cáo {of_subject(material, definition)} {days} như sau:"


def bases_of(criteria_set: CriteriaSet, on: date) -> list[Document]:
    """The documents of the set and of the set that it extends, the nation's first.

    A document of a later day is left out: Kon Tum's set is used for months before its decision.
    """
    ids = [criteria_set.document]
    if criteria_set.extends:
        ids.insert(0, load_set(criteria_set.extends).document)
    register = load_documents()
    known = [register[id_] for id_ in ids if id_ in register]
    return [document for document in known if document.issued_on and document.issued_on <= on]


def named(document: Document) -> str:
    day = f" {day_in_words(document.issued_on)}" if document.issued_on else ""
    return (
        f"{capital(document.kind)} số {document.number}{day} của {document.issuer}{about(document)}"
    )


def about(document: Document) -> str:
    """“ ban hành Bộ tiêu chí …”, “ về …”, as a decision's own abstract reads."""
    if document.title.startswith("Bộ tiêu chí"):
        return f" ban hành {document.title}"
    return f" về {small_start(document.title)}" if document.title else ""
