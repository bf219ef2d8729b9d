"""From met_when in YAML to tests: a short closed list of forms, no expressions."""

from __future__ import annotations

from langmoi.law.model import Kind, Operator, Test
from langmoi.law.read_common import Known
from langmoi.law.yaml_reader import Fields, Item

HELD_AGAINST_THRESHOLD = {Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUALS}
FITTING_KINDS = {
    Operator.AT_LEAST: {Kind.NUMBER, Kind.COUNT, Kind.SHARE},
    Operator.AT_MOST: {Kind.NUMBER, Kind.COUNT, Kind.SHARE},
    Operator.EQUALS: {Kind.NUMBER, Kind.COUNT, Kind.SHARE},
    Operator.IS_TRUE: {Kind.BOOLEAN},
    Operator.NONE_OF: {Kind.COUNT},
}


def read_tests(item: Item, known: Known) -> tuple[Test, ...]:
    """One of the closed list of forms of met_when."""
    if "all_of" in item.key_names():
        parts = item.fields(required=("all_of",)).entries("all_of")
        tests = tuple(_read_comparison(part, known, in_all_of=True) for part in parts)
        if len({test.part for test in tests}) != len(tests):
            item.fault("Các phần của all_of trùng tên.", "Hãy đặt mỗi phần một tên part riêng.")
        return tests
    if "both_sexes" in item.key_names():
        return _read_both_sexes(item, known)
    return (_read_comparison(item, known),)


def _read_both_sexes(item: Item, known: Known) -> tuple[Test, ...]:
    operators = [op.value for op in HELD_AGAINST_THRESHOLD]
    fields = item.fields(required=("both_sexes",), optional=operators)
    operator = _read_operator(item, [key for key in fields.found if key in operators], fields)
    sexes = fields.found.get("both_sexes")
    if sexes is None:
        return ()
    figures = sexes.fields(required=("female", "male"))
    tests = []
    for sex, label in (("female", "nữ"), ("male", "nam")):
        _check_figure(figures.get(sex), operator, known)
        tests.append(Test(figures.text(sex), operator, label=label))
    return tuple(tests)


def _read_comparison(item: Item, known: Known, *, in_all_of: bool = False) -> Test:
    required = ("figure", "part", "label") if in_all_of else ("figure",)
    words = [key for key in item.key_names() if key not in required]
    fields = item.fields(required=required, optional=words)
    operator = _read_operator(item, words, fields)
    _check_figure(fields.get("figure"), operator, known)
    return Test(fields.text("figure"), operator, fields.text("part"), fields.text("label"))


def _read_operator(item: Item, words: list[str], fields: Fields) -> Operator:
    known = [op.value for op in Operator]
    unknown = [word for word in words if word not in known]
    remedy = f"Hãy dùng một trong: {', '.join([*known, 'all_of', 'both_sexes'])}."
    if unknown:
        place = fields.found.get(unknown[0], item)
        place.fault(f"Không có phép so sánh “{unknown[0]}”.", remedy)
        return Operator.AT_LEAST
    if len(words) != 1:
        item.fault(f"Cần đúng một phép so sánh, ở đây có {len(words)}.", remedy)
        return Operator.AT_LEAST
    operator = Operator(words[0])
    if operator not in HELD_AGAINST_THRESHOLD:
        expect_true(fields, words[0])
    elif fields.text(words[0]) != "threshold":
        fields.found[words[0]].fault(
            "Mức phải để ở thresholds, không ghi vào phép so sánh.",
            f"Hãy ghi {words[0]}: threshold.",
        )
    return operator


def _check_figure(item: Item | None, operator: Operator, known: Known) -> None:
    if item is None:
        return
    figure = known.figures.get(item.text())
    if figure is None:
        item.fault(
            f"Không có số liệu “{item.text()}” trong bộ này.",
            "Hãy khai số liệu trong _figures.yaml, hoặc sửa tên cho đúng.",
        )
    elif figure.is_fact or figure.kind not in FITTING_KINDS[operator]:
        kinds = ", ".join(sorted(FITTING_KINDS[operator]))
        item.fault(
            f"Phép so sánh {operator.value} không dùng được cho số liệu “{figure.id}” "
            f"(kiểu {figure.kind.value}).",
            f"Hãy dùng số liệu kiểu {kinds}, không phải is_fact.",
        )


def expect_true(fields: Fields, name: str) -> None:
    item = fields.found.get(name)
    if item and not item.flag():
        item.fault(f"{name} chỉ có thể là true.", f"Hãy ghi {name}: true, hoặc bỏ phép so sánh.")
