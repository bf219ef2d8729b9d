"""What a delegation brings back: the checklist it took along, minutes of each visit, conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from langmoi.core.days import show_day
from langmoi.core.months import show_month
from langmoi.core.text import capital
from langmoi.delegations.models import (
    Check,
    CheckResult,
    Delegation,
    MemberRole,
    Recommendation,
    Visit,
)
from langmoi.delegations.reported import Reported, reported_of, revision_of
from langmoi.publishing.delegation.frame import Frame, Paper, listed_members, paragraphs
from langmoi.publishing.delegation.past import known_before
from langmoi.publishing.delegation.tables import (
    assignee_of,
    checked,
    checklist,
    differences_of,
    recommended,
)
from langmoi.publishing.issuers import Issuer
from langmoi.publishing.model import Cosigner, Paragraph, ReportContent, Role
from langmoi.publishing.words import counted, day_in_words, small_start

DOTS = "." * 70


def minutes(visit: Visit, today: date, *, is_demo: bool) -> ReportContent:
    """The minutes of one visit, to be read out, mended by hand and signed by both sides."""
    delegation = visit.delegation
    frame = Frame(delegation, today, is_demo=is_demo)
    commune = frame.named(visit.unit_id)
    reported = reported_of(visit)
    checks = {check.indicator: check for check in _checks(visit)}
    reference = f"(Kèm theo Biên bản kiểm tra tại {commune} ngày {show_day(visit.visits_on)})"
    asked = [one for one in _recommendations(delegation) if one.visit_id == visit.pk]
    secretary = next((m for m in frame.members if m.role == MemberRole.SECRETARY), None)
    paper = Paper(
        kind="bien-ban",
        abbreviation="BB",
        title="BIÊN BẢN",
        subject=(f"Kiểm tra kết quả xây dựng nông thôn mới tại {commune}",),
        body=tuple(_told(frame, visit, reported, checks, asked)),
        annexes=(checked(reported, checks, _by_criterion(asked), reference),) if checks else (),
        dated_on=visit.visits_on,
        place=commune.removeprefix("xã "),
        cosigners=(
            Cosigner((f"ĐẠI DIỆN UBND {commune.upper()}",)),
            Cosigner(("THƯ KÝ ĐOÀN",), secretary.name if secretary else ""),
        ),
        signature=("TRƯỞNG ĐOÀN",),
        signer=frame.head.name if frame.head else "",
        receivers=(f"UBND {commune}", "Thành viên đoàn", "Lưu: hồ sơ đoàn kiểm tra"),
    )
    return frame.content(paper, _of_delegation(frame))


def _of_delegation(frame: Frame) -> Issuer:
    """The delegation itself as the body that writes."""
    committee = frame.committee()
    parent = f"UBND {frame.full.upper()}"
    told = {"parent": parent, "agency": ("ĐOÀN KIỂM TRA", "LIÊN NGÀNH"), "symbol": "ĐKT"}
    return Issuer(**{**vars(committee), **told})


def _told(
    frame: Frame,
    visit: Visit,
    reported: Sequence[Reported],
    checks: dict[str, Check],
    asked: Sequence[Recommendation],
) -> Iterator[Paragraph]:
    commune = frame.named(visit.unit_id)
    at = f"{visit.starts_at:%H} giờ {visit.starts_at:%M}, " if visit.starts_at else ""
    yield Paragraph(
        f"Hôm nay, {at}{day_in_words(visit.visits_on)}, tại {commune}, "
        f"{small_start(visit.delegation.name)} ({_decided(visit.delegation)}) kiểm tra "
        f"{frame.scope()} của Bộ tiêu chí xã nông thôn mới."
    )
    yield Paragraph("I. THÀNH PHẦN", Role.HEADING)
    yield Paragraph("1. Đoàn kiểm tra:")
    yield from listed_members(frame.members, numbered=False)
    yield Paragraph(f"2. Đại diện {commune}:")
    yield from (Paragraph(f"- Ông (bà) {DOTS}", Role.ITEM) for _ in range(2))
    yield Paragraph("II. NỘI DUNG, KẾT QUẢ", Role.HEADING)
    yield Paragraph(_counted(visit, reported, checks))
    yield from paragraphs(visit.summary)
    yield Paragraph("III. Ý KIẾN CỦA XÃ", Role.HEADING)
    yield from paragraphs(visit.commune_word or DOTS)
    yield Paragraph("IV. KIẾN NGHỊ", Role.HEADING)
    yield from _asked(frame, asked)
    yield Paragraph(
        "Biên bản được lập thành 03 bản có nội dung như nhau, đã đọc lại cho những người có tên "
        "trên cùng nghe, thống nhất và ký tên./."
    )


def _decided(delegation: Delegation) -> str:
    """By which decision, as far as its number is known."""
    if not delegation.decision_number or delegation.decided_on is None:
        return "Quyết định số            ngày      tháng      năm      "
    day = day_in_words(delegation.decided_on)
    return f"Quyết định số {delegation.decision_number} {day}"


def _counted(visit: Visit, reported: Sequence[Reported], checks: dict[str, Check]) -> str:
    month = show_month(revision_of(visit).filing.month)
    results = [check.result for check in checks.values()]
    counts = ", ".join(
        f"{counted(results.count(value))} chỉ tiêu {CheckResult(value).label}"
        for value in CheckResult.values
    )
    left = len(reported) - len(checks)
    rest = f"; {counted(left)} chỉ tiêu chưa kiểm tra" if left else ""
    more = " (chi tiết tại Phụ lục)" if checks else ""
    return f"Đối chiếu với số liệu xã đã báo cáo, tháng {month} đã chốt: {counts}{rest}{more}."


def _by_criterion(asked: Sequence[Recommendation]) -> dict[str, list[str]]:
    """Recommendations with their day, by number of the criterion."""
    found: dict[str, list[str]] = {}
    for one in asked:
        due = f" (hạn {show_day(one.due_on)})" if one.due_on else ""
        found.setdefault(one.criterion, []).append(f"{one.text.rstrip('.')}{due}.")
    return found


def _asked(frame: Frame, asked: Sequence[Recommendation]) -> Iterator[Paragraph]:
    if not asked:
        yield Paragraph("Đoàn không có kiến nghị tại chỗ.")
    for place, one in enumerate(asked, start=1):
        due = f", hạn {show_day(one.due_on)}" if one.due_on else ""
        finding = f"{one.finding.rstrip('.')}. " if one.finding else ""
        text = one.text.rstrip(".")
        yield Paragraph(
            f"{place}. {finding}{text} ({assignee_of(one, frame)} thực hiện{due}).", Role.ITEM
        )


def conclusion(delegation: Delegation, today: date, *, is_demo: bool) -> ReportContent:
    """The conclusion as a notice, with where values differ and what is recommended."""
    frame = Frame(delegation, today, is_demo=is_demo)
    issuer = frame.committee()
    reference = f"(Kèm theo Thông báo của {issuer.name})"
    visits = list(delegation.visits.select_related("revision__filing").prefetch_related("checks"))
    for visit in visits:
        for check in visit.checks.all():
            check.visit = visit
    found = _recommendations(delegation)
    annexes = [differences_of(visits, frame, reference, "Phụ lục I")]
    if found:
        annexes.append(recommended(frame, found, reference, "Phụ lục II"))
    paper = Paper(
        kind="ket-luan",
        abbreviation="TB",
        title="THÔNG BÁO",
        subject=(f"Kết luận của {small_start(delegation.name)}",),
        body=tuple(_concluding(frame, visits, found)),
        annexes=tuple(annexes),
        number=delegation.conclusion_number,
        dated_on=delegation.concluded_on,
        receivers=("UBND các xã được kiểm tra", "Thành viên đoàn", "Lưu: VT, NNTN"),
    )
    return frame.content(paper, issuer)


def _concluding(
    frame: Frame, visits: Sequence[Visit], found: Sequence[Recommendation]
) -> Iterator[Paragraph]:
    delegation = frame.delegation
    names = ", ".join(frame.named(visit.unit_id) for visit in visits)
    first, last = show_day(delegation.starts_on), show_day(delegation.ends_on)
    yield Paragraph(
        f"Từ {first} đến {last}, {small_start(delegation.name)} ({_decided(delegation)}) đã kiểm "
        f"tra {frame.scope()} tại {counted(len(visits))} xã: {names}. Kết luận như sau:"
    )
    yield Paragraph("1. Kết luận", Role.HEADING)
    yield from paragraphs(delegation.conclusion or DOTS)
    yield Paragraph("2. Kết quả từng xã", Role.HEADING)
    for visit in visits:
        said = " ".join(visit.summary.split()) or "chưa ghi kết quả làm việc."
        yield Paragraph(f"- {capital(frame.named(visit.unit_id))}: {said}", Role.ITEM)
    yield Paragraph("3. Kiến nghị", Role.HEADING)
    if found:
        yield Paragraph(f"Đoàn có {counted(len(found))} kiến nghị, chi tiết tại Phụ lục II./.")
    else:
        yield Paragraph("Đoàn không có kiến nghị./.")


def checklist_of(visit: Visit, today: date, *, is_demo: bool) -> ReportContent:
    """What the delegation prints before it departs: thresholds, figures, and what is known."""
    frame = Frame(visit.delegation, today, is_demo=is_demo)
    commune = frame.named(visit.unit_id)
    month = show_month(revision_of(visit).filing.month)
    reference = f"(Số liệu xã báo cáo tháng {month}, đã chốt; kiểm tra {show_day(visit.visits_on)})"
    annex = checklist(reported_of(visit), known_before(visit), reference)
    paper = Paper(
        kind="phieu-kiem-tra",
        abbreviation="",  # a sheet of work bears no number
        title="PHIẾU KIỂM TRA",
        subject=(f"Kết quả xây dựng nông thôn mới tại {commune}",),
        body=tuple(_leaving(frame, visit)),
        annexes=(annex,),
        signature=("NGƯỜI KIỂM TRA",),
        receivers=("Thành viên đoàn",),
    )
    return frame.content(paper, _of_delegation(frame))


def _leaving(frame: Frame, visit: Visit) -> Iterator[Paragraph]:
    at = f" lúc {visit.starts_at:%H:%M}" if visit.starts_at else ""
    yield Paragraph(f"Đoàn: {frame.delegation.name}. Ngày {show_day(visit.visits_on)}{at}.")
    if visit.plan:
        yield Paragraph(f"Nội dung, địa điểm: {visit.plan}.")
    for reason in visit.reasons:
        yield Paragraph(f"- {reason}", Role.ITEM)
    yield Paragraph("Ghi số kiểm tra và nhận xét vào phiếu kèm theo; nhập vào phần mềm sau.")


def _checks(visit: Visit) -> Iterator[Check]:
    """Each with the visit at hand, whose revision was read already."""
    for check in visit.checks.all():
        check.visit = visit
        yield check


def _recommendations(delegation: Delegation) -> list[Recommendation]:
    return list(delegation.recommendations.select_related("visit", "agency", "unit"))
