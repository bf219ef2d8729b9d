"""A Word template before it is used: every reason not to, said at once."""

from __future__ import annotations

import difflib
import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lxml import etree

from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.publishing.word_fields import (
    ANNEXES,
    FACTS,
    FIELD,
    LINES,
    NEEDED,
    SINGLE,
    TABLE,
    is_block,
    tag,
)
from langmoi.publishing.word_parts import DOCUMENT, WITH_FIELDS, compiled, parse, text_of

MEGABYTE = 1024 * 1024
BIGGEST, BIGGEST_UNPACKED, MOST_PARTS = 5 * MEGABYTE, 40 * MEGABYTE, 500
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "[Content_Types].xml"
COMMANDS = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|IMPORT)\b")
SAVE_AS = "Hãy mở bằng Word, chọn Lưu thành, kiểu Word (.docx), rồi tải lên lại."


def check_template(content: bytes, tables: Mapping[str, str], *, file_name: str) -> None:
    """Raises FaultyInput with all that is wrong. tables: those that the report has, id -> name."""
    parts = _opened(content, file_name)
    faults = [*_dangers(parts)]
    if not faults:
        trees = {n: _tree(n, c) for n, c in parts.items() if WITH_FIELDS.fullmatch(n)}
        faults += _of_fields(trees, tables)
    if not faults:
        faults += _does_not_open(content)
    if faults:
        raise FaultyInput(
            f"Chưa dùng mẫu {file_name}: có {len(faults)} chỗ phải sửa.", list(faults)
        )


