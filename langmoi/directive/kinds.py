"""What a clause or a sentence is: the words that tell grounds, assessments, goals, permissions."""

from __future__ import annotations

import re

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import any_of, pattern
from langmoi.directive.model import Kind
from langmoi.directive.sentences import sentences

GOALS = pattern(
    r"(?:các\s+)?" + any_of("""
    mục đích|mục tiêu|quan điểm|chỉ tiêu|yêu cầu$|phạm vi|đối tượng|phương châm|nguyên tắc
    định hướng|tầm nhìn
    """) + r"(?!\w)"
)  # fmt: skip
ASSESSMENTS = pattern(
    r"(?:về\s+|kết quả\s+)?(?:các\s+|những\s+|một số\s+)?" + any_of("""
    đánh giá|tình hình|kết quả|tồn tại|hạn chế|khó khăn|nguyên nhân|ưu điểm|khuyết điểm|đặc điểm
    thực trạng|bối cảnh|thuận lợi|bài học|sự cần thiết|kết quả đạt được
    """) + r"(?!\w)"
)  # fmt: skip
MONEY = pattern(
    r"(?:dự kiến\s+|về\s+)?(?:nguồn\s+)?(?:kinh phí|nguồn vốn|nguồn lực thực hiện|"
    r"vốn thực hiện)(?!\w)"
)
WORK = pattern(
    r".*?(?<!\w)" + any_of("""
    nhiệm vụ|giải pháp|tổ chức thực hiện|phân công|nội dung thực hiện|trách nhiệm|kiến nghị
    công việc|trọng tâm|kết luận|thời gian tới|nội dung
    """) + r"(?!\w)"
)  # fmt: skip
AND_WORK = pattern(r"(?:,|\svà)\s+(?:phương hướng|nhiệm vụ|giải pháp)")

