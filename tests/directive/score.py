"""How well the reader does on the annotated documents: precision and recall per field.

`python tests/directive/score.py seen` prints the table of one half. What counts as the same is told
in documents/README.md, “Comparing”.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from langmoi.directive.as_json import as_json
from langmoi.directive.files import read_file
from langmoi.directive.folding import fold
from langmoi.directive.read import read_directive

DOCUMENTS = Path(__file__).parent / "documents"
JULY_2019 = Path(__file__).parent / "directive-2019.txt"
FORMS = (".txt", ".md", ".docx", ".pdf")
ONE = ("number", "date", "issuer", "title", "signer", "signer_title")


@dataclass
class Score:
    """Right, wrongly found and missed, for each field."""

    right: Counter = field(default_factory=Counter)
    wrong: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)

    def compare(self, name: str, expected, found, same=None) -> None:
        """Values of which there is one or none."""
        same = same or (lambda a, b: plain(a) == plain(b))
        if expected and found and same(expected, found):
            self.right[name] += 1
            return
        self.wrong[name] += bool(found)
        self.missed[name] += bool(expected)

    def compare_many(self, name: str, expected: list, found: list) -> None:
        want, got = Counter(map(plain, expected)), Counter(map(plain, found))
        self.right[name] += (want & got).total()
        self.wrong[name] += (got - want).total()
        self.missed[name] += (want - got).total()

    def precision(self, name: str) -> float:
        found = self.right[name] + self.wrong[name]
        return self.right[name] / found if found else 1.0

    def recall(self, name: str) -> float:
        there = self.right[name] + self.missed[name]
        return self.right[name] / there if there else 1.0

    def table(self) -> str:
        names = [n for n in ORDER if self.right[n] + self.wrong[n] + self.missed[n]]
        rows = [f"{'field':<22}{'right':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>8}"]
        rows += [
            f"{n:<22}{self.right[n]:>6}{self.wrong[n]:>6}{self.missed[n]:>7}"
            f"{self.precision(n):>11.3f}{self.recall(n):>8.3f}"
            for n in names
        ]
        return "\n".join(rows)


ORDER = (
    "tasks", "nature", "lead", "cooperating", "due", "due_text", "recurring", "product", "target",
    *ONE, "addressees", "references", "other", "unread",
)  # fmt: skip


def plain(value) -> str:
    """Without capitals and marks, so that Uỷ is Ủy; enumerated values as they are."""
    return " ".join(fold(value if isinstance(value, str) else json.dumps(value)).split())


def names(half: str) -> list[Path]:
    """The answers of a half, in order."""
    return sorted((DOCUMENTS / half).glob("*.json"))


def document_of(answer: Path) -> Path:
    return next(p for p in (answer.with_suffix(form) for form in FORMS) if p.exists())


def score(half: str, *, tell: bool = False) -> Score:
    total = Score()
    for path in names(half):
        expected = json.loads(path.read_text(encoding="utf-8"))
        document = document_of(path)
        found = as_json(read_directive(read_file(document.read_bytes(), document.name)))
        compare_documents(total, expected["document"], found["document"])
        compare_tasks(total, expected["tasks"], found["tasks"], tell=path.stem if tell else "")
        for key in ("other", "unread"):
            compare_pieces(total, key, expected[key], found[key], tell=path.stem if tell else "")
    return total


def compare_documents(total: Score, expected: dict, found: dict) -> None:
    for name in ONE:
        total.compare(name, expected.get(name), found.get(name))
    total.compare_many("addressees", expected["addressees"], found["addressees"])
    total.compare_many(
        "references",
        [(r["number"], r["date"]) for r in expected["references"]],
        [(r["number"], r["date"]) for r in found["references"]],
    )


def compare_tasks(total: Score, expected: list, found: list, *, tell: str = "") -> None:
    """Tasks are the same where the clause is and the words overlap."""
    left = list(found)
    for want in expected:
        got = best(want, [f for f in left if f["clause"] == want["clause"]])
        if got is None:
            total.missed["tasks"] += 1
            report(tell, "missed", want["clause"], want["text"])
            continue
        left.remove(got)
        total.right["tasks"] += 1
        before = (Counter(total.wrong), Counter(total.missed))
        compare_fields(total, want, got)
        for name in (total.wrong - before[0]) + (total.missed - before[1]):
            report(tell, name, want["clause"], f"want {want[name]} got {got[name]}")
    total.wrong["tasks"] += len(left)
    for got in left:
        report(tell, "no task", got["clause"], got["text"])


def compare_fields(total: Score, want: dict, got: dict) -> None:
    total.compare("nature", want["nature"], got["nature"])
    for name in ("lead", "cooperating"):
        total.compare_many(name, want[name], got[name])
    for name in ("due", "recurring", "product"):
        total.compare(name, want[name], got[name])
    total.compare("due_text", want["due_text"], got["due_text"], same_figures)
    total.compare("target", want["target"], got["target"], same_figures)


def same_figures(expected: str, found: str) -> bool:
    """One holds the other, or both say the same figures."""
    one, other = plain(expected), plain(found)
    figures = re.findall(r"\d+", one)
    return one in other or other in one or bool(figures and figures == re.findall(r"\d+", other))


def compare_pieces(total: Score, key: str, expected: list, found: list, *, tell: str) -> None:
    left = list(found)
    for want in expected:
        got = best(want, [f for f in left if f.get("kind") == want.get("kind")])
        if got is None:
            total.missed[key] += 1
            report(tell, f"missed {key}", want.get("kind", ""), want["text"])
        else:
            left.remove(got)
            total.right[key] += 1
    total.wrong[key] += len(left)
    for got in left:
        report(tell, f"no {key}", got.get("kind", ""), got["text"])


def best(want: dict, found: list) -> dict | None:
    """The one whose words are most like, where half of the shorter one's stand in the other."""
    words = Counter(plain(want["text"]).split())
    rated = []
    for index, one in enumerate(found):
        other = Counter(plain(one["text"]).split())
        shared = (words & other).total()
        if shared * 2 >= min(words.total(), other.total()):
            rated.append((shared / (words | other).total(), -index))
    return found[-max(rated)[1]] if rated else None


def report(tell: str, *words: str) -> None:
    if tell:
        sys.stdout.write(f"{tell}: {' | '.join(words)[:230]}\n")


if __name__ == "__main__":
    for half in sys.argv[1:] or ["seen", "unread"]:
        sys.stdout.write(f"\n{half}\n{score(half, tell='-v' in sys.argv).table()}\n")
