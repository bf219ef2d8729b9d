"""What all benchmarks share: measuring alone in a process, the machine, results, the table.

A benchmark is a module of this folder with `run() -> list[Measure]`; `python -m bench` runs all.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Measure:
    """One measured thing, beside what is asked of it.

    `seconds` are those of each repetition, `best` decides; `limit` is in the same unit as `value`.
    """

    task: str
    contender: str
    value: float | None
    unit: str = "s"
    limit: float | None = None
    limit_reason: str = ""
    peak_mb: float | None = None
    seconds: list[float] = field(default_factory=list)
    note: str = ""

    @property
    def is_within(self) -> bool | None:
        if self.limit is None or self.value is None:
            return None
        return self.value <= self.limit


@dataclass(frozen=True)
class Prepared:
    """A contender ready to run: `run` is timed; `answer` makes its result comparable, untimed."""

    run: Callable[[], Any]
    answer: Callable[[Any], Any]


@dataclass(frozen=True)
class Alone:
    """What one contender did in a process of its own."""

    seconds: list[float]
    peak_mb: float
    answer: Any

    @property
    def best(self) -> float:
        return min(self.seconds)


def alone(contender: str, *, repeat: int = 5) -> Alone | None:
    """Run `module:function` in a process of its own; None where its package is not installed.

    The function returns Prepared, anew for each of the `repeat` times; the answer to the last run
    (anything that JSON can hold) comes back.
    """
    call = [sys.executable, "-m", "bench.harness", contender, "--repeat", str(repeat)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        if "ModuleNotFoundError" in done.stderr:
            return None
        raise RuntimeError(f"{contender} failed:\n{done.stderr}")
    return Alone(**json.loads(done.stdout.splitlines()[-1]))


def command(*call: str) -> Alone:
    """Run a whole command: seconds with start-up, and the peak memory of its process."""
    before = time.perf_counter()
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - before
    if process.returncode:
        raise RuntimeError(f"{' '.join(call)} ended with {process.returncode}")
    return Alone([took], _megabytes(usage.ru_maxrss), None)


@contextmanager
def no_garbage() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def best_of(run: Callable[[], Any], *, repeat: int = 5, number: int = 1) -> list[float]:
    """Seconds of one call, for each repetition."""
    seconds = []
    with no_garbage():
        for _ in range(repeat):
            before = time.perf_counter()
            for _ in range(number):
                run()
            seconds.append((time.perf_counter() - before) / number)
    return seconds


def machine() -> dict[str, Any]:
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def versions(*packages: str) -> dict[str, str]:
    found = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def write_results(name: str, measures: list[Measure], packages: dict[str, str]) -> Path:
    """The figures of one benchmark with machine, versions and time, for people and programs."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    told = {
        "benchmark": name,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": packages,
        "measures": [{**asdict(m), "is_within": m.is_within} for m in measures],
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def show(measures: list[Measure]) -> None:
    """A table of all measures on standard output."""
    rows = [("task", "contender", "value", "limit", "", "peak MB", "note")]
    rows += [
        (
            m.task,
            m.contender,
            f"{m.value:.4g} {m.unit}" if m.value is not None else "not installed",
            f"{m.limit:.4g} {m.unit}" if m.limit is not None else "",
            {True: "ok", False: "MISSED", None: ""}[m.is_within],
            f"{m.peak_mb:.0f}" if m.peak_mb else "",
            m.limit_reason or m.note,
        )
        for m in measures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def modules() -> list[str]:
    """The benchmarks of this folder."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    return [n for n in names if n not in ("__init__", "__main__", "harness") and _has_run(n)]


def _has_run(name: str) -> bool:
    spec = find_spec(f"bench.{name}")
    return bool(spec and spec.origin and "\ndef run(" in Path(spec.origin).read_text("utf-8"))


def _measure_here(contender: str, repeat: int) -> None:
    module, _, function = contender.partition(":")
    seconds: list[float] = []
    answer = None
    for _ in range(repeat):
        prepared: Prepared = getattr(import_module(module), function)()
        with no_garbage():
            before = time.perf_counter()
            result = prepared.run()
            seconds.append(time.perf_counter() - before)
        answer = prepared.answer(result)
    peak = _megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    told = Alone(seconds, peak, answer)
    sys.stdout.write(json.dumps(asdict(told)) + "\n")


def _megabytes(kilobytes: int) -> float:
    return round(kilobytes / 1024, 1)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure one contender; used by the benchmarks.")
    parser.add_argument("contender", metavar="module:function")
    parser.add_argument("--repeat", type=int, default=5)
    asked = parser.parse_args()
    _measure_here(asked.contender, asked.repeat)
