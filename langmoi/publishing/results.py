"""What the period came to, each sentence from the material alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from langmoi.core.months import december_before, reference_day, show_month
from langmoi.core.numbers import show_number
from langmoi.overview.model import BandCount, CommuneLine, Overview
from langmoi.publishing.changes import mean_change_december, mean_change_previous
from langmoi.publishing.material import Material
from langmoi.publishing.words import (
    MOST_NAMED,
    Names,
    band_in_words,
    counted,
    criterion_phrase,
    in_order,
    percent,
)

A_FEW = 5  # communes that a sentence can tell one by one


def results(material: Material) -> Iterator[str]:
    """The sentences; those for which there is nothing to say are left out."""
    overview = material.overview
    names = Names(overview)
    yield by_level(overview)
    yield mean_sentence(overview, material.baseline)
    yield from gained(overview, names)
    yield from lost(overview, material.before, names)
    yield from standing(overview, names)
    for missing in (1, 2):
        yield from close_by(overview, missing, names)


def by_level(overview: Overview) -> str:
    communes, criteria = len(overview.communes), len(overview.criteria_set.criteria)
    parts = "; ".join(band_phrase(band, criteria, communes) for band in overview.bands)
    day = reference_day(overview.month)
    return f"Đến ngày {day:%d/%m/%Y}, trong {counted(communes)} xã: {parts}."


def band_phrase(band: BandCount, criteria: int, communes: int) -> str:
    """“06 xã đạt từ 15 đến 18 tiêu chí (7,06%)”."""
    if not band.count:
        return f"không có xã đạt {band_in_words(band, criteria)} tiêu chí"
    share = show_number(percent(band.count, communes), 2)
    return f"{counted(band.count)} xã đạt {band_in_words(band, criteria)} tiêu chí ({share}%)"


def mean_sentence(overview: Overview, baseline: date) -> str:
    mean = show_number(overview.mean or Decimal(0), 2)
    fraction = f"{show_number(overview.sum)}/{show_number(len(overview.communes))}"
    return f"Bình quân đạt {mean} tiêu chí/xã ({fraction}); {comparison(overview, baseline)}."


def comparison(overview: Overview, baseline: date) -> str:
    """The change since the baseline and since December, as far as either is known."""
    changes = [(baseline, overview.sum_change_previous, mean_change_previous)]
    december = december_before(overview.month)
    if december != baseline:
        changes.append((december, overview.sum_change_december, mean_change_december))
    if all(total is None for _, total, _ in changes):
        return "chưa có số liệu kỳ trước để so sánh"
    phrases = "; ".join(
        change_phrase(f"tháng {show_month(since)}", total, mean_of(overview))
        for since, total, mean_of in changes
    )
    return f"{phrases} (tính trên các xã có số liệu ở cả hai thời điểm)"


def change_phrase(since: str, total: int | None, mean: Decimal | None) -> str:
    """“so với tháng 10/2019 tăng 12 tiêu chí, bình quân tăng 0,14 tiêu chí/xã”."""
    if total is None or mean is None:
        return f"so với {since} chưa có số liệu để so sánh"
    if not total:
        return f"so với {since} không tăng, không giảm"
    verb = "tăng" if total > 0 else "giảm"
    return (
        f"so với {since} {verb} {counted(abs(total))} tiêu chí, "
        f"bình quân {verb} {show_number(abs(mean), 2)} tiêu chí/xã"
    )


def gained(overview: Overview, names: Names) -> Iterator[str]:
    if overview.sum_change_previous is None:
        return
    lines = [line for line in overview.communes if line.newly_met]
    if not lines:
        yield "Trong kỳ không có xã đạt thêm tiêu chí."
        return
    total = sum(len(line.newly_met) for line in lines)
    told = f"Trong kỳ có {counted(len(lines))} xã đạt thêm {counted(total)} lượt tiêu chí"
    if len(lines) > MOST_NAMED:
        yield f"{told}, theo từng tiêu chí: {_by_criterion(overview, lines)}."
        return
    listed = "; ".join(f"{names.of(line)} ({numbered(line.newly_met)})" for line in lines)
    yield f"{told}: {listed}."


def _by_criterion(overview: Overview, lines: Sequence[CommuneLine]) -> str:
    """“tiêu chí giao thông (số 2): 12 xã; …”: for more communes than prose can name."""
    count = Counter(number for line in lines for number in line.newly_met)
    return "; ".join(
        f"{criterion_phrase(overview.criteria_set, number)}: {counted(count[number])} xã"
        for number in in_order(count)
    )


def lost(
    overview: Overview, before: Mapping[int, Mapping[str, str]] | None, names: Names
) -> Iterator[str]:
    """Criteria met at the baseline and no longer, commune by commune."""
    if before is None:
        return
    found = [(line, no_longer_met(line, before.get(line.unit.key))) for line in overview.communes]
    lines = [(line, numbers) for line, numbers in found if numbers]
    if lines:
        total = sum(len(numbers) for _, numbers in lines)
        listed = "; ".join(f"{names.of(line)} ({numbered(n)})" for line, n in lines)
        yield (
            f"Có {counted(len(lines))} xã không còn đạt {counted(total)} lượt tiêu chí đã đạt "
            f"ở đầu kỳ: {listed}."
        )


def no_longer_met(line: CommuneLine, before: Mapping[str, str] | None) -> frozenset[str]:
    if before is None or line.is_carried:
        return frozenset()
    missing = set(line.missing())
    return frozenset(n for n in missing if before.get(n) in ("met", "not_applicable"))


def numbered(numbers: frozenset[str]) -> str:
    return f"tiêu chí {', '.join(in_order(numbers))}"


def standing(overview: Overview, names: Names) -> Iterator[str]:
    """Met all criteria and recognised are two facts; a commune may have either alone."""
    communes, criteria = len(overview.communes), len(overview.criteria_set.criteria)
    recognised = {line.unit.key for line in overview.recognised}
    met = {line.unit.key for line in overview.met_all}
    all_met = f"Có {counted(len(met))}/{counted(communes)} xã" if met else "Chưa có xã"
    yield f"{all_met} đạt đủ {criteria} tiêu chí; {recognition_phrase(overview)}."
    if overview.recognised_count is None:
        return
    waiting = [line for line in overview.met_all if line.unit.key not in recognised]
    if waiting:
        yield f"Đạt đủ {criteria} tiêu chí nhưng chưa được công nhận: {names.listed(waiting)}."
    fallen = [line for line in overview.recognised if line.unit.key not in met]
    if fallen:
        yield (
            f"Đã được công nhận nhưng kỳ này không đạt đủ {criteria} tiêu chí: "
            f"{names.listed(fallen)}."
        )


def recognition_phrase(overview: Overview) -> str:
    """A count only where it is known: some titles are known only to have held by a later day."""
    if overview.recognised_count is None:
        return "số xã đã được công nhận đạt chuẩn vào thời điểm này chưa xác định được"
    if not overview.recognised_count:
        return "chưa có xã được công nhận đạt chuẩn nông thôn mới"
    return (
        f"{counted(overview.recognised_count)}/{counted(len(overview.communes))} xã đã được "
        "công nhận đạt chuẩn nông thôn mới"
    )


def close_by(overview: Overview, missing: int, names: Names) -> Iterator[str]:
    """Communes one or two criteria short: a few by name, more by the criterion that they lack."""
    groups = overview.short.get(missing, {})
    keys = {line.unit.key for group in groups.values() for line in group}
    lines = [line for line in overview.communes if line.unit.key in keys]
    if not lines:
        return
    criteria = len(overview.criteria_set.criteria)
    told = (
        f"Có {counted(len(lines))}/{counted(len(overview.communes))} xã đạt "
        f"{criteria - missing}/{criteria} tiêu chí"
    )
    if len(lines) <= A_FEW:
        yield f"{told}: {_each_with_lack(overview, groups, lines, names)}."
        return
    listed = "; ".join(
        f"{counted(len(groups[number]))} xã chưa đạt "
        f"{criterion_phrase(overview.criteria_set, number)}: {names.listed(groups[number])}"
        for number in in_order(groups)
    )
    # A commune that lacks two criteria stands under both, so the groups do not add up.
    order = "gồm" if missing == 1 else "xếp theo từng tiêu chí chưa đạt"
    yield f"{told}, {order}: {listed}."


def _each_with_lack(
    overview: Overview,
    groups: Mapping[str, Sequence[CommuneLine]],
    lines: Sequence[CommuneLine],
    names: Names,
) -> str:
    """“Pờ Ê chưa đạt tiêu chí hộ nghèo (số 11) và tiêu chí thu nhập (số 10)”."""
    lacks: dict[int, list[str]] = {line.unit.key: [] for line in lines}
    for number in in_order(groups):
        for line in groups[number]:
            lacks[line.unit.key].append(criterion_phrase(overview.criteria_set, number))
    return "; ".join(
        f"{names.of(line)} chưa đạt {' và '.join(lacks[line.unit.key])}" for line in lines
    )
