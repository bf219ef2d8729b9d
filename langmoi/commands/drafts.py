"""Drafts of criteria sets by command: read, taken out, brought in, put back in their place."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from langmoi.commands.django import setup
from langmoi.core.console import say
from langmoi.core.errors import NotFound

if TYPE_CHECKING:
    from langmoi.law.model import CriteriaSet
    from langmoi.lawdesk.models import SetDraft


def law_of_draft(number: int) -> CriteriaSet:
    """The draft as if it were complete. Raises FaultyInput with its gaps."""
    draft = _find(number)
    from langmoi.lawdesk.readiness import law_of

    return law_of(draft)


def read_draft(number: str) -> CriteriaSet:
    """The draft as it stands, gaps and all."""
    draft = _find(int(number) if number.isascii() and number.isdigit() else 0)
    from langmoi.law.parcel import read_texts
    from langmoi.lawdesk.drafts import latest

    return read_texts(latest(draft).texts)


def export(args: argparse.Namespace) -> int:
    draft = _find(args.draft)
    from langmoi.core.files import write_file
    from langmoi.law.parcel import pack
    from langmoi.lawdesk.drafts import latest

    write_file(args.file, pack(latest(draft).texts))
    say(f"Đã ghi bản thảo {draft.set_id} vào {args.file}.")
    return 0


def bring_in(args: argparse.Namespace) -> int:
    setup()
    from langmoi.commands.filings import find_user
    from langmoi.core.clock import now, today
    from langmoi.core.files import why_not_opened
    from langmoi.law.parcel import gather, unpack
    from langmoi.lawdesk.drafts import import_draft

    user = find_user(args.by)
    try:
        if args.source.is_dir():
            files = [path for path in sorted(args.source.rglob("*")) if path.is_file()]
            texts = gather((str(p.relative_to(args.source)), p.read_bytes()) for p in files)
        else:
            texts = unpack(args.source.read_bytes())
    except OSError as error:
        raise NotFound(f"Chưa nhập được {args.source}: {why_not_opened(error)}") from error
    made = import_draft(texts, args.source.name, by=user, on=today(), at=now())
    say(f"Đã nhập bản thảo {made.pk}: {made.set_id}.")
    return 0


def restore(args: argparse.Namespace) -> int:
    setup()
    from langmoi.law.published import folder
    from langmoi.lawdesk.publishing import restore_published

    found = restore_published()
    told = ", ".join(found) if found else "chưa có bộ nào được đưa vào dùng"
    say(f"Thư mục {folder()}: {told}.")
    return 0


def _find(number: int) -> SetDraft:
    setup()
    from langmoi.lawdesk.models import SetDraft

    found = SetDraft.objects.filter(pk=number).first()
    if found is None:
        raise NotFound(
            f"Không có bản thảo số {number}. Số của bản thảo ở địa chỉ trang: /bo-tieu-chi/5/."
        )
    return found