_GROUND = pattern(
    any_of("""
    căn cứ|thực hiện|tiếp theo|xét|theo đề nghị|theo báo cáo của|trên cơ sở|để|nhằm|sau khi nghe
    tham dự|cùng dự|dự họp|thành phần|theo tinh thần|thừa ủy quyền|triển khai thực hiện|triển khai
    phúc đáp|tiếp nhận|theo quy định|tại cuộc họp|vừa qua|chấp hành|hiện nay, theo|theo kế hoạch
    theo nghị quyết|theo quyết định|theo chỉ đạo|theo công điện|theo dự báo|theo bản tin
    nghị quyết này
    """) + r"(?!\w)"
)  # fmt: skip
_MEETING = pattern(
    r"(?:trong\s+)?(?:các\s+)?ngày\s+\d{1,2}[\s/].{0,60}?,?\s*(?:tại|đồng chí|Chủ tịch|"
    r"Phó Chủ tịch|Ủy ban|UBND|Ban|Thường trực|Tỉnh ủy|Văn phòng)"
)
_MET = pattern(
    r".{0,160}?(?<!\w)(?:chủ trì|tổ chức|dự|có) (?:cuộc |buổi )?(?:họp|làm việc|hội nghị|"
    r"giao ban)(?!\w)"
)
_INTRO = pattern(
    r".*(?:như sau|sau đây|sau|chỉ thị|yêu cầu|kết luận|ý kiến|thông báo|quyết định|quyết nghị|"
    r"đề nghị|chỉ đạo|điện|nhiệm vụ|ban hành|giao)"
    r"[\w\s,-]{0,60}:\s*$"
)
_DECIDES = pattern(
    r".{0,300}?(?:ban hành|xây dựng)\s+(?:kế hoạch|chỉ thị|"
    r"chương trình)[\w\s,-]{0,160}(?:như sau|sau đây|sau)\s*:\s*$"
)
_ASSESSED = pattern(
    r"(?:trong\s+)?(?:những\s+)?(?:thời gian qua|năm qua|năm vừa qua|thời gian vừa qua)|"
    r"trong\s+(?:những|các)\s+năm\s+qua|tuy nhiên|tuy vậy|song,|"
    r"nguyên nhân|qua (?:theo dõi|kiểm tra|đánh giá|rà soát|giám sát|báo cáo)|theo (?:báo cáo|"
    r"thống kê|tổng hợp|số liệu)|biểu dương|ghi nhận|đánh giá cao|"
    r"từ ngày[^.;]{3,40}đến nay|dự báo|đến nay|đến hết năm \d{4},? (?:toàn|cả)|tính đến|"
    r"hiện nay|hiện|bên cạnh (?:những|"
    r"các)? ?kết quả|nhìn chung|cơ bản|kết quả (?:đạt|đến|bước đầu)|"
    r"\d{1,2} tháng đầu năm|tồn tại|hạn chế|các địa phương đã|một số (?:địa phương|xã|huyện|"
    r"đơn vị|sở)|công tác .{3,90}(?:còn|đã|chưa)|việc .{3,90}(?:còn|chưa|đã)|"
    r"từ đầu năm|sau \d+ năm|năm \d{4},? (?:toàn|các|mặc dù|công tác|tỉnh|huyện)|được sự|với sự|"
    r"trước tình hình"
)
_ASSESSED_INSIDE = pattern(
    r"(?<!\w)(?:đã (?:đạt|có|được|hoàn thành|ban hành|chỉ đạo|triển khai|tổ chức|quan tâm|"
    r"chủ động|tập trung|làm|gây|xảy)|còn (?:hạn chế|chậm|thấp|nhiều|một số|lúng túng|mang|có|"
    r"chưa|bất cập|khó khăn|ít|để xảy)|"
    r"chưa (?:chủ động|quan tâm|đạt|kiên quyết|thực sự|được|đồng bộ|cao|kịp thời|nghiêm|đầy đủ|"
    r"quyết liệt|có)|mới (?:có|đạt|chỉ)|chuyển biến|chỉ đạt|chưa\b[^,;]{0,40}\bdo\b|là do)(?!\w)"
)
_PERMITTED = pattern(
    r"(?:cơ bản\s+)?(?:được giao(?! cho)[^,;.:]{0,50}?\s)?(?:được phép|cho phép|được giao cho|"
    r"được chủ động|"
    r"được xem xét|được sử dụng|được vận dụng|"
    r"được lồng ghép|được ưu tiên sử dụng|được quyết định|được điều chỉnh|được kéo dài|"
    r"được áp dụng|được (?:tự )?lựa chọn|có thể|"
    r"thống nhất (?:chủ trương|cho|với|về chủ trương|đề nghị|theo đề nghị|nội dung)|"
    r"đồng ý(?! giao)|chấp thuận|nhất trí|cho chủ trương|không bắt buộc)(?!\w)"
)
_PERMITS_FIRST = pattern(
    r"(?:(?:về|đối với)[^:.;]{3,200}[:,]\s*)?(?:Ủy ban nhân dân tỉnh|UBND tỉnh|"
    r"Chủ tịch UBND tỉnh|Ban Thường vụ Tỉnh ủy|Tỉnh ủy)?\s*(?:cơ bản\s+)?"
    r"(?:thống nhất (?:chủ trương|cho|với|về|theo|đề nghị|nội dung|phương án)|đồng ý(?! giao)|"
    r"cho phép|chấp thuận|nhất trí|tán thành|cho chủ trương)(?!\w)"
)
_MONEY_FROM = pattern(
    r"(?:nguồn\s+)?(?:kinh phí|nguồn vốn|vốn)[\w\s,-]{0,120}?(?:từ|do|được|lấy|theo|bố trí|gồm|"
    r"trong dự toán|chi từ|cân đối)(?!\w)"
)
_FORCE = pattern(
    r"(?:chỉ thị|quyết định|kế hoạch|nghị quyết|thông báo|hướng dẫn|công điện|quy định|"
    r"chương trình|văn bản|quy chế|thông tri|kết luận) này (?:có hiệu lực|thay thế|"
    r"được phổ biến|phổ biến|áp dụng|(?:đã )?được [^;.]{3,200}thông qua)|bãi bỏ|"
    r".{3,600}chịu trách nhiệm (?:thi hành|tổ chức thi hành)"
)
_ENDS_ALL = pattern(
    r"(?:(?:chỉ thị|quyết định|nghị quyết|kế hoạch|thông báo|công điện|văn bản) này "
    r"(?:có hiệu lực|thay thế|(?:đã )?được [^;.]{3,200}thông qua)|trên đây là|"
    r"nhận được (?:văn bản|công văn|chỉ thị|công điện|thông báo))"
)
_CLOSING_OPENS = pattern(
    r"báo để|trên đây là|nhận được|trong quá trình|thừa lệnh|vậy,|trân trọng|nếu có (?:khó khăn|"
    r"vướng mắc|phát sinh)|quá trình (?:triển khai|thực hiện)|những nội dung khác|"
    r"các nội dung khác|thông báo này|xin trân trọng"
)
_JUST_DO_IT = pattern(
    r".{0,500}?(?:triển khai|thực hiện|thi hành|quán triệt|phối hợp|biết)[^;.:]{0,90}[./\s]*$"
)
_FOLLOWS_UP = pattern(r"(?<!\w)(?:theo dõi|đôn đốc|tổng hợp|báo cáo)(?!\w)")
_TROUBLE = pattern(r"vướng mắc|khó khăn|phát sinh")
_MUST = pattern(
    r"(?<!\w)(?:phải|có trách nhiệm|chịu trách nhiệm|yêu cầu|giao|nghiêm cấm|không được|"
    r"không để)(?!\w)"
)
_HEADING_WORD = pattern(
    r"(?:giao\s+)?(?:nhiệm vụ|chỉ tiêu).{0,200}theo (?:phụ lục|biểu|bảng|danh mục).{0,80}$"
)
WORDS = re.compile(r"[^\W\d_]{2,}")


