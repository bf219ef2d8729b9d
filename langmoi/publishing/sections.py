"""The sections that an outline can name: each gives its sentences, or none where it has nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from langmoi.core.months import show_month
from langmoi.core.numbers import show_number
from langmoi.overview.model import CommuneLine
from langmoi.overview.series import SeriesPoint
from langmoi.publishing.commune_sections import commune_results, commune_source, commune_unmet
from langmoi.publishing.department_sections import (
    department_opinions,
    department_results,
    department_solutions,
)
from langmoi.publishing.material import Material
from langmoi.publishing.money_section import money
from langmoi.publishing.results import results
from langmoi.publishing.stage_sections import (
    first_stage,
    published,
    second_stage,
    sources,
    stages_compared,
)
from langmoi.publishing.words import Names, counted, criterion_phrase, percent

# The directive of July 2019 names four groups, by the numbers of their criteria.
DIRECTIVE_GROUPS = (
    ("hạ tầng kinh tế - xã hội", 2, 9),
    ("kinh tế và tổ chức sản xuất", 10, 13),
    ("văn hóa - xã hội - môi trường", 14, 17),
    ("hệ thống chính trị", 18, 19),
)
POLITICS = ("18", "19")


def filing_state(material: Material) -> Iterator[str]:
    overview, period = material.overview, material.period
    filed, communes = len(overview.filed), len(overview.communes)
    period_name = f" {material.period_name}" if material.period_name else ""
    yield (
        f"Kỳ báo cáo{period_name} tính từ ngày {period.starts_on:%d/%m/%Y} đến ngày "
        f"{period.ends_on:%d/%m/%Y}; số xã tính theo địa giới ngày {period.ends_on:%d/%m/%Y}: "
        f"{counted(communes)} xã. Có {counted(filed)}/{counted(communes)} xã đã nộp phiếu"
        f"{'' if period.is_month else f' tháng {show_month(period.last)}'}."
    )
    if not overview.is_closed:
        yield "Số liệu của kỳ này là số liệu tạm tính, chưa chốt; có thể thay đổi khi chốt số liệu."
    still_open = [month for month, closed in material.closed.items() if not closed]
    if still_open and not period.is_month:
        listed = ", ".join(show_month(month) for month in sorted(still_open))
        yield f"Tháng chưa chốt số liệu: {listed}."


def groups(material: Material) -> Iterator[str]:
    """For each group of the set: how many communes meet all of it, its best and its worst."""
    criteria_set = material.overview.criteria_set
    for group in criteria_set.groups:
        numbers = [c.number for c in criteria_set.criteria if c.group == group.id]
        if numbers:
            name = group.name.partition(". ")[2] or group.name
            yield group_sentence(material, f"Nhóm tiêu chí {name.lower()}", numbers)


def directive_groups(material: Material) -> Iterator[str]:
    criteria_set = material.overview.criteria_set
    known = {criterion.number for criterion in criteria_set.criteria}
    for name, first, last in DIRECTIVE_GROUPS:
        numbers = [str(n) for n in range(first, last + 1) if str(n) in known]
        if numbers:
            head = f"Nhóm tiêu chí {name} (từ tiêu chí số {first} đến tiêu chí số {last})"
            yield group_sentence(material, head, numbers)


def group_sentence(material: Material, head: str, numbers: Sequence[str]) -> str:
    """“…: 20/85 xã đạt cả 08 tiêu chí; nhiều xã đạt nhất là …; ít xã đạt nhất là …”."""
    overview = material.overview
    communes = len(overview.communes)
    whole = sum(meets(line, numbers) for line in overview.communes)
    said = f"{head}: {counted(whole)}/{counted(communes)} xã đạt "
    if len(numbers) == 1:
        return f"{said}{criterion_phrase(overview.criteria_set, numbers[0])}."
    by_count = sorted(numbers, key=lambda n: (overview.by_criterion.get(n, 0), int(n)))
    fewest, most = by_count[0], by_count[-1]
    if whole == communes:
        return f"{said}cả {counted(len(numbers))} tiêu chí."
    return (
        f"{said}cả {counted(len(numbers))} tiêu chí; nhiều xã đạt nhất là "
        f"{_with_share(material, most)}; ít xã đạt nhất là {_with_share(material, fewest)}."
    )


def _with_share(material: Material, number: str) -> str:
    overview = material.overview
    met, communes = overview.by_criterion.get(number, 0), len(overview.communes)
    share = show_number(percent(met, communes), 2)
    phrase = criterion_phrase(overview.criteria_set, number)
    return f"{phrase} với {counted(met)}/{counted(communes)} xã ({share}%)"


def meets(line: CommuneLine, numbers: Sequence[str]) -> bool:
    return all(line.criteria.get(n) in ("met", "not_applicable") for n in numbers)


def politics_target(material: Material) -> Iterator[str]:
    """Who misses criterion 18 or 19, against the directive's goal for the end of 2019."""
    overview, names = material.overview, Names(material.overview)
    whole = sum(meets(line, POLITICS) for line in overview.communes)
    communes = len(overview.communes)
    share = show_number(percent(whole, communes), 2)
    yield (
        f"Đến ngày {material.period.ends_on:%d/%m/%Y} có {counted(whole)}/{counted(communes)} xã "
        f"đạt cả tiêu chí 18 và 19 ({share}%)."
    )
    for number in POLITICS:
        missing = [line for line in overview.communes if not meets(line, [number])]
        if missing:
            yield (
                f"{counted(len(missing))} xã chưa đạt "
                f"{criterion_phrase(overview.criteria_set, number)}: {names.listed(missing)}."
            )


