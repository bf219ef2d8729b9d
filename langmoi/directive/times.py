"""By when and how often: “trong tháng 7 năm 2019”, “trước ngày 15/8”, “hằng quý”, “khẩn trương”.

A horizon (“đến năm 2025”, “giai đoạn 2016-2020”) and the date of a cited document are no due date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import any_of, pattern
from langmoi.directive.model import Recurring, Time

_BY = any_of("""
chậm nhất là đến|chậm nhất đến|chậm nhất là|chậm nhất|muộn nhất là|muộn nhất|xong trước|trước
đến hết|hết|trong|đến trước|từ nay đến hết|từ nay đến|đến|vào|cuối|xong|hoàn thành|trong thời gian
là
""")
_BY_DAY = any_of("""
chậm nhất là đến|chậm nhất đến|chậm nhất là trước|chậm nhất là|chậm nhất trong|chậm nhất
muộn nhất là|muộn nhất|xong trước|trước|đến hết|hết|đến trước|từ nay đến hết|từ nay đến|đến|trong
vào|xong|hạn cuối là|thời hạn|thời gian
""")
_YEAR = r"(?:\s*/\s*|\s*-\s*|\s+năm\s+|\s+)(?P<year>(?:19|20)\d\d)(?!\d)"
_SPACE_DAY = r"(?:ngày\s+)?"
_DAY = pattern(
    rf"(?<!\w)(?P<by>{_BY_DAY})\s+(?:\d+\s*(?:giờ|h)\s*\d*\s*)?(?:(?:ngày|vào ngày)\s+)?"
    rf"(?P<day>\d{{1,2}})(?:\s*[/.]\s*|\s*-\s*(?=\d{{1,2}}\s*-)|"
    rf"\s+tháng\s+)(?P<month>\d{{1,2}})(?![\d%])(?:{_YEAR})?(?!/)"
)
_MONTH = pattern(
    rf"(?<!\w)(?P<by>{_BY})\s+(?:(?:đầu|giữa|cuối|hết)\s+)?tháng\s+(?P<month>\d{{1,2}})(?!\d|"
    rf"/\d\d?(?!\d))(?:{_YEAR})?"
)
_QUARTER = pattern(
    rf"(?<!\w)(?P<by>{_BY})\s+(?:(?:đầu|cuối|hết)\s+)?quý\s+(?:(?:iv|i{{1,3}}|[1-4])\s*(?:,|và|"
    rf"-|đến)\s*)*(?P<quarter>iv|i{{1,3}}|[1-4])(?!\w)(?:{_YEAR})?"
)
_HALF = pattern(
    rf"(?<!\w)(?:(?P<by>{_BY})\s+)?0?6\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?:{_YEAR}|"
    rf"\s+(?P<year2>20\d\d))?"
)
_YEAR_END = pattern(
    r"(?<!\w)(?P<by>đến hết|hết|trong|cuối|đến cuối|trước|xong trong|ngay trong|đến trước|"
    r"từ nay đến hết|từ nay đến cuối)"
    r"\s+(?:(?:cuối|hết)\s+)?năm\s+(?P<year>20\d\d)(?!\s*[-/]\s*\d)"
)
_WITHIN = pattern(
    r"(?<!\w)(?:(?:chậm nhất|không quá|muộn nhất)\s+)?(?:(?:trong\s+(?:vòng|thời hạn|thời gian)|"
    r"sau|trong|không quá|chậm nhất(?: là)?)\s+)"
    r"(?P<days>\d{1,3})\s+(?P<work>ngày làm việc|ngày)(?:\s*,)?\s+(?:kể\s+)?từ\s+(?:ngày|khi)\s+"
    r"(?:(?:quyết định|chỉ thị|kế hoạch|văn bản|công văn|thông báo) này (?:được )?)?"
    r"(?P<from>ký(?:\s+ban hành)?|ban hành|có hiệu lực|nhận được)(?:\s+(?:văn bản|chỉ thị|"
    r"kế hoạch|công văn|thông báo|quyết định|công điện)\s+này)?"
)
_EVERY = pattern(
    rf"(?<!\w)(?:(?P<date>(?:định kỳ\s+)?(?:{_BY_DAY}\s+)?ngày\s+\d{{1,2}}(?:\s*/\s*\d{{1,2}})?"
    rf"(?:\s+(?:và|,)\s+(?:ngày\s+)?\d{{1,2}}(?:/\d{{1,2}})?)*\s+)?"
    r"(?P<periodic>định kỳ\s+)?(?:(?:hằng|hàng|mỗi)\s+(?P<each>ngày|tuần|tháng|quý|năm)"
    r"|(?P<half>0?6\s+tháng(?:\s*/\s*|\s+)(?:một\s+|1\s+|01\s+)?lần|0?6 tháng và hằng năm|nửa năm)"
    r"|(?P<three>0?3\s+tháng(?:\s*/\s*|\s+)(?:một\s+|1\s+|01\s+)?lần)"
    r"|(?P<end>(?:(?:trước|vào)\s+)?ngày\s+\d{1,2}\s+(?:của\s+)?tháng cuối (?:mỗi |hằng |của )?quý)"
    r"|(?P<once>(?:tháng|quý|năm)(?:\s*/\s*|\s+)(?:một|1|01)\s*lần)"
    r"|(?<=kỳ\s)(?P<bare>tháng|quý|0?6 tháng|năm|tuần|0?3 tháng)(?!\w)))"
    r"(?:,?\s+(?:(?:chậm nhất(?: là)?|muộn nhất)(?: trước)?|trước|"
    r"vào)\s+ngày\s+\d{1,2}(?:\s*/\s*\d{1,2}(?!\s*/)| tháng \d{1,2}(?! năm))?"
    r"(?:\s+(?:của\s+)?(?:tháng|quý)[\w ]{0,16}?(?=[,.;]))?)?"
)
_URGENT = re.compile(
    r"(?<!\w)(?:khẩn\s+trương|ngay\s+sau\s+khi(?:\s+\w+){2,6}|ngay(?:\s+lập\s+tức)?(?=[,.;]|"
    r"\s+[a-zđ])|thường\s+xuyên)(?!\w)",
    re.IGNORECASE,
)
_DONE = re.compile(r"^(?:hoàn thành|xong)\s+", re.IGNORECASE)
_PAST = pattern(r"(?:\bđã\b|\bmới (?:có|đạt)\b|\bchỉ (?:có|đạt)\b)")
_TWICE = re.compile(r"\d\s*(?:va|,)\s*(?:ngay\s+)?\d")
_AVERAGE = pattern(r"(?:bình quân|trung bình)\s+$")
# Where no word leads it in, a period stands apart: “Quý III/2019, …”, “(tháng 9/2019)”.
_APART = pattern(
    rf"(?:quý\s+(?P<quarter>iv|i{{1,3}}|[1-4])(?!\w)|tháng\s+(?P<month>\d{{1,2}})(?!\d|"
    rf"/\d\d?(?!\d)))"
    rf"(?:{_YEAR})?(?=\s*[,:;.)])"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_EACH = {
    "thang": Recurring.MONTHLY, "quy": Recurring.QUARTERLY, "nam": Recurring.YEARLY,
    "6 thang": Recurring.HALF_YEARLY, "06 thang": Recurring.HALF_YEARLY,
    "3 thang": Recurring.QUARTERLY, "03 thang": Recurring.QUARTERLY,
}  # fmt: skip
_BEFORE = ("truoc", "xong truoc", "den truoc")
# “đánh giá, kiểm điểm hằng năm” tells which assessment is meant, not how often to do it.
_OF_SOMETHING = pattern(
    r"(?:đánh giá|kiểm điểm|kế hoạch|xếp loại|dự toán|ngân sách|mục tiêu|chỉ tiêu|"
    r"chương trình công tác|nhiệm vụ|nội dung)\s+$"
)


@dataclass(frozen=True)
class Written:
    """The day of the document; where it is blank, the year that is printed all the same."""

    day: date | None = None
    year: int | None = None


@dataclass(frozen=True)
class Found:
    """A time and where it is said."""

    time: Time
    start: int
    end: int

    @property
    def rank(self) -> int:
        """A date or a rhythm says more than “khẩn trương”, and in between is what has no value."""
        known = self.time.due or self.time.recurring
        return 2 if known else 1 if re.search(r"\d|(?i:h[ằà]ng)", self.time.text) else 0


def read_times(text: Clean, start: int, end: int, written: Written) -> list[Found]:
    """All times said, in order. A date without a year is of the year of the document."""
    found = [*_rhythms(text, start, end), *_dates(text, start, end, written)]
    found += _apart(text, start, end, written)
    found += [
        Found(Time(_said(text, *urgent.span())), *urgent.span())
        for urgent in _URGENT.finditer(text.text, start, end)
    ]
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.rank, f.start - f.end)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


def read_cell(text: Clean, start: int, end: int, written: Written) -> Time | None:
    """The time that fills a table's cell, where no word leads it in: “Quý I/2020”."""
    words = " ".join(text.text[start:end].split())
    if not words:
        return None
    led = Clean(f"trong {words}", f"trong {_flat(text.key[start:end])}", (), ())
    if re.match(r"\d+ (?:ngay|gio)", led.key[6:]):
        return Time(words)
    for one in read_times(led, 0, len(led.text), written):
        if one.rank:
            return Time(words, one.time.due, one.time.recurring)
    return Time(words)


