"""Changes of a draft's criteria and groups; each refuses what someone else changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from langmoi.core.errors import DomainError, NotFound
from langmoi.core.text import slug
from langmoi.law.library import HEAD
from langmoi.law.yaml_writer import Tree
from langmoi.lawdesk.drafts import Difference, StaleDraft, Trees, digest_of
from langmoi.lawdesk.edits import criteria_of, otherwise


@dataclass(frozen=True)
class PutCriterion:
    """What a criterion is called and where it stands, new or changed; its indicators stay."""

    words: Tree  # id, number, name, perhaps short_name and group
    seen: str  # the digest of the words as the form showed them; empty for a new one
    what: str

    def apply(self, trees: Trees) -> None:
        name = _file_of(trees, self.words["id"])
        there = _words(trees[name]) if name else {}
        if (digest_of(there) if there else "") != self.seen:
            raise StaleDraft(otherwise(self.words, there))
        indicators = trees.pop(name)["indicators"] if name else []
        number = self.words["number"]
        if there.get("number") != number:
            name = _free_name(trees, self.words)
        trees[name] = {
            **self.words,
            "indicators": [_renumbered(entry, number) for entry in indicators],
        }


@dataclass(frozen=True)
class DropCriterion:
    """Away with a criterion that has no indicators."""

    criterion: str
    seen: str
    what: str

    def apply(self, trees: Trees) -> None:
        name = _file_of(trees, self.criterion)
        if digest_of(words_of(trees, self.criterion)) != self.seen:
            raise StaleDraft([])
        if left := len(trees[name]["indicators"]):
            raise DomainError(
                f"Chưa bỏ được tiêu chí này: còn {left} chỉ tiêu. Hãy bỏ từng chỉ tiêu trước."
            )
        del trees[name]


@dataclass(frozen=True)
class PutGroups:
    """The groups in their order, and of which group each criterion is (ids of both)."""

    groups: list[Tree]
    members: Mapping[str, str]
    seen: str
    what: str = "Sửa nhóm tiêu chí"

    def apply(self, trees: Trees) -> None:
        shown = groups_of(trees)
        if digest_of(shown) != self.seen:
            raise StaleDraft(self._differences(shown))
        trees[HEAD]["groups"] = self.groups
        for name, tree in criteria_of(trees).items():
            words = {key: text for key, text in _words(tree).items() if key != "group"}
            if self.groups:
                words["group"] = self.members[tree["id"]]
            trees[name] = {**words, "indicators": tree["indicators"]}

    def _differences(self, shown: Tree) -> list[Difference]:
        mine, theirs = (
            "; ".join(group["name"] for group in groups) or "không chia nhóm"
            for groups in (self.groups, shown["groups"])
        )
        return [Difference("các nhóm", mine, theirs)] if mine != theirs else []


def words_of(trees: Trees, criterion: str) -> Tree:
    """What the form of a criterion shows and changes. Raises NotFound."""
    name = _file_of(trees, criterion)
    if not name:
        raise NotFound("Bản thảo không còn tiêu chí này. Hãy mở lại bản thảo.")
    return _words(trees[name])


def groups_of(trees: Trees) -> Tree:
    """What the form of the groups shows and changes: they and the criteria of each."""
    criteria = [_words(tree) for tree in criteria_of(trees).values()]
    members = [
        {"id": words["id"], "number": words["number"], "group": words.get("group", "")}
        for words in criteria
    ]
    return {"groups": trees[HEAD].get("groups", []), "criteria": members}


def _file_of(trees: Trees, criterion: str) -> str:
    found = (name for name, tree in criteria_of(trees).items() if tree["id"] == criterion)
    return next(found, "")


def _words(tree: Tree) -> Tree:
    return {key: text for key, text in tree.items() if key != "indicators"}


def _free_name(trees: Trees, words: Tree) -> str:
    """Files stand in the order of the numbers: 02-transport.yaml."""
    number = words["number"]
    stem = f"{number.zfill(2) if number.isdigit() else slug(number)}-{words['id']}"
    stem = stem.replace("_", "-")
    name, count = f"{stem}.yaml", 1
    while name in trees:
        count += 1
        name = f"{stem}-{count}.yaml"
    return name


def _renumbered(indicator: Tree, number: str) -> Tree:
    """The indicator under its criterion's number; its own place stays."""
    place = indicator["number"].rpartition(".")[2]
    return {**indicator, "number": f"{number}.{place}"}
