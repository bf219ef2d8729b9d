"""What has been read already and need not be read again.

`remembered` lasts to the end of the request, `kept` for as long as the tables it came from have not
changed: each marked table has its marks in the database (core/marks.py), and a request asks for
them once. Only for what pages are drawn by and rights are told by: months, posts, places. A request
that writes to a marked table itself asks anew, and remembers nothing until the write stands.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import RLock
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
Marks = dict[str, str]
Tables = tuple[str, ...]

MOST_KEPT = 20_000
MOST_LARGE = 48
_READ = """
    SELECT name, concat_ws(
        ' ', string_agg(mark::text, ' ' ORDER BY mark), current_setting('langmoi.written', true)
    ) FROM core_mark GROUP BY name
"""
_Kept = OrderedDict[Hashable, tuple[tuple[str, ...], Any]]
_kept: _Kept = OrderedDict()
_large: _Kept = OrderedDict()
_reading: dict[Hashable, RLock] = {}  # what some thread is reading just now
_marked: set[str] = set()  # every table that was ever seen to have a mark


class _Memory:
    """What one request knows."""

    def __init__(self) -> None:
        self.known: dict[Hashable, Any] = {}
        self._marks: Marks | None = None
        self._has_written = False

    def marks(self) -> Marks:
        if self._marks is None:
            with connection.cursor() as cursor:
                cursor.execute(_READ)
                self._marks = dict(cursor.fetchall())
            _marked.update(self._marks)
        return self._marks

    def watch(
        self, execute: Callable[..., Any], query: Any, parameters: Any, many: bool, context: Any
    ) -> Any:
        """Notice a write to a marked table: it may have made untrue what is known."""
        found = execute(query, parameters, many, context)
        text = str(query)
        if not text.lstrip().startswith("SELECT") and any(table in text for table in _marked):
            self._has_written = True
        return found

    def is_unsure(self) -> bool:
        """Whether what is read now may be taken back: after a write, to its transaction's end."""
        if self._has_written and not connection.in_atomic_block:
            self.forget()
            self._has_written = False
        return self._has_written

    def forget(self) -> None:
        self.known, self._marks = {}, None


_memory: ContextVar[_Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember from here to the end of the block; in commands nothing is remembered."""
    memory = _Memory()
    token = _memory.set(memory)
    try:
        with connection.execute_wrapper(memory.watch):
            yield
    finally:
        _memory.reset(token)


def renew() -> None:
    """Forget what the request has read: from here on it decides on what holds now."""
    if memory := _memory.get():
        memory.forget()


def remembered(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gave when it was first asked for under this key."""
    memory = _memory.get()
    if memory is None or memory.is_unsure():
        return read()
    if key not in memory.known:
        memory.known[key] = read()
    found: T = memory.known[key]
    return found


def kept(key: Hashable, read: Callable[[], T], *tables: str) -> T:
    """What `read` gave for this key since these tables last changed; nobody may change it.

    `read` may ask only these tables. One without a mark is read anew with each request.
    """
    return _from(_kept, MOST_KEPT, key, read, tables)


def kept_large(key: Hashable, read: Callable[[], T], *tables: str) -> T:
    """The same for what fills megabytes, a whole province's month: only the last ones used."""
    return _from(_large, MOST_LARGE, key, read, tables)


def _from(store: _Kept, most: int, key: Hashable, read: Callable[[], T], tables: Tables) -> T:
    memory = _memory.get()
    if memory is None or memory.is_unsure():
        return read()

    def found() -> T:
        return _kept_or_read(store, most, key, read, tables, memory.marks())

    return remembered(key, found)


def stamp(*tables: str) -> str:
    """Changes whenever a row of these marked tables does; only within a request."""
    memory = _memory.get()
    if memory is None:
        raise RuntimeError("Outside a request nothing is remembered.")
    marks = memory.marks()
    return " ".join(marks[table] for table in tables)


def _kept_or_read(
    store: _Kept, most: int, key: Hashable, read: Callable[[], T], tables: Tables, marks: Marks
) -> T:
    if not all(table in marks for table in tables):
        return read()
    # The marks were read before the rows: rows may be newer than their marks, never older.
    stamp = tuple(marks[table] for table in tables)
    found = _held(store, key, stamp)
    if found is None:
        # Of several that miss the same thing one reads it, the others wait for that.
        with _reading.setdefault(key, RLock()):
            found = _held(store, key, stamp) or _read_and_keep(store, most, key, stamp, read)
            _reading.pop(key, None)
    value: T = found[1]
    return value


def _read_and_keep(
    store: _Kept, most: int, key: Hashable, stamp: tuple[str, ...], read: Callable[[], T]
) -> tuple[tuple[str, ...], T]:
    found = (stamp, read())
    store.pop(key, None)
    store[key] = found
    while len(store) > most:
        store.popitem(last=False)
    return found


def _held(
    store: _Kept, key: Hashable, stamp: tuple[str, ...]
) -> tuple[tuple[str, ...], Any] | None:
    held = store.get(key)
    if held is None or held[0] != stamp:
        return None
    with suppress(KeyError):  # another thread may just have let it go
        store.move_to_end(key)
    return held
