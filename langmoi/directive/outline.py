"""Paragraphs as an outline: each clause with its path, such as 1/-5/+2, 2.2 or II/1/a."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from langmoi.directive.cleaning import Clean
from langmoi.directive.labels import COUNTED, Label, read_label
from langmoi.directive.lines import Paragraph, is_upper

PLAIN = "plain"  # a heading without a label, counted as *1, *2
_HIGH = ("annex", "part", "capital", "roman", "article")
LONGEST_PLAIN = 250


@dataclass(frozen=True)
class Block:
    """A paragraph in the outline. `above` is the index of the block that it stands under."""

    start: int
    end: int
    words: int  # where its words begin, after the label
    path: str
    style: str = ""
    above: int | None = None
    has_below: bool = False


@dataclass(frozen=True)
class _Step:
    style: str
    name: str
    index: int
    count: int


def outline(text: Clean, paragraphs: list[Paragraph]) -> list[Block]:
    """One block for each paragraph, in order."""
    blocks: list[Block] = []
    stack: list[_Step] = []
    for index, paragraph in enumerate(paragraphs):
        label = _label(text, paragraphs, index, stack)
        if label:
            _take(stack, label, index)
            above = stack[-2].index if len(stack) > 1 else None
        else:
            above = _heading_above(stack)
        blocks.append(
            Block(
                paragraph.start,
                paragraph.end,
                label.end if label else paragraph.start,
                _path(stack, index if label else -1 if above is None else above),
                label.style if label else "",
                above,
            )
        )
    parents = {block.above for block in blocks if block.style or block.start == block.words}
    return [replace(b, has_below=index in parents) for index, b in enumerate(blocks)]


def chain(blocks: list[Block], index: int) -> Iterator[int]:
    """The blocks above, from the nearest up."""
    above = blocks[index].above
    while above is not None:
        yield above
        above = blocks[above].above


def _label(
    text: Clean, paragraphs: list[Paragraph], index: int, stack: list[_Step]
) -> Label | None:
    paragraph = paragraphs[index]
    if label := read_label(text, paragraph.start, paragraph.end):
        return label
    if index + 1 < len(paragraphs) and _is_plain_heading(text, paragraph, bool(stack)):
        return Label(PLAIN, "", paragraph.start)
    return None


def _is_plain_heading(text: Clean, paragraph: Paragraph, is_inside: bool) -> bool:
    """Bold, in capitals or (once the outline has begun) ending in a colon; never a table's row."""
    words = text.text[paragraph.start : paragraph.end]
    if len(words) > LONGEST_PLAIN or words.startswith("|") or not any(map(str.isalpha, words)):
        return False
    last = words.rstrip("*_ ")[-1:]
    if last == ":" and is_inside:
        return True
    if is_upper(words):
        return is_inside
    return last not in ".;," and text.is_bold(paragraph.start, paragraph.end)


def _take(stack: list[_Step], label: Label, index: int) -> None:
    """Put the label on the stack: beside one of its style, else under the last."""
    styles = [step.style for step in stack]
    count = 1
    if label.style == PLAIN:
        while stack and stack[-1].style in COUNTED:
            stack.pop()
        styles = [step.style for step in stack]
    if label.style in styles:
        at = len(styles) - 1 - styles[::-1].index(label.style)
        count = stack[at].count + 1
        del stack[at:]
    else:
        _leave(stack, label)
    mark = COUNTED.get(label.style) or ("*" if label.style == PLAIN else "")
    stack.append(_Step(label.style, f"{mark}{count}" if mark else label.name, index, count))


def _leave(stack: list[_Step], label: Label) -> None:
    """A label that stands high in every outline ends whatever runs below."""
    if label.style in _HIGH:
        higher = _HIGH[: _HIGH.index(label.style)]
        while stack and stack[-1].style not in higher:
            stack.pop()
    elif label.style in ("number", "letter"):
        while stack and stack[-1].style in COUNTED:
            stack.pop()
    elif label.style.startswith("decimal"):
        parent = label.name.rpartition(".")[0]
        while stack and stack[-1].style not in _HIGH and stack[-1].name != parent:
            stack.pop()


def _path(stack: list[_Step], last: int) -> str:
    """The names joined; 2.1 stands for itself and the 2 above it."""
    names: list[str] = []
    for step in stack:
        if step.index > last:
            break
        if names and step.name.startswith(f"{names[-1]}."):
            names.pop()
        names.append(step.name)
    return "/".join(names)


def _heading_above(stack: list[_Step]) -> int | None:
    """Words without a label stand under the last label that is no list mark."""
    return next((step.index for step in reversed(stack) if step.style not in COUNTED), None)
