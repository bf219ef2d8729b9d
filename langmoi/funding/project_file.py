"""Projects as rows of a workbook: how a row reads, and how a project is written as one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.core.errors import DomainError
from langmoi.core.numbers import plain_millions, read_millions, read_number, show_number
from langmoi.core.text import capital, search_key
from langmoi.funding.asked import ALL, CriterionShare, NewProject, PlaceShare, SourceAmount
from langmoi.funding.models import DATES, Builder, Mechanism, Programme
from langmoi.funding.sources import all_sources, contents
from langmoi.funding.table_file import Dong, TableForm, TableLine
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import district_of, find_units

OWNERS = {"commune": "xã", "district": "huyện", "province": "tỉnh", "": "khác"}
LABELS = {
    "code": "Mã công trình",
    "name": "Tên công trình",
    "content": "Nội dung đầu tư",
    "places": "Xã (mã: phần trăm)",
    "criteria": "Tiêu chí (số: phần trăm)",
    "mechanism": "Cơ chế",
    "why_special": "Giải trình cơ chế đặc thù",
    "owner": "Chủ đầu tư",
    "owner_unit": "Chủ đầu tư thuộc",
    "builder": "Đơn vị thi công",
    "has_standard_design": "Thiết kế mẫu",
    "has_simple_file": "Hồ sơ đơn giản",
    "in_medium_term_plan": "Kế hoạch trung hạn",
    "total": "Tổng mức đầu tư (triệu đồng)",
    "structure": "Nguồn vốn (mã: triệu đồng)",
    "list_document": "Văn bản danh mục",
    "listed_on": "Ngày vào danh mục",
    "approval_document": "Văn bản phê duyệt",
    "approved_on": "Ngày phê duyệt",
    "started_on": "Ngày khởi công",
    "accepted_on": "Ngày nghiệm thu",
    "settled_on": "Ngày quyết toán",
    "handed_over_on": "Ngày bàn giao",
    "open_call": "Kêu gọi đầu tư",
    "open_until": "Kêu gọi đến ngày",
}
TEXTS = ("code", "name", "why_special", "owner", "list_document", "approval_document", "open_call")
TICKS = ("has_standard_design", "has_simple_file", "in_medium_term_plan")
FORM = TableForm(
    sheet="Công trình",
    labels=LABELS,
    required=("name", "content", "places", "owner", "total", "structure"),
    days=(*DATES, "open_until"),
    amounts=("total",),
    ticks=TICKS,
    choices={
        "mechanism": [str(word) for _, word in Mechanism.choices],
        "builder": [str(word) for _, word in Builder.choices],
        "owner_unit": list(OWNERS.values()),
    },
    guide=(
        ("Mã công trình", "Bỏ trống thì được đặt mã. Mã đã có thì dòng này sửa công trình ấy."),
        ("Xã (mã: phần trăm)", "23542 hoặc tên xã; nhiều xã: 23542: 60; 23545: 40"),
        ("Tiêu chí (số: phần trăm)", "2; nhiều tiêu chí: 2: 70; 10: 30"),
        ("Nguồn vốn (mã: triệu đồng)",
         "1.1.1: 800; 5.1: 200 - cộng lại phải bằng tổng mức. Lồng ghép ghi chương trình trong "
         "ngoặc vuông: 2 [Chương trình 135]: 300"),
        ("Số tiền", "Triệu đồng, dấu phẩy cho số lẻ: 1234,5. Không ghi 1.234 vì có hai nghĩa."),
        ("Ngày", "31/12/2019. Các ngày theo thứ tự: danh mục, phê duyệt, khởi công, nghiệm thu, "
         "quyết toán, bàn giao."),
        ("Nội dung đầu tư", "; ".join(content.name for content in contents().values())),
        *((f"Nguồn {source.code}", source.name) for source in all_sources().values()),
        ("Không ghi", "Có một chỗ sai thì cả tệp không được ghi; mọi chỗ sai được nêu theo ô."),
    ),
)  # fmt: skip
_PART = re.compile(r"([^:\[\]]+?)\s*(?:\[([^\]]+)\])?\s*(?::\s*(.+))?")


def project_of(line: TableLine, *, within: Collection[int], on: date) -> NewProject:
    """The project that the row asks for; what cannot be read is a fault of its cell."""
    plain: dict[str, Any] = {name: line.text(name) for name in TEXTS}
    days = {name: line.day(name) for name in (*DATES, "open_until")}
    plain |= days | {name: line.tick(name) for name in TICKS}
    day = days["approved_on"] or days["listed_on"] or on
    places = _places(line, within, day)
    total = line.amount("total")
    if total is None and not any(f.remedy == LABELS["total"] for f in line.faults):
        line.wrong("total", "Chưa ghi tổng mức đầu tư. Hãy ghi bằng triệu đồng.")
    return NewProject(
        **plain,
        content=_key(line, "content", {c.id: c.name for c in contents().values()}),
        mechanism=_key(line, "mechanism", _words(Mechanism.choices), Mechanism.NORMAL),
        builder=_key(line, "builder", _words(Builder.choices), Builder.OTHER),
        owner_unit=_owner(line, places, day),
        places=places,
        criteria=tuple(
            CriterionShare(name, _share(line, "criteria", text))
            for name, _, text in _parts(line, "criteria")
        ),
        total=total or 0,
        structure=_structure(line),
    )


def row_of(
    asked: NewProject,
    codes: Mapping[int, str],
    levels: Mapping[int, str],
    programmes: Mapping[int, str],
) -> dict[str, Any]:
    """A project as a row; codes of its places, levels of owners, names of programmes by keys."""
    known = {f.name for f in fields(NewProject)}
    row: dict[str, Any] = {name: getattr(asked, name) for name in LABELS if name in known}
    return row | {
        "content": contents()[asked.content].name if asked.content in contents() else asked.content,
        "mechanism": Mechanism(asked.mechanism).label,
        "builder": Builder(asked.builder).label,
        "owner_unit": OWNERS.get(levels.get(asked.owner_unit or 0, ""), "khác"),
        "places": "; ".join(
            f"{codes.get(place.unit, '')}: {show_number(place.share)}" for place in asked.places
        ),
        "criteria": "; ".join(f"{c.number}: {show_number(c.share)}" for c in asked.criteria),
        "total": Dong(asked.total),
        "structure": "; ".join(
            f"{part.source}{_bracket(programmes, part)}: {plain_millions(part.amount)}"
            for part in asked.structure
        ),
    }


def _bracket(programmes: Mapping[int, str], part: SourceAmount) -> str:
    return f" [{programmes[part.programme]}]" if part.programme else ""


def _words(choices: list[tuple[str, Any]]) -> dict[str, str]:
    return {str(key): str(word) for key, word in choices}


def _key(line: TableLine, column: str, words: Mapping[str, str], default: str = "") -> str:
    """The choice that the cell names, by its word or its key."""
    text = line.text(column)
    if not text:
        if not default:
            line.wrong(column, f"Chưa ghi {LABELS[column].lower()}. Hãy chọn trong danh sách.")
        return default or next(iter(words))
    for key, word in words.items():
        if search_key(text) in (search_key(word), search_key(key)):
            return key
    line.wrong(column, f"Không có “{text}” ở đây. Hãy chọn: {', '.join(words.values())}.")
    return next(iter(words))


def _parts(line: TableLine, column: str) -> list[tuple[str, str, str]]:
    """“2 [x]: 300; 5.1: 200” as name, bracket and value of each."""
    found = []
    for piece in line.text(column).split(";"):
        if not piece.strip():
            continue
        match = _PART.fullmatch(piece.strip())
        if match is None:
            line.wrong(column, f"Không hiểu “{piece.strip()}”. Hãy ghi như trang Hướng dẫn.")
        else:
            name, bracket, value = match.groups()
            found.append((name.strip(), (bracket or "").strip(), (value or "").strip()))
    return found


def _share(line: TableLine, column: str, text: str) -> Decimal:
    if not text:
        return ALL
    try:
        return read_number(text)
    except DomainError as error:
        line.wrong(column, str(error))
        return ALL


def _places(line: TableLine, within: Collection[int], day: date) -> tuple[PlaceShare, ...]:
    found = []
    for name, _, text in _parts(line, "places"):
        units = find_units(name, on=day, level=Level.COMMUNE, within=within)
        if len(units) == 1:
            found.append(PlaceShare(units[0].unit_id, _share(line, "places", text)))
        elif units:
            codes = ", ".join(unit.code for unit in units)
            line.wrong("places", f"Có {len(units)} xã tên “{name}”. Hãy ghi mã: {codes}.")
        else:
            said = f"Ngày {day:%d/%m/%Y} không có xã “{name}” trong phạm vi quản lý."
            line.wrong("places", f"{said} Hãy xem lại mã, tên hoặc ngày.")
    return tuple(found)


def _structure(line: TableLine) -> tuple[SourceAmount, ...]:
    programmes = {search_key(p.short): p.pk for p in Programme.objects.all()}
    found = []
    for source, bracket, text in _parts(line, "structure"):
        programme = programmes.get(search_key(bracket)) if bracket else None
        if bracket and programme is None:
            line.wrong("structure", f"Không có chương trình “{bracket}”. Hãy xem lại tên.")
        try:
            found.append(SourceAmount(source, read_millions(text), programme))
        except DomainError as error:
            line.wrong("structure", f"Nguồn {source}: {error}")
    return tuple(found)


def _owner(line: TableLine, places: tuple[PlaceShare, ...], day: date) -> int | None:
    """The commune itself, its district or its province; for others none."""
    level = _key(line, "owner_unit", OWNERS, "commune") if line.text("owner_unit") else "commune"
    if not places or not level:
        return None
    commune = places[0].unit
    if level == Level.COMMUNE:
        return commune
    district = district_of(commune, day)
    if level == Level.DISTRICT:
        return district.unit_id if district else None
    below = district.unit_id if district else commune
    above = UnitVersion.objects.on(day).filter(unit_id=below).first()
    return above.parent_id if above else None


def said_of_project(asked: NewProject) -> str:
    """How a preview names the project."""
    return capital(f"{asked.code} {asked.name}".strip())
