"""What a request has read already and need not read again; nothing outlives the request.

Only for what no request changes after reading it: whose database this is, the tree of places,
the posts by which a page is drawn. Writes decide on what they read themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember from here to the end of the block; in commands and tests nothing is remembered."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def remembered(key: Hashable, read: Callable[[], T]) -> T:
    """What `read` gave when it was first asked for under this key."""
    known = _known.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    found: T = known[key]
    return found