def _flat(key: str) -> str:
    words = " ".join(key.split())
    return re.sub(
        r"^(?:truoc|trong|den)\s+(?=(?:ngay|thang|quy|nam|\d))", lambda f: f.group(), words
    )


def _rhythms(text: Clean, start: int, end: int) -> Iterator[Found]:
    for found in _EVERY.finditer(text.key, start, end):
        said = found["each"] or found["bare"] or ""
        if found["half"]:
            each: Recurring | None = Recurring.HALF_YEARLY
        elif found["three"] or found["end"]:
            each = Recurring.QUARTERLY
        else:
            each = _EACH.get(said or (found["once"] or "").split("/")[0].split()[0])
        if each is Recurring.YEARLY and _TWICE.search(found["date"] or ""):
            each = Recurring.HALF_YEARLY
        before = text.key[max(start, found.start() - 24) : found.start()]
        if _AVERAGE.search(before) or (_OF_SOMETHING.search(before) and not found["date"]):
            continue
        begin = found.start()
        if found["bare"]:
            begin = max(start, text.key.rfind("dinh", 0, found.end()))
        yield Found(Time(_said(text, begin, found.end()), None, each), begin, found.end())


def _said(text: Clean, start: int, end: int) -> str:
    words = " ".join(text.text[start:end].split())
    return _DONE.sub("", words)


