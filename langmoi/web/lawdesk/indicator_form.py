"""From the form of an indicator to its entry in the file: what is wrong stays at its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from langmoi.core.errors import DomainError
from langmoi.core.text import normalise
from langmoi.law.library import HEAD
from langmoi.law.model import Criterion, Indicator, Kind, Operator
from langmoi.law.read_tests import FITTING_KINDS, HELD_AGAINST_THRESHOLD
from langmoi.law.yaml_writer import TRUE, Plain, Tree, write_tree
from langmoi.lawdesk.edits import Block
from langmoi.web.lawdesk.threshold_rows import entry_of, is_blank, rows_of, sent_rows

if TYPE_CHECKING:
    from langmoi.web.lawdesk.doors import Desk

OPERATORS = [
    (Operator.AT_LEAST.value, "không thấp hơn mức (≥)"),
    (Operator.AT_MOST.value, "không cao hơn mức (≤)"),
    (Operator.EQUALS.value, "bằng đúng mức (=)"),
    (Operator.IS_TRUE.value, "phải “có/đạt”"),
    (Operator.NONE_OF.value, "không có trường hợp nào (bằng 0)"),
]
NAME = re.compile(r"[a-z][a-z0-9_]{1,60}")


class FormFaults(DomainError):
    """Fields that must be mended, each with its sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("Chưa lưu: có chỗ cần sửa trong biểu.")
        self.faults_by_field = dict(faults)


