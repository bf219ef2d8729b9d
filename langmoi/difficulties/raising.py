"""Raising a difficulty: what is asked, about which place, on whose desk it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import search_key
from langmoi.difficulties.access import raising_post
from langmoi.difficulties.flow import STEPS
from langmoi.difficulties.models import Difficulty, Origin
from langmoi.difficulties.routing import first_desk, found_in
from langmoi.difficulties.rules import OTHER, answer_due, causes
from langmoi.difficulties.trail import Held, tell
from langmoi.direction.trail import Paper, line, words
from langmoi.people.models import Post, User
from langmoi.people.roles import AGENCY_ROLES
from langmoi.places.models import Level, Unit
from langmoi.places.queries import version_of
from langmoi.reporting.workbook.contents import set_of_month

LONGEST_TITLE = 200


@dataclass(frozen=True)
class Asked:
    """What is raised, as typed. Ids of criterion and indicator are those that all sets share."""

    title: str
    text: str
    criterion: str
    indicator: str = ""
    cause: str = ""
    cause_text: str = ""
    month: date | None = None
    is_illustrative: bool = False


@transaction.atomic
def raise_difficulty(
    unit: Unit,
    asked: Asked,
    *,
    by: User,
    on: date,
    at: datetime,
    papers: Sequence[Paper] = (),
    delegation: Post | None = None,
) -> Difficulty:
    """Raise it in the name of the user's place or agency; it goes to who is in charge that day.

    delegation: the post by which a member of a delegation acts; who calls vouches for that, and
    the offices of the post's unit then take the answer.
    """
    post = delegation or raising_post(by, unit.pk, on=on)
    if post is None:
        raise NotAllowed(
            "Chỉ xã, huyện của địa bàn và các sở, ngành, Văn phòng Điều phối được nêu vướng mắc "
            "ở nơi này. Hãy chọn địa bàn mình phụ trách."
        )
    _check_place(unit, on)
    law = set_of_month((asked.month or on).replace(day=1))
    found_in(law, asked.criterion, asked.indicator)
    raiser = _raiser(post, is_delegation=delegation is not None)
    agency = raiser["raised_agency_id"]
    place = first_desk(law, asked.criterion, asked.indicator, by_agency=agency, on=on)
    made = Difficulty.objects.create(
        unit=unit,
        criteria_set=law.id,
        raised_by=by,
        raised_on=on,
        asked_on=on,
        due_on=answer_due(on),
        desk=place.desk,
        agency_id=place.agency,
        desk_unit_id=place.unit,
        **raiser,
        **_told(asked),
    )
    tell(made, Held(made, STEPS["raise"], by, post, on, at), made.text, papers)
    return made


def _raiser(post: Post, *, is_delegation: bool) -> dict[str, Any]:
    if is_delegation:
        origin = Origin.DELEGATION
    elif post.role in AGENCY_ROLES:
        origin = Origin.DEPARTMENT
    else:
        origin = Origin.LOCALITY
    of_agency = origin is Origin.DEPARTMENT
    return {
        "origin": origin,
        "raised_unit_id": None if of_agency else post.unit_id,
        "raised_agency_id": post.agency_id if of_agency else None,
    }


def _told(asked: Asked) -> dict[str, Any]:
    title = line(asked.title, "vướng mắc gì", LONGEST_TITLE, needed=True)
    text = words(asked.text, "nội dung vướng mắc và điều đề nghị")
    return {
        "criterion": asked.criterion,
        "indicator": asked.indicator,
        "month": asked.month,
        "title": title,
        "text": text,
        "search_key": search_key(f"{title} {text}"),
        "is_illustrative": asked.is_illustrative,
    } | cause_of(asked.cause, asked.cause_text)


def cause_of(cause: str, text: str) -> dict[str, str]:
    """The cause as it is kept: one of the list, or none yet; another one only in words."""
    text = line(text, "nguyên nhân khác", LONGEST_TITLE)
    if cause and cause not in causes():
        raise DomainError("Không có nguyên nhân đã chọn. Hãy chọn trong danh sách.")
    if cause == OTHER and not text:
        raise DomainError("Chưa ghi nguyên nhân khác là gì. Hãy ghi rõ, hoặc chọn trong danh sách.")
    return {"cause": cause, "cause_text": text if cause == OTHER else ""}


def _check_place(unit: Unit, on: date) -> None:
    version = version_of(unit.pk, on)
    if version is None or version.level not in (Level.COMMUNE, Level.DISTRICT):
        raise DomainError("Hãy chọn một xã hoặc một huyện là nơi có vướng mắc.")
