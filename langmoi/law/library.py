"""A folder of criteria sets: finds them, reads them, lays overlays over what they extend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from langmoi.core.errors import NotFound
from langmoi.law.checks import check_counts, check_set
from langmoi.law.documents import shown_path
from langmoi.law.faults import Faults
from langmoi.law.model import CriteriaSet, Criterion, Document, Figure, Indicator, Mark
from langmoi.law.read_common import Known
from langmoi.law.read_indicators import Addition, read_additions, read_criterion
from langmoi.law.read_set import Head, read_figures, read_head
from langmoi.law.yaml_reader import Item, read_yaml

HEAD = "_set.yaml"
FIGURES = "_figures.yaml"


@dataclass(frozen=True)
class Library:
    """Sets by id, each a folder, and the documents that they may rest on."""

    folders: Mapping[str, Path]
    documents: Mapping[str, Document]
    loaded: dict[str, CriteriaSet] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)

    def load(self, set_id: str) -> CriteriaSet:
        """The set, merged with what it extends. Raises NotFound, or BrokenLaw with all faults."""
        if set_id not in self.loaded:
            self.loaded[set_id] = self._read(set_id)
        return self.loaded[set_id]

    def head(self, set_id: str) -> Head:
        """What the set's _set.yaml says, without reading the rest."""
        if set_id not in self.heads:
            faults = Faults()
            head = self._head(set_id, faults)
            faults.raise_if_any(f"Bộ tiêu chí {set_id}")
            self.heads[set_id] = head
        return self.heads[set_id]

    def _read(self, set_id: str) -> CriteriaSet:
        faults = Faults()
        head = self.head(set_id)
        base = self._base(head, faults) if head.extends else None
        faults.raise_if_any(f"Bộ tiêu chí {set_id}")
        criteria_set, marks = self._assemble(head, base, faults)
        # Whole-set checks on half-read files would only repeat the faults in other words.
        faults.raise_if_any(f"Bộ tiêu chí {set_id}")
        check_set(criteria_set, marks, faults)
        check_counts(criteria_set, head.mark, faults)
        faults.raise_if_any(f"Bộ tiêu chí {set_id}")
        return criteria_set

    def _head(self, set_id: str, faults: Faults) -> Head:
        item = self._item(set_id, HEAD, faults)
        faults.raise_if_any(f"Bộ tiêu chí {set_id}")
        assert item is not None  # noqa: S101 - unreadable files were raised as faults
        head = read_head(item, self.documents)
        if head.id != set_id:
            item.fault(f"Mã bộ “{head.id}” khác tên thư mục “{set_id}”.", f"Hãy ghi id: {set_id}.")
        return head

    def _base(self, head: Head, faults: Faults) -> CriteriaSet | None:
        extends = head.extends or ""
        if extends not in self.folders or self.head(extends).extends:
            faults.add(
                head.mark,
                f"Bộ {head.id} mở rộng “{extends}”, không phải một bộ gốc đã có.",
                f"Hãy chọn một trong: {', '.join(sorted(set(self.folders) - {head.id}))}.",
            )
            return None
        return self.load(extends)

    def _assemble(
        self, head: Head, base: CriteriaSet | None, faults: Faults
    ) -> tuple[CriteriaSet, Mapping[str, Mark]]:
        folder = self.folders[head.id]
        figures, marks = self._figures(head.id, base, faults)
        known = Known(
            documents=self.documents,
            figures=figures,
            zones=[zone.id for zone in (base or head).zones],
            groups=[group.id for group in (base or head).groups],
            layer=1 if base else 0,
        )
        items = [self._item(head.id, path.name, faults) for path in criterion_files(folder)]
        read = [item for item in items if item]
        if base:
            additions = [a for item in read for a in read_additions(item, known)]
            criteria = lay_over(base.criteria, additions, faults)
        else:
            criteria = tuple(read_criterion(item, known) for item in read)
        version = _version(folder, base.version if base else "")
        return _criteria_set(head, base, criteria, tuple(figures.values()), version), marks

    def _figures(
        self, set_id: str, base: CriteriaSet | None, faults: Faults
    ) -> tuple[dict[str, Figure], dict[str, Mark]]:
        """The set's own figures; an overlay measures what the set that it extends measures."""
        if base:
            return {figure.id: figure for figure in base.figures}, {}
        item = self._item(set_id, FIGURES, faults)
        return read_figures(item) if item else ({}, {})

    def _item(self, set_id: str, name: str, faults: Faults) -> Item | None:
        if set_id not in self.folders:
            known = ", ".join(sorted(self.folders))
            raise NotFound(f"Không có bộ tiêu chí “{set_id}”. Hãy chọn một trong: {known}.")
        path = self.folders[set_id] / name
        return read_yaml(path, shown_path(path), faults)


