"""A small picture of a file; who cannot be drawn is damaged, locked, or a trap."""

from __future__ import annotations

import subprocess
import sys

from langmoi.core.errors import DomainError
from langmoi.core.numbers import show_number
from langmoi.reporting.evidence import draw
from langmoi.reporting.evidence.kinds import FileKind

_REASONS = {
    draw.LOCKED: "có mật khẩu nên không mở được. Hãy lưu lại bản không có mật khẩu rồi gửi lại.",
    draw.TOO_MANY_PIXELS: (
        f"có hơn {show_number(draw.MOST_PIXELS // 1_000_000)} triệu điểm ảnh, lớn hơn mọi ảnh chụp "
        "thường. Hãy giảm cỡ ảnh rồi gửi lại."
    ),
    draw.EMPTY: "không có trang nào. Hãy xuất lại tệp PDF rồi gửi lại.",
}
_DAMAGED = "bị hỏng nên không mở được. Hãy mở lại tệp trên máy, lưu lại rồi gửi lại."


def thumbnail(content: bytes, kind: FileKind, name: str) -> bytes:
    """A PNG of the picture or of the first page. Raises DomainError where it cannot be opened."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell, input by pipe
            [sys.executable, "-m", draw.__name__, kind.id],
            input=content,
            capture_output=True,
            timeout=draw.SECONDS * 2,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DomainError(f"Tệp “{name}” {_DAMAGED}") from error
    if done.returncode or not done.stdout.startswith(b"\x89PNG"):
        raise DomainError(f"Tệp “{name}” {_REASONS.get(done.returncode, _DAMAGED)}")
    return done.stdout
