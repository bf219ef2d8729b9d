"""From the form of an indicator to its entry in the file: what is wrong stays at its field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from langmoi.core.errors import DomainError
from langmoi.core.text import normalise
from langmoi.law.library import FIGURES, HEAD
from langmoi.law.model import Criterion, Indicator, Kind, Operator
from langmoi.law.yaml_writer import Tree, write_tree
from langmoi.lawdesk.edits import Block
from langmoi.web.lawdesk.arising import ALWAYS, Arising
from langmoi.web.lawdesk.comparison import (
    MOST_PARTS,
    OPERATORS,
    Part,
    new_parts,
    parts_of,
    sent_parts,
    told_parts,
    with_another,
)
from langmoi.web.lawdesk.threshold_rows import Row, entry_of, is_blank, rows_of, sent_rows

if TYPE_CHECKING:
    from langmoi.web.lawdesk.doors import Desk


class FormFaults(DomainError):
    """Fields that must be mended, each with its sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("Chưa lưu: có chỗ cần sửa trong biểu.")
        self.faults_by_field = dict(faults)


class IndicatorForm:
    """What the page shows, and how it reads what comes back."""

    operators, always = OPERATORS, ALWAYS

    def __init__(
        self, desk: Desk, criterion: Criterion, law: Indicator | None, block: Block | None
    ) -> None:
        self.desk, self.criterion, self.law, self.block = desk, criterion, law, block
        self.tree: Tree = block.indicator if block else {}
        self.figures: list[Tree] = block.figures if block else []
        self.is_overlay = desk.law.extends is not None
        self.told: FormFaults | None = None
        head = desk.trees[HEAD]
        facts = [f for f in desk.trees.get(FIGURES, []) if f.get("is_fact") == "true"]
        self.arising = Arising(self.tree.get("arises_when", {}), facts)
        self.rows = rows_of(
            self.tree.get("thresholds", []),
            start=head["in_force"]["from"],
            document=head["document"],
        )
        self.parts = self._parts()
        self.fields = {
            "number": law.number if law else self._next_number(),
            "text": law.text if law else "",
            "note": self.tree.get("note", ""),
            **self.arising.shown(head["document"]),
        }

    @property
    def number(self) -> str:
        return self.law.number if self.law else self.fields["number"]

    @property
    def test_in_words(self) -> str:
        return write_tree(self.tree["met_when"]).strip() if "met_when" in self.tree else ""

    @property
    def parts_to_choose(self) -> list[tuple[str, str]]:
        """The tests that have a threshold each, where there are several."""
        if self.parts:
            return [(p.id, p.fields["label"] or p.title) for p in self.parts if p.id]
        tests = self.law.tests if self.law else ()
        return list({t.part: (t.part, t.label or t.part) for t in tests if t.part}.values())

    @property
    def last_part(self) -> int:
        """Where one part more would stand."""
        return min(len(self.parts), MOST_PARTS - 1)

    @property
    def faults(self) -> dict[str, str]:
        return self.told.faults_by_field if self.told else {}

    @property
    def sentences(self) -> list[str]:
        """What is wrong, each sentence once."""
        return list(dict.fromkeys(self.faults.values()))

    def keep(self, sent: Mapping[str, str]) -> None:
        """Show what the person wrote, and at each field and row what is wrong in it."""
        self.fields |= {key: sent.get(key, "") for key in self.fields}
        rows = sent_rows(self.rows, sent)
        self.rows = [replace(r, fault=self.faults.get(f"r{r.index}", "")) for r in rows]
        parts = sent_parts(self.parts, sent)
        self.parts = [replace(p, faults=self._faults_at(p.prefix)) for p in parts]

    def add_rows(self) -> None:
        """Some rows more for values; what is written stays as it is."""
        blank = rows_of(
            [],
            start=self.desk.trees[HEAD]["in_force"]["from"],
            document=self.desk.trees[HEAD]["document"],
        )
        more = (replace(row, index=len(self.rows) + row.index) for row in blank)
        self.rows = [*self.rows, *more]

    def add_part(self) -> None:
        """One part more; values that stand belong to the first."""
        self.parts = with_another(self.parts)
        known = {part.id for part in self.parts}
        first = self.parts[0].id
        self.rows = [r if r.part in known else replace(r, part=first) for r in self.rows]

    def read(self, sent: Mapping[str, str]) -> Block:
        """The indicator as the file shall say it. Raises FormFaults."""
        faults: dict[str, str] = {}
        told = {key: normalise(sent.get(key, "")) for key in self.fields}
        parts = told_parts(sent_parts(self.parts, sent))
        if self.is_overlay:
            figures: list[Tree] = []
            tree: Tree = {"id": self.law.id if self.law else ""}
        else:
            tree, figures = self._words(told, parts, faults)
        tree["thresholds"] = self._thresholds(sent, parts, faults)
        if "evidence" in self.tree:
            tree["evidence"] = self.tree["evidence"]
        if faults:
            raise FormFaults(faults)
        return Block(tree, figures)

    def _words(
        self, told: Mapping[str, str], parts: Mapping[str, Part], faults: dict[str, str]
    ) -> tuple[Tree, list[Tree]]:
        number = told["number"]
        if not re.fullmatch(rf"{re.escape(self.criterion.number)}\.[0-9]{{1,2}}", number):
            faults["number"] = f"Số hiệu phải có dạng {self.criterion.number}.1."
        if not told["text"]:
            faults["text"] = "Hãy ghi nội dung chỉ tiêu đúng như văn bản."
        stem = f"i{number.replace('.', '_')}"
        tree: Tree = {"id": self._id(stem, number), "number": number, "text": told["text"]}
        tree["met_when"], figures = self._test(parts, stem, faults)
        arises, facts = self.arising.read(told, self._free(f"{stem}_arises"), faults)
        if arises:
            tree["arises_when"] = arises
        if told["note"]:
            tree["note"] = told["note"]
        return tree, [*figures, *facts]

    def _test(
        self, parts: Mapping[str, Part], stem: str, faults: dict[str, str]
    ) -> tuple[Tree, list[Tree]]:
        """How it is met and the figures of that; what the form cannot show stays as it is."""
        if not self.parts:
            fact = self.arising.kept.get("figure")
            return self.tree["met_when"], [f for f in self.figures if f["id"] != fact]
        figures: list[Tree] = []
        tests = []
        for part in parts.values():
            faults |= {part.prefix + name: said for name, said in part.check().items()}
            key = part.fields["figure"] or self._free(stem, [f["id"] for f in figures])
            figures.append(part.figure(key, self.figures))
            tests.append(part.test(key))
        if not tests:
            faults["parts"] = "Chỉ tiêu cần ít nhất một phần."
        return tests[0] if len(tests) == 1 else {"all_of": tests}, figures

    def _thresholds(
        self, sent: Mapping[str, str], parts: Mapping[str, Part], faults: dict[str, str]
    ) -> list[Tree]:
        found = []
        dropped = {part.id for part in sent_parts(self.parts, sent) if part.is_dropped}
        for row in sent_rows(self.rows, sent):
            if is_blank(row) or f"r{row.index}-drop" in sent or row.part in dropped:
                continue
            try:
                found.append(self._entry(row, parts))
            except DomainError as error:
                faults[f"r{row.index}"] = str(error)
        return found

    def _entry(self, row: Row, parts: Mapping[str, Part]) -> Tree:
        """The value as the file says it, under the name that its part has from now on."""
        if not self.parts:
            return entry_of(row, *self._held(row.part))
        if row.part not in parts:
            raise DomainError("Mức này thuộc phần chưa ghi số liệu. Hãy ghi phần đó, hoặc bỏ mức.")
        part = parts[row.part]
        return entry_of(replace(row, part=part.id), part.operator, part.is_share)

    def _held(self, part: str) -> tuple[Operator | None, bool]:
        """How the value of a part that is not shown is held, and whether it is a percentage."""
        tests = [t for t in (self.law.tests if self.law else ()) if t.part == part]
        if not tests:
            return None, False
        return tests[0].operator, self.desk.law.figure(tests[0].figure).kind is Kind.SHARE

    def _id(self, stem: str, number: str) -> str:
        """Its own id; a new one's is free, for a number may have been another's before."""
        if self.tree:
            return str(self.tree["id"])
        key = f"{self.criterion.id}.{stem}"
        others = {i.id: i.number for i in self.desk.law.indicators}
        return key if others.get(key, number) == number else f"{key}_{len(others)}"

    def _free(self, stem: str, also: Sequence[str] = ()) -> str:
        """A name for a new figure that no figure has."""
        taken = {*(figure.id for figure in self.desk.law.figures), *also}
        key, count = stem, 1
        while key in taken:
            count += 1
            key = f"{stem}_{count}"
        return key

    def _parts(self) -> list[Part]:
        if self.is_overlay:
            return []
        return parts_of(self.tree["met_when"], self.figures) if self.tree else new_parts()

    def _faults_at(self, prefix: str) -> dict[str, str]:
        return {
            key.removeprefix(prefix): said
            for key, said in self.faults.items()
            if key.startswith(prefix)
        }

    def _next_number(self) -> str:
        taken = {i.number for i in self.criterion.indicators}
        count = 1
        while f"{self.criterion.number}.{count}" in taken:
            count += 1
        return f"{self.criterion.number}.{count}"
