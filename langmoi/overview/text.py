"""The overview as a calm table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from langmoi.core.days import show_day
from langmoi.core.months import show_month
from langmoi.core.numbers import show_change, show_number
from langmoi.core.text import capital
from langmoi.overview.model import BandCount, CommuneLine, Overview, PartOfUnit

LABEL = 20  # the width of the labels at the left
NAMED = 12  # how many communes a line names before it only counts the rest


def as_text(found: Overview, *, is_illustrative: bool = False) -> str:
    """Everything that the overview says, in Vietnamese, for a reader who knows the programme."""
    blocks = [
        _head(found, is_illustrative=is_illustrative),
        _totals(found),
        _bands(found),
        _districts(found),
        _criteria(found),
        _short(found),
        _units_of_other_borders(found) if found.borders else _late(found),
        _thresholds(found),
    ]
    return "\n\n".join("\n".join(lines) for block in blocks if (lines := list(block)))


def _head(found: Overview, *, is_illustrative: bool) -> Iterator[str]:
    state = "đã chốt số liệu" if found.is_closed else "đang tổng hợp, số liệu tạm tính"
    yield f"{capital(found.unit.full_name)}, tháng {show_month(found.month)} ({state})"
    yield found.criteria_set.name
    if is_illustrative:
        yield "SỐ LIỆU MINH HỌA: số liệu của tỉnh mẫu, không phải số liệu thật."
    if found.borders:
        yield f"Đọc theo địa giới ngày {show_day(found.borders)}; không ghi lại gì."
        yield outcomes_shown(found)


def outcomes_shown(found: Overview) -> str:
    """In other borders: whether official or merely computed outcomes are shown."""
    if not found.is_closed:
        return (
            "Tháng chưa chốt: kết quả tính từ số liệu đang có; xã còn lấy số của tháng trước thì "
            "theo kết quả đã chốt của tháng đó."
        )
    return (
        "Kết quả chính thức: tiêu chí mà huyện hoặc ngành kết luận chưa đạt ở một xã thành phần "
        "thì cả đơn vị chưa đạt."
    )


def _totals(found: Overview) -> Iterator[str]:
    units = noun(found)
    if found.borders:
        judged = len(found.communes) - len(found.without_figures)
        counted = f"{len(found.communes)} đơn vị, đánh giá được {judged}"
    else:
        counted = f"{len(found.communes)} xã, {len(found.filed)} xã đã có phiếu trong tháng"
    yield _row("Tổng số", counted)
    yield _row(f"Đạt {len(found.by_criterion)} tiêu chí", f"{len(found.met_all)} {units}")
    if not found.borders:
        yield _row("Được công nhận", _recognised(found))
    if found.mean is not None:
        mean = show_number(found.mean, 2)
        yield _row("Bình quân", f"{mean} tiêu chí/{units} ({found.fraction_text})")
    yield _row("Tổng tiêu chí", f"{show_number(found.sum)}{_changes(found)}")


def noun(found: Overview) -> str:
    """What is counted: communes, or the units of other borders, among them wards."""
    return "đơn vị" if found.borders else "xã"


def _row(label: str, value: str) -> str:
    return f"{label:<{LABEL}}{value}"


def _recognised(found: Overview) -> str:
    if found.recognised_count is None:
        unknown = len(found.recognition_unknown)
        return f"chưa rõ ({unknown} xã được công nhận nhưng chưa biết từ ngày nào)"
    return f"{found.recognised_count} xã"


def _changes(found: Overview) -> str:
    told = [
        f"{show_change(change)} so với {since}"
        for change, since in (
            (found.sum_change_previous, "tháng trước"),
            (found.sum_change_december, "tháng 12 năm trước"),
        )
        if change is not None
    ]
    basis = "; tính trên các xã có số liệu ở cả hai thời điểm"
    return f" ({', '.join(told)}{basis})" if told else ""


def _bands(found: Overview) -> Iterator[str]:
    yield f"{'Số tiêu chí đạt':<{LABEL}}{'Số ' + noun(found):>9}"
    for band in found.bands:
        yield f"{band_label(band):<{LABEL}}{band.count:>9}"
    if found.without_figures:
        what = "chưa đánh giá được" if found.borders else "chưa có số liệu"
        yield f"{what:<{LABEL}}{len(found.without_figures):>9}"


def band_label(band: BandCount) -> str:
    return str(band.low) if band.low == band.high else f"{band.low}–{band.high}"


def _districts(found: Overview) -> Iterator[str]:
    if not found.districts:
        return
    labels = [band_label(band) for band in found.bands]
    heads = [*labels, "Tổng", "BQ", "Chưa có phiếu"]
    yield f"{'Huyện':<20} {'Xã':>3} " + " ".join(f"{head:>6}" for head in heads)
    for district in found.districts:
        cells = [str(band.count) for band in district.bands]
        mean = "–" if district.mean is None else show_number(district.mean, 2)
        cells += [str(district.sum), mean, str(len(district.not_filed))]
        shown = " ".join(
            f"{cell:>{max(6, len(head))}}" for cell, head in zip(cells, heads, strict=True)
        )
        yield f"{capital(district.unit.full_name):<20} {len(district.communes):>3} {shown}"


def _criteria(found: Overview) -> Iterator[str]:
    yield f"{'Tiêu chí':<40}  {f'Số {noun(found)} đạt':>13}"
    for criterion in found.criteria_set.criteria:
        name = f"{criterion.number:>2}. {criterion.short_name or criterion.name}"
        yield f"{name[:40]:<40}  {found.by_criterion[criterion.number]:>13}"


def _short(found: Overview) -> Iterator[str]:
    names = {c.number: c.short_name or c.name for c in found.criteria_set.criteria}
    for step, under in found.short.items():
        lines = {line.unit.key: line for lines in under.values() for line in lines}
        if not lines:
            continue
        both = ", xếp dưới từng tiêu chí còn thiếu" if step > 1 else ", theo tiêu chí còn thiếu"
        yield f"Còn thiếu {step} tiêu chí: {len(lines)} {noun(found)}{both}"
        for number, communes in under.items():
            yield f"  {number:>2}. {names[number]} ({len(communes)}): {name_some(communes)}"


def _late(found: Overview) -> Iterator[str]:
    if found.carried:
        yield f"Chưa có phiếu tháng này, tính theo tháng chốt gần nhất ({len(found.carried)} xã):"
        yield "  " + "; ".join(
            f"{line.unit.name} (tháng {show_month(line.figures_month)})"
            for line in found.carried
            if line.figures_month
        )
    if found.without_figures:
        yield (
            f"Chưa có số liệu nào, tính là 0 trong tổng và bình quân "
            f"({len(found.without_figures)} xã): {name_some(found.without_figures)}"
        )


def _units_of_other_borders(found: Overview) -> Iterator[str]:
    judged = [line for line in found.communes if line.criteria_met is not None]
    yield f"Đánh giá được {len(judged)} đơn vị"
    for line in judged:
        parts = ", ".join(_part(part, found) for part in line.parts)
        yield f"  {line.unit.code} {capital(line.unit.full_name)}: {line.criteria_met} ({parts})"
        yield from (f"      {gap}" for gap in line.gaps)
        if line.overruled:
            numbers = ", ".join(line.overruled)
            yield f"      Chưa đạt theo kết quả chính thức của xã thành phần: tiêu chí {numbers}"
    yield f"Chưa đánh giá được {len(found.without_figures)} đơn vị"
    for line in found.without_figures:
        yield f"  {line.unit.code} {capital(line.unit.full_name)}"
        yield from (f"      {reason}" for reason in line.why_not_judged)


def _part(part: PartOfUnit, found: Overview) -> str:
    """The part's name; with the month of its figures where that is an earlier one."""
    month = part.figures_month
    late = f" – tháng {show_month(month)}" if month and month != found.month else ""
    return part.unit.name + late


def _thresholds(found: Overview) -> Iterator[str]:
    if found.unchecked_thresholds:
        yield (
            f"{found.unchecked_thresholds}/{found.thresholds} mức đạt đang dùng chưa được đối "
            "chiếu với văn bản."
        )


def name_some(lines: Sequence[CommuneLine]) -> str:
    """The communes by name, with their district where the name alone is not enough."""
    more = f" và {len(lines) - NAMED} xã khác" if len(lines) > NAMED else ""
    return ", ".join(_names(lines[:NAMED])) + more


def _names(lines: Iterable[CommuneLine]) -> Iterator[str]:
    for line in lines:
        yield f"{line.unit.name} ({line.district.name})"
