"""Papers printed with one-time codes, and papers taken in. No way back to a household.

A code is kept as a hash without a household; the row is deleted in the transaction in which its
paper is taken in. With every paper the rows of its village are written anew, all of them, in an
order drawn afresh and under new random keys: neither their place in the table nor the number of
the transaction tells which of them came last. The audit line holds a count, nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.people.models import User
from langmoi.surveys.access import can_run, is_judged
from langmoi.surveys.models import (
    Choice,
    SurveyAnswer,
    SurveyCampaign,
    SurveyCode,
    SurveyState,
    SurveyVillage,
)
from langmoi.surveys.questions import OVERALL

# Without what looks alike on paper: 0 O, 1 I L.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
RESIDENT = "người dân"
_random = secrets.SystemRandom()


@dataclass(frozen=True)
class Paper:
    """What a paper says: its code, and a choice for each question by its key."""

    code: str
    choices: Mapping[str, str]


class BadPapers(DomainError):
    """Some papers cannot be taken in; `wrong` says why, by their position in the batch."""

    def __init__(self, message: str, wrong: Mapping[int, str]) -> None:
        super().__init__(message)
        self.wrong = dict(wrong)


def clean_code(text: str) -> str:
    """As typed from paper: small letters, spaces and hyphens do not matter."""
    return "".join(c for c in text.upper() if c.isalnum())


def shown_code(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def digest_of(campaign: SurveyCampaign, code: str) -> str:
    return hashlib.sha256(f"langmoi/{campaign.pk}/{clean_code(code)}".encode()).hexdigest()


@transaction.atomic
def print_codes(village: SurveyVillage, count: int, *, by: User, on: date) -> list[str]:
    """Codes for so many papers of the village: told once, here, and kept only as hashes."""
    campaign = _locked(village.campaign_id)
    _refuse(campaign, by, on)
    if campaign.state != SurveyState.OPEN:
        raise DomainError("Chỉ in phiếu khi đợt đang lấy ý kiến. Hãy bấm “Bắt đầu lấy ý kiến”.")
    out, back = village.codes.count(), village.answers.count()
    if not 0 < count <= village.asked - out - back:
        raise DomainError(
            f"{village.name} hỏi {village.asked} hộ, đã in {out} phiếu chưa về và có {back} phiếu "
            f"đã về, nên chỉ in thêm được {village.asked - out - back} phiếu. Phiếu mất hoặc hỏng "
            "thì bấm “Hủy mã chưa dùng” rồi in lại."
        )
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(count)]
    # In the order of the hashes: the rows do not tell which paper lay where in the pile.
    digests = sorted(digest_of(campaign, code) for code in codes)
    SurveyCode.objects.bulk_create(SurveyCode(village=village, digest=d) for d in digests)
    record("survey.print", campaign, by=by, campaign=campaign.pk, papers=count)
    return codes


@transaction.atomic
def cancel_codes(village: SurveyVillage, *, by: User, on: date) -> int:
    """The papers of the village that have not come back count no more; how many there were."""
    campaign = _locked(village.campaign_id)
    _refuse(campaign, by, on)
    gone, _ = village.codes.all().delete()
    record("survey.cancel_codes", campaign, by=by, campaign=campaign.pk, papers=gone)
    return gone


def answer_as_resident(
    campaign: SurveyCampaign, paper: Paper, *, user: User | None, on: date
) -> None:
    """One paper by whoever holds its code, without an account; nobody is written down.

    Someone signed in as one of those whom the survey judges is refused.
    """
    if user is not None and is_judged(user, on=on):
        raise NotAllowed(
            "Cán bộ xã, trưởng thôn không nhập phiếu lấy ý kiến. Phiếu do hộ dân hoặc Mặt trận "
            "nhập."
        )
    record_answers(campaign, [paper], by=RESIDENT)


@transaction.atomic
def enter_papers(campaign: SurveyCampaign, papers: Sequence[Paper], *, by: User, on: date) -> int:
    """Papers that the Front has collected: all of them, or none. Returns how many."""
    _refuse(campaign, by, on)
    record_answers(campaign, papers, by=by)
    return len(papers)


@transaction.atomic
def record_answers(campaign: SurveyCampaign, papers: Sequence[Paper], *, by: object) -> None:
    """Burn the codes and keep the choices, all of them or none; who may is for the callers to say.

    Who comes second with the same code finds it gone: papers of a survey queue on its row.
    """
    held = _locked(campaign.pk)
    if held.state != SurveyState.OPEN:
        raise DomainError(
            f"Không nhận phiếu: đợt này {held.get_state_display()}. Phiếu này không được tính."
        )
    villages = list(held.villages.all())
    asked = sum(village.asked for village in villages)
    back = SurveyAnswer.objects.filter(village__campaign=held).count()
    if back + len(papers) > asked:
        raise DomainError(
            f"Chưa ghi phiếu nào: hỏi {asked} hộ, đã có {back} phiếu, thêm {len(papers)} phiếu là "
            "nhiều hơn số hộ. Hãy kiểm tra lại có phiếu ghi hai lần không."
        )
    codes = _codes_of(held, papers)
    _refuse_wrong(held, papers, codes)
    by_village: dict[int, list[dict[str, str]]] = defaultdict(list)
    for paper in papers:
        code = codes[digest_of(held, paper.code)]
        by_village[code.village_id].append(dict(paper.choices))
    SurveyCode.objects.filter(pk__in=[code.pk for code in codes.values()]).delete()
    for village in villages:
        if added := by_village.get(village.pk):
            _rewrite(village, added)
    record("survey.answer", held, by=by, campaign=held.pk, papers=len(papers))


def _codes_of(campaign: SurveyCampaign, papers: Sequence[Paper]) -> dict[str, SurveyCode]:
    digests = {digest_of(campaign, paper.code) for paper in papers}
    found = SurveyCode.objects.filter(village__campaign=campaign, digest__in=digests)
    return {code.digest: code for code in found}


def _refuse_wrong(
    campaign: SurveyCampaign, papers: Sequence[Paper], codes: Mapping[str, SurveyCode]
) -> None:
    keys = set(campaign.questions.values_list("key", flat=True))
    wrong: dict[int, str] = {}
    seen: set[str] = set()
    for position, paper in enumerate(papers):
        digest = digest_of(campaign, paper.code)
        if not clean_code(paper.code):
            wrong[position] = "Chưa ghi mã phiếu. Hãy ghi mã in trên phiếu."
        elif digest in seen:
            wrong[position] = "Mã phiếu này ghi hai lần. Hãy bỏ một phiếu."
        elif digest not in codes:
            wrong[position] = (
                "Mã phiếu không đúng hoặc đã dùng: mỗi phiếu chỉ ghi một lần. Hãy xem lại mã."
            )
        elif not set(paper.choices) <= keys or not set(paper.choices.values()) <= set(Choice):
            wrong[position] = "Có câu trả lời không thuộc phiếu này. Hãy tải lại trang rồi chọn."
        elif OVERALL not in paper.choices:
            wrong[position] = "Chưa trả lời câu hỏi chung. Hãy chọn một ý."
        seen.add(digest)
    if wrong:
        first = wrong[min(wrong)]
        said = first if len(papers) == 1 else f"Chưa ghi phiếu nào: {len(wrong)} phiếu cần sửa."
        raise BadPapers(said, wrong)


def _rewrite(village: SurveyVillage, added: Sequence[dict[str, str]]) -> None:
    """The village's papers and the new ones, written anew in an order of chance."""
    every = [*village.answers.values_list("choices", flat=True), *added]
    _random.shuffle(every)
    village.answers.all().delete()
    SurveyAnswer.objects.bulk_create(SurveyAnswer(village=village, choices=c) for c in every)


def _locked(key: int) -> SurveyCampaign:
    found = SurveyCampaign.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotFound("Không có đợt lấy ý kiến này.")
    return found


def _refuse(campaign: SurveyCampaign, by: User, on: date) -> None:
    if not can_run(by, campaign, on=on):
        raise NotAllowed(
            "Chỉ Mặt trận ở địa bàn được in và nhập phiếu; UBND xã, trưởng thôn chỉ xem kết quả "
            "đã công bố."
        )
