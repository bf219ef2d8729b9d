"""Putting a text in to be read; what was read is kept, so that a person can go on tomorrow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.direction.access import issuing_post
from langmoi.direction.documents import LINES, LONGEST_TEXT
from langmoi.direction.models import Directive, Reading, ReadingState
from langmoi.direction.passages import Passage, passages_of, read_passage
from langmoi.direction.register import Register
from langmoi.direction.trail import line
from langmoi.directive.as_json import as_json
from langmoi.directive.files import read_file
from langmoi.directive.model import Directive as Found
from langmoi.directive.read import read_directive
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.kinds import OFFICE, safe_name
from langmoi.reporting.evidence.scanner import scan
from langmoi.reporting.evidence.secrecy import refuse_secret
from langmoi.reporting.models import EvidenceFile

PASTED = "văn bản dán vào.txt"
TEXT = "text/plain; charset=utf-8"
MIMES = {".pdf": "application/pdf", ".docx": f"{OFFICE}wordprocessingml.document"}


class KnownText(DomainError):
    """The same text was put in before; who sees it is led there."""

    def __init__(
        self, message: str, *, reading: Reading | None = None, directive: Directive | None = None
    ) -> None:
        super().__init__(message)
        self.reading, self.directive = reading, directive


@dataclass(frozen=True)
class NewText:
    """A file as it came, or a text that was pasted (then without a name)."""

    content: bytes
    name: str = ""


@dataclass(frozen=True)
class Head:
    """What the document says of itself, as read and corrected."""

    issuer: str
    title: str
    number: str = ""
    dated_on: date | None = None
    signer: str = ""
    carries_out: int | None = None

    def as_data(self) -> dict[str, Any]:
        dated = self.dated_on.isoformat() if self.dated_on else None
        return {**self.__dict__, "dated_on": dated}


def read_head(data: dict[str, Any]) -> Head:
    dated = date.fromisoformat(data["dated_on"]) if data["dated_on"] else None
    return Head(**{**data, "dated_on": dated})


def passages_in(reading: Reading) -> list[Passage]:
    return [read_passage(data) for data in reading.passages]


def begin_reading(
    told: NewText,
    unit: Unit,
    *,
    carries_out: int | None = None,
    by: User,
    on: date,
    at: datetime,
) -> Reading:
    """Read the text and keep what was found; of a text that cannot be read nothing is kept.

    carries_out: the document that it carries out, where it is known before it is read.

    Raises KnownText where the place has it already.
    """
    if issuing_post(by, unit, on=on) is None:
        raise NotAllowed(f"Chỉ văn phòng của {unit} được nhập văn bản chỉ đạo ở nơi này.")
    name = safe_name(told.name or PASTED)
    refuse_secret(told.content, name)
    source = read_file(told.content, name)
    if len(source.text) > LONGEST_TEXT:
        raise DomainError(f"Tệp {name} có hơn 1.000.000 ký tự. Hãy tách phụ lục rồi thử lại.")
    if told.name:
        scan(told.content, name)
    digest = store.hash_of(told.content)
    _refuse_known(digest, unit, by, on)
    found = read_directive(source)
    # The file first: a row without its file would be a promise that cannot be kept.
    if told.name:
        store.keep(told.content, None, name=name)
    head = _head(found, by, on)
    if carries_out and Directive.objects.visible_to(by, on=on).filter(pk=carries_out).exists():
        head = replace(head, carries_out=carries_out)
    return _keep(_New(told, name, digest, source.text, found, head), unit, by=by, on=on, at=at)


@dataclass(frozen=True)
class _New:
    """A text that was read, before it is kept."""

    told: NewText
    name: str
    digest: str
    text: str
    found: Found
    head: Head


@transaction.atomic
def _keep(new: _New, unit: Unit, *, by: User, on: date, at: datetime) -> Reading:
    passages = passages_of(new.found, Register.of(unit.pk, on))
    has_file = bool(new.told.name)
    reading = Reading(
        unit=unit,
        text=new.text,
        digest=new.digest,
        file=_file(new.told, new.name, new.digest) if has_file else None,
        file_name=new.name if has_file else "",
        found=as_json(new.found),
        head=new.head.as_data(),
        passages=[one.as_data() for one in passages],
        made_by=by,
        made_at=at,
        changed_by=by,
        changed_at=at,
    )
    try:
        with transaction.atomic():
            reading.save()
    except IntegrityError:
        _refuse_known(new.digest, unit, by, on)
        raise
    told = {"tasks": len(new.found.tasks), "unread": len(new.found.unread), "sha256": new.digest}
    record("reading.add", reading, by=by, reading=reading.pk, unit=unit.pk, **told)
    return reading


def _file(told: NewText, name: str, digest: str) -> EvidenceFile:
    suffix = name[name.rfind(".") :].lower()
    kind = MIMES.get(suffix, TEXT)
    size = len(told.content)
    defaults = {"kind": kind, "size": size, "has_thumbnail": False}
    return EvidenceFile.objects.get_or_create(sha256=digest, defaults=defaults)[0]


def _refuse_known(digest: str, unit: Unit, by: User, on: date) -> None:
    same = Reading.objects.filter(unit=unit, digest=digest).exclude(state=ReadingState.DROPPED)
    known = same.select_related("directive", "made_by").first()
    if known is not None and known.directive is not None:
        raise KnownText(f"Văn bản này đã được nhập: {known.directive}.", directive=known.directive)
    if known is not None:
        raise KnownText(
            f"Văn bản này đã được {known.made_by.full_name} đưa vào và đang kiểm tra. "
            "Hãy mở bản đó để làm tiếp.",
            reading=known,
        )
    visible = Directive.objects.visible_to(by, on=on).filter(file__sha256=digest)
    if directive := visible.first():
        raise KnownText(f"Tệp này là của văn bản đã nhập: {directive}.", directive=directive)


def _head(found: Found, by: User, on: date) -> Head:
    """The head as read, cut to what there is room for; a blank number keeps nothing."""
    head = found.head
    number = head.number or ""
    parent = _cited(found, by, on)
    return Head(
        number=number[:60] if number[:1].isdigit() else "",
        dated_on=head.date,
        issuer=_named(head.issuer or "")[:200],
        title=(head.title or "")[:500],
        signer=", ".join(filter(None, (head.signer_title, head.signer)))[:200],
        carries_out=parent.pk if parent else None,
    )


def _named(issuer: str) -> str:
    """“ỦY BAN NHÂN DÂN TỈNH KON TUM” as it is written inside a sentence."""
    if issuer != issuer.upper():
        return issuer
    small = {"ban", "nhân", "dân", "chỉ", "đạo", "đồng", "thường", "vụ", "trực", "điều", "phối"}
    words = [word.lower() for word in issuer.split()]
    areas = ("tỉnh", "huyện", "xã", "phường", "ủy")
    return " ".join(
        word if index and (word in small or word in areas) else word.capitalize()
        for index, word in enumerate(words)
    )


def _cited(found: Found, by: User, on: date) -> Directive | None:
    """The first document cited as ground that is here: most likely the one carried out."""
    for cited in found.head.references[:1]:
        same = Directive.objects.visible_to(by, on=on).filter(number=cited.number)
        if cited.date is not None:
            same = same.filter(dated_on=cited.date)
        return same.first()
    return None


def same_document(head: Head, *, by: User, on: date) -> Directive | None:
    """The document of this number, day and issuer, where it was put in before."""
    if not head.number or head.dated_on is None:
        return None
    visible = Directive.objects.visible_to(by, on=on)
    issued = visible.filter(number=head.number, dated_on=head.dated_on)
    return issued.filter(issuer=head.issuer).first()


def checked_head(told: Head) -> Head:
    """The lines as they are kept; DomainError for the first that is too long."""
    return replace(
        told,
        number=line(told.number, *LINES["number"]),
        issuer=line(told.issuer, *LINES["issuer"]),
        title=line(told.title, *LINES["title"]),
        signer=line(told.signer, "người ký", 200),
    )
