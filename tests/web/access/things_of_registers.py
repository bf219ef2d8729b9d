"""What both districts of the access world have of registers."""

from __future__ import annotations

from datetime import UTC, date, datetime

from evidence_files import pdf

DAY = date(2019, 12, 16)
WHEN = {"on": DAY, "at": datetime(2019, 12, 16, 2, tzinfo=UTC)}
_ENTRY = ("register_entry", "change_register_entry", "register_step")
PK: dict[str, str] = {  # address → name of the thing
    **dict.fromkeys(_ENTRY, "register_entry"),
    "register_paper": "register_paper",
    "confirm_register": "register_upload",
}
CODE: dict[str, str] = {}  # address → level
KIND = {
    **dict.fromkeys(
        (
            *_ENTRY,
            "register",
            "new_register_entry",
            "register_upload",
            "register_template",
            "confirm_register",
            "push_register",
        ),
        "cooperative",
    ),
    "register_kind": "wells",
}
WELLS = """\
id: wells
name: Giếng nước
one: giếng nước
about: Giếng nước dùng chung.
levels: [commune]
writers: {commune: [commune_officer]}
feeds: [{text: Danh sách xã chưa có giếng}]
fields: [{id: depth, label: Độ sâu, type: decimal}]
states: [{id: used, label: Đang dùng, start: true}]
"""


def add(place, people, office):
    """A cooperative of the commune with a paper, a workbook that waits, the office's register."""
    from langmoi.places.queries import unit_by_code
    from langmoi.registers import actions
    from langmoi.registers.models import RegisterKind, RegisterUpload
    from langmoi.reporting.evidence.keeping import NewFile

    commune = unit_by_code(place.commune, DAY, "commune").unit
    first = actions.Move("active", date(2014, 5, 12), note=place.mark)
    fields = {"field": "crops", "founded_on": date(2014, 5, 12), "address": place.mark}
    told = actions.NewEntry("cooperative", f"HTX {place.mark}", first, fields)
    entry = actions.add_entry(told, commune, by=people["clerk"], **WHEN)
    paper = actions.attach(
        entry,
        NewFile(pdf(), "dieu-le.pdf"),
        label=f"Điều lệ {place.mark}",
        seen=1,
        by=people["clerk"],
        **WHEN,
    )
    upload = RegisterUpload.objects.create(
        kind="cooperative",
        file_name=f"{place.mark}.xlsx",
        content=_book(),
        by=people["clerk"],
        at=WHEN["at"],
    )
    if not RegisterKind.objects.exists():
        actions.save_kind(WELLS, seen=0, by=office, **WHEN)
    place.things |= {
        "register_entry": entry.pk,
        "register_paper": paper.pk,
        "register_upload": upload.pk,
    }


def _book():
    import io

    import openpyxl

    from langmoi.registers.book import write_register
    from langmoi.registers.kind_list import kind_of

    book = openpyxl.load_workbook(io.BytesIO(write_register(kind_of("cooperative"), [])))
    buffer = io.BytesIO()
    page = book.worksheets[0]
    page.cell(2, 2, "HTX")
    book.save(buffer)
    return buffer.getvalue()