def is_rubbish(words: str) -> bool:
    """What a scan makes of a stamp or a fold: hardly a word in it."""
    letters = sum(char.isalnum() for char in words)
    known = sum(len(word) for word in WORDS.findall(words))
    return known < 4 or letters * 2 < len(words.replace(" ", "")) or known * 2 < letters


def section(text: Clean, start: int, end: int) -> Kind | None:
    """What stands under a heading: goals, an assessment, where money comes from, work to do."""
    key = (text.key, start, end)
    if MONEY.match(*key):
        return Kind.PERMISSION
    if GOALS.match(*key):
        return Kind.GOAL
    if ASSESSMENTS.match(*key) and not AND_WORK.search(*key):
        return Kind.ASSESSMENT
    return Kind.ORDER if WORK.match(*key) else None


def permits(text: Clean, start: int, end: int, after: int) -> bool:
    """Somebody may: right at the head, or right after the agency."""
    rest = after + len(text.text[after:end]) - len(text.text[after:end].lstrip(" ,:"))
    return bool(_PERMITS_FIRST.match(text.key, start, end) or _PERMITTED.match(text.key, rest, end))


def is_money(text: Clean, start: int, end: int) -> bool:
    return bool(_MONEY_FROM.match(text.key, start, end))


def is_given_elsewhere(text: Clean, start: int, end: int) -> bool:
    """“Giao nhiệm vụ … theo Phụ lục kèm theo”: the tasks stand in the annex."""
    return bool(_HEADING_WORD.match(text.key, start, end))


def is_closing(text: Clean, start: int, end: int, *, is_last: bool, is_labelled: bool) -> bool:
    """Coming into force, whom to ask; at the end “nghiêm túc thực hiện”."""
    if _FORCE.match(text.key, start, end):
        return True
    if is_labelled:
        return False
    opens = bool(_CLOSING_OPENS.match(text.key, start, end))
    if opens or not is_last:
        return opens
    first = text.key.find(";", start, end)
    trouble = first > 0 and _TROUBLE.search(text.key, first, end)
    return bool(_JUST_DO_IT.fullmatch(text.key, start, first if trouble else end))


def closing_after(text: Clean, start: int, end: int) -> int | None:
    """Where “Chỉ thị này có hiệu lực …” begins behind the last clause, on the same line."""
    found = sentences(text, start, end)[1:]
    return next((at for at, stop in found if _ENDS_ALL.match(text.key, at, stop)), None)


def opens_closing(text: Clean, start: int, end: int) -> bool:
    return bool(_CLOSING_OPENS.match(text.key, start, end))


def follows_up(text: Clean, start: int, end: int) -> bool:
    """An order to watch over the whole document: a task of its own."""
    stop = text.key.find(";", start, end)
    return bool(_FOLLOWS_UP.search(text.key, start, stop if stop > 0 else end))


def preamble(text: Clean, start: int, end: int) -> Kind:
    """A sentence before the outline begins."""
    key = (text.key, start, end)
    if _INTRO.match(*key) or _DECIDES.match(*key):
        return Kind.GROUND
    if _ASSESSED.match(*key):
        return Kind.ASSESSMENT
    if _GROUND.match(*key) or _MEETING.match(*key) or _MET.match(*key):
        return Kind.GROUND
    return Kind.ASSESSMENT if _ASSESSED_INSIDE.search(*key) else Kind.UNREAD


def assesses(text: Clean, start: int, end: int) -> bool:
    key = (text.key, start, end)
    return bool(_ASSESSED.match(*key) and _ASSESSED_INSIDE.search(*key))


def looks_back(text: Clean, start: int, end: int) -> bool:
    key = (text.key, start, end)
    return bool(_ASSESSED_INSIDE.search(*key) or _ASSESSED.match(*key))


def must(text: Clean, start: int, end: int) -> bool:
    return bool(_MUST.search(text.key, start, end))