def progress(material: Material) -> Iterator[str]:
    """The mean, month by month; each over the communes of its own day."""
    if len(material.points) < 2:
        return
    listed = "; ".join(
        f"tháng {show_month(p.month)}: {show_number(p.mean, 2)} ({_fraction(p)})"
        for p in material.points
        if p.mean is not None
    )
    yield f"Bình quân số tiêu chí đạt trên một xã qua các tháng: {listed}."
    sizes = {point.communes for point in material.points}
    if len(sizes) > 1:
        changes = [
            f"từ tháng {show_month(b.month)} còn {counted(b.communes)} xã"
            if b.communes < a.communes
            else f"từ tháng {show_month(b.month)} có {counted(b.communes)} xã"
            for a, b in zip(material.points, material.points[1:], strict=False)
            if a.communes != b.communes
        ]
        yield f"Số xã thay đổi do địa giới: {'; '.join(changes)}."


def _fraction(point: SeriesPoint) -> str:
    return f"{show_number(point.sum)}/{show_number(point.communes)}"


def solutions(material: Material) -> Iterator[str]:
    """How many unmet criteria have a solution, and which solutions are past their day."""
    held = material.solutions
    if held is None:
        return
    missing = {(x.unit.key, n) for x in material.overview.communes for n in x.missing()}
    of_missing = [s for s in held if (s.unit_key, s.criterion) in missing]
    if not missing:
        return
    answered = {(s.unit_key, s.criterion) for s in of_missing}
    if not answered:
        yield f"Chưa có giải pháp nào cho {show_number(len(missing))} lượt tiêu chí chưa đạt."
        return
    yield (
        f"Có {counted(len(answered))}/{show_number(len(missing))} lượt tiêu chí chưa đạt đã có "
        "giải pháp, người chịu trách nhiệm và thời hạn."
    )
    late = [s for s in of_missing if s.due_on < material.period.ends_on]
    if late:
        yield f"Trong đó {counted(len(late))} giải pháp đã quá hạn mà tiêu chí chưa đạt."


def late(material: Material) -> Iterator[str]:
    overview = material.overview
    if not (waiting := overview.not_filed):
        return
    names = Names(overview)
    yield (
        f"Còn {counted(len(waiting))} xã chưa nộp phiếu; báo cáo dùng số liệu đã chốt gần nhất của "
        f"các xã này: {'; '.join(_late_commune(line, names) for line in waiting)}."
    )


def _late_commune(line: CommuneLine, names: Names) -> str:
    if line.figures_month is None:
        return f"{names.of(line)} (chưa có số liệu)"
    return f"{names.of(line)} (số liệu tháng {show_month(line.figures_month)})"


def unchecked(material: Material) -> Iterator[str]:
    overview = material.overview
    if overview.unchecked_thresholds:
        yield (
            f"Có {show_number(overview.unchecked_thresholds)}/{show_number(overview.thresholds)} "
            "mức đạt dùng để đánh giá là mức chưa kiểm chứng hoặc mức tạm, chưa đối chiếu với văn "
            "bản gốc. Kết quả của các chỉ tiêu này cần được kiểm tra lại trước khi sử dụng chính "
            "thức."
        )


SECTIONS: Mapping[str, Callable[[Material], Iterator[str]]] = {
    "filing_state": filing_state,
    "results": results,
    "groups": groups,
    "directive_groups": directive_groups,
    "politics_target": politics_target,
    "progress": progress,
    "solutions": solutions,
    "money": money,
    "late": late,
    "unchecked": unchecked,
    "commune_results": commune_results,
    "commune_unmet": commune_unmet,
    "commune_source": commune_source,
    "department_results": department_results,
    "department_opinions": department_opinions,
    "department_solutions": department_solutions,
    "sources": sources,
    "first_stage": first_stage,
    "second_stage": second_stage,
    "published": published,
    "stages_compared": stages_compared,
}
