"""How a document is carried out, as an official report: what was issued under it, how its tasks
stand, and what is overdue, by name (requirement D20: Notice 980-TB/TU for the Standing Committee).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import shorten

from langmoi import __version__
from langmoi.core.days import show_day
from langmoi.core.numbers import show_number
from langmoi.core.text import capital
from langmoi.direction.documents import branch_of
from langmoi.direction.labels import FIVE, LABEL_WORDS, Counts, Label, counts_of, label_of
from langmoi.direction.models import Directive
from langmoi.direction.queries import TaskRow, Wanted, task_rows
from langmoi.direction.rates import percent
from langmoi.overview.model import UnitRef
from langmoi.people.models import User
from langmoi.publishing.definitions import load_audiences
from langmoi.publishing.issuers import Issuer, issuer_of
from langmoi.publishing.model import (
    Annex,
    Cell,
    Column,
    Fact,
    Form,
    HeaderCell,
    Paragraph,
    ReportContent,
    Role,
    Row,
    RowKind,
)
from langmoi.publishing.unnumbered import Unnumbered
from langmoi.publishing.urging import LONGEST_SHOWN
from langmoi.publishing.words import counted

KIND = "carrying_out"
_SUMMED = ("STT", "Văn bản", *(capital(LABEL_WORDS[one]) for one in FIVE), "Cộng", "Tỷ lệ (%)")
_NAMED = ("STT", "Nơi thực hiện", "Nhiệm vụ", "Hạn", "Tình trạng")
_SUMMED_COLUMNS = (Column(Decimal(10)), Column(Decimal(110), "left"), *[Column(Decimal(19))] * 7)
_NAMED_COLUMNS = (
    Column(Decimal(10)), Column(Decimal(42), "left"), Column(Decimal(130), "left"),
    Column(Decimal(24)), Column(Decimal(34)),
)  # fmt: skip


@dataclass(frozen=True)
class Carrying:
    """A document with all that carry it out, as far as one person sees them on a day."""

    top: Directive
    branch: tuple[Directive, ...]  # without the top one, level by level
    rows: tuple[TaskRow, ...]
    on: date

    def counts(self, key: int | None = None) -> Counts:
        """Of one document of the branch, or of all."""
        rows = [row for row in self.rows if key in (None, row.facts.directive)]
        return counts_of((row, label_of(row)) for row in rows)

    @property
    def overdue(self) -> list[TaskRow]:
        return [row for row in self.rows if label_of(row) is Label.OVERDUE]


def carrying_out(user: User, top: Directive, *, on: date) -> Carrying:
    """What the person may see of the document and of all below it."""
    keys = [one.pk for one in branch_of(top)]
    visible = Directive.objects.visible_to(user, on=on).in_bulk(keys)
    branch = tuple(visible[key] for key in keys if key in visible and key != top.pk)
    rows = task_rows(user, Wanted(directives=[*visible]), on=on)
    return Carrying(top, branch, tuple(rows), on)


def carrying_report(found: Carrying, unit: UnitRef, *, is_demo: bool, by: str) -> ReportContent:
    """To the Standing Committee from the People's Committee of the unit; a draft without number."""
    issuer, closing, receivers = _issuer(found, unit)
    paper = Unnumbered(KIND, "BÁO CÁO", "BC", unit, issuer, found.on)
    return paper.content(
        f"Tình hình triển khai thực hiện {named(found.top)}",
        _body(found, issuer, closing),
        _annexes(found, paper.reference),
        _facts(found, unit, by, is_demo=is_demo),
        receivers=receivers,
        is_demo=is_demo,
    )


def named(one: Directive) -> str:
    """“Thông báo” stands in no field: number and issuer name a document, else what it is about."""
    if one.number:
        dated = f" ngày {show_day(one.dated_on)}" if one.dated_on else ""
        return f"văn bản số {one.number}{dated} của {one.issuer}"
    return f"văn bản (chưa có số) của {one.issuer} “{one.title}”"


def _issuer(found: Carrying, unit: UnitRef) -> tuple[Issuer, str, tuple[str, ...]]:
    """A Party document of the province is reported on to the Standing Committee."""
    if unit.level != "province":
        issuer = issuer_of(unit, found.on)
        return issuer, issuer.closing, issuer.receivers
    told = next(one for one in load_audiences() if one.id == "standing_committee")
    issuer = issuer_of(unit, found.on, sender="province_committee")
    return issuer, told.closing, told.receivers


def _body(found: Carrying, issuer: Issuer, closing: str) -> Iterator[Paragraph]:
    yield Paragraph("I. Văn bản triển khai", Role.HEADING)
    yield from (Paragraph(text) for text in _issued(found))
    yield Paragraph("II. Kết quả thực hiện nhiệm vụ", Role.HEADING)
    yield from (Paragraph(text) for text in _standing(found))
    yield Paragraph("III. Nhiệm vụ quá hạn", Role.HEADING)
    late = len(found.overdue)
    yield Paragraph(
        f"Đến ngày {show_day(found.on)} còn {counted(late)} nhiệm vụ quá hạn (Phụ lục II). "
        "Cơ quan, địa phương có nhiệm vụ quá hạn báo cáo rõ nguyên nhân và thời hạn hoàn thành."
        if late
        else f"Đến ngày {show_day(found.on)} không có nhiệm vụ nào quá hạn."
    )
    about = f"tình hình triển khai thực hiện {named(found.top)}"
    yield Paragraph(f"Trên đây là {about}, {issuer.name} {closing}./.")


