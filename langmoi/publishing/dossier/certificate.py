"""The certificate of a title, printed from the decision in force."""

from __future__ import annotations

import json
from datetime import date

from langmoi.core.errors import DomainError
from langmoi.places.models import Certainty, Level, UnitVersion
from langmoi.places.queries import district_of
from langmoi.publishing.building import DEMO_MARK
from langmoi.publishing.dated import DATA
from langmoi.publishing.pdf import fonts_folder
from langmoi.publishing.typesetting import typeset
from langmoi.recognition.deciding import decision_of
from langmoi.recognition.models import Decision, Dossier

TEMPLATE = "certificate.typ"


def write_certificate(dossier: Dossier) -> bytes:
    """One page; DomainError where there is no decision in force."""
    decision = decision_of(dossier)
    if decision is None:
        raise DomainError(
            "Chưa có quyết định công nhận nên chưa in được bằng. Hãy in sau khi ghi quyết định."
        )
    told = json.dumps(_told(dossier, decision), ensure_ascii=False)
    return typeset(told, decision.dated_on, str(DATA / TEMPLATE), fonts_folder())


def _told(dossier: Dossier, decision: Decision) -> dict[str, str]:
    """Names are those of the day of the decision."""
    day: date = decision.dated_on
    versions = UnitVersion.objects.on(day)
    version = versions.filter(unit_id=dossier.unit_id).first()
    province = versions.filter(level=Level.PROVINCE).first()
    district = district_of(dossier.unit_id, day)
    where = province.full_name if province else ""
    is_demo = dossier.certainty == Certainty.ILLUSTRATIVE
    return {
        "issuer": f"Chủ tịch Ủy ban nhân dân {where}",
        "title": "Bằng công nhận",
        "unit": version.full_name if version else str(dossier.unit),
        "district": district.full_name.capitalize() if district else "",
        "province": where,
        "reason": f"Đạt danh hiệu {dossier.get_kind_display()} năm {dossier.year}",
        "basis": f"Theo {decision} của Chủ tịch Ủy ban nhân dân {where}",
        "place_and_date": f"{province.name if province else ''}, ngày {day:%d} tháng {day:%m} "
        f"năm {day.year}",
        "signer": decision.signer,
        "mark": DEMO_MARK if is_demo else "",
    }
