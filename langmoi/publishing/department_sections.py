"""What a department's report says of the indicators that it leads."""

from __future__ import annotations

from collections.abc import Iterator

from langmoi.core.numbers import show_number
from langmoi.publishing.department import IndicatorCount
from langmoi.publishing.material import Material
from langmoi.publishing.words import MOST_NAMED, Names, counted, percent, small_start


def department_results(material: Material) -> Iterator[str]:
    department = material.department
    if department is None or not department.indicators:
        return
    communes = counted(len(material.overview.communes))
    yield (
        f"Ngành chủ trì {counted(len(department.indicators))} chỉ tiêu; kết quả tính từ số liệu "
        f"của {communes} xã đến ngày {material.period.ends_on:%d/%m/%Y}."
    )
    for count in department.indicators:
        yield _indicator(material, count)


def _indicator(material: Material, count: IndicatorCount) -> str:
    head = f"Chỉ tiêu {count.indicator.number} ({small_start(count.indicator.text)})"
    if not count.judged:
        return f"{head}: chưa đánh giá được ở xã nào."
    share = show_number(percent(count.met, count.judged), 2)
    said = f"{head}: {counted(count.met)}/{counted(count.judged)} xã đạt ({share}%)"
    if unjudged := count.outcomes.get("not_assessed", 0):
        said += f", {counted(unjudged)} xã chưa đánh giá được"
    if none := count.outcomes.get("not_applicable", 0):
        said += f", {counted(none)} xã không phát sinh"
    if count.not_met and len(count.not_met) <= MOST_NAMED:
        said += f"; chưa đạt: {Names(material.overview).listed(count.not_met)}"
    return f"{said}."


def department_opinions(material: Material) -> Iterator[str]:
    department = material.department
    if department is None or not (department.agreed or department.disagreed):
        return
    yield (
        f"Ngành đã cho ý kiến {show_number(department.agreed + department.disagreed)} lượt chỉ "
        f"tiêu: đồng ý {show_number(department.agreed)}, không đồng ý "
        f"{show_number(department.disagreed)}."
    )


def department_solutions(material: Material) -> Iterator[str]:
    department = material.department
    for solution in department.solutions if department else ():
        text = solution.text.rstrip(". ")
        yield (
            f"Tiêu chí {solution.criterion} ({solution.where}): {text}; người chịu trách nhiệm: "
            f"{solution.responsible}; hạn {solution.due_on:%d/%m/%Y}."
        )
