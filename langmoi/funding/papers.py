"""Papers of a project: kept by the one way in which files are kept; taken off, the row stays."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from langmoi.core.errors import DomainError
from langmoi.core.text import normalise
from langmoi.funding.models import Project, ProjectPaper
from langmoi.funding.projects import hold, tell
from langmoi.people.models import User
from langmoi.reporting.evidence.keeping import NewFile, keep_file


def add_paper(
    project: Project, file: NewFile, about: str, *, by: User, on: date, at: datetime
) -> ProjectPaper:
    """Keep a paper of the project; raises DomainError saying why a file is not taken."""
    about = normalise(about)[:200]
    kept = keep_file(file)
    with transaction.atomic():
        held = hold(project, seen=None, by=by, on=on)
        row = kept.row()
        if held.papers.filter(file=row, removed_at__isnull=True).exists():
            raise DomainError(f"Tệp “{kept.name}” đã có trong giấy tờ của công trình này.")
        paper = ProjectPaper.objects.create(
            project=held, file=row, name=kept.name, about=about, by=by, at=at
        )
        told = {"paper": paper.pk, "sha256": kept.sha256}
        tell(held, "paper", by=by, at=at, note=about or kept.name, detail=told)
    return paper


@transaction.atomic
def remove_paper(paper: ProjectPaper, *, by: User, on: date, at: datetime) -> ProjectPaper:
    """The paper is shown no more among the project's; its row and its file stay."""
    held = hold(paper.project, seen=None, by=by, on=on)
    found = ProjectPaper.objects.select_for_update().get(pk=paper.pk)
    if found.removed_at is not None:
        raise DomainError("Giấy tờ này đã được gỡ trước đó. Hãy tải lại trang để xem.")
    found.removed_at, found.removed_by = at, by
    found.save(update_fields=["removed_at", "removed_by"])
    tell(held, "unpaper", by=by, at=at, note=found.about or found.name, detail={"paper": paper.pk})
    return found
