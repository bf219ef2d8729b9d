"""Reading a directive of thirty pages: our figure alone, since no other program reads them."""

from __future__ import annotations

import sys

from bench.harness import ROOT, Measure, Prepared, alone, command, write_results
from langmoi.directive.cleaning import Source
from langmoi.directive.read import read_directive

TASK = "read a directive of 30 pages"
PAGES, WORDS_ON_A_PAGE = 30, 400
LIMIT = 1.0
DIRECTIVE = ROOT / "tests/directive/directive-2019.txt"
FIRST, LAST = "1. Đối với", "Báo đề"


def run() -> list[Measure]:
    read = alone("bench.directive:ours", repeat=7)
    assert read
    with_start = command(
        sys.executable, "-m", "langmoi.cli", "directive", "read", str(DIRECTIVE), "--json"
    )
    measures = [
        Measure(
            TASK,
            "Làng Mới",
            read.best,
            limit=LIMIT,
            limit_reason="issue 5: under 1 s",
            peak_mb=read.peak_mb,
            seconds=read.seconds,
            note=f"{read.answer} tasks; no peer exists",
        ),
        Measure(
            "read the directive of July 2019, with start-up",
            "langmoi directive read",
            with_start.best,
            peak_mb=with_start.peak_mb,
            seconds=with_start.seconds,
        ),
    ]
    write_results("directive", measures, {})
    return measures


def ours() -> Prepared:
    """The reading alone; the text is in memory."""
    source = Source(long_directive())
    return Prepared(lambda: read_directive(source), lambda found: len(found.tasks))


def long_directive() -> str:
    """The directive of July 2019 with its clauses again and again, numbered on."""
    text = DIRECTIVE.read_text(encoding="utf-8")
    start, end = text.index(FIRST), text.index(LAST)
    clauses = text[start:end]
    parts = [text[:start]]
    count = 0
    while sum(len(part.split()) for part in parts) < PAGES * WORDS_ON_A_PAGE:
        parts.append(_numbered_on(clauses, 4 * count))
        count += 1
    return "".join([*parts, text[end:]])


def _numbered_on(clauses: str, by: int) -> str:
    lines = clauses.split("\n")
    for index, line in enumerate(lines):
        head, dot, rest = line.partition(".")
        if dot and head.isdigit():
            lines[index] = f"{int(head) + by}.{rest}"
    return "\n".join(lines)
