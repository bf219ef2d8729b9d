"""The weekly reminder as an official notice: what is overdue, due this week or not received yet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from textwrap import shorten

from langmoi import __version__
from langmoi.core.days import show_day
from langmoi.core.text import capital
from langmoi.direction.done_about import DoneAbout
from langmoi.direction.weekly import WHY_LABELS, Group, Line, Weekly, Why
from langmoi.overview.model import UnitRef
from langmoi.people.contacts import Contact
from langmoi.places.models import Level
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
    Row,
    RowKind,
)
from langmoi.publishing.unnumbered import Unnumbered
from langmoi.publishing.words import counted

KIND = "urging"
LONGEST_SHOWN = 280  # letters of a task: enough to know it by, few enough for one page
HEADINGS = ("STT", "Nơi thực hiện", "Nhiệm vụ", "Hạn", "Tình trạng", "Phản hồi gần nhất",
            "Đã đôn đốc", "Người chịu trách nhiệm")  # fmt: skip
COLUMNS = (
    Column(Decimal(10)),
    Column(Decimal(34), "left"),
    Column(Decimal(82), "left"),
    Column(Decimal(20)),
    Column(Decimal(26)),
    Column(Decimal(34), "left"),
    Column(Decimal(22), "left"),
    Column(Decimal(34), "left"),
)


def urging_notice(found: Weekly, unit: UnitRef, *, is_demo: bool, by: str) -> ReportContent:
    """Of the unit's own office, still without number and day; the text names no blame."""
    sender = "committee_office" if unit.level == Level.PROVINCE else ""
    issuer = issuer_of(unit, found.on, sender=sender)
    paper = Unnumbered(KIND, "THÔNG BÁO", "TB", unit, issuer, found.on)
    return paper.content(
        "Về việc đôn đốc thực hiện nhiệm vụ được giao",
        (Paragraph(text) for text in _text(found, issuer)),
        (_annex(found, paper.reference),),
        _facts(found, unit, by, is_demo=is_demo),
        receivers=_receivers(issuer),
        is_demo=is_demo,
    )


def file_stem(found: Weekly, unit_code: str) -> str:
    """“don-doc-2019-12-20-62”: sorts by day, and says whose it is."""
    return f"don-doc-{found.on.isoformat()}-{unit_code}"


def _text(found: Weekly, issuer: Issuer) -> Iterator[str]:
    until = f"đến hạn từ ngày {show_day(found.on)} đến ngày {show_day(found.until)}"
    words = {Why.OVERDUE: "quá hạn", Why.DUE: until, Why.SILENT: "chưa có phản hồi tiếp nhận"}
    counts = [
        f"{counted(found.count(why))} nhiệm vụ {said}"
        for why, said in words.items()
        if found.count(why)
    ]
    yield (
        f"Qua theo dõi việc thực hiện các nhiệm vụ được giao, đến ngày {show_day(found.on)} còn "
        f"{', '.join(counts)} của {counted(len(found.groups))} cơ quan, "
        "địa phương (Phụ lục kèm theo)."
    )
    yield (
        "Đề nghị các cơ quan, địa phương có tên trong Phụ lục khẩn trương thực hiện và báo cáo kết "
        "quả; nhiệm vụ nào cần gia hạn thì báo cáo rõ lý do và thời hạn đề nghị."
    )
    yield f"{issuer.name} thông báo để các cơ quan, địa phương biết, thực hiện./."


def _receivers(issuer: Issuer) -> tuple[str, ...]:
    return ("Các cơ quan, địa phương có tên trong Phụ lục", *issuer.receivers[-1:])


def _annex(found: Weekly, reference: str) -> Annex:
    return Annex(
        label="Phụ lục",
        sheet="Đôn đốc",
        title=f"Danh sách nhiệm vụ cần đôn đốc đến ngày {show_day(found.on)}",
        reference=reference,
        columns=COLUMNS,
        header=(tuple(HeaderCell(text, rows=2) for text in HEADINGS), ()),
        rows=tuple(_rows(found)),
        size=10,
        notes=(
            "Số ngày quá hạn tính theo ngày lịch, theo hạn đang có hiệu lực",
            "Không gồm việc đã báo hoàn thành đang chờ xác nhận, việc tạm hoãn và nội dung đề nghị",
        ),
    )


def _rows(found: Weekly) -> Iterator[Row]:
    index = 0
    for group in found.groups:
        for line in group.lines:
            index += 1
            yield Row(RowKind.UNIT, _cells(index, group, line))


def _cells(index: int, group: Group, line: Line) -> tuple[Cell, ...]:
    facts = line.row.facts
    clause = f"Mục {facts.clause}" if facts.clause else ""
    document = f"văn bản số {facts.number}" if facts.number else ""
    where = ", ".join(part for part in (clause, document) if part)
    text = shorten(facts.text, LONGEST_SHOWN, placeholder="…")
    due = show_day(facts.due_on) if facts.due_on else "không hạn"
    texts = (
        capital(group.assignee),
        f"{where}: {text}" if where else text,
        due,
        capital(standing_of(line)),
        last_word_of(line.done),
        reminders_of(line.done),
        _person(group.contacts.accountable),
    )
    return (Cell(index, Form.WHOLE), *(Cell(text) for text in texts))


def standing_of(line: Line) -> str:
    """“quá hạn 20 ngày”, “đến hạn trong tuần”, “chưa tiếp nhận”."""
    return line.row.standing.label if line.why is Why.OVERDUE else WHY_LABELS[line.why]


def last_word_of(done: DoneAbout) -> str:
    """What the assignee did last and when; since when nothing was heard."""
    if done.last_word is None:
        since = f" từ ngày giao {show_day(done.issued_on)}" if done.issued_on else ""
        return f"Chưa có phản hồi{since}"
    asks = f", xin gia hạn đến {show_day(done.asks_until)}" if done.asks_until else ""
    if asks and done.last_word.step == "ask_extension":
        return f"{show_day(done.last_word.day)}: {asks.removeprefix(', ')}"
    return f"{show_day(done.last_word.day)}: {done.last_word.label}{asks}"


def reminders_of(done: DoneAbout) -> str:
    if not done.reminders:
        return "Chưa"
    return f"{len(done.reminders)} lần, gần nhất {show_day(done.reminders[-1].day)}"


def _person(contact: Contact | None) -> str:
    if contact is None:
        return "Chưa ghi người giữ chức vụ"
    phone = f", {contact.phone}" if contact.phone else ""
    return f"{contact.name}{phone}"


def _facts(found: Weekly, unit: UnitRef, by: str, *, is_demo: bool) -> Iterator[Fact]:
    yield Fact("Nội dung", "Danh sách nhiệm vụ cần đôn đốc")
    yield Fact("Đơn vị", unit.full_name)
    yield Fact("Đến ngày", found.on)
    yield Fact("Đến hạn trong tuần, đến ngày", found.until)
    yield Fact("Số nhiệm vụ", len(found.lines))
    yield Fact("Số nơi thực hiện", len(found.groups))
    yield Fact("Người lập", by)
    yield Fact("Lập bằng", f"Làng Mới {__version__}")
    if is_demo:
        yield Fact("Loại số liệu", "Số liệu minh họa, không phải số liệu chính thức")
