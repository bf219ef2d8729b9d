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

# What the parser says most, in the words of people who write law files.
PROBLEMS = {
    "mapping values are not allowed": "dấu hai chấm thừa (chữ có dấu hai chấm phải để trong nháy)",
    "did not find expected ',' or ']'": "ngoặc vuông chưa khép, hoặc thiếu dấu phẩy",
    "did not find expected ',' or '}'": "ngoặc nhọn chưa khép, hoặc thiếu dấu phẩy",
    "found unexpected end of stream": "dấu nháy chưa khép",
    "tab character": "thụt dòng bằng phím Tab (chỉ dùng dấu cách)",
    "cannot start any token": "dòng bắt đầu bằng ký tự không dùng được (phím Tab, @, %…)",
    "did not find expected key": "thụt dòng không thẳng với các dòng trên",
    "did not find expected '-' indicator": "thiếu dấu gạch đầu dòng, hoặc thụt dòng sai",
    "unknown escape character": "dấu \\ trong nháy kép (hãy dùng nháy đơn)",
}


class Unfit(yaml.MarkedYAMLError):
    """YAML, but not what a file of law may hold."""


def problem_in_words(error: yaml.YAMLError) -> str:
    """Why the parser stopped, in Vietnamese; a rare reason keeps the parser's own words."""
    problem = getattr(error, "problem", None)
    if problem is None:
        return "có ký tự không đọc được"
    if isinstance(error, Unfit):
        return str(problem)
    known = (words for sign, words in PROBLEMS.items() if sign in problem)
    return next(known, f"sai cú pháp ({problem})")


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
