"""What the ten-year summary says of its two stages, which were judged by different sets."""

from __future__ import annotations

from collections.abc import Iterator

from langmoi.core.months import show_month
from langmoi.core.numbers import show_number
from langmoi.overview.published import Published
from langmoi.publishing.material import Material
from langmoi.publishing.stages import BANDS, YearCounts
from langmoi.publishing.words import counted, percent, rounded, small_start

ILLUSTRATIVE = "số liệu minh họa"
NONE_RECOGNISED = "chưa có xã được công nhận"
LEVELS = {
    "all": "19",
    "from_15": "từ 15 đến 18",
    "from_10": "từ 10 đến 14",
    "from_5": "từ 5 đến 9",
    "under_5": "dưới 5",
}


def sources(material: Material) -> Iterator[str]:
    """Why the two stages are never added up."""
    stages = material.stages
    if stages is None:
        return
    yield (
        "Giai đoạn 2010 - 2015 đánh giá theo bộ tiêu chí năm 2009, 2013; giai đoạn 2016 - 2020 "
        "theo bộ tiêu chí 2016 - 2020. Các bộ tiêu chí khác nhau nên số xã, số tiêu chí của hai "
        "giai đoạn chỉ đặt cạnh nhau để tham khảo, không cộng và không so sánh trực tiếp."
    )
    if not stages.first:
        yield "Chưa nạp số liệu của giai đoạn 2010 - 2015."
        return
    invented = [counts for counts in stages.first if not counts.is_published]
    if invented:
        years = ", ".join(str(counts.year) for counts in invented)
        yield (
            f"Trong giai đoạn 2010 - 2015, số liệu các năm {years} là {ILLUSTRATIVE}, chưa công "
            "bố; chỉ dùng để trình bày."
        )


def first_stage(material: Material) -> Iterator[str]:
    for counts in material.stages.first if material.stages else ():
        yield _year(counts)


def _year(counts: YearCounts) -> str:
    """“Năm 2010: 66 xã đạt dưới 5 tiêu chí (đã công bố: …)”."""
    told = counts.counts
    parts = []
    if "communes" in told:
        parts.append(f"tổng số {counted(told['communes'])} xã")
    # Beside a total, levels without communes go without saying.
    parts += [_level(b, told[b]) for b in BANDS if told.get(b) or (b in told and not parts)]
    if "sum" in told and told.get("communes"):
        mean = show_number(rounded(told["sum"], told["communes"], "0.01"), 2)
        fraction = f"{show_number(told['sum'])}/{counted(told['communes'])}"
        parts.append(f"bình quân {mean} tiêu chí/xã ({fraction})")
    if "recognised" in told:
        titled = told["recognised"]
        parts.append(f"{counted(titled)} xã được công nhận" if titled else NONE_RECOGNISED)
    mark = f"đã công bố: {counts.source}" if counts.is_published else ILLUSTRATIVE
    return f"Năm {counts.year}: {', '.join(parts)} ({mark})."


def _level(band: str, communes: int) -> str:
    said = f"{counted(communes)} xã" if communes else "không có xã"
    return f"{said} đạt {LEVELS[band]} tiêu chí"


def second_stage(material: Material) -> Iterator[str]:
    stages = material.stages
    for past in stages.second if stages else ():
        if past.mean is not None:
            fraction = f"{show_number(past.sum)}/{show_number(past.counted)}"
            criteria = len(past.criteria_set.criteria)
            yield (
                f"Tháng {show_month(past.month)}: bình quân {show_number(past.mean, 2)} tiêu "
                f"chí/xã ({fraction}), {counted(len(past.met_all))}/"
                f"{counted(len(past.communes))} xã đạt đủ {criteria} tiêu chí."
            )


def published(material: Material) -> Iterator[str]:
    """What was published for 2016-2019, where it is from, and where it contradicts itself."""
    found = material.stages.published if material.stages else ()
    if not found:
        return
    yield (
        f"Có {counted(len(found))} số liệu đã công bố trong giai đoạn này; từng số và nguồn ở bảng "
        "kèm theo."
    )
    for item in found:
        if item.is_contradictory:
            yield _contradiction(item)


def _contradiction(item: Published) -> str:
    return (
        f"Số công bố mâu thuẫn, tháng {show_month(item.month)}, {small_start(item.what)}: "
        f"{item.value}. {item.why}"
    )


def stages_compared(material: Material) -> Iterator[str]:
    """From the start of the programme to now, in what both stages count: communes by level."""
    stages, overview = material.stages, material.overview
    start = stages.start if stages else None
    if start is None or "under_5" not in start.counts:
        return
    lowest = overview.bands[-1]
    now = f"{counted(lowest.count)} xã" if lowest.count else "không còn xã nào"
    yield (
        f"Khi bắt đầu Chương trình (năm {start.year}) có {counted(start.counts['under_5'])} xã đạt "
        f"dưới 5 tiêu chí; đến ngày {material.period.ends_on:%d/%m/%Y} {now} đạt dưới 5 tiêu chí."
    )
    communes = len(overview.communes)
    share = show_number(percent(len(overview.met_all), communes), 2)
    yield (
        f"Đến ngày {material.period.ends_on:%d/%m/%Y} có {counted(len(overview.met_all))}/"
        f"{counted(communes)} xã đạt đủ {len(overview.criteria_set.criteria)} tiêu chí ({share}%)."
    )
