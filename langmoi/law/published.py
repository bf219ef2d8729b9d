"""Criteria sets that this province has put into use: folders beside the sets that ship.

Each lies in LANGMOI_HOME/law/<set-id>/ in the shape that `langmoi law check --dir` reads, and never
changes once it is there. What is there is seen by every process at once: the folder's own time
says whether anything was added.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from langmoi.core.embedded import home
from langmoi.core.errors import DomainError
from langmoi.core.files import why_not_written

_held: ContextVar[tuple[str, int] | None] = ContextVar("law in use", default=None)

Files = Mapping[str, str]  # by its place in the folder: sets/<set-id>/_set.yaml, documents.yaml


def folder() -> Path:
    return home() / "law"


def stamp() -> tuple[str, int]:
    """Another one where a set was added, or the folder is another."""
    return _held.get() or _stamp()


@contextmanager
def held() -> Iterator[None]:
    """What is in use now, to the end of the block: so the folder is asked once in a request."""
    token = _held.set(_stamp())
    try:
        yield
    finally:
        _held.reset(token)


def _stamp() -> tuple[str, int]:
    where = _where(os.environ.get("LANGMOI_HOME"))
    try:
        return where, os.stat(where).st_mtime_ns  # noqa: PTH116 - asked for at every reading
    except OSError:
        return where, 0


@lru_cache(maxsize=16)
def _where(_home: str | None) -> str:
    return str(folder())


def published_sets(where: Path) -> dict[str, Path]:
    """The sets by id, each with the folder of its files."""
    found = sorted(where.glob("*/sets/*/_set.yaml"))
    return {path.parent.name: path.parent for path in found if _is_whole(path)}


def registers(where: Path) -> list[Path]:
    """The registers of documents that came with them."""
    return sorted(path for path in where.glob("*/documents.yaml") if _is_whole(path))


def _is_whole(path: Path) -> bool:
    """Not one of those that are being written."""
    return not any(part.startswith(".") for part in path.parts[-4:])


def put_set(set_id: str, files: Files) -> None:
    """Put the set there whole or not at all; one that is there already stays as it is.

    Raises DomainError where another set has that id, or the disk refuses.
    """
    target = folder() / set_id
    if target.exists():
        if _read(target) != dict(files):
            raise DomainError(
                f"Đã có bộ tiêu chí “{set_id}” khác trong thư mục {folder()}. "
                "Hãy đặt mã khác cho bộ này."
            )
        return
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".law-", dir=folder()) as made:
            _write(Path(made) / set_id, files)
            (Path(made) / set_id).rename(target)
    except OSError as error:
        raise DomainError(f"Chưa ghi được bộ tiêu chí: {why_not_written(error)}") from error


def _write(root: Path, files: Files) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def _read(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in root.rglob("*")
        if path.is_file()
    }
