"""The appraisal council: who sat, how they voted, and whether the rule's share was reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.direction.trail import line, words
from langmoi.people.models import User
from langmoi.recognition.gates import BEFORE_VOTING, refuse_closed
from langmoi.recognition.models import Ballot, Council, CouncilMember, Dossier, DossierState
from langmoi.recognition.rules import known_rules, reaches
from langmoi.recognition.trail import hold, take


@dataclass(frozen=True)
class Sat:
    """A member of the council; the ballot only where the vote was open."""

    name: str
    is_present: bool = True
    ballot: Ballot = Ballot.NONE


@dataclass(frozen=True)
class Voted:
    """A session as told. Of a secret vote the counts, of an open one the members' ballots."""

    held_on: date
    is_secret: bool
    members: Sequence[Sat]
    minutes: str
    votes_for: int = 0
    votes_against: int = 0
    votes_blank: int = 0
    counts: Counter[Ballot] = field(init=False, default_factory=Counter)

    def __post_init__(self) -> None:
        if self.is_secret:
            told = (self.votes_for, self.votes_against, self.votes_blank)
            self.counts.update(
                dict(zip((Ballot.FOR, Ballot.AGAINST, Ballot.BLANK), told, strict=True))
            )
        else:
            self.counts.update(m.ballot for m in self.members if m.ballot != Ballot.NONE)

    @property
    def present(self) -> int:
        return sum(member.is_present for member in self.members)

    @property
    def ballots(self) -> int:
        return sum(self.counts[one] for one in (Ballot.FOR, Ballot.AGAINST, Ballot.BLANK))


@transaction.atomic
def hold_council(
    dossier: Dossier, told: Voted, *, seen: int, by: User, on: date, at: datetime
) -> Council:
    """Keep a session and its vote; the dossier goes on where the share was reached, else stays.

    A session is never changed: where it did not pass, another may be held.
    """
    held = hold(dossier, "vote", seen=seen, by=by, on=on, at=at)
    refuse_closed(held.dossier, on, BEFORE_VOTING, "họp Hội đồng thẩm định")
    _refuse_day(held.dossier, told.held_on, on)
    _refuse_vote(told)
    needed = needed_share(held.dossier, told.held_on)
    passed = needed is not None and reaches(told.counts[Ballot.FOR], told.present, needed)
    council = Council.objects.create(
        dossier=held.dossier,
        round=held.dossier.round,
        held_on=told.held_on,
        is_secret=told.is_secret,
        member_count=len(told.members),
        present=told.present,
        votes_for=told.counts[Ballot.FOR],
        votes_against=told.counts[Ballot.AGAINST],
        votes_blank=told.counts[Ballot.BLANK],
        needed_share=needed,
        is_passed=passed,
        minutes=words(told.minutes, "nội dung biên bản"),
        by=by,
        at=at,
    )
    CouncilMember.objects.bulk_create(
        CouncilMember(
            council=council,
            name=line(member.name, "tên thành viên Hội đồng", 200, needed=True),
            is_present=member.is_present,
            ballot="" if told.is_secret else member.ballot,
        )
        for member in told.members
    )
    votes = [council.votes_for, council.votes_against, council.votes_blank]
    take(
        held,
        target=None if passed else DossierState.APPRAISED,
        told={"held_on": str(told.held_on), "votes": votes, "present": council.present,
              "needed": str(needed), "passed": passed},
    )  # fmt: skip
    return council


def needed_share(dossier: Dossier, day: date) -> Decimal | None:
    """The share in percent of those present that must agree, by the rule of that day."""
    found = known_rules(dossier.kind, day).number("council_share")
    if found is None:
        raise DomainError(
            f"Chưa biết tỷ lệ tán thành cần đạt của Hội đồng vào ngày {show_day(day)}, nên chưa "
            "ghi kết quả phiếu được. Văn phòng Điều phối hãy nhập mức và văn bản của tỉnh trước."
        )
    return found


def _refuse_day(dossier: Dossier, day: date, on: date) -> None:
    if day > on:
        raise DomainError(f"Phiên họp ngày {show_day(day)} chưa diễn ra. Hãy ghi sau họp.")
    appraisal = dossier.verifications.filter(round=dossier.round, is_appraisal=True).first()
    if appraisal is not None and day < appraisal.held_on:
        raise DomainError(
            f"Hội đồng họp ngày {show_day(day)}, trước ngày thẩm định "
            f"({show_day(appraisal.held_on)}). Hãy xem lại ngày."
        )


def _refuse_vote(told: Voted) -> None:
    names = [" ".join(member.name.split()).lower() for member in told.members]
    if not told.present:
        raise DomainError("Chưa có thành viên Hội đồng nào có mặt. Hãy ghi danh sách thành viên.")
    if len(set(names)) < len(names):
        raise DomainError("Một thành viên Hội đồng được ghi hai lần. Hãy bỏ một dòng.")
    if min(told.votes_for, told.votes_against, told.votes_blank) < 0:
        raise DomainError("Số phiếu không thể âm. Hãy ghi lại số phiếu.")
    if any(m.ballot != Ballot.NONE and not m.is_present for m in told.members):
        raise DomainError("Thành viên vắng mặt không bỏ phiếu. Hãy bỏ phiếu của người vắng.")
    if told.ballots > told.present:
        raise DomainError(
            f"Có {told.ballots} phiếu nhưng chỉ {told.present} thành viên có mặt. "
            "Hãy kiểm lại biên bản kiểm phiếu."
        )
    if not told.ballots:
        raise DomainError("Chưa có phiếu nào. Hãy ghi số phiếu theo biên bản kiểm phiếu.")
