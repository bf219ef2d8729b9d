"""The rules of a whole draft: another zone's column, and how “không áp dụng” counts."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.law.library import HEAD
from langmoi.law.yaml_writer import Tree
from langmoi.lawdesk.drafts import Difference, StaleDraft, Trees, digest_of

RULES = ("zone_rules", "not_applicable")


@dataclass(frozen=True)
class PutRules:
    """The rules as they shall stand; what is left out the set no longer says."""

    rules: Tree  # zone_rules, not_applicable
    seen: str
    what: str = "Sửa quy tắc vùng, quy tắc “không áp dụng”"

    def apply(self, trees: Trees) -> None:
        head, shown = trees[HEAD], rules_of(trees)
        if digest_of(shown) != self.seen:
            raise StaleDraft(_differences(self.rules, shown))
        for key in RULES:
            head.pop(key, None)
        head.update(self.rules)


def rules_of(trees: Trees) -> Tree:
    """What the form of the rules shows and changes."""
    return {key: trees[HEAD][key] for key in RULES if key in trees[HEAD]}


def _differences(mine: Tree, theirs: Tree) -> list[Difference]:
    pairs = [(field, say(mine), say(theirs)) for field, say in SAID.items()]
    return [Difference(field, ours, other) for field, ours, other in pairs if ours != other]


def _zones(rules: Tree) -> str:
    said = (f"{r['name']} ({r['fact']} → {r['zone']})" for r in rules.get("zone_rules", []))
    return "; ".join(said) or "không có"


def _not_applicable(rules: Tree) -> str:
    rule = rules.get("not_applicable")
    if not rule:
        return "chưa ghi"
    counts = "tính là đạt" if rule["counts_as_met"] == "true" else "không tính là đạt"
    return f"{counts}, {rule['basis']['clause']}"


SAID = {"quy tắc vùng": _zones, "quy tắc “không áp dụng”": _not_applicable}