def _dates(text: Clean, start: int, end: int, written: Written) -> Iterator[Found]:
    for words, read in (
        (_DAY, _day), (_MONTH, _month), (_QUARTER, _quarter), (_HALF, _half),
        (_YEAR_END, _year_end), (_WITHIN, _within),
    ):  # fmt: skip
        for found in words.finditer(text.key, start, end):
            if _is_past(text, start, found, end):
                continue
            due = read(found, written)
            if due or words in (_DAY, _WITHIN):
                yield Found(Time(_said(text, *found.span()), due), *found.span())


def _apart(text: Clean, start: int, end: int, written: Written) -> Iterator[Found]:
    """Periods at the head of a sentence or in brackets."""
    for found in _APART.finditer(text.key, start, end):
        before = text.key[start : found.start()].rstrip()
        if before and before[-1] not in "(;:.":
            continue
        due = _quarter(found, written) if found["quarter"] else _month(found, written)
        if due:
            yield Found(Time(_said(text, *found.span()), due), *found.span())


def _is_past(text: Clean, start: int, found: re.Match[str], end: int) -> bool:
    """“đến hết năm 2019 toàn tỉnh mới có 31 xã”, and no day to come."""
    stop = re.compile(r"[.;]").search(text.key, found.end(), end)
    return bool(
        _PAST.search(text.key, found.end(), min(stop.start() if stop else end, found.end() + 40))
    )


def _of_year(found: re.Match[str], written: Written) -> int | None:
    parts = found.groupdict()
    year = parts.get("year") or parts.get("year2")
    return int(year) if year else written.year


def _is_before(found: re.Match[str]) -> bool:
    return (found.groupdict().get("by") or "") in _BEFORE


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(found: re.Match[str], written: Written) -> date | None:
    """A day without a year is the first such day after the document's."""
    year = _of_year(found, written)
    due = _real(year, int(found["month"]), int(found["day"])) if year else None
    return due if found["year"] else _not_over(due, written)


def _not_over(due: date | None, written: Written) -> date | None:
    if due and written.day and due < written.day:
        return _real(due.year + 1, due.month, due.day)
    return due


def _month(found: re.Match[str], written: Written) -> date | None:
    year, month = _of_year(found, written), int(found["month"])
    if not year or not 1 <= month <= 12:
        return None
    if _is_before(found):
        return date(year, month, 1) - timedelta(days=1)
    due = date(year, month, calendar.monthrange(year, month)[1])
    return due if found["year"] else _not_over(due, written)


def _quarter(found: re.Match[str], written: Written) -> date | None:
    year, month = _of_year(found, written), _QUARTERS[found["quarter"]] * 3
    if not year:
        return None
    if _is_before(found):
        return date(year, month - 2, 1) - timedelta(days=1)
    return date(year, month, calendar.monthrange(year, month)[1])


def _half(found: re.Match[str], written: Written) -> date | None:
    year = _of_year(found, written)
    if not year:
        return None
    return date(year, 6, 30) if found["half"] == "dau" else date(year, 12, 31)


def _year_end(found: re.Match[str], written: Written) -> date | None:
    return date(int(found["year"]) - _is_before(found), 12, 31)


def _within(found: re.Match[str], written: Written) -> date | None:
    """So many days from the signing; working days and days from receipt give no date."""
    if not written.day or found["work"] != "ngay" or found["from"] in ("nhan duoc", "co hieu luc"):
        return None
    return written.day + timedelta(days=int(found["days"]))
