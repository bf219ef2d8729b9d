"""The program as `langmoi run` serves it, on a database of the benchmark's own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from bench.harness import ROOT

LANGMOI = str(Path(sys.executable).with_name("langmoi"))
PRODUCTION = {
    "LANGMOI_PRODUCTION": "1",
    "LANGMOI_HOSTS": "127.0.0.1",
    "SECRET_KEY": "a long secret that only this benchmark knows, and only while it runs",
}


@contextmanager
def production() -> Iterator[None]:
    """For all that is started within: no debugging, one secret for server and preparation."""
    os.environ.update(PRODUCTION)
    try:
        yield
    finally:
        for name in PRODUCTION:
            os.environ.pop(name)


@contextmanager
def today(day: str) -> Iterator[None]:
    """For all that is started within it is this day."""
    os.environ["LANGMOI_TODAY"] = day
    try:
        yield
    finally:
        os.environ.pop("LANGMOI_TODAY")


@contextmanager
def serving() -> Iterator[str]:
    """The address of the server; its processes and threads are those of `langmoi run`."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    call = [LANGMOI, "run", "--port", str(port)]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(f"{address}/dang-nhap/")
            yield address
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Until the server answers there."""
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server
        except (URLError, OSError) as error:
            if getattr(error, "code", 0):
                return
            time.sleep(0.25)
        else:
            return
    raise RuntimeError("the server did not start within a minute")


@contextmanager
def database() -> Iterator[str]:
    """The address of this benchmark's embedded database, which runs as long as someone uses it."""
    told = "from langmoi.core.embedded import *; print(embedded_url(), flush=True); input()"
    call = [sys.executable, "-c", told]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(call, cwd=ROOT, text=True, **pipes) as process:
        assert process.stdin and process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def load() -> str:
    """What else the machine does, as its own measure says it."""
    return " ".join(f"{one:.1f}" for one in os.getloadavg())
