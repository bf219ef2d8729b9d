"""Reads YAML strictly, from the graph of nodes: every value knows its file, line and column.

PyYAML's own construction reads YAML 1.1 (`on:` is True, `10.10` is 10.1, a repeated key wins
silently, decimals become floats). Here scalars are read as the field asks: exact decimals, ISO
dates, true or false, and text that is quoted where it could be taken for something else.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from langmoi.core.files import why_not_opened
from langmoi.core.numbers import DECIMALS
from langmoi.core.text import normalise
from langmoi.law.faults import Faults
from langmoi.law.model import Mark
from langmoi.law.yaml_nodes import compose, problem_in_words

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LOOKS_LIKE_NUMBER = re.compile(r"[-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_NULLS = {"", "~", "null", "Null", "NULL"}
_TRUTHS = {"true": True, "false": False}
_NOT_TRUTHS = {"yes", "no", "on", "off", "y", "n"}


@dataclass(frozen=True)
class Item:
    """One value in a file. Reading it as the wrong kind adds a fault and gives a neutral value."""

    node: yaml.Node
    file: str
    faults: Faults

    @property
    def mark(self) -> Mark:
        start = self.node.start_mark
        return Mark(self.file, start.line + 1, start.column + 1)

    def fault(self, message: str, remedy: str) -> None:
        self.faults.add(self.mark, message, remedy)

    @property
    def is_null(self) -> bool:
        node = self.node
        return isinstance(node, yaml.ScalarNode) and not node.style and is_null_word(node.value)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def fields(self, *, required: Collection[str] = (), optional: Collection[str] = ()) -> Fields:
        """The mapping's values by key; missing, unknown and repeated keys are faults."""
        found: dict[str, Item] = {}
        for key, value in self._pairs():
            name = key.node.value
            if name in found:
                line = found[name].mark.line
                key.fault(
                    f"Khóa “{name}” lặp lại (lần trước ở dòng {line}).", "Hãy bỏ một trong hai."
                )
                continue
            if name not in required and name not in optional:
                key.fault(f"Ở đây không có khóa “{name}”.", _hint(name, [*required, *optional]))
            found[name] = value
        for name in required:
            if self.is_mapping and name not in found:
                self.fault(f"Thiếu khóa “{name}”.", f"Hãy thêm “{name}: …” vào mục này.")
        return Fields(self, found)

    def pairs(self) -> list[tuple[str, Item, Item]]:
        """Key text, key and value of a mapping whose keys are data; repeats are faults."""
        seen: dict[str, tuple[str, Item, Item]] = {}
        for key, value in self._pairs():
            name = key.node.value
            if name in seen:
                key.fault(f"Khóa “{name}” lặp lại.", "Hãy bỏ một trong hai.")
            else:
                seen[name] = (name, key, value)
        return list(seen.values())

    def key_names(self) -> list[str]:
        """The keys as written, for a choice among forms; says nothing of faults."""
        if not isinstance(self.node, yaml.MappingNode):
            return []
        return [str(key.value) for key, _ in self.node.value]

    def _pairs(self) -> Iterator[tuple[Item, Item]]:
        if not isinstance(self.node, yaml.MappingNode):
            self.fault("Chỗ này phải là một nhóm “khóa: giá trị”.", "Hãy ghi mỗi khóa một dòng.")
            return
        for key, value in self.node.value:
            if isinstance(key, yaml.ScalarNode):
                yield self._child(key), self._child(value)
            else:
                self._child(key).fault("Khóa phải là một từ.", "Hãy bỏ ngoặc ở khóa này.")

    def entries(self) -> list[Item]:
        """The items of a list."""
        if isinstance(self.node, yaml.SequenceNode):
            return [self._child(node) for node in self.node.value]
        self.fault("Chỗ này phải là một danh sách.", "Hãy ghi mỗi mục một dòng, bắt đầu bằng “- ”.")
        return []

    def text(self) -> str:
        """Text in normal form. What YAML could take for a number or a null must be quoted."""
        node = self.node
        if not isinstance(node, yaml.ScalarNode):
            self.fault("Chỗ này phải là một dòng chữ.", "Hãy ghi chữ sau dấu hai chấm.")
            return ""
        if not node.style and (is_null_word(node.value) or reads_otherwise(node.value)):
            self.fault(
                f"Giá trị {node.value or 'trống'} phải là chữ để trong dấu nháy.",
                f'Hãy ghi "{node.value}" (có dấu nháy), để 10.10 không bị đọc thành 10.1.',
            )
        return normalise(node.value)

    def decimal(self) -> Decimal:
        """An exact number with a decimal point and at most four decimals."""
        value = self._plain("một số", "Hãy ghi số với dấu chấm thập phân, không dấu nháy: 31.4.")
        if value is None:
            return Decimal(0)
        if not _NUMBER.fullmatch(value):
            self.fault(
                f"“{value}” không phải là số.",
                "Hãy ghi số với dấu chấm thập phân, không ngăn hàng nghìn, không kèm đơn vị: 31.4.",
            )
            return Decimal(0)
        if len(value.partition(".")[2].rstrip("0")) > DECIMALS:
            self.fault(f"Số {value} có quá {DECIMALS} chữ số lẻ.", "Hãy làm tròn số này.")
        return Decimal(value)

    def whole(self) -> int:
        value = self.decimal()
        if value != value.to_integral_value():
            self.fault(f"{value} phải là số nguyên.", "Hãy bỏ phần lẻ.")
        return int(value)

    def day(self) -> date:
        """A date written 2016-10-17."""
        value = self._scalar("một ngày")
        try:
            if value is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            if value is not None:
                self.fault(f"“{value}” không phải là ngày.", "Hãy ghi năm-tháng-ngày: 2016-10-17.")
            return date.min

    def flag(self) -> bool:
        """true or false, nothing else: yes, no, on and off are refused."""
        value = self._plain("true hoặc false", "Hãy ghi true hoặc false, không dấu nháy.")
        if value is not None and value not in _TRUTHS:
            self.fault(f"“{value}” không phải là true hay false.", "Hãy ghi true hoặc false.")
        return _TRUTHS.get(value or "", False)

    def decimal_or_flag(self) -> Decimal | bool | None:
        """A number, true, false, or null for what is not known."""
        if self.is_null:
            return None
        node = self.node
        if isinstance(node, yaml.ScalarNode) and node.value.lower() in {*_TRUTHS, *_NOT_TRUTHS}:
            return self.flag()
        return self.decimal()

    def choice(self, allowed: Collection[str]) -> str:
        value = self.text()
        if value not in allowed:
            self.fault(f"“{value}” không nằm trong các giá trị cho phép.", _hint(value, allowed))
        return value

    def _plain(self, kind: str, remedy: str) -> str | None:
        value = self._scalar(kind)
        if value is not None and isinstance(self.node, yaml.ScalarNode) and self.node.style:
            self.fault(f"Chỗ này phải là {kind}, không phải chữ “{value}”.", remedy)
            return None
        return value

    def _scalar(self, kind: str) -> str | None:
        if isinstance(self.node, yaml.ScalarNode):
            return str(self.node.value)
        self.fault(
            f"Chỗ này phải là {kind}.", "Hãy ghi một giá trị, không phải nhóm hay danh sách."
        )
        return None

    def _child(self, node: yaml.Node) -> Item:
        return Item(node, self.file, self.faults)