class IndicatorForm:
    """What the page shows, and how it reads what comes back."""

    def __init__(
        self, desk: Desk, criterion: Criterion, law: Indicator | None, block: Block | None
    ) -> None:
        self.desk, self.criterion, self.law, self.block = desk, criterion, law, block
        self.tree: Tree = block.indicator if block else {}
        self.is_overlay = desk.law.extends is not None
        self.told: FormFaults | None = None
        head = desk.trees[HEAD]
        self.rows = rows_of(
            self.tree.get("thresholds", []),
            start=head["in_force"]["from"],
            document=head["document"],
        )
        self.fields = self._shown()

    @property
    def number(self) -> str:
        return self.law.number if self.law else self.fields["number"]

    @property
    def is_simple(self) -> bool:
        """Whether one figure is held against one threshold, as the form can write it."""
        test = self.tree.get("met_when", {"figure": ""})
        return not self.is_overlay and "figure" in test

    @property
    def test_in_words(self) -> str:
        return write_tree(self.tree["met_when"]).strip() if "met_when" in self.tree else ""

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The tests that have a threshold each, where there are several."""
        tests = self.law.tests if self.law else ()
        return list({t.part: (t.part, t.label or t.part) for t in tests if t.part}.values())

    @property
    def faults(self) -> dict[str, str]:
        return self.told.faults_by_field if self.told else {}

    @property
    def operators(self) -> list[tuple[str, str]]:
        return OPERATORS

    def keep(self, sent: Mapping[str, str]) -> None:
        """Show what the person wrote, and at each row what is wrong in it."""
        self.fields |= {key: sent.get(key, "") for key in self.fields}
        rows = sent_rows(self.rows, sent)
        self.rows = [replace(r, fault=self.faults.get(f"r{r.index}", "")) for r in rows]

    def read(self, sent: Mapping[str, str]) -> Block:
        """The indicator as the file shall say it. Raises FormFaults."""
        faults: dict[str, str] = {}
        told = {key: normalise(sent.get(key, "")) for key in self.fields}
        if self.is_overlay:
            figures: list[Tree] = []
            tree: Tree = {"id": self.law.id if self.law else ""}
        else:
            figures = self._figures(told, faults)
            tree = self._words(told, figures, faults)
        tree["thresholds"] = self._thresholds(sent, told, faults)
        if "evidence" in self.tree:
            tree["evidence"] = self.tree["evidence"]
        if faults:
            raise FormFaults(faults)
        return Block(tree, figures)

    def _words(self, told: Mapping[str, str], figures: list[Tree], faults: dict[str, str]) -> Tree:
        number = told["number"]
        if not re.fullmatch(rf"{re.escape(self.criterion.number)}\.[0-9]{{1,2}}", number):
            faults["number"] = f"Số hiệu phải có dạng {self.criterion.number}.1."
        if not told["text"]:
            faults["text"] = "Hãy ghi nội dung chỉ tiêu đúng như văn bản."
        key = self.tree.get("id") or f"{self.criterion.id}.i{number.replace('.', '_')}"
        tree: Tree = {"id": key, "number": number, "text": told["text"]}
        tree["met_when"] = self._test(told, figures) if self.is_simple else self.tree["met_when"]
        if "arises_when" in self.tree:
            tree["arises_when"] = self.tree["arises_when"]
        return tree | ({"note": told["note"]} if told["note"] else {})

    def _test(self, told: Mapping[str, str], figures: list[Tree]) -> Tree:
        held = told["operator"] in [o.value for o in HELD_AGAINST_THRESHOLD]
        figure = figures[0]["id"] if figures else told["figure"]
        return {"figure": figure, told["operator"]: "threshold" if held else TRUE}

    def _figures(self, told: Mapping[str, str], faults: dict[str, str]) -> list[Tree]:
        """The figure that is held against the threshold; others stay as they are."""
        if not self.is_simple:
            return self.block.figures if self.block else []
        kind, operator = told["kind"], told["operator"]
        if operator not in list(Operator) or kind not in list(Kind):
            faults["operator"] = "Hãy chọn cách so sánh và kiểu số liệu."
            return []
        if Kind(kind) not in FITTING_KINDS[Operator(operator)]:
            faults["operator"] = "Cách so sánh này không dùng được cho kiểu số liệu đã chọn."
        figure = told["figure"] or f"i{told['number'].replace('.', '_')}"
        if not NAME.fullmatch(figure):
            faults["figure"] = "Mã số liệu gồm chữ thường không dấu, số và dấu _, như road_paved."
        if not told["figure_name"] or not told["measure"]:
            faults["figure_name"] = "Hãy ghi tên và đơn vị tính của số liệu xã phải báo cáo."
        return [self._figure(figure, told, faults), *self._other_figures(figure)]

    def _figure(self, key: str, told: Mapping[str, str], faults: dict[str, str]) -> Tree:
        figures = self.block.figures if self.block else []
        old: Tree = next((f for f in figures if f["id"] == key), {})
        kept = {k: old[k] for k in ("yearly", "minimum", "maximum", "is_fact") if k in old}
        figure: Tree = {"id": key, "name": told["figure_name"], "kind": told["kind"]}
        figure["measure"] = told["measure"]
        if told["kind"] == Kind.SHARE:
            kept = {"minimum": Plain("0"), "maximum": Plain("100"), **kept}
            figure["numerator_name"] = told["numerator_name"]
            figure["denominator_name"] = told["denominator_name"]
            if not told["numerator_name"] or not told["denominator_name"]:
                faults["numerator_name"] = "Tỷ lệ cần tên của tử số và của mẫu số."
        elif told["kind"] == Kind.BOOLEAN:
            kept.pop("minimum", None)
            kept.pop("maximum", None)
        return figure | kept

    def _other_figures(self, key: str) -> list[Tree]:
        fact = self.tree.get("arises_when", {}).get("figure")
        return [f for f in (self.block.figures if self.block else []) if f["id"] == fact != key]

    def _thresholds(
        self, sent: Mapping[str, str], told: Mapping[str, str], faults: dict[str, str]
    ) -> list[Tree]:
        found = []
        for row in sent_rows(self.rows, sent):
            if is_blank(row) or f"r{row.index}-drop" in sent:
                continue
            try:
                found.append(entry_of(row, *self._held(row.part, told)))
            except DomainError as error:
                faults[f"r{row.index}"] = str(error)
        return found

    def _held(self, part: str, told: Mapping[str, str]) -> tuple[Operator | None, bool]:
        """How the value of this part is held, and whether it is a percentage."""
        if self.is_simple:
            operator = told["operator"]
            known = Operator(operator) if operator in list(Operator) else None
            return known, told["kind"] == Kind.SHARE
        tests = [t for t in (self.law.tests if self.law else ()) if t.part == part]
        if not tests:
            return None, False
        return tests[0].operator, self.desk.law.figure(tests[0].figure).kind is Kind.SHARE

    def _shown(self) -> dict[str, str]:
        test = self.tree.get("met_when", {})
        operator = next((key for key in test if key in list(Operator)), Operator.AT_LEAST.value)
        figures = self.block.figures if self.block else []
        figure: Tree = next((f for f in figures if f["id"] == test.get("figure")), {})
        return {
            "number": self.law.number if self.law else self._next_number(),
            "text": self.law.text if self.law else "",
            "note": self.tree.get("note", ""),
            "operator": operator,
            "figure": figure.get("id", ""),
            "figure_name": figure.get("name", ""),
            "kind": figure.get("kind", Kind.SHARE.value),
            "measure": figure.get("measure", "%"),
            "numerator_name": figure.get("numerator_name", ""),
            "denominator_name": figure.get("denominator_name", ""),
        }

    def _next_number(self) -> str:
        taken = {i.number for i in self.criterion.indicators}
        count = 1
        while f"{self.criterion.number}.{count}" in taken:
            count += 1
        return f"{self.criterion.number}.{count}"
