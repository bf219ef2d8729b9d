"""When an indicator arises at all: the yes/no question of its form, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from langmoi.core.errors import DomainError
from langmoi.law.model import Kind, Status
from langmoi.law.yaml_writer import TRUE, Tree
from langmoi.web.lawdesk.threshold_rows import refuse_changed_check

ALWAYS = [("", "Luôn phát sinh"), ("yes", "Chỉ khi xã báo “có” ở câu hỏi dưới đây")]


@dataclass(frozen=True)
class Arising:
    """The condition as the file has it, and the facts that the set asks for already."""

    kept: Tree  # empty where the indicator always arises
    facts: Sequence[Tree]

    def shown(self, document: str) -> dict[str, str]:
        """The fields of the form."""
        basis = self.kept.get("basis", {})
        return {
            "arises": "yes" if self.kept else "",
            "fact": self.kept.get("figure", ""),
            "fact_name": self._name(self.kept.get("figure", "")),
            "arises_document": basis.get("document", document),
            "arises_clause": basis.get("clause", ""),
            "arises_status": self.kept.get("status", Status.REPORTED.value),
        }

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [("", "Câu hỏi mới"), *((fact["id"], fact["name"]) for fact in self.facts)]

    @property
    def was_checked(self) -> bool:
        return bool(self.kept.get("status") == Status.CHECKED.value)

    def read(
        self, told: Mapping[str, str], new_id: str, faults: dict[str, str]
    ) -> tuple[Tree, list[Tree]]:
        """The condition and its fact as the files shall say them; empty where it always arises."""
        if told["arises"] != "yes":
            return {}, []
        old: Tree = next((fact for fact in self.facts if fact["id"] == told["fact"]), {})
        if told["fact"] and not old:
            faults["fact"] = "Bộ không còn câu hỏi này. Hãy chọn câu hỏi khác, hoặc câu hỏi mới."
        name = told["fact_name"] or old.get("name", "")
        if not name:
            faults["fact_name"] = "Hãy ghi câu hỏi có/không mà xã phải trả lời."
        if not told["arises_clause"]:
            faults["arises_clause"] = "Chưa ghi điều, khoản hoặc mục của văn bản."
        fact = {"id": new_id, "kind": Kind.BOOLEAN.value, "measure": "có/không", "is_fact": TRUE}
        fact |= {**old, "name": name}
        basis = {"document": told["arises_document"], "clause": told["arises_clause"]}
        rule = {"figure": fact["id"], "is_true": TRUE, "basis": basis}
        rule["status"] = told["arises_status"]
        try:
            refuse_changed_check(rule, self.kept)
        except DomainError as error:
            faults["arises_status"] = str(error)
        return rule, [fact]

    def _name(self, key: str) -> str:
        return next((str(fact["name"]) for fact in self.facts if fact["id"] == key), "")
