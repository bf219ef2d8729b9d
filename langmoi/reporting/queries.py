"""Reads of filings that span tables."""

from __future__ import annotations

from langmoi.core.audit import GENESIS, digest
from langmoi.reporting.actions import revision_content
from langmoi.reporting.models import Revision


def first_broken_revision() -> Revision | None:
    """The first revision whose hash does not follow from its content and the one before it."""
    previous: dict[int, str] = {}
    revisions = Revision.objects.select_related("filing", "made_by").order_by("filing", "number")
    for revision in revisions.iterator():
        before = previous.get(revision.filing_id, GENESIS)
        content = revision_content(revision, str(revision.made_by))
        if revision.previous_hash != before or revision.hash != digest(before, content):
            return revision
        previous[revision.filing_id] = revision.hash
    return None
