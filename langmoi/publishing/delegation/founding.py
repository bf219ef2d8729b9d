"""Founding a delegation: the proposal, the decision and the plan with its itinerary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from langmoi.delegations.models import Delegation
from langmoi.publishing.delegation.frame import (
    BLANK_NUMBER,
    Frame,
    Paper,
    listed_members,
    paragraphs,
)
from langmoi.publishing.delegation.tables import itinerary
from langmoi.publishing.model import Paragraph, ReportContent, Role
from langmoi.publishing.words import counted, day_in_words, small_start


def proposal(delegation: Delegation, today: date, *, is_demo: bool) -> ReportContent:
    """The agency's submission to those who found the delegation."""
    frame = Frame(delegation, today, is_demo=is_demo)
    issuer = frame.proposer()
    committee = frame.committee().name
    paper = Paper(
        kind="to-trinh",
        abbreviation="TTr",
        title="TỜ TRÌNH",
        subject=(f"Về việc thành lập {small_start(delegation.name)}",),
        body=tuple(_asking(frame, committee)),
        annexes=(itinerary(frame, f"(Kèm theo Tờ trình của {issuer.name})", with_reasons=True),),
        receivers=("Như trên", "Các cơ quan có thành viên trong đoàn", "Lưu: VT"),
    )
    return frame.content(paper, issuer)


def _asking(frame: Frame, committee: str) -> Iterator[Paragraph]:
    delegation = frame.delegation
    yield Paragraph(f"Kính gửi: {committee}", Role.ADDRESS)
    yield from (Paragraph(text) for text in frame.grounds())
    yield Paragraph(
        f"{delegation.agency.name} kính trình {committee} xem xét, thành lập "
        f"{small_start(delegation.name)} với các nội dung sau:"
    )
    yield Paragraph("1. Mục đích, yêu cầu", Role.HEADING)
    yield from paragraphs(delegation.purpose)
    yield Paragraph("2. Nội dung kiểm tra", Role.HEADING)
    yield Paragraph(_scope(frame))
    yield Paragraph("3. Thành phần đoàn", Role.HEADING)
    yield from listed_members(frame.members)
    yield Paragraph("4. Thời gian, địa bàn", Role.HEADING)
    yield Paragraph(f"{_days(delegation)}; {_places(frame)} (lịch trình kèm theo).")
    yield Paragraph(f"Kính trình {committee} xem xét, quyết định./.")


def decision(delegation: Delegation, today: date, *, is_demo: bool) -> ReportContent:
    """The draft of the decision; number and day only where the paper has them."""
    frame = Frame(delegation, today, is_demo=is_demo)
    issuer = frame.committee()
    reference = f"(Kèm theo Quyết định của {issuer.name})"
    paper = Paper(
        kind="quyet-dinh",
        abbreviation="QĐ",
        title="QUYẾT ĐỊNH",
        subject=(f"Về việc thành lập {small_start(delegation.name)}",),
        body=tuple(_deciding(frame, issuer.name)),
        annexes=(itinerary(frame, reference),),
        number=delegation.decision_number,
        dated_on=delegation.decided_on,
        receivers=("Như Điều 4", "UBND các xã được kiểm tra", "Lưu: VT"),
    )
    return frame.content(paper, issuer)


