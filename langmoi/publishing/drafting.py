"""Preparing a report: opening a draft, writing a section anew, going back to what is computed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import normalise
from langmoi.people.models import User
from langmoi.publishing.access import can_prepare
from langmoi.publishing.material import Material
from langmoi.publishing.model import ReportContent
from langmoi.publishing.models import ReportDraft
from langmoi.publishing.narrative import computed
from langmoi.publishing.orders import Order
from langmoi.publishing.printable import left_out
from langmoi.publishing.reading import material_of

LONGEST = 20_000
NUMBER = re.compile(r"\d[\d.,/]*\d|\d")


@dataclass(frozen=True)
class DraftSection:
    """A section as the editor sees it."""

    id: str
    title: str
    text: str
    is_edited: bool
    is_outdated: bool  # the figures changed since it was edited
    foreign: tuple[str, ...]  # numbers that are nowhere in the report's own content
    unprintable: tuple[str, ...]


def order_of(draft: ReportDraft) -> Order:
    return Order(draft.kind, draft.unit_id, draft.month, draft.audience, draft.agency_id)


@transaction.atomic
def open_draft(order: Order, *, by: User, on: date, at: datetime) -> ReportDraft:
    """The one open draft of this report; made where there is none yet."""
    if not can_prepare(by, order, on=on):
        raise NotAllowed(
            f"Bạn không được giao lập “{order.definition.name}” của đơn vị này. "
            "Hãy liên hệ người lập báo cáo của đơn vị."
        )
    draft, is_new = ReportDraft.objects.get_or_create(
        kind=order.kind,
        unit_id=order.unit_key,
        agency=order.agency,
        audience=order.audience_id,
        month=order.period.last,
        is_issued=False,
        defaults={"made_by": by, "made_at": at},
    )
    if is_new:
        record("report.draft", draft, by=by, unit=draft.unit_id)
    return draft


@transaction.atomic
def edit_section(
    draft: ReportDraft, section: str, text: str, *, seen: int, by: User, on: date
) -> ReportDraft:
    """Write a section anew; an empty text goes back to what is computed.

    seen: the draft's version that the editor had; what a colleague has written since is not lost.
    """
    held = ReportDraft.objects.select_for_update().get(pk=draft.pk)
    order = order_of(held)
    _refuse_edit(held, order, section, text, seen, by, on)
    kept = "\n".join(line for part in text.split("\n") if (line := normalise(part)))
    edits = dict(held.edits)
    edits.pop(section, None)
    said = computed_text(material_of(order), section)
    if kept and kept != said:
        edits[section] = {"text": kept, "computed": fingerprint(said)}
    held.edits, held.version = edits, held.version + 1
    held.save(update_fields=["edits", "version"])
    record("report.edit", held, by=by, unit=held.unit_id, section=section, text=kept[:2000])
    return held


def _refuse_edit(
    held: ReportDraft, order: Order, section: str, text: str, seen: int, by: User, on: date
) -> None:
    if not can_prepare(by, order, on=on):
        raise NotAllowed("Bạn không được giao lập báo cáo này nên không sửa được.")
    if held.is_issued:
        raise DomainError("Báo cáo đã ban hành, không sửa được nữa. Hãy lập dự thảo mới.")
    if section not in {part.id for part in order.definition.outline}:
        raise DomainError(f"Báo cáo này không có mục “{section}”. Hãy tải lại trang.")
    if len(text) > LONGEST:
        raise DomainError(
            f"Đoạn dài {len(text)} ký tự, quá mức {LONGEST}. Hãy rút gọn, hoặc chuyển sang phụ lục."
        )
    if held.version != seen:
        raise DomainError(
            "Người khác vừa sửa dự thảo này. Hãy tải lại trang để xem, rồi sửa lại đoạn của bạn."
        )


def edits_of(draft: ReportDraft) -> dict[str, str]:
    return {section: told["text"] for section, told in draft.edits.items()}


def sections_of(
    draft: ReportDraft, material: Material, content: ReportContent
) -> list[DraftSection]:
    """Every section of the outline: as edited, else as computed; empty ones too."""
    known = set(numbers_in_content(material, order_of(draft), content))
    return [
        _section(draft, part.id, part.title, computed_text(material, part.id), known)
        for part in order_of(draft).definition.outline
    ]


def _section(draft: ReportDraft, id_: str, title: str, said: str, known: set[str]) -> DraftSection:
    edit = draft.edits.get(id_)
    text = edit["text"] if edit else said
    return DraftSection(
        id=id_,
        title=title,
        text=text,
        is_edited=edit is not None,
        is_outdated=edit is not None and edit["computed"] != fingerprint(said),
        foreign=tuple(dict.fromkeys(n for n in NUMBER.findall(text) if n not in known))
        if edit
        else (),
        unprintable=tuple(left_out(text)),
    )


def numbers_in_content(material: Material, order: Order, content: ReportContent) -> list[str]:
    """Every number that the content model itself holds, in computed text and tables."""
    texts = [computed_text(material, part.id) for part in order.definition.outline]
    texts += [content.body[0].text, *content.subject]
    texts += [c.text for annex in content.annexes for row in annex.rows for c in row.cells]
    return [number for text in texts for number in NUMBER.findall(text)]


def computed_text(material: Material, section: str) -> str:
    return "\n".join(computed(material, section))


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