def _issued(found: Carrying) -> Iterator[str]:
    if not found.branch:
        yield f"Chưa có văn bản nào triển khai {named(found.top)}."
        return
    yield (
        f"Thực hiện {named(found.top)}, đến ngày {show_day(found.on)} đã có "
        f"{counted(len(found.branch))} văn bản triển khai (Phụ lục I):"
    )
    for one in found.branch:
        yield f"- {capital(named(one))}."


def _standing(found: Carrying) -> Iterator[str]:
    counts = found.counts()
    parts = [
        f"{counted(counts.labels[label])} nhiệm vụ {LABEL_WORDS[label]}"
        for label in FIVE
        if counts.labels[label]
    ]
    if not parts:
        yield "Chưa có nhiệm vụ nào được giao để theo dõi."
        return
    yield (
        f"Các văn bản trên giao {counted(counts.total)} nhiệm vụ cho các nơi chủ trì: "
        f"{'; '.join(parts)}."
    )
    if counts.tally.rate is not None:
        rate = show_number(percent(counts.tally.rate), 2)
        yield (
            f"Tỷ lệ hoàn thành {rate}%, tính bằng số nhiệm vụ đã hoàn thành trên tổng số nhiệm vụ "
            "đã hoàn thành và quá hạn; nhiệm vụ còn trong hạn không tính."
        )
    if asked := counts.labels[Label.REQUEST]:
        yield f"Ngoài ra có {counted(asked)} nội dung đề nghị, không tính hạn và tỷ lệ."


def _annexes(found: Carrying, reference: str) -> Iterator[Annex]:
    yield Annex(
        label="Phụ lục I",
        sheet="Văn bản",
        title=f"Kết quả theo văn bản, đến ngày {show_day(found.on)}",
        reference=reference,
        columns=_SUMMED_COLUMNS,
        header=(tuple(HeaderCell(text, rows=2) for text in _SUMMED), ()),
        rows=tuple(_summed(found)),
        size=11,
        notes=("Chỉ tính nơi chủ trì; không tính nội dung đề nghị, việc tạm hoãn, thu hồi",),
    )
    if found.overdue:
        yield Annex(
            label="Phụ lục II",
            sheet="Quá hạn",
            title=f"Nhiệm vụ quá hạn đến ngày {show_day(found.on)}",
            reference=reference,
            columns=_NAMED_COLUMNS,
            header=(tuple(HeaderCell(text, rows=2) for text in _NAMED), ()),
            rows=tuple(_late(found.overdue)),
            size=11,
        )


def _summed(found: Carrying) -> Iterator[Row]:
    listed = [one for one in (found.top, *found.branch) if found.counts(one.pk).total]
    for index, one in enumerate(listed, start=1):
        cells = _counted(found.counts(one.pk))
        yield Row(RowKind.UNIT, (Cell(index, Form.WHOLE), Cell(capital(named(one))), *cells))
    yield Row(RowKind.UNIT, (Cell(), Cell("Cộng"), *_counted(found.counts())))


def _counted(counts: Counts) -> Iterator[Cell]:
    for label in FIVE:
        yield Cell(counts.labels[label], Form.WHOLE)
    yield Cell(counts.total, Form.WHOLE)
    rate = counts.tally.rate
    yield Cell("–" if rate is None else show_number(percent(rate), 2))


def _late(rows: Sequence[TaskRow]) -> Iterator[Row]:
    for index, row in enumerate(rows, start=1):
        facts = row.facts
        clause = f"Mục {facts.clause}: " if facts.clause else ""
        texts = (
            capital(row.assignee),
            f"{clause}{shorten(facts.text, LONGEST_SHOWN, placeholder='…')}",
            show_day(facts.due_on) if facts.due_on else "",
            capital(row.standing.label),
        )
        yield Row(RowKind.UNIT, (Cell(index, Form.WHOLE), *(Cell(text) for text in texts)))


def _facts(found: Carrying, unit: UnitRef, by: str, *, is_demo: bool) -> Iterator[Fact]:
    yield Fact("Nội dung", f"Tình hình triển khai thực hiện {named(found.top)}")
    yield Fact("Đơn vị", unit.full_name)
    yield Fact("Đến ngày", found.on)
    yield Fact("Số văn bản triển khai", len(found.branch))
    yield Fact("Số nhiệm vụ", found.counts().total)
    yield Fact("Người lập", by)
    yield Fact("Lập bằng", f"Làng Mới {__version__}")
    if is_demo:
        yield Fact("Loại số liệu", "Số liệu minh họa, không phải số liệu chính thức")
