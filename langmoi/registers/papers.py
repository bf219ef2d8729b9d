"""Papers of an entry: kept as all files are, taken off with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from langmoi.core.errors import DomainError
from langmoi.people.models import User
from langmoi.registers.kind_list import kind_of
from langmoi.registers.models import Entry, EntryFile
from langmoi.registers.writing import hold, moved_on, one_line
from langmoi.reporting.evidence.keeping import NewFile, keep_file

MOST_PAPERS = 50


def attach(
    entry: Entry, file: NewFile, *, label: str, seen: int, by: User, on: date, at: datetime
) -> EntryFile:
    """A paper of the entry; raises DomainError saying why a file is not taken."""
    label = one_line(label, "tên giấy tờ", 200, needed=True)
    # The file comes first and the row later: a row without its file would be a broken promise.
    kept = keep_file(file)
    with transaction.atomic():
        held = hold(entry, kind_of(entry.kind), seen, by, on)
        if held.papers.filter(taken_back_at__isnull=True).count() >= MOST_PAPERS:
            raise DomainError(f"Mục này đã có {MOST_PAPERS} giấy tờ. Hãy gỡ bớt rồi gửi lại.")
        row = EntryFile.objects.create(
            entry=held, file=kept.row(), file_name=kept.name, label=label, by=by, at=at
        )
        moved_on(held, "attach", by, file=kept.sha256, file_name=kept.name, label=label)
    return row


@transaction.atomic
def take_off(row: EntryFile, *, why: str, seen: int, by: User, on: date, at: datetime) -> EntryFile:
    """The paper is shown no more; that it was there stays."""
    held = hold(row.entry, kind_of(row.entry.kind), seen, by, on)
    current = EntryFile.objects.select_for_update().get(pk=row.pk)
    if current.taken_back_at is not None:
        raise DomainError("Giấy tờ này đã được gỡ. Hãy tải lại trang để xem.")
    current.why_taken_back = one_line(why, "lý do gỡ", 300, needed=True)
    current.taken_back_at, current.taken_back_by = at, by
    current.save()
    moved_on(held, "take_off", by, paper=row.pk, why=current.why_taken_back)
    return current
