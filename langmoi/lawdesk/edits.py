"""The changes that forms make in a draft's files; each refuses what someone else changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from langmoi.core.errors import NotFound
from langmoi.law.library import FIGURES, HEAD
from langmoi.law.parcel import DOCUMENTS
from langmoi.law.yaml_writer import Tree, write_tree
from langmoi.lawdesk.drafts import Difference, StaleDraft, Trees, digest_of

HEAD_KEYS = ("name", "document", "in_force", "expected", "zones", "note")
REACHES = ("zone", "places", "by_zone")


@dataclass(frozen=True)
class Block:
    """An indicator with the figures that its tests need, as its form shows them."""

    indicator: Tree
    figures: list[Tree]

    @property
    def digest(self) -> str:
        return digest_of([self.indicator, self.figures])


@dataclass(frozen=True)
class PutIndicator:
    """The indicator as it shall stand, new or changed."""

    criterion: str
    block: Block
    seen: str  # the digest of the block as the form showed it; empty for a new one
    what: str

    def apply(self, trees: Trees) -> None:
        indicator = self.block.indicator
        criterion = _criterion(trees, self.criterion)
        entries = criterion["indicators"]
        place = _place(entries, indicator["id"])
        there = None if place is None else block_of(trees, self.criterion, indicator["id"])
        if (there.digest if there else "") != self.seen:
            raise StaleDraft(_differences(self.block, there))
        if place is None:
            entries.append(indicator)
            entries.sort(key=lambda entry: _order(entry.get("number", "")))
        else:
            entries[place] = indicator
        for figure in self.block.figures:
            _put(trees[FIGURES], figure)
        _drop_unused(trees)


@dataclass(frozen=True)
class DropIndicator:
    criterion: str
    indicator: str
    seen: str
    what: str

    def apply(self, trees: Trees) -> None:
        if block_of(trees, self.criterion, self.indicator).digest != self.seen:
            raise StaleDraft([])
        entries = _criterion(trees, self.criterion)["indicators"]
        entries[:] = [entry for entry in entries if entry["id"] != self.indicator]
        _drop_unused(trees)


@dataclass(frozen=True)
class PutHead:
    """What the set is called, when it holds, how much it has, its zones."""

    fields: Tree
    seen: str
    what: str = "Sửa phần chung của bộ"

    def apply(self, trees: Trees) -> None:
        head = trees[HEAD]
        shown = head_of(trees)
        if digest_of(shown) != self.seen:
            raise StaleDraft(otherwise(self.fields, shown))
        head.update(self.fields)


@dataclass(frozen=True)
class PutDocument:
    """A document of the draft's own register, new or changed."""

    document: Tree
    seen: str
    what: str

    def apply(self, trees: Trees) -> None:
        register = trees.setdefault(DOCUMENTS, [])
        place = _place(register, self.document["id"])
        there = None if place is None else register[place]
        if (digest_of(there) if there else "") != self.seen:
            raise StaleDraft(otherwise(self.document, there or {}))
        _put(register, self.document)


def block_of(trees: Trees, criterion: str, indicator: str) -> Block:
    """Raises NotFound where the draft has no such indicator (any more)."""
    entries = _criterion(trees, criterion)["indicators"]
    place = _place(entries, indicator)
    if place is None:
        raise NotFound("Bản thảo không còn chỉ tiêu này. Hãy mở lại bản thảo.")
    found = entries[place]
    used = set(_figures_in(found))
    figures = [f for f in trees.get(FIGURES, []) if f["id"] in used]
    return Block(found, figures)


def criteria_of(trees: Trees) -> dict[str, Tree]:
    """The files of criteria, by name, in the order of the set."""
    names = (name for name in sorted(trees) if not name.startswith("_") and name != DOCUMENTS)
    return {name: trees[name] for name in names}


def head_of(trees: Trees) -> Tree:
    """What the form of the set's head shows and changes."""
    return {key: trees[HEAD][key] for key in HEAD_KEYS if key in trees[HEAD]}


