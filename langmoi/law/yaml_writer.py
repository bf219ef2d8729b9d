"""Files of law as plain data and back: what a form changes, and the same bytes each time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from langmoi.law.yaml_nodes import compose
from langmoi.law.yaml_reader import is_null_word, reads_otherwise

# Mappings and lists of text; what is not text (a number, a day, true, null) is Plain.
Tree = Any

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NEEDS_NO_QUOTES = re.compile(r"[^\W\d_][\w ,.()/%+–≥≤“”-]*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_BREAKS = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")


class Plain(str):
    """A scalar that is written without quotes: a number, a day, true, null."""


NULL, TRUE, FALSE = Plain("null"), Plain("true"), Plain("false")


def read_tree(text: str) -> Tree:
    """The file's one document as data; comments are not kept. Raises yaml.YAMLError."""
    node = compose(text)
    return [] if node is None else _tree(node)


def write_tree(tree: Tree) -> str:
    """The data as YAML of one shape, so that the same data is the same text."""
    return "\n".join(_lines(tree)) + "\n"


def _tree(node: yaml.Node) -> Tree:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _tree(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_tree(value) for value in node.value]
    value = str(node.value)
    if node.style:  # type: ignore[attr-defined]  # all that is left is a scalar
        return value
    if is_null_word(value):
        return NULL
    return Plain(value) if reads_otherwise(value) or _DAY.fullmatch(value) else value


def _lines(tree: Tree) -> Iterator[str]:
    if isinstance(tree, dict) and tree:
        for key, value in tree.items():
            yield from _entry(f"{_scalar(key)}:", value)
    elif isinstance(tree, list) and tree:
        for value in tree:
            first, *rest = _lines(value)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield _inline(tree)


def _entry(key: str, value: Tree) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        yield key
        yield from (f"  {line}" for line in _lines(value))
    else:
        yield f"{key} {_inline(value)}"


def _inline(tree: Tree) -> str:
    if isinstance(tree, dict):
        return "{}"
    return "[]" if isinstance(tree, list) else _scalar(tree)


def _scalar(text: str) -> str:
    if isinstance(text, Plain):
        return text
    plain = _NEEDS_NO_QUOTES.fullmatch(text) and not text.endswith(" ")
    if plain and text.lower() not in _WORDS:
        return text
    # The strings of JSON are strings of YAML, but for what YAML takes for the end of a line.
    quoted = json.dumps(text, ensure_ascii=False)
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
