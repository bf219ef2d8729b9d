"""The virus scanner: spoken to as ClamAV's daemon is, over a real socket."""

from __future__ import annotations

import socket
import struct
import threading

import pytest

from langmoi.core.errors import DomainError
from langmoi.reporting.evidence.scanner import scan

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def whole(connection, size):
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise ConnectionError
        data += more
    return data


def answer_one(listener, heard, says=None):
    connection, _ = listener.accept()
    with connection:
        assert whole(connection, 10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", whole(connection, 4))[0]:
            content += whole(connection, size)
        heard.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        connection.sendall(says or found)


@pytest.fixture
def daemon(settings):
    """daemon(says=None) starts a daemon that answers once; what it heard comes back."""
    listener = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD = f"127.0.0.1:{listener.getsockname()[1]}"
    threads = []

    def start(says=None):
        heard = []
        thread = threading.Thread(target=answer_one, args=(listener, heard, says))
        thread.start()
        threads.append(thread)
        return heard

    yield start
    for thread in threads:
        thread.join()
    listener.close()


def test_a_clean_file_passes_and_was_read_whole(daemon):
    heard = daemon()
    content = bytes(range(256)) * 1000

    scan(content, "anh.jpg")

    assert heard == [content]


def test_a_file_with_a_virus_is_refused_by_name(daemon):
    daemon()

    with pytest.raises(DomainError, match=r"bien-ban\.pdf.*Eicar-Test-Signature"):
        scan(b"%PDF-" + EICAR, "bien-ban.pdf")


def test_a_scanner_that_cannot_scan_refuses_the_file(daemon):
    daemon(b"INSTREAM size limit exceeded. ERROR\0")

    with pytest.raises(DomainError, match="không quét được"):
        scan(b"x", "a.pdf")


def test_a_scanner_that_does_not_answer_refuses_the_file(settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.CLAMD = f"127.0.0.1:{listener.getsockname()[1]}"

    with pytest.raises(DomainError, match="không trả lời"):
        scan(b"x", "a.pdf")


def test_a_scanner_may_listen_at_a_socket_of_the_machine(settings, tmp_path):
    path = str(tmp_path / "clamd.sock")
    settings.CLAMD = path
    heard = []
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        thread = threading.Thread(target=answer_one, args=(listener, heard))
        thread.start()
        scan(b"anh", "a.jpg")
        thread.join()

    assert heard == [b"anh"]


def test_without_a_scanner_nothing_is_asked(settings):
    settings.CLAMD = ""

    scan(EICAR, "a.pdf")
