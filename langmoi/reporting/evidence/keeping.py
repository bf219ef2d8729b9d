"""The one way in which a file that someone sends is kept: proved, scanned, and bearing no secret.

Whatever stores papers (evidence, the law desk, tasks, directives, meetings) keeps them by this.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from langmoi.core.errors import DomainError
from langmoi.core.numbers import show_number
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.kinds import MEGABYTE, prove_kind, safe_name
from langmoi.reporting.evidence.scanner import scan
from langmoi.reporting.evidence.thumbnails import thumbnail
from langmoi.reporting.models import EvidenceFile


@dataclass(frozen=True)
class NewFile:
    """A file as it came by; its name is what the sender says."""

    content: bytes
    name: str


@dataclass(frozen=True)
class KeptFile:
    """A file that lies on the disk; its row is made in the transaction that uses it."""

    name: str
    sha256: str
    mime: str
    size: int
    has_thumbnail: bool

    def row(self) -> EvidenceFile:
        kept, _ = EvidenceFile.objects.get_or_create(
            sha256=self.sha256,
            defaults={"kind": self.mime, "size": self.size, "has_thumbnail": self.has_thumbnail},
        )
        return kept


def keep_file(file: NewFile) -> KeptFile:
    """Put the file on the disk; raises DomainError saying why it is not taken.

    The file comes first and the row later: a row without its file would be a promise that cannot
    be kept.
    """
    name = safe_name(file.name)
    refuse_too_large(len(file.content), name)
    kind = prove_kind(file.content, name)
    scan(file.content, name)
    drawn = thumbnail(file.content, kind, name) if kind.has_thumbnail else None
    sha256 = store.keep(file.content, drawn, name=name)
    return KeptFile(name, sha256, kind.mime, len(file.content), drawn is not None)


def refuse_too_large(size: int, name: str) -> None:
    limit = settings.EVIDENCE_LIMIT_BYTES
    if size > limit:
        raise DomainError(
            f"Tệp “{name}” nặng {show_number(-(-size // MEGABYTE))} MB, quá mức "
            f"{show_number(limit // MEGABYTE)} MB. Hãy giảm cỡ ảnh hoặc quét lại với độ nét thấp "
            "hơn rồi gửi lại."
        )
