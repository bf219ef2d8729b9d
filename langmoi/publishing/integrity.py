"""Whether issued reports are still what went out: files, and the chain of their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from langmoi.core.audit import GENESIS, digest
from langmoi.publishing.models import IssuedReport


def chained(report: IssuedReport, kind: str, files: Mapping[str, str]) -> dict[str, Any]:
    """What the hash of a report covers, beside the hash of the report before it."""
    return {
        "number": report.number_and_symbol,
        "dated": str(report.dated),
        "months": report.months,
        "files": dict(files),
        "unit": report.unit_id,
        "kind": kind,
        "signer": report.signer,
        "title": report.title,
    }


def first_broken_report() -> str:
    """The first issued report that is not what it was, in words; empty where all are whole."""
    previous = GENESIS
    reports = IssuedReport.objects.order_by("pk").select_related("draft")
    for report in reports.prefetch_related("files").iterator(chunk_size=20):
        files = {f.ending: f for f in report.files.all()}
        for file in files.values():
            if hashlib.sha256(bytes(file.content)).hexdigest() != file.sha256:
                return f"Tệp {file.ending} của {report} không còn như khi ban hành."
        told = chained(report, report.draft.kind, {e: f.sha256 for e, f in files.items()})
        if report.previous_hash != previous or report.hash != digest(previous, told):
            return f"Mã của {report} không khớp nội dung hoặc báo cáo trước nó."
        previous = report.hash
    return ""