def criterion_files(folder: Path) -> list[Path]:
    """One file per criterion, in the order of their numbers: 02-transport.yaml."""
    return sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("_"))


def set_folders(root: Path) -> dict[str, Path]:
    """Folders under the root that hold a set, or the root itself if it is one."""
    if (root / HEAD).exists():
        return {root.resolve().name: root}
    return {path.parent.name: path.parent for path in sorted(root.glob(f"*/{HEAD}"))}


def lay_over(
    criteria: tuple[Criterion, ...], additions: list[Addition], faults: Faults
) -> tuple[Criterion, ...]:
    """The nation's criteria with a province's thresholds and papers added; both stay readable."""
    by_indicator: dict[str, Addition] = {}
    owners = {i.id: criterion.id for criterion in criteria for i in criterion.indicators}
    for addition in additions:
        if owners.get(addition.indicator) != addition.criterion:
            faults.add(
                addition.mark,
                f"Bộ gốc không có chỉ tiêu “{addition.indicator}” trong tiêu chí "
                f"“{addition.criterion}”.",
                "Hãy ghi đúng mã tiêu chí và chỉ tiêu của bộ gốc.",
            )
        if addition.indicator in by_indicator:
            first = by_indicator[addition.indicator].mark
            faults.add(
                addition.mark,
                f"Chỉ tiêu “{addition.indicator}” ghi hai lần (lần trước ở {first}).",
                "Hãy gộp các mức vào một chỗ.",
            )
        by_indicator[addition.indicator] = addition
    return tuple(_laid_over(criterion, by_indicator) for criterion in criteria)


def _laid_over(criterion: Criterion, additions: Mapping[str, Addition]) -> Criterion:
    indicators = tuple(
        _with(i, additions[i.id]) if i.id in additions else i for i in criterion.indicators
    )
    return replace(criterion, indicators=indicators)


def _with(indicator: Indicator, addition: Addition) -> Indicator:
    return replace(
        indicator,
        thresholds=indicator.thresholds + addition.thresholds,
        papers=indicator.papers + addition.papers,
    )


def _criteria_set(
    head: Head,
    base: CriteriaSet | None,
    criteria: tuple[Criterion, ...],
    figures: tuple[Figure, ...],
    version: str,
) -> CriteriaSet:
    rules: Head | CriteriaSet = base or head
    return CriteriaSet(
        id=head.id,
        name=head.name,
        level=head.level,
        document=head.document,
        in_force=head.in_force,
        zones=rules.zones,
        groups=rules.groups,
        criteria=criteria,
        figures=figures,
        is_complete=head.is_complete,
        incomplete_reason=head.incomplete_reason,
        not_applicable_counts=rules.not_applicable_counts,
        not_applicable_basis=rules.not_applicable_basis,
        not_applicable_status=rules.not_applicable_status,
        zone_rules=rules.zone_rules,
        extends=head.extends,
        province=head.province,
        expected_criteria=head.expected_criteria,
        expected_indicators=head.expected_indicators,
        note=head.note,
        version=version,
    )


def _version(folder: Path, base_version: str) -> str:
    digest = sha256(base_version.encode())
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
