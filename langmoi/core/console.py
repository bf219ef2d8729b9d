"""What commands print: sentences on standard output, problems on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")


def say_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def complain(text: str) -> None:
    sys.stderr.write(text + "\n")


def progress(items: Iterable[T], *, of: int, doing: str) -> Iterator[T]:
    """The items, with a bar on standard error when a person is watching and it takes a while."""
    from tqdm import tqdm  # slow to import, and seldom needed

    return iter(
        tqdm(items, total=of, desc=doing, delay=2, disable=None, leave=False, file=sys.stderr)
    )
