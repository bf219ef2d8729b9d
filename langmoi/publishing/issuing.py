"""Issuing: a report is frozen with number, day, signer, files, hash and the months it used."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from langmoi.core.audit import GENESIS, digest, record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.months import show_month
from langmoi.core.text import normalise
from langmoi.people.access import capacity_of
from langmoi.people.capacity import acting_post
from langmoi.people.models import Role, User
from langmoi.publishing.access import can_issue, issuer_for
from langmoi.publishing.building import Signing, content_of
from langmoi.publishing.drafting import edits_of, order_of
from langmoi.publishing.files import WRITERS
from langmoi.publishing.integrity import chained
from langmoi.publishing.issuers import Issuer
from langmoi.publishing.material import Material
from langmoi.publishing.model import ReportContent
from langmoi.publishing.models import IssuedFile, IssuedReport, ReportDraft
from langmoi.publishing.orders import Order
from langmoi.publishing.reading import making_of, material_of, sender_of
from langmoi.publishing.templates import template_for
from langmoi.publishing.word import write_docx
from langmoi.reporting.models import Filing

# Who signs for the head bears KT. above the head's title; others sign as the data have it.
HEADS = {Role.DISTRICT_CHAIRMAN, Role.COMMUNE_CHAIRMAN}
DEPUTIES = {Role.DISTRICT_DEPUTY, Role.COMMUNE_DEPUTY}
COMMITTEE = "TM. ỦY BAN NHÂN DÂN"
LONGEST_SYMBOL = 40
CHAIN_LOCK = 0x1A07  # of issued reports; the audit chain has its own


@transaction.atomic
def issue_report(
    draft: ReportDraft,
    *,
    number: int,
    symbol: str,
    dated: date,
    signer: str,
    by: User,
    on: date,
    at: datetime,
) -> IssuedReport:
    """Freeze the report as it reads now. Of two who press at once exactly one wins.

    Raises NotAllowed for who may not, DomainError for a month not closed, a number taken, a day
    to come.
    """
    order = order_of(draft)
    if not can_issue(by, order, on=on):
        raise NotAllowed("Bạn không được ban hành báo cáo này. Hãy trình người có thẩm quyền ký.")
    _one_at_a_time()
    # One conditional update: whoever comes second finds the draft issued.
    if not ReportDraft.objects.filter(pk=draft.pk, is_issued=False).update(is_issued=True):
        raise DomainError("Báo cáo này vừa được ban hành. Hãy tải lại trang để xem.")
    draft.refresh_from_db()
    issuer, material = issuer_for(order, on), material_of(order)
    _refuse(material, number, dated, on)
    signing = Signing(number, _symbol(symbol, issuer), _lines(by, issuer, order, on), signer)
    content = _content(draft, order, material, signing, by, on, dated)
    files = _files(content, draft, order)
    report = _keep(draft, content, material, signing, dated, by, on, at, files)
    record(
        "report.issue", report, by=by, unit=draft.unit_id, kind=draft.kind, hash=report.hash,
        months=sorted(report.months),
    )  # fmt: skip
    return report


def _one_at_a_time() -> None:
    """The chain of issued reports has one end: others wait here until this one is kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def _refuse(material: Material, number: int, dated: date, on: date) -> None:
    if not material.is_closed:
        open_months = [m for m, closed in material.closed.items() if not closed]
        listed = ", ".join(show_month(m) for m in sorted(open_months))
        raise DomainError(
            f"Chưa ban hành được: tháng {listed or show_month(material.period.last)} chưa chốt số "
            "liệu. Báo cáo này chỉ tải được dưới dạng bản nháp cho đến khi chốt."
        )
    if number < 1:
        raise DomainError("Số văn bản phải từ 1 trở lên. Hãy lấy số ở sổ văn bản đi.")
    if dated > on:
        raise DomainError(
            f"Ngày ban hành {dated:%d/%m/%Y} chưa tới. Hãy ghi ngày hôm nay hoặc trước đó."
        )
    if dated < material.period.ends_on:
        raise DomainError(
            f"Ngày ban hành {dated:%d/%m/%Y} trước ngày cuối kỳ báo cáo "
            f"({material.period.ends_on:%d/%m/%Y}). Hãy ghi lại ngày."
        )


def _symbol(text: str, issuer: Issuer) -> str:
    symbol = normalise(text).removeprefix("BC-") or issuer.symbol
    if not symbol or len(symbol) > LONGEST_SYMBOL:
        raise DomainError("Chưa có ký hiệu văn bản. Hãy ghi phần sau “BC-”, như SYT.")
    return symbol


def _lines(by: User, issuer: Issuer, order: Order, on: date) -> tuple[str, ...]:
    """The lines above the signature, by the post of who issues it."""
    post = acting_post(by, issuer.issues, order.unit_key, on)
    if post is not None and post.role in HEADS:
        return (COMMITTEE, "CHỦ TỊCH")
    if post is not None and post.role in DEPUTIES:
        return (COMMITTEE, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return issuer.signature


def _content(
    draft: ReportDraft,
    order: Order,
    material: Material,
    signing: Signing,
    by: User,
    on: date,
    dated: date,
) -> ReportContent:
    making = replace(making_of(on, by.full_name, dated), signing=signing)
    sender = sender_of(order, material.overview)
    return content_of(material, order.definition, making, sender, edits_of(draft))


def _files(content: ReportContent, draft: ReportDraft, order: Order) -> dict[str, bytes]:
    made = {ending: write(content) for ending, write in WRITERS.items() if ending != ".docx"}
    template = template_for(order)
    return {".docx": write_docx(content, bytes(template.content) if template else None), **made}


def _keep(
    draft: ReportDraft,
    content: ReportContent,
    material: Material,
    signing: Signing,
    dated: date,
    by: User,
    on: date,
    at: datetime,
    files: dict[str, bytes],
) -> IssuedReport:
    hashes = {ending: hashlib.sha256(file).hexdigest() for ending, file in files.items()}
    last = IssuedReport.objects.order_by("-pk").values_list("hash", flat=True).first() or GENESIS
    report = IssuedReport(
        draft=draft,
        unit_id=draft.unit_id,
        title=" ".join(content.subject),
        number=signing.number,
        symbol=signing.symbol,
        year=dated.year,
        dated=dated,
        signer=signing.name,
        capacity=capacity_of(by, issuer_for(order_of(draft), on).issues, draft.unit_id, on),
        months=months_used(material),
        by=by,
        at=at,
        previous_hash=last,
    )
    report.hash = digest(last, chained(report, draft.kind, hashes))
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(
            f"Số {report.number_and_symbol} năm {dated.year} đã dùng cho báo cáo khác của đơn vị. "
            "Hãy lấy số tiếp theo ở sổ văn bản đi."
        ) from error
    IssuedFile.objects.bulk_create(
        IssuedFile(report=report, ending=ending, content=file, sha256=hashes[ending])
        for ending, file in files.items()
    )
    return report


def months_used(material: Material) -> dict[str, str]:
    """Each month that the report stands on, with a hash over the revisions that counted in it."""
    months = sorted({*material.closed, material.baseline})
    keys = [line.unit.key for line in material.overview.communes]
    rows = Filing.objects.filter(month__in=months, unit_id__in=keys, latest__isnull=False)
    found: dict[date, list[str]] = {month: [] for month in months}
    for month, revision in rows.order_by("pk").values_list("month", "latest__hash"):
        found[month].append(revision)
    return {
        f"{month:%Y-%m}": hashlib.sha256("\n".join(hashes).encode()).hexdigest()
        for month, hashes in found.items()
    }