def expanded(thresholds: Sequence[Tree]) -> list[Tree]:
    """One entry for each value: a row of an annex falls apart into its columns."""
    found = []
    for entry in thresholds:
        if "by_zone" not in entry:
            found.append(dict(entry))
            continue
        rest = {key: value for key, value in entry.items() if key != "by_zone"}
        found += [{**rest, "zone": zone, "value": v} for zone, v in entry["by_zone"].items()]
    return found


def reach_of(entry: Tree) -> str:
    return entry.get("zone") or ",".join(entry.get("places", []))


def _criterion(trees: Trees, criterion: str) -> Tree:
    """The file of the criterion; in an overlay it is made where the base alone has it."""
    for tree in criteria_of(trees).values():
        if tree["id"] == criterion:
            return tree
    if "extends" not in trees[HEAD]:
        raise NotFound("Bản thảo không có tiêu chí này.")
    trees[f"{criterion}.yaml"] = {"id": criterion, "indicators": []}
    return trees[f"{criterion}.yaml"]


def _place(entries: Sequence[Tree], key: str) -> int | None:
    return next((i for i, entry in enumerate(entries) if entry["id"] == key), None)


def _put(entries: list[Tree], entry: Tree) -> None:
    place = _place(entries, entry["id"])
    if place is None:
        entries.append(entry)
    else:
        entries[place] = entry


def _drop_unused(trees: Trees) -> None:
    """Nobody is asked for a figure that no indicator needs."""
    if FIGURES not in trees:
        return
    criteria = criteria_of(trees).values()
    used = {f for c in criteria for i in c["indicators"] for f in _figures_in(i)}
    trees[FIGURES] = [figure for figure in trees[FIGURES] if figure["id"] in used]


def _figures_in(indicator: Tree) -> Iterator[str]:
    for key in ("met_when", "arises_when"):
        yield from _named(indicator.get(key, {}))


def _named(test: Tree) -> Iterator[str]:
    if "figure" in test:
        yield test["figure"]
    for part in test.get("all_of", []):
        yield part["figure"]
    yield from test.get("both_sexes", {}).values()


def _order(number: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in number.split("."))


LABELS = {
    "number": "số hiệu",
    "text": "nội dung",
    "met_when": "cách so sánh",
    "note": "ghi chú",
    "name": "tên",
    "document": "văn bản",
    "in_force": "hiệu lực",
    "expected": "số tiêu chí, chỉ tiêu",
    "zones": "vùng",
    "kind": "loại",
    "issuer": "cơ quan ban hành",
    "issued_on": "ngày ban hành",
    "effective_on": "ngày hiệu lực",
    "title": "trích yếu",
    "source": "nguồn",
    "measure": "đơn vị tính",
    "short_name": "tên ngắn",
    "group": "nhóm",
}


def _differences(mine: Block, there: Block | None) -> list[Difference]:
    if there is None:
        return []
    found = otherwise(mine.indicator, there.indicator)
    values = [_values(block.indicator) for block in (mine, there)]
    for key in dict.fromkeys([*values[0], *values[1]]):
        ours, theirs = (side.get(key, "không có") for side in values)
        if ours != theirs:
            part, reach, start = key
            where = ", ".join(t for t in (part, reach or "chung", f"từ {start}") if t)
            found.append(Difference(f"mức ({where})", ours, theirs))
    theirs_by_id = {figure["id"]: figure for figure in there.figures}
    for figure in mine.figures:
        found += otherwise(figure, theirs_by_id.get(figure["id"], {}))
    return found


def _values(indicator: Tree) -> dict[tuple[str, str, str], str]:
    return {
        (entry.get("part", ""), reach_of(entry), entry["from"]): str(entry["value"])
        for entry in expanded(indicator.get("thresholds", []))
    }


def otherwise(mine: Tree, theirs: Tree) -> list[Difference]:
    """Each field in which the two differ, in words."""
    keys = [key for key in LABELS if mine.get(key) != theirs.get(key)]
    return [
        Difference(LABELS[key], _shown(mine.get(key, "")), _shown(theirs.get(key, "")))
        for key in keys
    ]


def _shown(tree: Tree) -> str:
    return tree if isinstance(tree, str) else "; ".join(write_tree(tree).split("\n")).strip("; ")
