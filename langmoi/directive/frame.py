"""Where the body begins and ends: before it stands the head, after it the signature."""

from __future__ import annotations

import re
from dataclasses import dataclass

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import UPPER, any_of, pattern
from langmoi.directive.labels import COUNTED, read_label
from langmoi.directive.lines import Paragraph, is_rule, is_upper

NATION = pattern(
    r"cộng h[oò]a? xã hội chủ nghĩa( việt nam)?|độc lập\s*-\s*tự do\s*-\s*hạnh phúc|"
    r"đảng cộng sản việt nam"
)
TYPE = pattern(
    any_of("""
    chỉ thị|quyết định|kế hoạch|thông báo|nghị quyết|công điện|hướng dẫn|chương trình|đề án
    phương án|báo cáo|tờ trình|kết luận|quy định|quy chế|thông cáo|thông tri
    chương trình hành động|thông báo kết luận|công điện khẩn|kế hoạch hành động
    chương trình công tác|dự án|biên bản|công văn|văn bản|thông tư|nghị định|lệnh
    """)
    + r"\s*"
)  # fmt: skip
NUMBER_LINE = pattern(r"(?<!\w)số\s*:?\s*(?=[\d\s._…]*\s*[-/]\s*[a-z])")
DATED = pattern(
    r"ngày\s*(?P<day>\d{1,2}|[._…\s]*)\s*tháng\s*(?P<month>\d{1,2}|"
    r"[._…\s]*)\s*năm\s*(?P<year>\d{4}|2\d?0?[._…]*|[._…]*)"
)
ABOUT = pattern(r"v/v\b|về việc\b")
TO = pattern(r"kính\s+gửi\s*:?\s*|[\w\s,]{0,60}\bđiện\s*:\s*$")
_URGENCY = pattern(
    any_of("hỏa tốc|khẩn|thượng khẩn|mật|tối mật|tuyệt mật|hỏa tốc hẹn giờ|dự thảo|bản sao")
)
_RECEIVERS = pattern(r"nơi\s+nhận\b")
_SIGNED = re.compile(rf"(?:T/?M|K/?T|TL|T/L|TUQ|Q|TN)\.\s*[{UPPER}]{{2}}")
POSITION = pattern(
    any_of("""
    chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|bí thư|phó bí thư|chánh văn phòng
    phó chánh văn phòng|trưởng ban|phó trưởng ban|bộ trưởng|thứ trưởng|thủ tướng|phó thủ tướng
    trưởng phòng|cục trưởng|chi cục trưởng|tổng giám đốc|chỉ huy trưởng|thường trực|người chủ trì
    trưởng đoàn|hiệu trưởng|tổ trưởng|chủ nhiệm|phó chủ nhiệm|tổng cục trưởng|viện trưởng
    """)
)  # fmt: skip
_GROUND = pattern(
    r"(?:căn cứ|thực hiện|theo|xét|để|trên cơ sở|tiếp theo|ngày|nhằm|thời gian qua)(?!\w)"
)
_FOUNDS = pattern(r"(?:căn cứ|xét|thực hiện|theo đề nghị)(?!\w)")
_ISSUES = pattern(
    any_of("""
    ủy ban|UBND|hội đồng|HĐND|chủ tịch|giám đốc|ban(?! hành)|bộ trưởng|thủ tướng|chính phủ|tỉnh ủy
    huyện ủy|thường trực|trưởng ban|sở
    """)
    + r"(?!\w)"
)
LONGEST_HEAD_LINE = 260


@dataclass(frozen=True)
class Frame:
    """The paragraphs of each part; an annex after the signature belongs to the body again."""

    head: list[Paragraph]
    title: list[Paragraph]
    addressees: list[Paragraph]
    body: list[Paragraph]
    tail: list[Paragraph]


def frame(text: Clean, paragraphs: list[Paragraph]) -> Frame:
    anchors = _anchors(text, paragraphs)
    at = anchors[-1] + 1 if anchors else 0
    head = paragraphs[:at]
    title: list[Paragraph] = []
    addressees: list[Paragraph] = []
    if anchors and _is_to(text, paragraphs[anchors[-1]]):
        at = _skip_addressees(text, paragraphs, at)
        addressees = paragraphs[anchors[-1] : at]
        head = paragraphs[: anchors[-1]]
    elif anchors and _ends_with_type(text, paragraphs[anchors[-1]]):
        first, at = at, _skip_title(text, paragraphs, at)
        title = paragraphs[first:at]
    at = _skip_rules(text, paragraphs, at)
    start, end = _tail(text, paragraphs, at)
    body = paragraphs[at:start] + paragraphs[end:]
    return Frame(head, title, addressees, body, paragraphs[start:end])


def is_type(text: Clean, start: int, end: int) -> bool:
    """A line that says what kind of document this is, in capitals."""
    words = text.text[start:end].strip()
    if not words.isupper():
        return False
    spaced = re.fullmatch(r"(?:\S )+\S(?:\s{2,}(?:\S )+\S)*", text.key[start:end].strip())
    key = (
        re.sub(r"(\S) (?=\S(?:\s|$))", r"\1", text.key[start:end].strip())
        if spaced
        else text.key[start:end].strip()
    )
    return bool(TYPE.fullmatch(" ".join(key.split())))


def lines_of(text: Clean, paragraph: Paragraph) -> list[tuple[int, int]]:
    """The lines of a paragraph, and in them what stands in columns, one by one."""
    found = re.finditer(
        r"\S+(?:[ ]\S+)*", text.text[paragraph.start : paragraph.end].replace("|", "\t")
    )
    return [(paragraph.start + f.start(), paragraph.start + f.end()) for f in found]