def _deciding(frame: Frame, committee: str) -> Iterator[Paragraph]:
    delegation = frame.delegation
    yield Paragraph(committee.upper(), Role.CENTRED)
    yield from (Paragraph(text) for text in frame.grounds())
    yield Paragraph(
        f"Theo đề nghị của {delegation.agency.name} tại Tờ trình số{BLANK_NUMBER}/TTr-         "
        f"ngày      tháng      năm {frame.today.year}."
    )
    yield Paragraph("QUYẾT ĐỊNH:", Role.CENTRED)
    yield Paragraph(f"Điều 1. Thành lập {small_start(delegation.name)}", Role.HEADING)
    yield Paragraph("Đoàn gồm các ông (bà) có tên sau:")
    yield from listed_members(frame.members)
    yield Paragraph("Điều 2. Nhiệm vụ của đoàn", Role.HEADING)
    yield from paragraphs(delegation.purpose)
    yield Paragraph(_scope(frame))
    yield Paragraph(
        "Đoàn lập biên bản từng nơi kiểm tra, báo cáo kết quả và kiến nghị với người quyết định "
        "thành lập đoàn."
    )
    yield Paragraph("Điều 3. Thời gian, địa bàn", Role.HEADING)
    yield Paragraph(
        f"{_days(delegation)}; {_places(frame)}, theo lịch trình kèm theo. "
        "Đoàn tự giải thể khi hoàn thành nhiệm vụ."
    )
    yield Paragraph("Điều 4. Tổ chức thực hiện", Role.HEADING)
    yield Paragraph(
        f"Chánh Văn phòng {committee}, Thủ trưởng {delegation.agency.name}, các cơ quan, đơn vị "
        "liên quan và các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."
    )


def plan(delegation: Delegation, today: date, *, is_demo: bool) -> ReportContent:
    """How the delegation goes about it, with the itinerary."""
    frame = Frame(delegation, today, is_demo=is_demo)
    issuer = frame.proposer()
    paper = Paper(
        kind="ke-hoach",
        abbreviation="KH",
        title="KẾ HOẠCH",
        subject=(f"Kiểm tra của {small_start(delegation.name)}",),
        body=tuple(_planning(frame)),
        annexes=(itinerary(frame, f"(Kèm theo Kế hoạch của {issuer.name})"),),
        receivers=("Thành viên đoàn", "UBND các xã được kiểm tra", "Lưu: VT"),
    )
    return frame.content(paper, issuer)


def _planning(frame: Frame) -> Iterator[Paragraph]:
    delegation = frame.delegation
    yield Paragraph("I. MỤC ĐÍCH, YÊU CẦU", Role.HEADING)
    yield from paragraphs(delegation.purpose)
    yield Paragraph("II. NỘI DUNG, CÁCH LÀM", Role.HEADING)
    yield Paragraph(_scope(frame))
    yield Paragraph(
        "Đoàn đối chiếu số liệu xã đã báo cáo trong tháng chốt gần nhất với hồ sơ và thực địa; "
        "ghi từng chỉ tiêu khớp, khác hoặc không kiểm tra được, kèm nhận xét và ảnh."
    )
    yield Paragraph("III. THÀNH PHẦN", Role.HEADING)
    yield from listed_members(frame.members)
    yield Paragraph("IV. THỜI GIAN, LỊCH TRÌNH", Role.HEADING)
    yield Paragraph(f"{_days(delegation)}; {_places(frame)} (lịch trình kèm theo).")
    yield Paragraph("V. TỔ CHỨC THỰC HIỆN", Role.HEADING)
    yield Paragraph(
        "UBND các xã được kiểm tra chuẩn bị hồ sơ của các tiêu chí, bố trí người làm việc. "
        "Đoàn lập biên bản từng nơi, thông qua tại chỗ, tổng hợp kết luận và kiến nghị sau khi kết "
        "thúc đợt kiểm tra./."
    )


def _scope(frame: Frame) -> str:
    return f"Kiểm tra kết quả thực hiện {frame.scope()} của Bộ tiêu chí xã nông thôn mới."


def _days(delegation: Delegation) -> str:
    first, last = day_in_words(delegation.starts_on), day_in_words(delegation.ends_on)
    return f"Từ {first} đến {last}"


def _places(frame: Frame) -> str:
    visits = list(frame.delegation.visits.all())
    names = ", ".join(frame.named(visit.unit_id) for visit in visits)
    return f"tại {counted(len(visits))} xã: {names}" if visits else "địa bàn sẽ thông báo sau"
