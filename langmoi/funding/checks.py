"""What is wrong with a project as asked: everything at once, each fault with its field.

Sums that do not add up are told with their difference; days, places and sources are those of the
project's own day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, Fault
from langmoi.core.numbers import show_millions, show_number
from langmoi.core.text import normalise
from langmoi.funding.asked import ALL, NewProject, SourceAmount
from langmoi.funding.models import DATES, Builder, Mechanism, Programme, Project
from langmoi.funding.sources import CARRIED_OVER, INTEGRATED, contents, source_name, source_of
from langmoi.funding.special import SpecialFacts, check_special
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import unit_versions
from langmoi.reporting.workbook.contents import set_of_month

MOST = 10**15  # đồng: a thousand thousand billion; beyond it a unit was mistaken
FIRST_DAY = date(2000, 1, 1)
LABELS = {
    "listed_on": "ngày vào danh mục",
    "approved_on": "ngày phê duyệt",
    "started_on": "ngày khởi công",
    "accepted_on": "ngày nghiệm thu",
    "settled_on": "ngày quyết toán",
    "handed_over_on": "ngày bàn giao",
}
LONGEST = {
    "name": ("tên công trình", 300),
    "code": ("mã công trình", 40),
    "owner": ("chủ đầu tư", 200),
    "list_document": ("văn bản danh mục", 200),
    "approval_document": ("văn bản phê duyệt", 200),
    "why_special": ("giải trình", 500),
    "open_call": ("nội dung kêu gọi đầu tư", 2000),
}
NEEDED = ("name", "owner")


def wrong(field: str, said: str) -> Fault:
    return Fault(said, figure=field)


def faults_of_project(told: NewProject, *, on: date, known: Project | None = None) -> list[Fault]:
    """Everything that keeps the project from being written, as of that day."""
    return [
        *_texts(told),
        *_dates(told, on),
        *_places(told, told.day or on),
        *_criteria(told, told.day or on, on),
        *_structure(told, told.day or on),
        *_special(told, told.day or on),
        *_code(told, known),
    ]


def special_facts(told: NewProject | Project, communes: int) -> SpecialFacts:
    """What the rule of the special mechanism asks, of a project asked for or written."""
    return SpecialFacts(
        total=told.total,
        communes=communes,
        is_listed=bool(told.list_document and told.listed_on),
        has_standard_design=told.has_standard_design,
        people_part=told.people_part,
        is_owned_by_commune=_is_owned_by_commune(told),
        builder=told.builder,
        has_simple_file=told.has_simple_file,
    )


def _is_owned_by_commune(told: NewProject | Project) -> bool:
    key = told.owner_unit if isinstance(told, NewProject) else told.owner_unit_id
    if key is None:
        return False
    return UnitVersion.objects.filter(unit_id=key, level=Level.COMMUNE).exists()


def _texts(told: NewProject) -> Iterator[Fault]:
    for field, (label, most) in LONGEST.items():
        text = normalise(getattr(told, field))
        if field in NEEDED and not text:
            yield wrong(field, f"Chưa ghi {label}. Hãy ghi vào.")
        if len(text) > most:
            yield wrong(field, f"Phần {label} dài hơn {most} ký tự. Hãy ghi ngắn lại.")
    if told.content not in contents():
        yield wrong("content", f"Không có nội dung đầu tư “{told.content}”. Hãy chọn lại.")
    if told.builder not in Builder.values:
        yield wrong("builder", f"Không có hình thức thi công “{told.builder}”. Hãy chọn lại.")
    if told.mechanism not in Mechanism.values:
        yield wrong("mechanism", f"Không có cơ chế “{told.mechanism}”. Hãy chọn lại.")


def _dates(told: NewProject, on: date) -> Iterator[Fault]:
    last, last_day = "", FIRST_DAY
    for field in DATES:
        day: date | None = getattr(told, field)
        if day is None:
            continue
        label = LABELS[field]
        if day > on:
            yield wrong(field, f"{label.capitalize()} {show_day(day)} chưa đến. Hãy xem lại năm.")
        elif day < FIRST_DAY:
            yield wrong(field, f"{label.capitalize()} {show_day(day)} quá sớm. Hãy xem lại năm.")
        elif day < last_day:
            said = f"{label.capitalize()} {show_day(day)} trước {LABELS[last]} {show_day(last_day)}"
            yield wrong(field, f"{said}. Hãy xem lại hai ngày.")
        else:
            last, last_day = field, day
    if told.open_until and not told.open_call:
        yield wrong("open_call", "Có hạn kêu gọi mà chưa ghi kêu gọi gì. Hãy ghi nội dung.")


def _places(told: NewProject, day: date) -> Iterator[Fault]:
    if not told.places:
        yield wrong("places", "Chưa ghi xã có công trình. Hãy chọn ít nhất một xã.")
        return
    keys = [place.unit for place in told.places]
    there = {v.unit_id for v in unit_versions(day, level=Level.COMMUNE, unit_keys=keys)}
    for key in keys:
        if key not in there:
            name = _last_name(key)
            said = f"Ngày {show_day(day)} không có {name} ở cấp xã"
            yield wrong("places", f"{said}. Hãy chọn xã có vào ngày ấy, hoặc xem lại ngày.")
    if repeated := [key for key, times in Counter(keys).items() if times > 1]:
        names = ", ".join(_last_name(key) for key in repeated)
        yield wrong("places", f"{names} ghi hai lần. Hãy gộp thành một dòng.")
    yield from _shares("places", "các xã", [place.share for place in told.places])


def _last_name(key: int) -> str:
    version = UnitVersion.objects.filter(unit_id=key).order_by("-valid_from").first()
    return version.full_name if version else f"đơn vị {key}"


def _shares(field: str, of: str, shares: Iterable[object]) -> Iterator[Fault]:
    numbers = [share for share in shares if isinstance(share, type(ALL))]
    if any(not 0 < share <= ALL or share != round(share, 2) for share in numbers):
        yield wrong(field, f"Phần trăm của {of} phải từ 0,01 đến 100. Hãy sửa lại.")
    elif (whole := sum(numbers)) > ALL:
        over = show_number(whole - ALL)
        yield wrong(
            field,
            f"Phần trăm của {of} cộng lại là {show_number(whole)}%, quá 100% là {over}%. "
            "Hãy sửa lại cho không quá 100%.",
        )


def _criteria(told: NewProject, day: date, on: date) -> Iterator[Fault]:
    numbers = [criterion.number for criterion in told.criteria]
    known = _numbers_on(day) or _numbers_on(on)
    for number in numbers:
        if known and number not in known:
            yield wrong("criteria", f"Bộ tiêu chí của ngày ấy không có tiêu chí {number}.")
    if len(set(numbers)) < len(numbers):
        yield wrong("criteria", "Có tiêu chí ghi hai lần. Hãy gộp thành một dòng.")
    yield from _shares("criteria", "các tiêu chí", [c.share for c in told.criteria])


def _numbers_on(day: date) -> set[str]:
    """The numbers of the criteria in force; none where no set is known for the day."""
    try:
        return {criterion.number for criterion in set_of_month(day.replace(day=1)).criteria}
    except DomainError:
        return set()


def _structure(told: NewProject, day: date) -> Iterator[Fault]:
    if told.total <= 0:
        yield wrong("total", "Tổng mức đầu tư phải lớn hơn 0. Hãy ghi lại.")
    elif told.total > MOST:
        yield wrong("total", "Tổng mức đầu tư quá lớn. Hãy ghi bằng triệu đồng và xem lại.")
    for part in told.structure:
        yield from _part(part, day)
    pairs = [(part.source, part.programme) for part in told.structure]
    if len(set(pairs)) < len(pairs):
        yield wrong("structure", "Có nguồn vốn ghi hai lần. Hãy gộp thành một dòng.")
    whole = sum(part.amount for part in told.structure)
    if whole != told.total:
        gap = show_millions(abs(told.total - whole))
        which = "thiếu" if whole < told.total else "thừa"
        yield wrong(
            "structure",
            f"Các nguồn cộng lại là {show_millions(whole)} triệu đồng, {which} {gap} triệu đồng so "
            f"với tổng mức đầu tư {show_millions(told.total)}. Hãy sửa cho khớp.",
        )


def _part(part: SourceAmount, day: date) -> Iterator[Fault]:
    if part.amount <= 0:
        said = f"Nguồn “{source_name(part.source)}” ghi {show_millions(part.amount)} triệu đồng"
        yield wrong("structure", f"{said}. Hãy ghi số lớn hơn 0, hoặc bỏ dòng này.")
    if part.source == CARRIED_OVER:
        yield wrong(
            "structure",
            "Vốn năm trước chuyển sang không phải nguồn của tổng mức đầu tư. "
            "Hãy ghi nguồn gốc của vốn ấy.",
        )
        return
    yield from source_faults("structure", part.source, part.programme, day)


def source_faults(field: str, source: str, programme: int | None, day: date) -> Iterator[Fault]:
    """A source that was closed that day, a programme where none belongs, or one that had ended."""
    try:
        source_of(source, day)
    except DomainError as error:
        yield wrong(field, str(error))
        return
    if programme is None:
        if source == INTEGRATED:
            yield wrong(field, "Vốn lồng ghép phải ghi rõ của chương trình nào. Hãy chọn.")
        return
    if source != INTEGRATED:
        yield wrong(field, f"Chỉ vốn lồng ghép mới ghi chương trình, không phải {source}.")
        return
    found = Programme.objects.filter(pk=programme).first()
    if found is None:
        yield wrong(field, "Không có chương trình lồng ghép này. Hãy chọn trong danh sách.")
    elif (found.valid_from or day) > day or (found.valid_to or day) < day:
        yield wrong(field, f"Ngày {show_day(day)} không có {found}. Hãy chọn chương trình khác.")


def _special(told: NewProject, day: date) -> Iterator[Fault]:
    """A condition that fails is no bar where it is explained: the rule itself is not verified."""
    if told.mechanism != Mechanism.SPECIAL or normalise(told.why_special):
        return
    if told.builder not in Builder.values:
        return
    checked = check_special(special_facts(told, len(told.places)), day)
    if checked.failing:
        listed = "; ".join(f"{one.asked} ({one.said})" for one in checked.failing)
        yield wrong(
            "why_special",
            f"Chưa bảo đảm điều kiện cơ chế đặc thù: {listed}. "
            "Hãy sửa lại, chọn cơ chế thông thường, hoặc giải trình vì sao vẫn áp dụng.",
        )


def _code(told: NewProject, known: Project | None) -> Iterator[Fault]:
    code = normalise(told.code)
    if not code:
        return
    others = Project.objects.filter(code=code)
    if known is not None:
        others = others.exclude(pk=known.pk)
    if others.exists():
        yield wrong("code", f"Mã {code} đã có công trình khác. Hãy ghi mã khác.")
