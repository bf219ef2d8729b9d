"""Checks a whole library of law: every set, every document, every worked case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from langmoi.core.errors import DomainError
from langmoi.law.cases import load_cases, run_case
from langmoi.law.documents import DATA, load_documents, read_documents
from langmoi.law.faults import BrokenLaw, Faults, LawFault
from langmoi.law.library import Library, set_folders
from langmoi.law.model import CriteriaSet, Document, Status
from langmoi.law.sets import in_use


@dataclass(frozen=True)
class LawCheck:
    """What a check found; the law is in order where there are no faults."""

    sets: dict[str, CriteriaSet]
    broken: list[str]
    documents: int
    cases: int
    faults: list[LawFault]

    @property
    def statuses(self) -> Counter[Status]:
        """How many thresholds stand on what; what an overlay inherits counts once."""
        return sum((own_statuses(s) for s in self.sets.values()), Counter())


def own_statuses(criteria_set: CriteriaSet) -> Counter[Status]:
    """The statuses of the set's own thresholds, without those it inherits."""
    layer = 1 if criteria_set.extends else 0
    return Counter(
        t.status for i in criteria_set.indicators for t in i.thresholds if t.layer == layer
    )


def check_law(folder: Path | None = None) -> LawCheck:
    """Reads and runs everything that ships, or what a folder holds.

    A folder has the shape of langmoi/law/data (sets/, cases/, documents.yaml), or holds folders of
    sets, or is one itself; its sets may extend shipped ones and rest on shipped documents.
    """
    faults = Faults()
    names, library = _shipped() if folder is None else _elsewhere(folder, faults)
    sets: dict[str, CriteriaSet] = {}
    for name in names:
        try:
            sets[name] = library.load(name)
        except BrokenLaw as error:
            faults.take(error.law_faults)
    cases = load_cases((folder or DATA) / "cases", library, faults)
    for case in cases:
        run_case(case, faults)
    return LawCheck(
        sets=sets,
        broken=[name for name in names if name not in sets],
        documents=len(library.documents),
        cases=len(cases),
        faults=faults.in_order(),
    )


def _shipped() -> tuple[list[str], Library]:
    library = in_use()
    return sorted(library.folders), library


def _elsewhere(folder: Path, faults: Faults) -> tuple[list[str], Library]:
    if not folder.is_dir():
        raise DomainError(
            f"Không có thư mục “{folder}”. Hãy ghi đường dẫn tới thư mục bộ tiêu chí."
        )
    folders = set_folders(folder / "sets") or set_folders(folder)
    if not folders and not (folder / "cases").is_dir():
        raise DomainError(
            f"Thư mục “{folder}” không có bộ tiêu chí nào. Mỗi bộ là một thư mục có tệp _set.yaml."
        )
    documents: Mapping[str, Document] = load_documents()
    if (folder / "documents.yaml").exists():
        documents = {**documents, **read_documents(folder / "documents.yaml", faults)}
    return sorted(folders), Library({**in_use().folders, **folders}, documents)