def _anchors(text: Clean, paragraphs: list[Paragraph]) -> list[int]:
    """The paragraphs that can stand nowhere but in the head."""
    found: list[int] = []
    for index, paragraph in enumerate(paragraphs[:60]):
        label = read_label(text, paragraph.start, paragraph.end)
        if paragraph.end - paragraph.start > LONGEST_HEAD_LINE or (
            label and label.style not in COUNTED
        ):
            break
        if found and (
            _is_to(text, paragraphs[found[-1]]) or _FOUNDS.match(text.key, paragraph.start)
        ):
            break
        if _is_anchor(text, paragraph) and not (
            found and _RECEIVERS.match(text.key, paragraph.start)
        ):
            found.append(index)
    return found


def _is_anchor(text: Clean, paragraph: Paragraph) -> bool:
    key = text.key[paragraph.start : paragraph.end]
    if _URGENCY.fullmatch(key.strip()):
        return True
    if NATION.search(key) or _is_to(text, paragraph):
        return True
    if _ends_with_type(text, paragraph):
        return True
    if ABOUT.match(key) and paragraph.end - paragraph.start < LONGEST_HEAD_LINE:
        return True
    cells = [start for start, _ in lines_of(text, paragraph)]
    if any(NUMBER_LINE.match(text.key, at, paragraph.end) for at in cells) and len(key) < 200:
        return True
    dated = DATED.search(key)
    return bool(
        dated and dated.start() < 45 and len(key) - dated.end() < 25 and not _GROUND.match(key)
    )


def _is_to(text: Clean, paragraph: Paragraph) -> bool:
    return bool(TO.match(text.key, paragraph.start, paragraph.end))


def _ends_with_type(text: Clean, paragraph: Paragraph) -> bool:
    """The kind of the document came last: its title follows (or stands in the same capitals)."""
    return any(is_type(text, *line) for line in lines_of(text, paragraph))


def _skip_addressees(text: Clean, paragraphs: list[Paragraph], at: int) -> int:
    """Past the list after “Kính gửi”: items with a list mark, or short lines that end in ;"""
    open_list = text.text[: paragraphs[at - 1].end].rstrip()[-1:] in ":;"
    while at < len(paragraphs):
        paragraph = paragraphs[at]
        label = read_label(text, paragraph.start, paragraph.end)
        words = text.text[paragraph.start : paragraph.end]
        if label and label.style in COUNTED:
            open_list = True
        elif not open_list or label or len(words) > 120 or words[-1:] not in ";.,":
            break
        at += 1
        if words.rstrip().endswith(".") and not (label and _next_is_item(text, paragraphs, at)):
            break
    return at


def _next_is_item(text: Clean, paragraphs: list[Paragraph], at: int) -> bool:
    if at >= len(paragraphs):
        return False
    label = read_label(text, paragraphs[at].start, paragraphs[at].end)
    return bool(label and label.style in COUNTED)


def _skip_title(text: Clean, paragraphs: list[Paragraph], at: int) -> int:
    """Past the title: its first paragraph, and what goes on in bold, small letters or capitals."""
    first = at
    while at < len(paragraphs):
        paragraph = paragraphs[at]
        words = text.text[paragraph.start : paragraph.end]
        label = read_label(text, paragraph.start, paragraph.end)
        if label or len(words) > 400 or words.rstrip().endswith((";", ":")):
            break
        if at > first and not (
            words[0].islower() or words[0] in "-_(*" or is_rule(words) or is_upper(words)
            or (text.is_bold(paragraph.start, paragraph.end) and len(words) < 250)
        ):  # fmt: skip
            break
        if is_upper(words) and _ISSUES.match(text.key, paragraph.start):
            break
        if at == first and (_GROUND.match(text.key, paragraph.start) and words.endswith(".")):
            break
        at += 1
    return at


def _skip_rules(text: Clean, paragraphs: list[Paragraph], at: int) -> int:
    """Past the rules between the title and the body."""
    while 0 < at < len(paragraphs):
        if not is_rule(text.text[paragraphs[at].start : paragraphs[at].end]):
            break
        at += 1
    return at


def _tail(text: Clean, paragraphs: list[Paragraph], at: int) -> tuple[int, int]:
    """The signature and the receivers, up to an annex; nothing at the end where none is."""
    start = next(
        (i for i in range(at, len(paragraphs)) if _is_tail(text, paragraphs, i)), len(paragraphs)
    )
    while start > at and start < len(paragraphs) and _is_blank_row(text, paragraphs[start - 1]):
        start -= 1
    end = start
    while end < len(paragraphs) and not (end > start and _begins_annex(text, paragraphs[end])):
        end += 1
    return start, end


def _is_blank_row(text: Clean, paragraph: Paragraph) -> bool:
    return not text.text[paragraph.start : paragraph.end].strip("|-: \t")


def _is_tail(text: Clean, paragraphs: list[Paragraph], index: int) -> bool:
    paragraph = paragraphs[index]
    words = text.text[paragraph.start : paragraph.end].lstrip("| ")
    start = paragraph.end - len(text.text[paragraph.start : paragraph.end].lstrip("| "))
    if _RECEIVERS.match(text.key, start) and len(words.split(":")[0]) < 14:
        return True
    if _SIGNED.match(words):
        return True
    ended = index > 0 and text.text[: paragraphs[index - 1].end].rstrip("*_ ").endswith(
        ("./.", "/.")
    )
    return bool(ended and words.isupper() and POSITION.match(text.key, start))


def _begins_annex(text: Clean, paragraph: Paragraph) -> bool:
    label = read_label(text, paragraph.start, paragraph.end)
    return bool(
        label
        and label.style == "annex"
        and text.text[paragraph.start : label.end].strip(" .:").isupper()
    ) or (
        bool(label)
        and label is not None
        and label.style == "annex"
        and paragraph.end - paragraph.start < 40
    )