def _opened(content: bytes, file_name: str) -> dict[str, bytes]:
    """The parts of the file; DomainError for what is no Word file, or unpacks without bounds."""
    if len(content) > BIGGEST:
        raise DomainError(f"Tệp {file_name} nặng hơn 5 MB. Hãy bỏ bớt hình ảnh rồi tải lên lại.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_PARTS or sum(i.file_size for i in infos) > BIGGEST_UNPACKED:
                raise DomainError(f"Tệp {file_name} bung ra quá lớn. {SAVE_AS}")
            parts = {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError) as error:
        raise DomainError(f"Tệp {file_name} không phải tệp Word (.docx). {SAVE_AS}") from error
    if DOCUMENT not in parts or TYPES not in parts:
        raise DomainError(f"Tệp {file_name} không phải tệp Word (.docx). {SAVE_AS}")
    return parts


def _tree(name: str, content: bytes) -> Any:
    try:
        return parse(content)
    except etree.XMLSyntaxError as error:
        raise DomainError(f"Phần {name} trong tệp bị hỏng. {SAVE_AS}") from error


def _dangers(parts: Mapping[str, bytes]) -> Iterator[Fault]:
    """Whatever would run, or bring in something from elsewhere."""
    types = parts[TYPES].lower()
    if b"macroenabled" in types or b"vbaproject" in types or _any(parts, "vbaproject"):
        yield Fault("Mẫu có macro.", SAVE_AS)
    if _any(parts, "/embeddings/") or _any(parts, "/activex/"):
        yield Fault("Mẫu có đối tượng nhúng (OLE, ActiveX).", "Hãy xóa đối tượng này khỏi mẫu.")
    for name, content in parts.items():
        if b"<!DOCTYPE" in content[:2000] and name.endswith((".xml", ".rels")):
            yield Fault(f"Phần {name} có khai báo DOCTYPE.", SAVE_AS)
        if name.endswith(".rels") and _leads_outside(content):
            yield Fault("Mẫu lấy nội dung từ tệp khác hoặc từ mạng.", "Hãy chép hẳn vào mẫu.")
    document = parts[DOCUMENT].decode("utf-8", "replace")
    if "<w:altChunk" in document:
        yield Fault("Mẫu nhúng cả một tệp khác.", "Hãy chép nội dung đó vào mẫu.")
    commands = re.findall(r"<w:instrText[^>]*>([^<]*)<", document)
    for found in sorted({m[1] for text in commands for m in COMMANDS.finditer(text.upper())}):
        yield Fault(f"Mẫu có trường Word {found}.", "Hãy xóa trường này, hoặc ghi chữ thay vào.")


def _any(parts: Collection[str], piece: str) -> bool:
    return any(piece in f"/{name.lower()}" for name in parts)


def _leads_outside(content: bytes) -> bool:
    """Anything outside but a link that a reader may click."""
    relations = re.findall(rb"<Relationship\b[^>]*>", content)
    return any(b'TargetMode="External"' in r and b"/hyperlink" not in r for r in relations)


def _of_fields(trees: Mapping[str, Any], tables: Mapping[str, str]) -> Iterator[Fault]:
    found: dict[str, int] = {}
    for name, tree in trees.items():
        for paragraph in tree.iter(f"{W}p"):
            text = text_of(paragraph)
            yield from _broken(text)
            for field in FIELD.findall(text):
                if name == DOCUMENT:
                    found[field] = found.get(field, 0) + 1
                yield from _misplaced(field, text, name)
    for field in found:
        yield from _unknown(field, tables)
    for needed in NEEDED:
        if needed not in found:
            yield Fault(f"Mẫu thiếu trường {tag(needed)}.", "Hãy thêm vào chỗ cần in.")
    if ANNEXES not in found:
        for id_, title in tables.items():
            if f"{TABLE}{id_}" not in found:
                yield Fault(
                    f"Mẫu thiếu bảng {id_} ({title}).",
                    f"Hãy thêm {tag(TABLE + id_)} hoặc {tag(ANNEXES)} trên một dòng riêng.",
                )
    elif found[ANNEXES] > 1:
        yield Fault(f"Trường {tag(ANNEXES)} có hai lần.", "Hãy để một chỗ, ở cuối mẫu.")
    else:
        yield from _annexes_last(trees[DOCUMENT])


def _broken(text: str) -> Iterator[Fault]:
    rest = FIELD.sub("", text)
    if "{{" in rest or "}}" in rest or "{%" in rest:
        around = " ".join(text.split())[:60]
        yield Fault(
            f"Trường hỏng trong dòng “{around}”.", "Hãy ghi đủ hai ngoặc mở, hai ngoặc đóng."
        )


def _misplaced(field: str, text: str, part: str) -> Iterator[Fault]:
    if is_block(field) and text.strip() != text[text.find("{{") : text.rfind("}}") + 2]:
        yield Fault(f"Trường {tag(field)} đứng chung dòng với chữ khác.", "Hãy để một dòng riêng.")
    if is_block(field) and part != DOCUMENT:
        yield Fault(f"Trường {tag(field)} ở đầu hoặc cuối trang.", "Hãy chuyển vào thân văn bản.")


def _unknown(field: str, tables: Mapping[str, str]) -> Iterator[Fault]:
    known = [*LINES, *SINGLE, *FACTS, *(f"{TABLE}{id_}" for id_ in tables)]
    if field in known:
        return
    near = difflib.get_close_matches(field, known, n=1)
    hint = f"Có phải {tag(near[0])}?" if near else f"Các trường: {', '.join(sorted(known))}."
    yield Fault(f"Không có trường {tag(field)}.", hint)


def _annexes_last(document: Any) -> Iterator[Fault]:
    """Annexes bring landscape pages with them: nothing of the report may follow."""
    body = document.find(f"{W}body")
    blocks = [e for e in body if e.tag in (f"{W}p", f"{W}tbl")]
    at = next((i for i, e in enumerate(blocks) if tag(ANNEXES) in _squeezed(e)), None)
    if at is None:
        yield Fault(f"Trường {tag(ANNEXES)} nằm trong bảng.", "Hãy để ở cuối mẫu, ngoài bảng.")
    elif any(_squeezed(e) for e in blocks[at + 1 :]):
        yield Fault(f"Sau trường {tag(ANNEXES)} còn chữ.", "Hãy chuyển chữ đó lên trước.")


def _squeezed(element: Any) -> str:
    text = "".join(t.text or "" for t in element.iter(f"{W}t"))
    return FIELD.sub(lambda m: tag(m[1]), text).strip()


def _does_not_open(content: bytes) -> Iterator[Fault]:
    """A last trial: whatever the house did not foresee must not meet a reader."""
    try:
        compiled(content)
    except (KeyError, AttributeError, ValueError, IndexError, etree.LxmlError):
        yield Fault("Mẫu có cấu trúc lạ, không điền được.", SAVE_AS)
