"""A Word template taken apart into text and fields, once for each template."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape  # escape writes XML, it does not read any

from docx.oxml.ns import qn
from lxml import etree

from langmoi.publishing.word_fields import ANNEXES, BODY, FIELD, MARK, is_block
from langmoi.publishing.word_headers import add_missing_headers

DOCUMENT = "word/document.xml"
WITH_FIELDS = re.compile(r"word/(document|header\w*|footer\w*)\.xml")
SPLIT = re.compile("\ue000([0-9]+)\ue001")  # private characters: no template holds them
NAMESPACES = re.compile(r' xmlns:\w+="[^"]*"')
HEADER_END = "Cuối đầu trang"  # where the watermark goes; no field of people's
A4 = (11906, 16838)


@dataclass(frozen=True)
class Field:
    """A field within a line."""

    name: str


@dataclass(frozen=True)
class Block:
    """A field that takes a paragraph: what stands before and after the text, in five ways."""

    name: str
    plain: tuple[str, str] = ("", "")
    bold: tuple[str, str] = ("", "")
    held: tuple[str, str] = ("", "")
    middle: tuple[str, str] = ("", "")
    middle_bold: tuple[str, str] = ("", "")

    def line(self, text: str) -> str:
        return f"{self.plain[0]}{escape(text)}{self.plain[1]}"

    def heading(self, text: str) -> str:
        return f"{self.bold[0]}{escape(text)}{self.bold[1]}"

    def kept(self, text: str) -> str:
        """On one page with what follows."""
        return f"{self.held[0]}{escape(text)}{self.held[1]}"

    def centred(self, text: str, *, bold: bool) -> str:
        before, after = self.middle_bold if bold else self.middle
        return f"{before}{escape(text)}{after}"


Part = str | Field | Block


@dataclass(frozen=True)
class Compiled:
    """fixed: parts that no report changes. texts: those with fields. Sections end annexes."""

    fixed: Mapping[str, bytes]
    texts: Mapping[str, tuple[Part, ...]]
    section: str
    landscape: str
    text_width: int  # twentieths of a point, between the margins
    has_mark: bool


@lru_cache(maxsize=32)
def compiled(template: bytes) -> Compiled:
    """The template taken apart; it has passed word_check, or is the house's own."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    add_missing_headers(parts)
    parts.pop("docProps/core.xml", None)
    trees = {n: parse(c) for n, c in parts.items() if WITH_FIELDS.fullmatch(n)}
    has_mark = any(_names(tree, MARK) for name, tree in trees.items() if name != DOCUMENT)
    body = trees[DOCUMENT].find(qn("w:body"))
    section = body.find(qn("w:sectPr"))
    whole, landscape, width = _sections(section)
    _end_annexes(body, section)
    texts = {name: tuple(_Taken(tree, name).parts()) for name, tree in trees.items()}
    fixed = {name: content for name, content in parts.items() if name not in trees}
    return Compiled(fixed, texts, whole, landscape, width, has_mark)


