"""Word templates that offices keep: put in by version, and the one that counts for a report."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from langmoi.core.audit import record
from langmoi.core.errors import NotAllowed
from langmoi.people.models import User
from langmoi.publishing.access import can_prepare
from langmoi.publishing.definitions import definition
from langmoi.publishing.models import ReportTemplate
from langmoi.publishing.orders import Order
from langmoi.publishing.word_check import check_template

TABLE_NAMES = {
    "B1": "Biểu tổng hợp kết quả thực hiện tiêu chí",
    "B2": "Biểu nhóm xã theo mức tiêu chí",
    "B3": "Biểu kết quả huy động nguồn lực",
    "B4": "Biểu phân bổ và giải ngân vốn",
    "B5": "Biểu nợ đọng xây dựng cơ bản",
    "B6": "Biểu đóng góp của dân",
    "B7": "Biểu sản phẩm OCOP",
    "commune": "Kết quả từng tiêu chí của xã",
    "department": "Kết quả các chỉ tiêu của ngành",
    "stages": "Kết quả qua hai giai đoạn",
    "published": "Số liệu đã công bố và nguồn",
}


def tables_in(kind: str) -> dict[str, str]:
    """The tables that a template of this kind must have, with their names."""
    return {id_: TABLE_NAMES[id_] for id_ in definition(kind).tables}


def template_for(order: Order) -> ReportTemplate | None:
    """The sender's newest template of this kind; None for the house's own."""
    found = ReportTemplate.objects.filter(
        unit_id=order.unit_key, agency=order.agency, kind=order.kind
    ).first()
    return found if found is not None and found.content else None


@transaction.atomic
def put_template(
    order: Order, content: bytes, *, file_name: str, by: User, on: date, at: datetime
) -> ReportTemplate:
    """Check and keep a template as the next version; an empty one goes back to the house's own.

    Raises FaultyInput with all that is wrong with it.
    """
    if not can_prepare(by, order, on=on):
        raise NotAllowed("Bạn không được giao lập báo cáo này nên không thay được mẫu.")
    if content:
        check_template(content, tables_in(order.kind), file_name=file_name)
    same = ReportTemplate.objects.filter(
        unit_id=order.unit_key, agency=order.agency, kind=order.kind
    )
    version = (same.aggregate(last=Max("version"))["last"] or 0) + 1
    template = ReportTemplate.objects.create(
        unit_id=order.unit_key,
        agency=order.agency,
        kind=order.kind,
        version=version,
        name=file_name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        at=at,
    )
    record(
        "report.template", template, by=by, unit=order.unit_key, file=file_name,
        sha256=template.sha256,
    )  # fmt: skip
    return template
