"""Reads a kind of register from YAML, strictly, with every fault at its line.

One format for the files in `data/kinds/<id>.yaml` and for the kinds that an office makes:

    id: cooperative               # letters a-z, digits, _; of a file: its name
    name: Hợp tác xã              # of the register
    one: hợp tác xã               # of an entry, within a sentence
    about: …                      # one sentence: what it is for
    agency: Sở NN&PTNT            # optional: the department that follows it
    levels: [commune]             # where an entry may belong: province, district, commune, village
    writers:                      # who writes: roles by the level of the unit of their post,
      province: [province_office, "department:Sở NN&PTNT"]     # or a department by its short name
      commune: [commune_officer]
    feeds:                        # at least one: what the register is kept for
      - {indicator: "13.1", text: …}
      - {text: Danh sách xã chưa có hợp tác xã}
    known_by: [held_on]           # optional: fields that tell entries of one name and place apart
    papers: [Giấy chứng nhận]     # optional: names of papers that are offered
    fields:
      - {id: tax_code, label: Mã số thuế, type: text, required: true, help: …, unit: …,
         min: 0, max: 100, choices: [{id: farm, label: Nông nghiệp}], list: true, filter: true,
         public: true}            # all but id, label and type may be left out
    states:                       # the first ones are marked `start`; `from` names those before
      - {id: active, label: Đang hoạt động, start: true, from: [paused], tone: good, live: true,
         document: required, months: 36, then: expired, writers: {…}}
    records:                      # facts of a year, month or day
      - {id: rating, label: Xếp loại năm, once_per: year, document: allowed, writers: {…},
         fields: […]}
    rule: langmoi.registers.cooperatives    # only in files: a module with RULE (rules.py)

types: text, long_text, whole, decimal, money (đồng), share (percent), date, yes_no, choice, units.
`months` holds to the end of the same day so many months later; `then` follows on the day after.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

import yaml

from langmoi.law.faults import Faults
from langmoi.law.model import Mark
from langmoi.law.yaml_nodes import compose, problem_in_words
from langmoi.law.yaml_reader import Fields, Item
from langmoi.people.models import Role
from langmoi.places.models import Level
from langmoi.registers.kinds import (
    Choice,
    Feed,
    FieldDef,
    FieldType,
    Kind,
    Need,
    Per,
    RecordDef,
    StateDef,
    Tone,
    Writer,
)

MOST = {"fields": 60, "states": 20, "records": 10, "choices": 60}
DEPARTMENT = "department:"
_ID = re.compile(r"[a-z][a-z0-9_]{0,38}")
_REQUIRED = ("id", "name", "one", "about", "levels", "writers", "feeds", "fields", "states")
_OPTIONAL = ("agency", "known_by", "papers", "records", "rule")
_FIELD = ("required", "help", "unit", "min", "max", "choices", "list", "filter", "public")
_STATE = ("start", "from", "tone", "live", "document", "months", "then", "writers")


def read_kind(text: str, *, file: str, is_ours: bool) -> Kind:
    """The kind told; raises BrokenLaw with every fault, each with its line."""
    faults = Faults()
    root = _root(text, file, faults)
    kind = _kind(root, is_ours=is_ours) if root is not None else None
    faults.raise_if_any(f"Mẫu sổ “{file}”")
    if kind is None:
        raise AssertionError(file)  # pragma: no cover - a fault has been raised
    return kind


def _root(text: str, file: str, faults: Faults) -> Item | None:
    try:
        node = compose(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Mark(file, mark.line + 1, mark.column + 1) if mark else Mark(file, 1, 1)
        said = f"Không đọc được: {problem_in_words(error)}."
        faults.add(place, said, "Hãy sửa dòng này hoặc dòng trên.")
        return None
    if node is None:
        faults.add(Mark(file, 1, 1), "Mẫu sổ trống.", "Hãy ghi nội dung.")
        return None
    return Item(node, file, faults)


def _kind(root: Item, *, is_ours: bool) -> Kind:
    optional = _OPTIONAL if is_ours else [key for key in _OPTIONAL if key != "rule"]
    told = root.fields(required=_REQUIRED, optional=optional)
    fields = _fields(told, "fields")
    kind = Kind(
        id=_id(told),
        name=_named(told, "name", 100),
        one=_named(told, "one", 100),
        about=_named(told, "about", 400),
        levels=_levels(told),
        writers=_writers(told.found.get("writers")),
        feeds=tuple(_feed(item) for item in _some(told, "feeds")),
        fields=fields,
        states=_states(told),
        records=_unlike(told, "records", _record),
        papers=tuple(item.text() for item in told.entries("papers")),
        known_by=_known_by(told, {field.id for field in fields}),
        agency=told.text("agency"),
        rule=told.text("rule"),
        is_ours=is_ours,
    )
    if kind.writers == () and "writers" in told:
        told.found["writers"].fault("Chưa có ai được ghi sổ.", "Hãy ghi ít nhất một vai trò.")
    return kind


def _id(told: Fields) -> str:
    item = told.found.get("id")
    found = item.text() if item else ""
    if item and not _ID.fullmatch(found):
        item.fault(
            f"Mã “{found}” phải gồm chữ thường không dấu, số và dấu _, bắt đầu bằng chữ.",
            "Hãy ghi như cooperative hoặc hop_tac_xa.",
        )
    return found


def _named(told: Fields, key: str, most: int) -> str:
    found = told.text(key)
    if key in told and not found:
        told.found[key].fault(f"“{key}” còn trống.", "Hãy ghi nội dung.")
    if len(found) > most:
        told.found[key].fault(f"“{key}” dài hơn {most} ký tự.", "Hãy ghi ngắn lại.")
    return found


def _some(told: Fields, key: str) -> list[Item]:
    """The entries of a list that may not be empty, nor longer than there is room for."""
    found = told.entries(key)
    if key in told and not found:
        told.found[key].fault(f"“{key}” chưa có mục nào.", "Hãy ghi ít nhất một mục.")
    if len(found) > MOST.get(key, 100):
        told.found[key].fault(f"“{key}” có hơn {MOST.get(key, 100)} mục.", "Hãy bớt lại.")
    return found


def _unlike(told: Fields, key: str, read: Any) -> tuple[Any, ...]:
    """What the list holds, each under an id of its own."""
    found: dict[str, Any] = {}
    for item in _some(told, key) if key in told else ():
        one = read(item)
        if one.id in found:
            item.fault(f"Mã “{one.id}” lặp lại trong “{key}”.", "Hãy đặt mã khác.")
        found[one.id] = one
    return tuple(found.values())


def _levels(told: Fields) -> tuple[Level, ...]:
    names = [item.choice([*Level.values]) for item in _some(told, "levels")]
    return tuple(Level(name) for name in dict.fromkeys(names) if name in Level.values)


def _writers(item: Item | None) -> tuple[Writer, ...]:
    """By level the roles and departments that write."""
    found: list[Writer] = []
    for level, key, named in item.pairs() if item else ():
        if level not in Level.values:
            key.fault(f"Không có cấp “{level}”.", f"Dùng được: {', '.join(Level.values)}.")
            continue
        for one in named.entries():
            if (said := one.text()).startswith(DEPARTMENT):
                found.append(Writer(Level(level), agency=said.removeprefix(DEPARTMENT).strip()))
            else:
                found.append(Writer(Level(level), role=one.choice([*Role.values])))
    return tuple(found)


def _feed(item: Item) -> Feed:
    told = item.fields(required=("text",), optional=("indicator",))
    return Feed(told.text("text"), told.text("indicator"))


def _fields(told: Fields, key: str) -> tuple[FieldDef, ...]:
    return _unlike(told, key, _field)


def _field(item: Item) -> FieldDef:
    told = item.fields(required=("id", "label", "type"), optional=_FIELD)
    kind = told.choice("type", [*FieldType], FieldType.TEXT)
    field_type = FieldType(kind) if kind in [*FieldType] else FieldType.TEXT
    found = FieldDef(
        id=_id(told),
        label=_named(told, "label", 120),
        type=field_type,
        required=told.flag("required"),
        help=told.text("help"),
        unit=told.text("unit"),
        choices=_unlike(told, "choices", _choice),
        minimum=told.decimal("min"),
        maximum=told.decimal("max"),
        in_list=told.flag("list"),
        is_filter=told.flag("filter"),
        is_public=told.flag("public"),
    )
    _check_field(found, item)
    return found


def _check_field(field: FieldDef, item: Item) -> None:
    is_choice = field.type is FieldType.CHOICE
    if is_choice != bool(field.choices):
        item.fault(
            f"Trường “{field.label}” {'chưa có' if is_choice else 'không dùng được'} “choices”.",
            "Trường kiểu choice cần danh sách lựa chọn; kiểu khác thì không.",
        )
    if field.is_filter and not (is_choice or field.type is FieldType.YES_NO):
        item.fault(f"Không lọc được theo trường “{field.label}”.", "Chỉ lọc theo choice và yes_no.")
    if (field.minimum is not None or field.maximum is not None) and not field.type.is_number:
        item.fault(f"Trường “{field.label}” không phải là số.", "Hãy bỏ min và max.")
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        item.fault(f"Trường “{field.label}” có min lớn hơn max.", "Hãy xem lại hai số.")


def _choice(item: Item) -> Choice:
    told = item.fields(required=("id", "label"))
    return Choice(_id(told), _named(told, "label", 150))


def _states(told: Fields) -> tuple[StateDef, ...]:
    items = _some(told, "states")
    found: tuple[StateDef, ...] = _unlike(told, "states", _state)
    known = {state.id for state in found}
    for state, item in zip(found, items, strict=False):
        for wrong in sorted({*state.sources, *filter(None, [state.then])} - known):
            item.fault(f"Không có trạng thái “{wrong}”.", f"Dùng được: {', '.join(sorted(known))}.")
        if not state.is_start and not state.sources and state.id not in _followers(found):
            item.fault(
                f"Không có cách nào tới trạng thái “{state.label}”.",
                "Hãy ghi start: true, hoặc from: [các trạng thái trước nó].",
            )
        if (state.months is None) != (not state.then):
            item.fault(
                f"Trạng thái “{state.label}” có một trong hai: months, then.",
                "Hãy ghi cả hai, hoặc bỏ cả hai.",
            )
    if found and not any(state.is_start for state in found):
        told.found["states"].fault("Chưa có trạng thái đầu.", "Hãy ghi start: true ở một mục.")
    return found


def _followers(states: Iterable[StateDef]) -> Collection[str]:
    return {state.then for state in states if state.then}


def _state(item: Item) -> StateDef:
    told = item.fields(required=("id", "label"), optional=_STATE)
    months = told.get("months")
    return StateDef(
        id=_id(told),
        label=_named(told, "label", 80),
        sources=frozenset(one.text() for one in told.entries("from")),
        is_start=told.flag("start"),
        is_live=told.flag("live", True),
        tone=_one_of(Tone, told, "tone", Tone.NEUTRAL),
        document=_one_of(Need, told, "document", Need.ALLOWED),
        months=months.whole() if months else None,
        then=told.text("then"),
        writers=_writers(told.found.get("writers")),
    )


def _record(item: Item) -> RecordDef:
    told = item.fields(
        required=("id", "label", "once_per", "fields"), optional=("document", "writers")
    )
    return RecordDef(
        id=_id(told),
        label=_named(told, "label", 100),
        once_per=_one_of(Per, told, "once_per", Per.NONE),
        fields=_fields(told, "fields"),
        document=_one_of(Need, told, "document", Need.ALLOWED),
        writers=_writers(told.found.get("writers")),
    )


def _one_of(options: Any, told: Fields, key: str, default: Any) -> Any:
    found = told.choice(key, [*options], default)
    return options(found) if found in [*options] else default


def _known_by(told: Fields, fields: Collection[str]) -> tuple[str, ...]:
    found = []
    for item in told.entries("known_by"):
        found.append(item.choice(sorted(fields)))
    return tuple(found)