def parse(content: bytes) -> Any:
    """The tree of a part; nothing outside the file is ever read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _names(tree: Any, name: str) -> bool:
    return any(found == name for p in tree.iter(qn("w:p")) for found in FIELD.findall(text_of(p)))


def text_of(paragraph: Any) -> str:
    return "".join(t.text or "" for t in paragraph.iter(qn("w:t")))


def _sections(section: Any) -> tuple[str, str, int]:
    """The last section as it is, turned on its side with pages from 1, and its width of text."""
    turned = copy.deepcopy(section)
    size, margins = turned.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    width, height = (int(size.get(qn(f"w:{k}"), d)) for k, d in zip("wh", A4, strict=True))
    size.set(qn("w:w"), str(max(width, height)))
    size.set(qn("w:h"), str(min(width, height)))
    size.set(qn("w:orient"), "landscape")
    for old in turned.findall(qn("w:pgNumType")):
        turned.remove(old)
    start = etree.SubElement(turned, qn("w:pgNumType"))
    start.set(qn("w:start"), "1")
    # The order of a section's elements is fixed: page numbers follow the margins.
    turned.find(qn("w:pgMar")).addnext(start)
    sides = sum(int(margins.get(qn(f"w:{side}"), "0")) for side in ("left", "right"))
    return _bare(section), _bare(turned), min(width, height) - sides


def _end_annexes(body: Any, section: Any) -> None:
    """Where annexes follow they bring the end of the last section with them."""
    blocks = [p for p in body.findall(qn("w:p")) if FIELD.fullmatch(text_of(p).strip())]
    last = next((p for p in blocks if ANNEXES in FIELD.findall(text_of(p))), None)
    if last is not None:
        body.remove(section)


def _bare(element: Any) -> str:
    """The element as text; the root of the part declares its namespaces."""
    return NAMESPACES.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


class _Taken:
    """One part being taken apart: fields give way to marks, then the text is cut at them."""

    def __init__(self, tree: Any, name: str) -> None:
        self.tree = tree
        self.found: list[Field | Block] = []
        for paragraph in list(tree.iter(qn("w:p"))):
            self._paragraph(paragraph)
        if name.startswith("word/header"):
            last = list(tree.iter(qn("w:p")))[-1]
            mark = etree.SubElement(last, qn("w:bookmarkEnd"))
            mark.tail = self._mark(Block(HEADER_END))
            last.remove(mark)
            last[-1].tail = mark.tail

    def parts(self) -> Iterator[Part]:
        declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        text = declaration + etree.tostring(self.tree, encoding="unicode")
        for index, piece in enumerate(SPLIT.split(text)):
            if index % 2:
                yield self.found[int(piece)]
            elif piece:
                yield piece

    def _mark(self, found: Field | Block) -> str:
        self.found.append(found)
        return f"\ue000{len(self.found) - 1}\ue001"

    def _paragraph(self, paragraph: Any) -> None:
        text = text_of(paragraph)
        if "{{" not in text:
            return
        alone = FIELD.fullmatch(text.strip())
        if alone and is_block(alone[1]):
            self._block(paragraph, alone[1])
        else:
            self._fields(paragraph)

    def _block(self, paragraph: Any, name: str) -> None:
        """The paragraph leaves the tree; a mark stands where it was."""
        for index, said in enumerate(list(paragraph.iter(qn("w:t")))):
            said.text = "\ue000t\ue001" if index == 0 else ""
            said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        block = Block(name, _around(paragraph))
        if name == BODY:
            block = _of_body(block, paragraph)
        holder = etree.Comment("")
        paragraph.addprevious(holder)
        parent, before = paragraph.getparent(), holder.getprevious()
        mark = self._mark(block) + (paragraph.tail or "")
        parent.remove(paragraph)
        parent.remove(holder)
        if before is None:
            parent.text = (parent.text or "") + mark
        else:
            before.tail = (before.tail or "") + mark

    def _fields(self, paragraph: Any) -> None:
        """Word cuts texts anywhere: a field that runs over several pieces moves into its first."""
        pieces = list(paragraph.iter(qn("w:t")))
        text = text_of(paragraph)
        for match in reversed(list(FIELD.finditer(text))):
            mark, at = self._mark(Field(match[1])), 0
            for piece in pieces:
                said = piece.text or ""
                start, end = max(match.start() - at, 0), min(match.end() - at, len(said))
                at += len(said)
                if start < end:
                    piece.text = said[:start] + mark + said[end:]
                    mark = ""
                    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _of_body(block: Block, paragraph: Any) -> Block:
    """The text's own paragraph in every way that the body of a document needs it."""
    return Block(
        block.name,
        block.plain,
        bold=_around(_bold(paragraph)),
        held=_around(_held(paragraph)),
        middle=_around(_centred(paragraph)),
        middle_bold=_around(_bold(_centred(paragraph))),
    )


def _centred(paragraph: Any) -> Any:
    made = copy.deepcopy(paragraph)
    properties = made.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        made.insert(0, properties)
    for name in ("w:ind", "w:jc"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    middle = etree.Element(qn("w:jc"))
    middle.set(qn("w:val"), "center")
    # Alignment follows spacing and indents, and stands before what the run of the mark looks like.
    last = properties.find(qn("w:rPr"))
    if last is None:
        properties.append(middle)
    else:
        last.addprevious(middle)
    return made


def _around(paragraph: Any) -> tuple[str, str]:
    before, _, after = _bare(paragraph).partition("\ue000t\ue001")
    return before, after


def _bold(paragraph: Any) -> Any:
    made = _with(paragraph, "keepNext")
    for run in made.iter(qn("w:r")):
        properties = run.find(qn("w:rPr"))
        if properties is None:
            properties = etree.Element(qn("w:rPr"))
            run.insert(0, properties)
        for old in properties.findall(qn("w:b")):
            properties.remove(old)
        fonts = properties.find(qn("w:rFonts"))
        properties.insert(0 if fonts is None else 1, etree.Element(qn("w:b")))
    return made


def _held(paragraph: Any) -> Any:
    return _with(paragraph, "keepNext", "keepLines")


def _with(paragraph: Any, *names: str) -> Any:
    """A copy whose properties begin with these, after its style."""
    made = copy.deepcopy(paragraph)
    properties = made.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        made.insert(0, properties)
    at = 1 if properties.find(qn("w:pStyle")) is not None else 0
    for offset, name in enumerate(names):
        for old in properties.findall(qn(f"w:{name}")):
            properties.remove(old)
        properties.insert(at + offset, etree.Element(qn(f"w:{name}")))
    return made
