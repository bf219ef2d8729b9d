"""Attaching, reusing and removing evidence: each with its audit line, none ever deleted."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.law.sets import load_set
from langmoi.people.access import units_in_scope
from langmoi.people.models import Role, User
from langmoi.reporting.access import can_enter
from langmoi.reporting.actions import refuse_unless_open
from langmoi.reporting.evidence.keeping import NewFile, keep_file
from langmoi.reporting.evidence.queries import evidence_before
from langmoi.reporting.evidence.required import required_papers
from langmoi.reporting.flow import ENTERED
from langmoi.reporting.models import Evidence, EvidenceFile, Filing, FilingState

SIGNED_COPY = ""  # evidence of the whole filing: what was sent, printed, signed and scanned
MOST_PER_INDICATOR = 30
SIGNING_ROLES = (
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_CHAIRMAN,
    Role.COMMUNE_DEPUTY,
    Role.DISTRICT_OFFICER,
)


def can_attach(user: User, filing: Filing, indicator: str, *, on: date) -> bool:
    """Evidence goes with the figures; a signed copy comes after they were sent."""
    if indicator != SIGNED_COPY:
        return is_editable(filing) and can_enter(user, filing, on)
    if filing.latest_id is None:
        return False
    return filing.unit_id in units_in_scope(user, on=on, roles=SIGNING_ROLES)


def is_editable(filing: Filing) -> bool:
    return FilingState(filing.state) in ENTERED


def attach_evidence(
    filing: Filing,
    indicator: str,
    file: NewFile,
    *,
    expires_on: date | None,
    by: User,
    on: date,
    at: datetime,
    paper: str = "",
) -> Evidence:
    """Keep the file and tie it to the indicator; SIGNED_COPY ties it to the whole filing.

    paper: which of the papers that the set requires of the indicator it is; "" for any other.
    Raises NotAllowed, or DomainError saying why the file is not taken.
    """
    _refuse_attaching(filing, indicator, by=by, on=on)
    _refuse_unknown_paper(filing, indicator, paper)
    kept = keep_file(file)
    with transaction.atomic():
        return _attach(
            filing,
            indicator,
            kept.row(),
            kept.name,
            paper=paper,
            expires_on=expires_on,
            by=by,
            at=at,
        )


@transaction.atomic
def reuse_evidence(
    evidence: Evidence, filing: Filing, *, by: User, on: date, at: datetime
) -> Evidence:
    """Let evidence of an earlier month prove the same indicator of this filing, too."""
    if evidence.filing.unit_id != filing.unit_id or evidence.removed_at is not None:
        raise DomainError("Tệp này không còn trong phiếu của xã. Hãy chọn tệp khác.")
    _refuse_attaching(filing, evidence.indicator, by=by, on=on)
    if evidence.expires_on is not None and evidence.expires_on < on:
        raise DomainError(
            f"Tệp “{evidence.name}” hết hiệu lực ngày {evidence.expires_on:%d/%m/%Y}. "
            "Hãy đính kèm tài liệu mới."
        )
    return _attach(
        filing,
        evidence.indicator,
        evidence.file,
        evidence.name,
        paper=evidence.paper,
        expires_on=evidence.expires_on,
        by=by,
        at=at,
    )


@transaction.atomic
def reuse_all_evidence(
    filing: Filing, indicator: str, *, by: User, on: date, at: datetime
) -> list[Evidence]:
    """Let all that the unit's last filing has for the indicator prove it in this one, too.

    What has expired by that day stays behind; all the rest is taken, or nothing where one cannot.
    """
    _refuse_attaching(filing, indicator, by=by, on=on)
    before = evidence_before(filing).get(indicator, ())
    standing = [one for one in before if one.expires_on is None or one.expires_on >= on]
    if not standing:
        raise DomainError(
            f"Chỉ tiêu {indicator} không có giấy tờ nào của kỳ trước còn hạn mà phiếu này chưa có. "
            "Hãy đính kèm tài liệu mới."
        )
    return [reuse_evidence(one, filing, by=by, on=on, at=at) for one in standing]


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: User, on: date, at: datetime) -> None:
    """Take the file off the filing; it stays in the history. Twice is once."""
    filing = evidence.filing
    if not can_attach(by, filing, evidence.indicator, on=on):
        raise NotAllowed("Phiếu này không còn sửa được nên không gỡ được minh chứng.")
    refuse_unless_open(filing.month)
    left = Evidence.objects.filter(pk=evidence.pk, removed_at__isnull=True)
    if left.update(removed_at=at):
        told = {"indicator": evidence.indicator, "name": evidence.name}
        record("evidence.remove", filing, by=by, **told, **_about(filing))


def _refuse_attaching(filing: Filing, indicator: str, *, by: User, on: date) -> None:
    known = {i.number for i in load_set(filing.criteria_set).indicators} | {SIGNED_COPY}
    if indicator not in known:
        raise DomainError(f"Bộ tiêu chí không có chỉ tiêu “{indicator}”. Hãy tải lại trang.")
    if not can_attach(by, filing, indicator, on=on):
        raise NotAllowed(
            "Chỉ người nhập phiếu, khi phiếu chưa gửi hoặc bị trả lại, được đính kèm minh chứng."
        )
    refuse_unless_open(filing.month)


def _refuse_unknown_paper(filing: Filing, indicator: str, paper: str) -> None:
    indicators = load_set(filing.criteria_set).indicators
    required = [
        p.id for i in indicators if i.number == indicator for p in required_papers(filing, i)
    ]
    if paper and paper not in required:
        raise DomainError(
            f"Chỉ tiêu {indicator} không đòi giấy tờ đã chọn. Hãy tải lại trang rồi chọn lại."
        )


def _attach(
    filing: Filing,
    indicator: str,
    file: EvidenceFile,
    name: str,
    *,
    paper: str,
    expires_on: date | None,
    by: User,
    at: datetime,
) -> Evidence:
    # The filing's row keeps two uploads of the same file apart.
    Filing.objects.select_for_update().only("pk").get(pk=filing.pk)
    there = Evidence.objects.filter(filing=filing, indicator=indicator, removed_at__isnull=True)
    if same := there.filter(file=file).first():
        return _named(same, paper, by=by)
    if there.count() >= MOST_PER_INDICATOR:
        raise DomainError(
            f"Chỉ tiêu {indicator} đã có {MOST_PER_INDICATOR} tệp. "
            "Hãy gộp tài liệu vào một tệp PDF, hoặc gỡ bớt tệp cũ."
        )
    made = Evidence.objects.create(
        filing=filing,
        indicator=indicator,
        file=file,
        name=name,
        paper=paper,
        expires_on=expires_on,
        by=by,
        at=at,
    )
    _record(made, by=by)
    return made


def _named(evidence: Evidence, paper: str, *, by: User) -> Evidence:
    """The file that is there already, now said to be this paper."""
    if paper and paper != evidence.paper:
        evidence.paper = paper
        evidence.save(update_fields=["paper"])
        _record(evidence, by=by)
    return evidence


def _record(evidence: Evidence, *, by: User) -> None:
    told = {"indicator": evidence.indicator, "name": evidence.name, "paper": evidence.paper}
    about = _about(evidence.filing)
    record("evidence.attach", evidence.filing, by=by, sha256=evidence.file.sha256, **told, **about)


def _about(filing: Filing) -> dict[str, object]:
    """What lets the log find the line by filing and by unit."""
    return {"filing": filing.pk, "month": str(filing.month), "unit": filing.unit_id}
