"""The virus scanner: ClamAV's daemon, where the setting says one runs (INSTREAM protocol)."""

from __future__ import annotations

import socket
import struct

from django.conf import settings

from langmoi.core.errors import DomainError

SECONDS = 30
PIECE = 64 * 1024
LONGEST_ANSWER = 4096


def scan(content: bytes, name: str) -> None:
    """Refuse a file in which the scanner finds something; without a scanner nothing happens.

    A scanner that is set but does not answer refuses the file: unscanned is not clean.
    """
    if not settings.CLAMD:
        return
    try:
        answer = _ask(settings.CLAMD, content)
    except OSError as error:
        raise DomainError(
            f"Chưa nhận tệp “{name}” vì máy quét vi-rút không trả lời. Hãy thử lại sau ít phút; "
            "nếu vẫn vậy, báo quản trị hệ thống."
        ) from error
    if answer.endswith("FOUND"):
        found = answer.partition(": ")[2].removesuffix(" FOUND")
        raise DomainError(
            f"Không nhận tệp “{name}”: máy quét thấy vi-rút {found}. "
            "Hãy quét vi-rút máy đang dùng rồi gửi tệp sạch."
        )
    if not answer.endswith("OK"):
        raise DomainError(
            f"Chưa nhận tệp “{name}” vì máy quét vi-rút không quét được ({answer[:100]}). "
            "Hãy báo quản trị hệ thống."
        )


def _ask(address: str, content: bytes) -> str:
    """What clamd says of the content; `address` is host:port or the path of a socket."""
    with _connect(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            connection.sendall(struct.pack("!I", len(piece)) + piece)
        connection.sendall(struct.pack("!I", 0))
        answer = b""
        while len(answer) < LONGEST_ANSWER and not answer.endswith(b"\0"):
            if not (more := connection.recv(PIECE)):
                break
            answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace").strip()


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
