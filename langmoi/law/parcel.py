"""A criteria set as files of text outside the library: read, tried, and packed for the way.

The files are named as in the set's folder (_set.yaml, 02-transport.yaml); documents.yaml holds the
documents that the register in use does not.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

import yaml

from langmoi.core.errors import DomainError
from langmoi.law.documents import load_documents, read_documents
from langmoi.law.faults import BrokenLaw, Faults, LawFault
from langmoi.law.library import HEAD, Library
from langmoi.law.model import CriteriaSet, Document, Mark
from langmoi.law.published import stamp
from langmoi.law.sets import in_use
from langmoi.law.yaml_nodes import problem_in_words
from langmoi.law.yaml_writer import Tree, read_tree

Texts = Mapping[str, str]

DOCUMENTS = "documents.yaml"
MOST_FILES = 200
LARGEST = 5_000_000
EPOCH = (1980, 1, 1, 0, 0, 0)


def texts_of(set_id: str) -> dict[str, str]:
    """The files of a set in use. Raises NotFound."""
    in_use().head(set_id)
    folder = in_use().folders[set_id]
    return {path.name: path.read_bytes().decode() for path in sorted(folder.glob("*.yaml"))}


def set_id_of(texts: Texts) -> str:
    """What _set.yaml calls the set; empty where it does not say."""
    try:
        head = read_tree(texts.get(HEAD, ""))
    except yaml.YAMLError as error:
        mark = Mark(HEAD, getattr(getattr(error, "problem_mark", None), "line", 0) + 1, 1)
        problem = f"Không đọc được tệp YAML: {problem_in_words(error)}."
        fault = LawFault(problem, "Hãy sửa dòng này hoặc dòng trên.", unit=str(mark), mark=mark)
        raise BrokenLaw("Bộ tiêu chí", [fault]) from error
    found = head.get("id", "") if isinstance(head, dict) else ""
    name = found if isinstance(found, str) else ""
    return name if PurePosixPath(name).name == name else ""


def trees_of(texts: Texts) -> dict[str, Tree]:
    """Files that the loader has taken, as data."""
    return {name: read_tree(text) for name, text in texts.items()}


def read_texts(texts: Texts) -> CriteriaSet:
    """The set as the loader reads it, among those in use. Raises BrokenLaw with every fault."""
    return _read(tuple(sorted(texts.items())), stamp())[0]


def documents_of(texts: Texts) -> dict[str, Document]:
    """The documents that the set may rest on: those in use and its own."""
    return _read(tuple(sorted(texts.items())), stamp())[1]


def pack(texts: Texts) -> bytes:
    """A ZIP of what `langmoi law check --dir` reads; the same files are the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in laid_out(texts).items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), text.encode())
    return buffer.getvalue()


def laid_out(texts: Texts) -> dict[str, str]:
    """The files by their place in a folder of law."""
    where = f"sets/{set_id_of(texts)}/"
    return {
        (name if name == DOCUMENTS else where + name): text for name, text in sorted(texts.items())
    }


def unpack(content: bytes) -> dict[str, str]:
    """The files of the one set in a ZIP. Raises DomainError saying what is wrong with it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > LARGEST:
                raise DomainError(
                    "Tệp ZIP quá lớn so với một bộ tiêu chí (nhiều nhất 200 tệp, 5 MB). "
                    "Hãy nén lại chỉ thư mục của bộ."
                )
            return gather((part.filename, archive.read(part)) for part in parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise DomainError(
            "Tệp này không phải là tệp ZIP, bị hỏng hoặc có mật khẩu. Hãy nén lại thư mục của bộ "
            "tiêu chí thành ZIP rồi tải lên."
        ) from error


def gather(named: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """The files of the one set among these, by their names in its folder."""
    contents = {PurePosixPath(name.replace("\\", "/")): content for name, content in named}
    heads = [path for path in contents if path.name == HEAD]
    if len(heads) != 1:
        raise DomainError(
            f"Cần đúng một bộ tiêu chí (một tệp {HEAD}), ở đây có {len(heads)}. "
            "Hãy gửi riêng thư mục của từng bộ."
        )
    texts = {}
    for path, content in sorted(contents.items()):
        if path.name != DOCUMENTS and (path.parent != heads[0].parent or path.suffix != ".yaml"):
            raise DomainError(f"Tệp “{path}” không thuộc bộ tiêu chí. Hãy bỏ tệp này rồi gửi lại.")
        texts[path.name] = _decoded(str(path), content)
    return texts


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DomainError(
            f"Tệp “{name}” không phải là chữ UTF-8. Hãy lưu lại tệp dạng UTF-8."
        ) from error


@lru_cache(maxsize=16)
def _read(
    texts: tuple[tuple[str, str], ...], state: tuple[str, int]
) -> tuple[CriteriaSet, dict[str, Document]]:
    """The loader reads folders, so the files lie in one for as long as it reads."""
    set_id = set_id_of(dict(texts)) or "bo-tieu-chi"
    with tempfile.TemporaryDirectory(prefix="langmoi-law-") as made:
        folder = Path(made) / set_id
        folder.mkdir()
        for name, text in texts:
            (folder / name).write_bytes(text.encode())
        try:
            documents = _documents(folder / DOCUMENTS)
            # The register stands beside the criteria only here.
            (folder / DOCUMENTS).unlink(missing_ok=True)
            library = Library({**in_use().folders, set_id: folder}, documents)
            return library.load(set_id), documents
        except BrokenLaw as error:
            found = [_named(fault, f"{folder}/") for fault in error.law_faults]
            raise BrokenLaw(f"Bộ tiêu chí {set_id}", found) from error


def _documents(path: Path) -> dict[str, Document]:
    known = load_documents()
    if not path.exists():
        return known
    faults = Faults()
    own = read_documents(path, faults)
    keys = {(d.number, d.issued_on): d for d in known.values()}
    for document in own.values():
        same = known.get(document.id) or keys.get((document.number, document.issued_on))
        if same not in (None, document):
            faults.add(
                Mark(str(path), 1, 1),
                f"Văn bản {document.number} ({document.id}) đã có trong danh mục chung với nội "
                "dung khác.",
                "Hãy dùng văn bản trong danh mục, hoặc sửa mã, số, ngày cho đúng.",
            )
    faults.raise_if_any("Danh mục văn bản")
    return {**known, **own}


def _named(fault: LawFault, folder: str) -> LawFault:
    """The fault as people know the files: without the folder where they lay to be read."""
    mark = replace(fault.mark, file=fault.mark.file.replace(folder, ""))
    return replace(
        fault,
        message=fault.message.replace(folder, ""),
        remedy=fault.remedy.replace(folder, ""),
        unit=str(mark),
        mark=mark,
    )
