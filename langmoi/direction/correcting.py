"""A person corrects what was read, passage by passage, and makes a document of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from langmoi.core.errors import DomainError
from langmoi.direction.documents import Document, add_directive
from langmoi.direction.drafting import Assignee, NewTask, add_task
from langmoi.direction.models import Directive, Nature, Reading, ReadingState
from langmoi.direction.passages import Passage, open_names, without_repeats
from langmoi.direction.reading import Head, checked_head, passages_in, read_head
from langmoi.direction.reading_trail import hold, put, save
from langmoi.direction.targets import read_target
from langmoi.direction.trail import words
from langmoi.directive.model import Kind
from langmoi.people.models import Duty, User


@transaction.atomic
def change_head(
    reading: Reading, told: Head, *, seen: int, by: User, on: date, at: datetime
) -> Reading:
    """Correct what was read of the document itself."""
    held = hold(reading, seen, by, on)
    held.head = checked_head(told).as_data()
    return save(held, "head", by, at, head=held.head)


@transaction.atomic
def change_passage(
    reading: Reading, number: int, told: Passage, *, seen: int, by: User, on: date, at: datetime
) -> Reading:
    """Say what a passage is, and what it asks of whom; its place in the text stays."""
    held = hold(reading, seen, by, on)
    passages = passages_in(held)
    before = _at(passages, number)
    passages[number] = replace(_checked(told), span=before.span, is_changed=True)
    return put(held, passages, "passage", by, at, number=number)


@transaction.atomic
def split_passage(
    reading: Reading, number: int, place: int, *, seen: int, by: User, on: date, at: datetime
) -> Reading:
    """Cut a passage in two where its second part begins; both ask the same until corrected."""
    held = hold(reading, seen, by, on)
    passages = passages_in(held)
    whole = _at(passages, number)
    start, end = whole.span
    if not start < place < end or not _words_of(held, start, place):
        raise DomainError("Không tách được ở chỗ này. Hãy chọn một câu bên trong đoạn.")
    first = replace(whole, text=_words_of(held, start, place), span=(start, place), is_changed=True)
    second = replace(whole, text=_words_of(held, place, end), span=(place, end), is_changed=True)
    passages[number : number + 1] = [first, second]
    return put(held, passages, "split", by, at, number=number)


@transaction.atomic
def join_passage(
    reading: Reading, number: int, *, seen: int, by: User, on: date, at: datetime
) -> Reading:
    """Make one of a passage and the one before it; what is known of a task is kept."""
    held = hold(reading, seen, by, on)
    passages = passages_in(held)
    second = _at(passages, number)
    if number == 0:
        raise DomainError("Đoạn đầu tiên không có đoạn trước để gộp. Hãy chọn đoạn khác.")
    first = passages[number - 1]
    kept = second if second.is_task and not first.is_task else first
    joined = replace(
        kept,
        text=f"{first.text} {second.text}",
        span=(first.span[0], second.span[1]),
        parties=without_repeats((*first.parties, *second.parties)),
        is_changed=True,
    )
    passages[number - 1 : number + 1] = [joined]
    return put(held, passages, "join", by, at, number=number)


@transaction.atomic
def look_at(
    reading: Reading, numbers: Collection[int], *, seen: int, by: User, on: date, at: datetime
) -> Reading:
    """These unread passages were looked at, and ask nothing."""
    held = hold(reading, seen, by, on)
    passages = passages_in(held)
    if not numbers:
        raise DomainError("Chưa đánh dấu đoạn nào. Hãy xem rồi đánh dấu từng đoạn đã xem.")
    for number in numbers:
        if _at(passages, number).kind is not Kind.UNREAD:
            raise DomainError("Đoạn này đã được xếp loại. Hãy tải lại trang để xem.")
        passages[number] = replace(passages[number], is_looked_at=True)
    return put(held, passages, "look", by, at, numbers=sorted(numbers))


@transaction.atomic
def drop_reading(reading: Reading, *, seen: int, by: User, on: date, at: datetime) -> None:
    """Give the reading up; the same text may then be put in anew."""
    held = hold(reading, seen, by, on)
    held.state = ReadingState.DROPPED
    save(held, "drop", by, at)


@transaction.atomic
def take_reading(reading: Reading, *, seen: int, by: User, on: date, at: datetime) -> Directive:
    """Make the document and its tasks of what was read; nobody has them to do yet."""
    held = hold(reading, seen, by, on)
    passages = passages_in(held)
    if waiting := why_not_yet(passages, read_head(held.head)):
        raise DomainError(f"Chưa lập được văn bản: {waiting[0]}")
    head = read_head(held.head)
    document = Document(
        issuer=head.issuer,
        title=head.title,
        number=head.number,
        dated_on=head.dated_on,
        text=held.text,
        carries_out=head.carries_out,
        file=held.file,
        file_name=held.file_name,
    )
    directive = add_directive(document, held.unit, by=by, on=on, at=at)
    for passage in passages:
        if passage.is_task:
            told = task_of(passage)
            add_task(directive, told, seen=directive.version, by=by, on=on, at=at)
    held.directive, held.state = directive, ReadingState.TAKEN
    save(held, "take", by, at, directive=directive.pk)
    return directive


def why_not_yet(passages: Sequence[Passage], head: Head) -> list[str]:
    """What a person still has to do before a document is made; a sentence for each."""
    found: list[str] = []
    if not head.issuer or not head.title:
        found.append("còn thiếu cơ quan ban hành hoặc trích yếu. Hãy ghi ở phần Văn bản.")
    if waiting := sum(one.waits for one in passages):
        found.append(f"còn {waiting} đoạn chưa đọc được. Hãy xem và đánh dấu từng đoạn.")
    tasks = [one for one in passages if one.is_task]
    if names := open_names(passages):
        found.append(f"còn {len(names)} tên cơ quan chưa rõ là ai. Hãy chọn cho từng tên.")
    nobody = [one.clause or one.text[:40] for one in tasks if not names_of(one) and not names]
    if nobody:
        found.append(f"chưa có nơi chủ trì ở mục {', '.join(nobody)}. Hãy chọn ở từng mục.")
    if not tasks:
        found.append("chưa có nhiệm vụ nào. Hãy chọn đoạn giao việc, hoặc nhập văn bản không tệp.")
    return found


def names_of(passage: Passage) -> tuple[str, ...]:
    """Tokens of those without whom the task cannot be given."""
    asked = passage.of(Duty.LEAD) if passage.kind is Kind.ORDER else passage.parties
    return tuple(token for party in asked for token in party.tokens)


def task_of(passage: Passage) -> NewTask:
    """The passage as a task to be given."""
    assignees = [
        Assignee(party.duty, agency=int(token[1:]))
        if token[0] == "a"
        else Assignee(party.duty, unit=int(token[1:]))
        for party in passage.parties
        for token in party.tokens
    ]
    return NewTask(
        text=passage.text,
        nature=Nature(str(passage.kind)),
        clause=passage.clause,
        assignees=tuple(assignees),
        product=passage.product,
        target=passage.target,
        recurring=passage.recurring,
        due_on=passage.due,
        due_text=passage.due_text,
        days_after=passage.days_after,
        span=passage.span,
    )


def _at(passages: Sequence[Passage], number: int) -> Passage:
    if not 0 <= number < len(passages):
        raise DomainError("Không có đoạn này. Hãy tải lại trang để xem các đoạn hiện có.")
    return passages[number]


def _checked(told: Passage) -> Passage:
    """As it is kept. What is no task has nobody to do it; an unread one was looked at."""
    text = words(told.text, "nội dung")
    if not told.is_task:
        looked = told.kind is Kind.UNREAD
        return Passage(told.kind, text, told.span, is_looked_at=looked)
    if told.recurring and told.due:
        raise DomainError(
            "Nhiệm vụ định kỳ có hạn theo từng kỳ nên không có một ngày hạn chung. "
            "Hãy bỏ ngày hạn, hoặc bỏ chu kỳ."
        )
    target = None if told.target is None else read_target(told.target).as_data()
    return replace(told, text=text, target=target, parties=without_repeats(told.parties))


def _words_of(reading: Reading, start: int, end: int) -> str:
    return " ".join(reading.text[start:end].split())
