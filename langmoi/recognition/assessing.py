"""The commune's own part: the self-assessment taken from a closed month, and sending it off."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from langmoi.core.errors import DomainError
from langmoi.core.months import show_month
from langmoi.direction.trail import line, words
from langmoi.law.sets import set_for
from langmoi.people.models import User
from langmoi.recognition.flow import STEPS, Side
from langmoi.recognition.gates import BEFORE_SUBMITTING, refuse_closed
from langmoi.recognition.models import Dossier, DossierEvent, DossierPaper, DossierPart
from langmoi.recognition.regime_file import kinds
from langmoi.recognition.trail import Held, hold, take
from langmoi.reporting.evidence.keeping import KeptFile
from langmoi.reporting.models import Filing

# Who adds papers to which part; the rest are the commune's.
SIDE_OF_PART = {
    DossierPart.VERIFICATION: Side.DISTRICT,
    DossierPart.APPRAISAL: Side.OFFICE,
    DossierPart.COUNCIL: Side.OFFICE,
    DossierPart.DECISION: Side.OFFICE,
}


@transaction.atomic
def assess(
    dossier: Dossier,
    month: date,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
    note: str = "",
) -> DossierEvent:
    """Take over and freeze the official outcomes of the commune's filing of a closed month.

    A new self-assessment begins a new round: notice, opinions and verdicts of the one before stay
    readable and count no more.
    """
    held = hold(dossier, "assess", seen=seen, by=by, on=on, at=at)
    filing = filing_to_assess(held.dossier, month)
    told = {"month": f"{month:%Y-%m}", "revision": filing.latest_id}
    return take(
        held,
        words(note, "ghi chú", needed=False),
        filing=filing,
        revision=filing.latest,
        outcomes=dict(filing.official or {}),
        round=held.dossier.round + 1,
        told=told,
    )


def filing_to_assess(dossier: Dossier, month: date) -> Filing:
    """The commune's closed filing of the month; DomainError saying why it cannot be taken."""
    asked = kinds()[dossier.kind]  # type: ignore[index]
    if not asked.sets:
        raise DomainError(
            f"Hệ thống chưa có bộ tiêu chí và số liệu để xét {dossier.get_kind_display()}, nên "
            "hồ sơ dừng ở bước đăng ký."
        )
    if month.year != dossier.year:
        raise DomainError(
            f"Hồ sơ xét năm {dossier.year} phải lấy kết quả của một tháng trong năm đó, "
            f"không lấy tháng {show_month(month)}. Hãy chọn lại tháng."
        )
    law = set_for(month)
    filing = (
        Filing.objects.select_related("latest")
        .filter(unit=dossier.unit_id, month=month, criteria_set=law.id, latest__isnull=False)
        .first()
    )
    if filing is None:
        raise DomainError(
            f"{dossier.unit} chưa có phiếu tháng {show_month(month)}. Hãy chọn tháng đã báo cáo."
        )
    if filing.official is None:
        raise DomainError(
            f"Tháng {show_month(month)} chưa chốt nên chưa có kết quả chính thức. "
            "Hãy chọn tháng đã chốt, hoặc chờ tỉnh chốt số liệu."
        )
    return filing


def months_to_assess(dossier: Dossier) -> list[date]:
    """The closed months of the dossier's year in which the commune filed, the latest first."""
    filings = Filing.objects.filter(
        unit=dossier.unit_id,
        month__year=dossier.year,
        latest__isnull=False,
        official__isnull=False,
    )
    months = filings.order_by("-month").values_list("month", "criteria_set")
    return [month for month, set_id in months if set_for(month).id == set_id]


@transaction.atomic
def submit_dossier(
    dossier: Dossier, *, seen: int, by: User, on: date, at: datetime, note: str = ""
) -> DossierEvent:
    """Send the dossier to the district; refused while what the commune must do is undone."""
    held = hold(dossier, "submit", seen=seen, by=by, on=on, at=at)
    refuse_closed(held.dossier, on, BEFORE_SUBMITTING, "trình hồ sơ lên huyện")
    return take(held, words(note, "ghi chú", needed=False))


@transaction.atomic
def attach_paper(
    dossier: Dossier,
    part: DossierPart | str,
    title: str,
    file: KeptFile,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> DossierPaper:
    """Add a file to a part of the dossier (kept before by `keep_file`)."""
    part = DossierPart(part)
    side = SIDE_OF_PART.get(part, Side.COMMUNE)
    held = hold(dossier, "attach", seen=seen, by=by, on=on, at=at, side=side)
    paper = DossierPaper.objects.create(
        dossier=held.dossier,
        part=part,
        title=line(title or file.name, "tên giấy tờ", 300, needed=True),
        file=file.row(),
        file_name=file.name,
        by=by,
        at=at,
    )
    take(held, told={"paper": paper.pk, "part": part, "title": paper.title, "sha256": file.sha256})
    return paper


@transaction.atomic
def remove_paper(
    paper: DossierPaper, *, seen: int, by: User, on: date, at: datetime
) -> DossierPaper:
    """Take a file out; the row stays, marked, and who looks back still finds it."""
    side = SIDE_OF_PART.get(DossierPart(paper.part), Side.COMMUNE)
    held = hold(paper.dossier, "attach", seen=seen, by=by, on=on, at=at, side=side)
    found = DossierPaper.objects.get(pk=paper.pk)
    if found.removed_at is not None:
        raise DomainError("Giấy tờ này đã gỡ trước đó. Hãy tải lại trang để xem.")
    found.removed_at, found.removed_by = at, by
    found.save(update_fields=["removed_at", "removed_by"])
    _told_of_removal(held, found)
    return found


def _told_of_removal(held: Held, paper: DossierPaper) -> None:
    take(held, f"Gỡ “{paper.title}”.", told={"removed": paper.pk, "title": paper.title})


def sides_of_parts() -> dict[DossierPart, Side]:
    """Whose papers each part holds."""
    return {part: SIDE_OF_PART.get(part, STEPS["attach"].side) for part in DossierPart}
