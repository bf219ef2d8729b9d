"""The graph of nodes of a YAML file, made from the parser's events, with a bound on depth.

PyYAML's own composer recurses: a file of a hundred thousand opening brackets brings its C version
down. Aliases and tags are refused, since nothing in a file of law needs them.
"""

from __future__ import annotations

from typing import Any

import yaml

# The C parser is an order of magnitude faster; wheels have it, a build from source may not.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 20


class Unfit(yaml.MarkedYAMLError):
    """YAML, but not what a file of law may hold."""


def compose(text: str) -> yaml.Node | None:
    """The root of the one document, or None where there is none. Raises yaml.YAMLError."""
    roots: list[yaml.Node] = []
    open_nodes: list[yaml.CollectionNode] = []
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionEndEvent):
            _close(open_nodes.pop())
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event)
            (open_nodes[-1].value if open_nodes else roots).append(node)
            if isinstance(node, yaml.CollectionNode):
                open_nodes.append(node)
                if len(open_nodes) > DEEPEST:
                    raise _unfit(event, f"lồng quá {DEEPEST} tầng")
        elif isinstance(event, yaml.DocumentStartEvent) and roots:
            raise _unfit(event, "có hai tài liệu trong một tệp")
    return roots[0] if roots else None


def _node(event: Any) -> yaml.Node:
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise _unfit(event, "không dùng dấu & và * để lặp lại nội dung")
    if event.tag:
        raise _unfit(event, f"không dùng nhãn kiểu “{event.tag}”")
    marks = event.start_mark, event.end_mark
    if isinstance(event, yaml.ScalarEvent):
        return yaml.ScalarNode("", event.value, *marks, style=event.style)
    if isinstance(event, yaml.SequenceStartEvent):
        return yaml.SequenceNode("", [], *marks)
    return yaml.MappingNode("", [], *marks)


def _close(node: yaml.CollectionNode) -> None:
    """Pair the keys and values of a finished mapping; they came one after the other."""
    if isinstance(node, yaml.MappingNode):
        node.value = list(zip(node.value[::2], node.value[1::2], strict=True))


def _unfit(event: Any, problem: str) -> Unfit:
    return Unfit(problem=problem, problem_mark=event.start_mark)
