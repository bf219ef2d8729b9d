"""Lines of money as rows of a workbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from langmoi.core.text import search_key
from langmoi.funding.asked import NewLine
from langmoi.funding.models import MoneyKind, MoneyLine, Programme, Project
from langmoi.funding.table_file import Dong, TableForm, TableLine
from langmoi.places.models import Level
from langmoi.places.queries import find_units

LABELS = {
    "line": "Mã dòng",
    "project": "Mã công trình",
    "unit": "Đơn vị (mã hoặc tên)",
    "kind": "Loại",
    "source": "Nguồn vốn (mã)",
    "programme": "Chương trình lồng ghép",
    "year": "Năm kế hoạch",
    "day": "Ngày",
    "amount": "Số tiền (triệu đồng)",
    "is_carried_over": "Năm trước chuyển sang",
    "document": "Văn bản, chứng từ",
    "item": "Nội dung chi",
    "note": "Ghi chú",
}
FORM = TableForm(
    sheet="Dòng vốn",
    labels=LABELS,
    required=("kind", "source", "year", "day", "amount"),
    days=("day",),
    amounts=("amount",),
    ticks=("is_carried_over",),
    choices={"kind": [str(word) for _, word in MoneyKind.choices]},
    guide=(
        ("Mã dòng", "Bỏ trống cho dòng mới. Dòng đã có mã chỉ để đối chiếu, không sửa được: "
         "muốn sửa thì rút dòng cũ trên trang rồi ghi dòng mới."),
        ("Mã công trình, Đơn vị", "Ghi mã công trình; vốn không theo công trình thì bỏ trống và "
         "ghi đơn vị nhận vốn."),
        ("Nguồn vốn (mã)", "Mã trong cây nguồn vốn: 1.1.1, 1.2.1.1, 2, 5.1…"),
        ("Số tiền", "Triệu đồng, dấu phẩy cho số lẻ: 1234,5. Không ghi 1.234 vì có hai nghĩa."),
        ("Thứ tự", "Các dòng được ghi theo ngày, phân bổ trước giải ngân; giải ngân không được "
         "trước hoặc vượt phân bổ."),
        ("Không ghi", "Có một chỗ sai thì cả tệp không được ghi; mọi chỗ sai được nêu theo ô."),
    ),
)  # fmt: skip


def line_of(
    line: TableLine,
    *,
    projects: Mapping[str, int],
    programmes: Mapping[str, int],
    within: Collection[int],
    on: date,
) -> NewLine:
    """The line that the row asks for; what cannot be read is a fault of its cell."""
    day, amount = line.day("day"), line.amount("amount")
    known = set(line.faults)
    for column, value, what in (("day", day, "ngày"), ("amount", amount, "số tiền")):
        if value is None and not any(f.remedy == LABELS[column] for f in known):
            line.wrong(column, f"Chưa ghi {what}. Hãy ghi vào.")
    project, unit = _holder(line, projects, within, day or on)
    programme = line.text("programme")
    if programme and search_key(programme) not in programmes:
        line.wrong("programme", f"Không có chương trình “{programme}”. Hãy xem lại tên.")
    return NewLine(
        source=line.text("source"),
        kind=_kind(line),
        year=_year(line),
        day=day or on,
        amount=amount or 0,
        project=project,
        unit=unit,
        programme=programmes.get(search_key(programme)) if programme else None,
        is_carried_over=line.tick("is_carried_over"),
        document=line.text("document"),
        item=line.text("item"),
        note=line.text("note"),
    )


def row_of_line(line: MoneyLine, codes: Mapping[int, str]) -> dict[str, Any]:
    """A line as a row; codes: of units, by their keys."""
    return {
        "line": line.pk,
        "project": line.project.code if line.project else "",
        "unit": "" if line.project_id else codes.get(line.unit_id, ""),
        "kind": line.get_kind_display(),
        "source": line.source,
        "programme": str(line.programme or ""),
        "year": line.year,
        "day": line.day,
        "amount": Dong(line.amount),
        "is_carried_over": line.is_carried_over,
        "document": line.document,
        "item": line.item,
        "note": line.note,
    }


def asked_of_line(line: MoneyLine) -> NewLine:
    """The line as one would ask for it."""
    return NewLine(
        source=line.source,
        kind=line.kind,
        year=line.year,
        day=line.day,
        amount=line.amount,
        project=line.project_id,
        unit=None if line.project_id else line.unit_id,
        programme=line.programme_id,
        is_carried_over=line.is_carried_over,
        document=line.document,
        item=line.item,
        note=line.note,
    )


def projects_by_code(projects: Collection[Project]) -> dict[str, int]:
    return {project.code: project.pk for project in projects}


def programmes_by_name() -> dict[str, int]:
    return {search_key(p.short): p.pk for p in Programme.objects.all()}


def _holder(
    line: TableLine, projects: Mapping[str, int], within: Collection[int], day: date
) -> tuple[int | None, int | None]:
    code, unit = line.text("project"), line.text("unit")
    if code:
        if code not in projects:
            said = f"Không có công trình mã “{code}” trong phạm vi quản lý. Hãy xem lại mã."
            line.wrong("project", said)
        return projects.get(code), None
    if not unit:
        line.wrong("project", "Chưa ghi mã công trình hoặc đơn vị nhận vốn. Hãy ghi một trong hai.")
        return None, None
    found = find_units(unit, on=day, within=within)
    named = [one for one in found if one.level != Level.VILLAGE]
    if len(named) != 1:
        much = f"có {len(named)} đơn vị" if named else "không có đơn vị"
        line.wrong("unit", f"Ngày {day:%d/%m/%Y} {much} “{unit}” trong phạm vi. Hãy ghi mã.")
        return None, None
    return None, named[0].unit_id


def _kind(line: TableLine) -> str:
    text = search_key(line.text("kind"))
    for key, word in MoneyKind.choices:
        if text in (search_key(str(word)), search_key(str(key))):
            return str(key)
    line.wrong("kind", f"Không có loại “{line.text('kind')}”. Hãy chọn trong danh sách.")
    return MoneyKind.PLAN


def _year(line: TableLine) -> int:
    text = line.text("year")
    if text.isascii() and text.isdigit() and len(text) == 4:
        return int(text)
    line.wrong("year", f"Không hiểu năm “{text}”. Hãy ghi như 2019.")
    return 0
