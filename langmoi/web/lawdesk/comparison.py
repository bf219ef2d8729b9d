"""How an indicator is met, as its form shows and reads it: one comparison, or several parts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from langmoi.core.text import normalise
from langmoi.law.model import Kind, Operator
from langmoi.law.read_tests import FITTING_KINDS, HELD_AGAINST_THRESHOLD
from langmoi.law.yaml_writer import TRUE, Plain, Tree

OPERATORS = [
    (Operator.AT_LEAST.value, "không thấp hơn mức (≥)"),
    (Operator.AT_MOST.value, "không cao hơn mức (≤)"),
    (Operator.EQUALS.value, "bằng đúng mức (=)"),
    (Operator.IS_TRUE.value, "phải “có/đạt”"),
    (Operator.NONE_OF.value, "không có trường hợp nào (bằng 0)"),
]
NAME = re.compile(r"[a-z][a-z0-9_]{1,60}")
MOST_PARTS = 9
BLANK = {
    "label": "",
    "operator": Operator.AT_LEAST.value,
    "figure": "",
    "figure_name": "",
    "kind": Kind.SHARE.value,
    "measure": "%",
    "numerator_name": "",
    "denominator_name": "",
}
INPUTS = (
    ("figure_name", "Tên số liệu xã báo cáo"),
    ("measure", "Đơn vị tính"),
    ("numerator_name", "Tử số (của tỷ lệ)"),
    ("denominator_name", "Mẫu số (của tỷ lệ)"),
)
CODE = "Mã số liệu (để trống: chương trình đặt; cùng một số liệu của bộ trước thì giữ mã cũ)"


@dataclass(frozen=True)
class Input:
    """A field of text as the page shows it."""

    name: str
    label: str
    value: str
    problem: str


@dataclass(frozen=True)
class Part:
    """A figure held against its threshold; the only one of an indicator has no prefix, no id."""

    prefix: str
    id: str
    fields: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)
    is_dropped: bool = False

    @property
    def title(self) -> str:
        return f"Phần {int(self.prefix[1:-1]) + 1}"

    @property
    def is_blank(self) -> bool:
        """Whether a part that was added was left as it came."""
        words = ("label", "figure_name", "figure", "numerator_name", "denominator_name")
        return bool(self.prefix) and not any(self.fields[name] for name in words)

    @property
    def operator(self) -> Operator | None:
        told = self.fields["operator"]
        return Operator(told) if told in list(Operator) else None

    @property
    def is_share(self) -> bool:
        return self.fields["kind"] == Kind.SHARE

    @property
    def inputs(self) -> list[Input]:
        return [self._input(name, label) for name, label in INPUTS]

    @property
    def label_input(self) -> Input:
        return self._input("label", "Tên ngắn của phần này")

    @property
    def code_input(self) -> Input:
        return self._input("figure", CODE)

    def _input(self, name: str, label: str) -> Input:
        return Input(self.prefix + name, label, self.fields[name], self.faults.get(name, ""))

    def test(self, figure: str) -> Tree:
        told = self.fields["operator"]
        held = self.operator in HELD_AGAINST_THRESHOLD
        words = {"part": self.id, "label": self.fields["label"]} if self.id else {}
        return {**words, "figure": figure, told: "threshold" if held else TRUE}

    def figure(self, key: str, known: Sequence[Tree]) -> Tree:
        """The figure as its file says it; what the form does not show stays."""
        told = self.fields
        old: Tree = next((f for f in known if f["id"] == key), {})
        kept = {k: old[k] for k in ("yearly", "minimum", "maximum", "is_fact") if k in old}
        figure: Tree = {"id": key, "name": told["figure_name"], "kind": told["kind"]}
        figure["measure"] = told["measure"]
        if self.is_share:
            kept = {"minimum": Plain("0"), "maximum": Plain("100"), **kept}
            figure["numerator_name"] = told["numerator_name"]
            figure["denominator_name"] = told["denominator_name"]
        elif told["kind"] == Kind.BOOLEAN:
            kept.pop("minimum", None)
            kept.pop("maximum", None)
        return figure | kept

    def check(self) -> dict[str, str]:
        """What is wrong, by field."""
        told, faults = self.fields, {}
        if self.operator is None or told["kind"] not in list(Kind):
            faults["operator"] = "Hãy chọn cách so sánh và kiểu số liệu."
        elif Kind(told["kind"]) not in FITTING_KINDS[self.operator]:
            faults["operator"] = "Cách so sánh này không dùng được cho kiểu số liệu đã chọn."
        if told["figure"] and not NAME.fullmatch(told["figure"]):
            faults["figure"] = "Mã số liệu gồm chữ thường không dấu, số và dấu _, như road_paved."
        if not told["figure_name"] or not told["measure"]:
            faults["figure_name"] = "Hãy ghi tên và đơn vị tính của số liệu xã phải báo cáo."
        if self.is_share and not (told["numerator_name"] and told["denominator_name"]):
            faults["numerator_name"] = "Tỷ lệ cần tên của tử số và của mẫu số."
        if self.id and not told["label"]:
            faults["label"] = "Hãy ghi tên ngắn của phần này, như “nước sạch”."
        return faults


def parts_of(test: Tree, figures: Sequence[Tree]) -> list[Part]:
    """The parts as the file has them; none where the form cannot show the test."""
    by_id = {figure["id"]: figure for figure in figures}
    if "all_of" in test:
        return [
            Part(f"p{place}-", part["part"], _shown(part, by_id))
            for place, part in enumerate(test["all_of"])
        ]
    return [Part("", "", _shown(test, by_id))] if "figure" in test else []


def new_parts() -> list[Part]:
    return [Part("", "", BLANK)]


def sent_parts(parts: Sequence[Part], sent: Mapping[str, str]) -> list[Part]:
    """The parts as the person filled them in."""
    told = sent.get("parts", "")
    count = min(int(told), MOST_PARTS) if told.isdecimal() else len(parts)
    if count < 2 or not parts:
        return [_sent("", "", sent) for _ in parts[:1]]
    ids: list[str] = []
    for place in range(count):
        key = sent.get(f"p{place}-part", "")
        ids.append(key if NAME.fullmatch(key) and key not in ids else _free(ids))
    return [_sent(f"p{place}-", key, sent) for place, key in enumerate(ids)]


def with_another(parts: Sequence[Part]) -> list[Part]:
    """One part more, to be filled in; the only comparison becomes the first part."""
    ids: list[str] = []
    found = []
    for place, part in enumerate(parts):
        ids.append(part.id or _free(ids))
        found.append(replace(part, prefix=f"p{place}-", id=ids[-1]))
    if len(found) < MOST_PARTS:
        found.append(Part(f"p{len(found)}-", _free(ids), BLANK))
    return found


def told_parts(parts: Sequence[Part]) -> dict[str, Part]:
    """Those that shall stand, by the id they had: one that is left alone has none any more."""
    left = [part for part in parts if not part.is_dropped and not part.is_blank]
    if len(left) == 1:
        return {left[0].id: replace(left[0], id="")}
    return {part.id: part for part in left}


def _sent(prefix: str, key: str, sent: Mapping[str, str]) -> Part:
    fields = {name: normalise(sent.get(prefix + name, "")) for name in BLANK}
    return Part(prefix, key, fields, is_dropped=f"{prefix}drop" in sent)


def _shown(test: Tree, figures: Mapping[str, Tree]) -> dict[str, str]:
    figure = figures.get(test["figure"], {})
    operator = next(key for key in test if key in list(Operator))
    told = {"label": test.get("label", ""), "operator": operator, "figure": test["figure"]}
    shown = ("kind", "measure", "numerator_name", "denominator_name")
    return {**BLANK, **told, "figure_name": figure.get("name", "")} | {
        name: figure.get(name, "") for name in shown
    }


def _free(taken: Sequence[str]) -> str:
    count = 1
    while f"part_{count}" in taken:
        count += 1
    return f"part_{count}"
