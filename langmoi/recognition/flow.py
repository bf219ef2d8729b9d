"""The steps of a dossier: from which state to which, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from langmoi.recognition.models import DossierState

S = DossierState


class Side(StrEnum):
    COMMUNE = "commune"  # enters
    COMMUNE_HEAD = "commune_head"  # signs for the commune
    DISTRICT = "district"
    DISTRICT_HEAD = "district_head"
    AGENCY = "agency"
    OFFICE = "office"
    LEADER = "leader"


@dataclass(frozen=True)
class Step:
    """A step of a dossier; target None: the state stays.

    after: nobody takes this step who took one of those since the last self-assessment.
    """

    name: str
    label: str
    side: Side
    sources: frozenset[DossierState]
    target: DossierState | None = None
    after: tuple[str, ...] = ()


def _steps(*steps: Step) -> dict[str, Step]:
    return {step.name: step for step in steps}


def _at(*states: DossierState) -> frozenset[DossierState]:
    return frozenset(states)


GATHERING = _at(S.ASSESSED)
BEFORE_DECISION = _at(
    S.PROPOSED, S.RETURNED, S.CONFIRMED, S.LISTED, S.ASSESSED, S.SENT, S.VERIFIED, S.APPRAISED
)
COMMUNE_STEPS = ("propose", "assess", "notice", "comment", "answer", "opinion", "meeting", "submit")
DISTRICT_STEPS = ("confirm", "verify", "district_meeting", "hand_over")

STEPS = _steps(
    Step("propose", "đăng ký", Side.COMMUNE_HEAD, _at(S.RETURNED), S.PROPOSED),
    Step("confirm", "xác nhận đăng ký", Side.DISTRICT, _at(S.PROPOSED), S.CONFIRMED, COMMUNE_STEPS),
    Step("enlist", "đưa vào danh sách của năm", Side.OFFICE, _at(S.CONFIRMED), S.LISTED,
         COMMUNE_STEPS + DISTRICT_STEPS),
    Step("assess", "tự đánh giá", Side.COMMUNE, _at(S.LISTED, S.ASSESSED), S.ASSESSED),
    Step("notice", "ghi đợt công khai", Side.COMMUNE, GATHERING),
    Step("comment", "ghi ý kiến nhận được", Side.COMMUNE, GATHERING),
    Step("answer", "trả lời ý kiến", Side.COMMUNE, GATHERING),
    Step("opinion", "ghi ý kiến của tổ chức", Side.COMMUNE, GATHERING),
    Step("meeting", "ghi cuộc họp của xã", Side.COMMUNE, GATHERING),
    Step("submit", "trình hồ sơ lên huyện", Side.COMMUNE_HEAD, GATHERING, S.SENT),
    Step("verify", "ghi kết quả thẩm tra", Side.DISTRICT, _at(S.SENT), None, COMMUNE_STEPS),
    Step("district_meeting", "ghi cuộc họp của huyện", Side.DISTRICT, _at(S.SENT), None,
         COMMUNE_STEPS),
    Step("hand_over", "trình hồ sơ lên tỉnh", Side.DISTRICT_HEAD, _at(S.SENT), S.VERIFIED,
         (*COMMUNE_STEPS, "verify")),
    Step("confirm_criteria", "xác nhận tiêu chí", Side.AGENCY, _at(S.VERIFIED), None,
         COMMUNE_STEPS + DISTRICT_STEPS),
    Step("appraise", "kết luận thẩm định", Side.OFFICE, _at(S.VERIFIED), S.APPRAISED,
         (*COMMUNE_STEPS, *DISTRICT_STEPS, "confirm_criteria")),
    Step("vote", "ghi phiên họp Hội đồng", Side.OFFICE, _at(S.APPRAISED), S.VOTED),
    Step("decide", "ghi quyết định công nhận", Side.LEADER, _at(S.VOTED), S.DECIDED,
         (*COMMUNE_STEPS, *DISTRICT_STEPS, "confirm_criteria", "appraise", "vote")),
    Step("announce", "ghi công bố", Side.OFFICE, _at(S.DECIDED), S.ANNOUNCED),
    Step("correct", "đính chính quyết định", Side.LEADER, _at(S.DECIDED, S.ANNOUNCED), None),
    Step("annul", "hủy quyết định ghi sai", Side.LEADER, _at(S.DECIDED, S.ANNOUNCED), S.VOTED),
    Step("attach", "gửi giấy tờ", Side.COMMUNE, _at(*BEFORE_DECISION, S.VOTED, S.DECIDED)),
    Step("withdraw", "rút hồ sơ", Side.COMMUNE_HEAD, BEFORE_DECISION, S.WITHDRAWN),
)  # fmt: skip

SEND_BACK = "send_back"
# Whose desk a dossier lies on, and where it goes when that desk sends it back.
BACK: dict[DossierState, tuple[Side, DossierState]] = {
    S.PROPOSED: (Side.DISTRICT, S.RETURNED),
    S.CONFIRMED: (Side.OFFICE, S.PROPOSED),
    S.SENT: (Side.DISTRICT, S.ASSESSED),
    S.VERIFIED: (Side.OFFICE, S.SENT),
    S.APPRAISED: (Side.OFFICE, S.SENT),
    S.VOTED: (Side.LEADER, S.APPRAISED),
}
# Who is waited for in each state.
WAITING_FOR: dict[DossierState, Side] = {
    S.PROPOSED: Side.DISTRICT,
    S.RETURNED: Side.COMMUNE_HEAD,
    S.CONFIRMED: Side.OFFICE,
    S.LISTED: Side.COMMUNE,
    S.ASSESSED: Side.COMMUNE,
    S.SENT: Side.DISTRICT,
    S.VERIFIED: Side.OFFICE,
    S.APPRAISED: Side.OFFICE,
    S.VOTED: Side.LEADER,
    S.DECIDED: Side.OFFICE,
}