@dataclass(frozen=True)
class Fields:
    """The keys of one mapping; what is absent reads as the given default."""

    item: Item
    found: dict[str, Item]

    def __contains__(self, name: str) -> bool:
        return name in self.found

    def get(self, name: str) -> Item | None:
        """The value, unless it is absent or null."""
        item = self.found.get(name)
        return None if item is None or item.is_null else item

    def text(self, name: str, default: str = "") -> str:
        item = self.found.get(name)
        return item.text() if item else default

    def choice(self, name: str, allowed: Collection[str], default: str = "") -> str:
        item = self.found.get(name)
        return item.choice(allowed) if item else default

    def flag(self, name: str, default: bool = False) -> bool:
        item = self.found.get(name)
        return item.flag() if item else default

    def day(self, name: str) -> date | None:
        item = self.get(name)
        return item.day() if item else None

    def decimal(self, name: str) -> Decimal | None:
        item = self.get(name)
        return item.decimal() if item else None

    def entries(self, name: str) -> list[Item]:
        item = self.found.get(name)
        return item.entries() if item else []


def read_yaml(path: Path, file: str, faults: Faults) -> Item | None:
    """The file's one document, or None with a fault that says why it cannot be read."""
    try:
        node = compose(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        why, _, remedy = why_not_opened(error).partition(". ")
        faults.add(Mark(file, 1, 1), f"Không mở được tệp: {why}.", remedy)
    except UnicodeDecodeError:
        faults.add(Mark(file, 1, 1), "Tệp không phải là chữ UTF-8.", "Hãy lưu lại tệp dạng UTF-8.")
    except yaml.YAMLError as error:
        problem = problem_in_words(error)
        remedy = "Hãy sửa dòng này hoặc dòng trên."
        faults.add(_place_of(error, file), f"Không đọc được tệp YAML: {problem}.", remedy)
    else:
        if node is not None:
            return Item(node, file, faults)
        faults.add(Mark(file, 1, 1), "Tệp trống.", "Hãy ghi nội dung hoặc xóa tệp.")
    return None


def _place_of(error: yaml.YAMLError, file: str) -> Mark:
    mark = getattr(error, "problem_mark", None)
    return Mark(file, mark.line + 1, mark.column + 1) if mark else Mark(file, 1, 1)


def is_null_word(value: str) -> bool:
    return value in _NULLS


def reads_otherwise(value: str) -> bool:
    """Whether an unquoted word is a number, true or false to YAML."""
    return bool(_LOOKS_LIKE_NUMBER.fullmatch(value)) or value in _TRUTHS


def _hint(word: str, allowed: Collection[str]) -> str:
    close = difflib.get_close_matches(word, allowed, n=1)
    if close:
        return f"Có phải “{close[0]}”? Dùng được: {', '.join(sorted(allowed))}."
    return f"Dùng được: {', '.join(sorted(allowed))}."
