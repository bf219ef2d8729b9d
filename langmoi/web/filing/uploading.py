"""Taking files by the web without letting anyone fill the disk: what is too large is not kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from langmoi.core.errors import DomainError
from langmoi.reporting.evidence.keeping import NewFile, refuse_too_large
from langmoi.reporting.evidence.kinds import safe_name

TOO_LARGE = "_files_too_large"
MOST_AT_ONCE = 10


class LimitedUpload(FileUploadHandler):
    """Reads a file past the limit to its end, as the browser expects, and keeps none of it."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.EVIDENCE_LIMIT_BYTES:
            too_large = getattr(self.request, TOO_LARGE, [])
            setattr(self.request, TOO_LARGE, [*too_large, self.file_name or ""])
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None  # the handlers after this one keep the file


def limit_uploads(request: HttpRequest) -> None:
    """Before anything reads the request's body."""
    request.upload_handlers.insert(0, LimitedUpload(request))


def refuse_left_out(request: HttpRequest) -> None:
    """Raises DomainError for a file that was too large to be kept."""
    for name in getattr(request, TOO_LARGE, []):
        refuse_too_large(settings.EVIDENCE_LIMIT_BYTES + 1, safe_name(name))


def files_of(request: HttpRequest, field: str) -> list[NewFile]:
    """The files given in the field; raises DomainError for none, too many and too large ones."""
    refuse_left_out(request)
    given: list[UploadedFile[Any]] = request.FILES.getlist(field)
    if not given:
        raise DomainError("Chưa chọn tệp nào. Hãy chọn tệp rồi bấm “Đính kèm”.")
    if len(given) > MOST_AT_ONCE:
        raise DomainError(f"Mỗi lần gửi không quá {MOST_AT_ONCE} tệp. Hãy gửi làm nhiều lần.")
    return [NewFile(b"".join(file.chunks()), file.name or "") for file in given]
