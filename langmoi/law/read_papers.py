"""From evidence in YAML to the papers that an indicator requires, dated and with their basis."""

from __future__ import annotations

import re

from langmoi.law.model import RequiredPaper
from langmoi.law.read_common import Known, period_of, read_basis, read_known_status
from langmoi.law.yaml_reader import Fields, Item

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")


def read_papers(fields: Fields, known: Known) -> tuple[RequiredPaper, ...]:
    """The entries under evidence; an indicator without any requires nothing."""
    if "evidence" not in fields:
        return ()
    return tuple(_read_paper(entry, known) for entry in fields.entries("evidence"))


def _read_paper(item: Item, known: Known) -> RequiredPaper:
    fields = item.fields(
        required=("id", "name", "from", "basis", "status"), optional=("to", "source", "note")
    )
    status = read_known_status(
        fields,
        "Giấy tờ chưa rõ có cần hay không thì không bắt buộc được.",
        "Hãy bỏ mục này, hoặc ghi recalled, placeholder, reported, checked.",
    )
    paper_id = fields.text("id")
    if not _ID.fullmatch(paper_id):
        fields.found.get("id", item).fault(
            f"Mã giấy tờ “{paper_id}” không dùng được.",
            "Hãy ghi chữ thường, số và gạch dưới, tối đa 60 ký tự: poor_list.",
        )
    return RequiredPaper(
        id=paper_id,
        name=fields.text("name"),
        period=period_of(fields, item),
        basis=read_basis(fields.get("basis"), known),
        status=status,
        source=fields.text("source"),
        note=fields.text("note"),
        layer=known.layer,
        mark=item.mark,
    )
