"""Where files lie: by their hash, in LANGMOI_HOME, out of the web server's reach."""

from __future__ import annotations

import hashlib
from pathlib import Path

from langmoi.core.embedded import home
from langmoi.core.errors import DomainError
from langmoi.core.files import write_file
from langmoi.reporting.evidence.secrecy import refuse_secret


def folder() -> Path:
    return home() / "evidence"


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def file_path(sha256: str) -> Path:
    return folder() / sha256[:2] / sha256


def thumbnail_path(sha256: str) -> Path:
    return folder() / sha256[:2] / f"{sha256}.png"


def keep(content: bytes, thumbnail: bytes | None, *, name: str = "") -> str:
    """Put the file where its hash says, whole or not at all; its hash. Twice is once.

    Whoever keeps a paper comes by here, so a paper that bears a mark of secrecy goes no further.
    """
    refuse_secret(content, name)
    sha256 = hash_of(content)
    path = file_path(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        write_file(path, content)
    if thumbnail is not None:
        write_file(thumbnail_path(sha256), thumbnail)
    return sha256


def read(sha256: str) -> bytes:
    """The file as it came; raises DomainError where it is gone or no longer itself."""
    try:
        content = file_path(sha256).read_bytes()
    except OSError as error:
        raise DomainError(
            "Tệp minh chứng này không còn trên máy chủ. Hãy báo quản trị hệ thống khôi phục từ "
            "bản sao lưu."
        ) from error
    if hash_of(content) != sha256:
        raise DomainError(
            "Tệp minh chứng trên máy chủ không còn như lúc gửi. Hãy báo quản trị hệ thống."
        )
    return content
