"""Every write of drafts: begun, changed, given their scans, dropped; each with its audit line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError
from langmoi.law.library import HEAD
from langmoi.law.parcel import DOCUMENTS, documents_of, read_texts, set_id_of, texts_of, trees_of
from langmoi.law.sets import set_ids
from langmoi.law.yaml_writer import FALSE, Tree, read_tree, write_tree
from langmoi.lawdesk.access import refuse_writing
from langmoi.lawdesk.authors import note_authors
from langmoi.lawdesk.models import DraftPaper, DraftState, SetDraft, SetDraftSave
from langmoi.people.models import User
from langmoi.reporting.evidence.keeping import NewFile, keep_file

IN_THE_MAKING = "Bản thảo đang soạn, chưa đưa vào dùng."

Trees = dict[str, Tree]


class Edit(Protocol):
    """A change of a draft's files, and what it is in words."""

    @property
    def what(self) -> str: ...

    def apply(self, trees: Trees) -> None:
        """Change the data in place. Raises StaleDraft where it is not as the person saw it."""


@dataclass(frozen=True)
class Difference:
    """One place that two people wrote otherwise."""

    field: str
    mine: str
    theirs: str


class StaleDraft(DomainError):
    """Someone else saved meanwhile; nothing is written, both values are told."""

    def __init__(self, differences: Iterable[Difference]) -> None:
        self.differences = list(differences)
        told = "; ".join(
            f"{d.field}: bạn ghi “{d.mine}”, đang có “{d.theirs}”" for d in self.differences
        )
        super().__init__(
            "Chưa lưu: trong lúc bạn soạn, người khác đã sửa mục này. "
            f"{told or 'Mục này đã khác lúc bạn mở'}. Hãy xem lại rồi lưu lần nữa."
        )


@transaction.atomic
def begin_draft(set_id: str, *, by: User, on: date, at: datetime) -> SetDraft:
    """A draft with the files of a set in use, under an id of its own."""
    refuse_writing(by, on=on)
    base = texts_of(set_id)
    head = read_tree(base[HEAD])
    head["id"] = _free_id(set_id)
    draft = _new(head["id"], set_id, by=by, at=at)
    texts = {**base, HEAD: write_tree(_in_the_making(head))}
    save_version(draft, texts, f"Lập bản thảo từ bộ {set_id}", by=by, author=None, at=at)
    record("law.begin", draft, by=by, set=head["id"], base=set_id)
    return draft


@transaction.atomic
def import_draft(
    texts: Mapping[str, str], source: str, *, by: User, on: date, at: datetime
) -> SetDraft:
    """A draft with these files as they are. Raises BrokenLaw with every fault of theirs."""
    refuse_writing(by, on=on)
    read_texts(texts)
    draft = _new(set_id_of(texts), source[:255], by=by, at=at)
    save_version(draft, texts, f"Nhập từ tệp {source}", by=by, author=by, at=at)
    record("law.import", draft, by=by, set=draft.set_id, file=source)
    return draft


@transaction.atomic
def change_draft(draft: SetDraft, edit: Edit, *, by: User, on: date, at: datetime) -> SetDraftSave:
    """The next version of the draft, whole as the loader takes it, or nothing.

    Raises BrokenLaw with every fault, StaleDraft where someone else changed the same thing.
    """
    refuse_writing(by, on=on)
    locked = lock_open(draft)
    texts = latest(locked).texts
    trees = trees_of(texts)
    edit.apply(trees)
    _in_the_making(trees[HEAD])
    changed = rewritten(texts, trees)
    if changed == texts:
        return latest(locked)
    saved = save_version(locked, changed, edit.what, by=by, author=by, at=at)
    record("law.save", locked, by=by, set=locked.set_id, what=edit.what, save=saved.number)
    return saved


def attach_paper(
    draft: SetDraft, document: str, file: NewFile, *, by: User, on: date, at: datetime
) -> DraftPaper:
    """Keep the scan of a document beside the draft; its kind is proved by its content."""
    refuse_writing(by, on=on)
    if document not in known_documents(draft):
        raise DomainError("Danh mục không có văn bản này. Hãy ghi văn bản trước rồi gửi bản quét.")
    sent = keep_file(file)
    with transaction.atomic():
        lock_open(draft)
        paper, is_new = DraftPaper.objects.get_or_create(
            draft=draft,
            document=document,
            file=sent.row(),
            defaults={"name": sent.name, "by": by, "at": at},
        )
        if is_new:
            record("law.paper", draft, by=by, document=document, name=sent.name, sha256=sent.sha256)
    return paper


@transaction.atomic
def drop_draft(draft: SetDraft, *, by: User, on: date) -> None:
    """Give the draft up; it stays to be read."""
    refuse_writing(by, on=on)
    locked = lock_open(draft)
    locked.state = DraftState.DROPPED
    locked.save(update_fields=["state"])
    record("law.drop", locked, by=by, set=locked.set_id)


def latest(draft: SetDraft) -> SetDraftSave:
    return draft.saves.select_related("by").order_by("-number")[:1].get()


def lock_open(draft: SetDraft) -> SetDraft:
    """The draft's row, locked until the transaction ends: two saves queue up."""
    locked = SetDraft.objects.select_for_update().get(pk=draft.pk)
    if not locked.is_open:
        raise DomainError(
            f"Bản thảo này {locked.get_state_display()} nên không sửa được. "
            "Muốn đổi, hãy lập bản thảo mới từ bộ đó."
        )
    return locked


def digest_of(tree: Tree) -> str:
    """What a form bears, to say later whether the same thing was changed meanwhile."""
    return hashlib.sha256(write_tree(tree).encode()).hexdigest()


def known_documents(draft: SetDraft) -> set[str]:
    """The ids of the documents that the draft may rest on."""
    return set(documents_of(latest(draft).texts))


def _new(set_id: str, source: str, *, by: User, at: datetime) -> SetDraft:
    return SetDraft.objects.create(set_id=set_id, begun_from=source, begun_by=by, begun_at=at)


def save_version(
    draft: SetDraft,
    texts: Mapping[str, str],
    what: str,
    *,
    by: User,
    author: User | None,
    at: datetime,
) -> SetDraftSave:
    criteria_set = read_texts(texts)
    last = draft.saves.order_by("-number").values_list("number", flat=True).first()
    saved = SetDraftSave.objects.create(
        draft=draft, number=(last or 0) + 1, texts=dict(texts), what=what[:300], by=by, at=at
    )
    note_authors(draft, criteria_set, by=author, at=at)
    return saved


def _in_the_making(head: Tree) -> Tree:
    """Until it is published a draft may lack things, and says so."""
    if head.get("complete") != FALSE:
        head["complete"] = FALSE
    head.setdefault("incomplete_reason", IN_THE_MAKING)
    return head


def rewritten(texts: Mapping[str, str], trees: Trees) -> dict[str, str]:
    """The files anew, but those whose data is the same as they were."""
    return {
        name: texts[name] if name in texts and read_tree(texts[name]) == tree else write_tree(tree)
        for name, tree in trees.items()
        if name != DOCUMENTS or tree
    }


def _free_id(set_id: str) -> str:
    taken = {*set_ids(), *SetDraft.objects.values_list("set_id", flat=True)}
    number = 2
    while f"{set_id}-{number}" in taken:
        number += 1
    return f"{set_id}-{number}"
