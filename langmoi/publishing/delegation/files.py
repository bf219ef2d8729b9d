"""The papers of a delegation by name, as Word and PDF from one content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from langmoi.core.errors import NotFound
from langmoi.core.text import slug
from langmoi.delegations.models import Delegation, Visit
from langmoi.publishing.delegation.founding import decision, plan, proposal
from langmoi.publishing.delegation.results import checklist_of, conclusion, minutes
from langmoi.publishing.model import ReportContent
from langmoi.publishing.pdf import write_pdf
from langmoi.publishing.word import write_docx

WRITERS: dict[str, Callable[[ReportContent], bytes]] = {"docx": write_docx, "pdf": write_pdf}
OF_DELEGATION: dict[str, tuple[str, Callable[..., ReportContent]]] = {
    "to-trinh": ("Tờ trình thành lập đoàn", proposal),
    "quyet-dinh": ("Quyết định thành lập đoàn", decision),
    "ke-hoach": ("Kế hoạch, lịch trình", plan),
    "ket-luan": ("Thông báo kết luận", conclusion),
}
OF_VISIT: dict[str, tuple[str, Callable[..., ReportContent]]] = {
    "phieu-kiem-tra": ("Phiếu kiểm tra", checklist_of),
    "bien-ban": ("Biên bản", minutes),
}


def paper_of(
    delegation: Delegation, kind: str, form: str, today: date, *, is_demo: bool
) -> tuple[str, bytes]:
    """A file's name and content; NotFound for a kind or form that there is not."""
    if kind not in OF_DELEGATION or form not in WRITERS:
        raise NotFound("Không có văn bản này. Hãy chọn một văn bản trên trang của đoàn.")
    content = OF_DELEGATION[kind][1](delegation, today, is_demo=is_demo)
    return f"{kind}-doan-{delegation.pk}.{form}", WRITERS[form](content)


def visit_paper_of(
    visit: Visit, kind: str, form: str, today: date, *, is_demo: bool
) -> tuple[str, bytes]:
    if kind not in OF_VISIT or form not in WRITERS:
        raise NotFound("Không có văn bản này. Hãy chọn một văn bản trên trang của chuyến.")
    content = OF_VISIT[kind][1](visit, today, is_demo=is_demo)
    return f"{kind}-{slug(str(visit.unit))}.{form}", WRITERS[form](content)
