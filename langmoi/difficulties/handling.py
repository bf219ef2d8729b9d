"""What happens to a difficulty once raised, up to the answer that the raiser takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.errors import DomainError
from langmoi.difficulties.access import acts_for_desk, may_complain
from langmoi.difficulties.models import Desk, Difficulty
from langmoi.difficulties.raising import cause_of
from langmoi.difficulties.routing import Place, desk_above
from langmoi.difficulties.rules import answer_due
from langmoi.difficulties.trail import hold, take
from langmoi.direction.trail import Paper, words
from langmoi.people.models import Agency, User
from langmoi.places.models import Level
from langmoi.places.queries import district_of, version_of


@transaction.atomic
def accept_difficulty(
    difficulty: Difficulty, *, seen: int, by: User, on: date, at: datetime, note: str = ""
) -> Difficulty:
    """Say that it was received and is being worked on; the due day stays."""
    held = hold(difficulty, "accept", seen=seen, by=by, on=on, at=at)
    take(held, words(note, "ghi chú", needed=False))
    return held.difficulty


@transaction.atomic
def take_up(
    difficulty: Difficulty, *, seen: int, by: User, on: date, at: datetime, note: str = ""
) -> Difficulty:
    """The district solves it itself, instead of the agency; the due day stays."""
    held = hold(difficulty, "take_up", seen=seen, by=by, on=on, at=at)
    if held.difficulty.desk != Desk.AGENCY:
        raise DomainError("Huyện chỉ nhận được việc đang chờ sở, ngành. Hãy tải lại trang để xem.")
    place = Place(Desk.DISTRICT, unit=held.post.unit_id)
    take(held, words(note, "ghi chú", needed=False), place=place)
    return held.difficulty


@transaction.atomic
def reroute(
    difficulty: Difficulty,
    agency: Agency | None,
    reason: str,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> Difficulty:
    """Give it to whom it belongs: an agency, or (None) the district of the place.

    The due day stays: who asked waits no longer because it lay on the wrong desk.
    """
    held = hold(difficulty, "reroute", seen=seen, by=by, on=on, at=at)
    found = held.difficulty
    place = _district(found, on) if agency is None else Place(Desk.AGENCY, agency=agency.pk)
    if place == Place(Desk(found.desk), found.agency_id, found.desk_unit_id):
        raise DomainError("Vướng mắc đang ở đúng nơi này. Hãy chọn một nơi khác để chuyển.")
    if (place.agency or 0) == found.raised_agency_id or place.unit == (found.raised_unit_id or 0):
        raise DomainError("Không chuyển lại cho chính nơi đã nêu. Hãy chọn một nơi khác.")
    take(held, words(reason, "lý do chuyển"), place=place)
    return found


@transaction.atomic
def answer_difficulty(
    difficulty: Difficulty,
    text: str,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
    papers: Sequence[Paper] = (),
    cause: str = "",
    cause_text: str = "",
    is_shared: bool = True,
) -> Difficulty:
    """Answer it, perhaps with a guidance document; a cause told here replaces the raiser's.

    A shared answer is read by others who meet the same, without the place and who asked.
    """
    held = hold(difficulty, "answer", seen=seen, by=by, on=on, at=at)
    fields: dict[str, Any] = dict(cause_of(cause, cause_text)) if cause else {}
    said = words(text, "nội dung trả lời")
    take(held, said, papers, answered_on=on, is_shared=is_shared, **fields)
    return held.difficulty


@transaction.atomic
def reopen_difficulty(
    difficulty: Difficulty, reason: str, *, seen: int, by: User, on: date, at: datetime
) -> Difficulty:
    """The answer does not help, for the reason told; the same desk answers within a new time."""
    held = hold(difficulty, "reopen", seen=seen, by=by, on=on, at=at)
    take(held, words(reason, "lý do mở lại"), asked_on=on, due_on=answer_due(on))
    return held.difficulty


@transaction.atomic
def close_difficulty(
    difficulty: Difficulty, *, seen: int, by: User, on: date, at: datetime, note: str = ""
) -> Difficulty:
    """The raiser takes the answer; the difficulty is over."""
    held = hold(difficulty, "close", seen=seen, by=by, on=on, at=at)
    take(held, words(note, "ghi chú", needed=False))
    return held.difficulty


@transaction.atomic
def escalate(
    difficulty: Difficulty, reason: str, *, seen: int, by: User, on: date, at: datetime
) -> Difficulty:
    """Send it one desk up: who has it and cannot solve it, or who asked and got no help."""
    held = hold(difficulty, "escalate", seen=seen, by=by, on=on, at=at)
    found = held.difficulty
    is_desk = found.is_unfinished and acts_for_desk(by, found, on=on)
    if not is_desk and not may_complain(found, on):
        raise DomainError(
            "Bên nêu chỉ chuyển cấp trên khi đã quá hạn trả lời hoặc trả lời chưa giải quyết "
            "được. Hãy chờ đến hạn trả lời."
        )
    place = desk_above(found, on)
    said = words(reason, "lý do chuyển cấp trên")
    take(held, said, place=place, asked_on=on, due_on=answer_due(on), answered_on=None)
    return found


@transaction.atomic
def withdraw_difficulty(
    difficulty: Difficulty, reason: str, *, seen: int, by: User, on: date, at: datetime
) -> Difficulty:
    """Nobody need answer it any more: solved by itself, or raised by mistake."""
    held = hold(difficulty, "withdraw", seen=seen, by=by, on=on, at=at)
    take(held, words(reason, "lý do rút"))
    return held.difficulty


def _district(difficulty: Difficulty, on: date) -> Place:
    place = version_of(difficulty.unit_id, on)
    if place is not None and place.level != Level.DISTRICT:
        place = district_of(place.unit_id, on)
    if place is None:
        raise DomainError("Địa bàn này không còn cấp huyện. Hãy chuyển cho một sở, ngành.")
    return Place(Desk.DISTRICT, unit=place.unit_id)
