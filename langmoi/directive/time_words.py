"""The words for times: days, months, quarters, rhythms, and what only looks like one."""

from __future__ import annotations

import re

from langmoi.directive.folding import any_of, pattern
from langmoi.directive.model import Recurring

BY = any_of("""
chậm nhất là đến|chậm nhất đến|chậm nhất là|chậm nhất|muộn nhất là|muộn nhất|xong trước|trước
đến hết|hết|trong|đến trước|từ nay đến hết|từ nay đến|đến|vào|cuối|xong|hoàn thành|trong thời gian
là
""")
BY_DAY = any_of("""
chậm nhất là đến|chậm nhất đến|chậm nhất là trước|chậm nhất là|chậm nhất trong|chậm nhất
muộn nhất là|muộn nhất|xong trước|trước|đến hết|hết|đến trước|từ nay đến hết|từ nay đến|đến|trong
vào|xong|hạn cuối là|thời hạn|thời gian
""")
YEAR = r"(?:\s*/\s*|\s*-\s*|\s+năm\s+|\s+)(?P<year>(?:19|20)\d\d)(?!\d)"
DAY = pattern(
    rf"(?<!\w)(?P<by>{BY_DAY})\s+(?:\d+\s*(?:giờ|h)\s*\d*\s*)?(?:(?:ngày|vào ngày)\s+)?"
    rf"(?P<day>\d{{1,2}})(?:\s*[/.]\s*|\s*-\s*(?=\d{{1,2}}\s*-)|"
    rf"\s+tháng\s+)(?P<month>\d{{1,2}})(?![\d%])(?:{YEAR})?(?!/)"
)
MONTH = pattern(
    rf"(?<!\w)(?P<by>{BY})\s+(?:(?:đầu|giữa|cuối|hết)\s+)?tháng\s+(?P<month>\d{{1,2}})(?!\d|"
    rf"/\d\d?(?!\d))(?:{YEAR})?"
)
QUARTER = pattern(
    rf"(?<!\w)(?P<by>{BY})\s+(?:(?:đầu|cuối|hết)\s+)?quý\s+(?:(?:iv|i{{1,3}}|[1-4])\s*(?:,|và|"
    rf"-|đến)\s*)*(?P<quarter>iv|i{{1,3}}|[1-4])(?!\w)(?:{YEAR})?"
)
HALF = pattern(
    rf"(?<!\w)(?:(?P<by>{BY})\s+)?0?6\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?:{YEAR}|"
    rf"\s+(?P<year2>20\d\d))?"
)
YEAR_END = pattern(
    r"(?<!\w)(?P<by>đến hết|hết|trong|cuối|đến cuối|trước|xong trong|ngay trong|đến trước|"
    r"từ nay đến hết|từ nay đến cuối)"
    r"\s+(?:(?:cuối|hết)\s+)?năm\s+(?P<year>20\d\d)(?!\s*[-/]\s*\d)"
)
WITHIN = pattern(
    r"(?<!\w)(?:(?:chậm nhất|không quá|muộn nhất)\s+)?(?:(?:trong\s+(?:vòng|thời hạn|thời gian)|"
    r"sau|trong|không quá|chậm nhất(?: là)?)\s+)"
    r"(?P<days>\d{1,3})\s+(?P<work>ngày làm việc|ngày)(?:\s*,)?\s+(?:kể\s+)?từ\s+(?:ngày|khi)\s+"
    r"(?:(?:quyết định|chỉ thị|kế hoạch|văn bản|công văn|thông báo) này (?:được )?)?"
    r"(?P<from>ký(?:\s+ban hành)?|ban hành|có hiệu lực|nhận được)(?:\s+(?:văn bản|chỉ thị|"
    r"kế hoạch|công văn|thông báo|quyết định|công điện)\s+này)?"
)
EVERY = pattern(
    rf"(?<!\w)(?:(?P<date>(?:định kỳ\s+)?(?:{BY_DAY}\s+)?ngày\s+\d{{1,2}}(?:\s*/\s*\d{{1,2}})?"
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
URGENT = re.compile(
    r"(?<!\w)(?:khẩn\s+trương|ngay\s+sau\s+khi(?:\s+\w+){2,6}|ngay(?:\s+lập\s+tức)?(?=[,.;]|"
    r"\s+[a-zđ])|thường\s+xuyên)(?!\w)",
    re.IGNORECASE,
)
DONE = re.compile(r"^(?:hoàn thành|xong)\s+", re.IGNORECASE)
PAST = pattern(r"(?:\bđã\b|\bmới (?:có|đạt)\b|\bchỉ (?:có|đạt)\b)")
TWICE = re.compile(r"\d\s*(?:va|,)\s*(?:ngay\s+)?\d")
AVERAGE = pattern(r"(?:bình quân|trung bình)\s+$")
# Where no word leads it in, a period stands apart: “Quý III/2019, …”, “(tháng 9/2019)”.
APART = pattern(
    rf"(?:quý\s+(?P<quarter>iv|i{{1,3}}|[1-4])(?!\w)|tháng\s+(?P<month>\d{{1,2}})(?!\d|"
    rf"/\d\d?(?!\d)))"
    rf"(?:{YEAR})?(?=\s*[,:;.)])"
)
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
EACH = {
    "thang": Recurring.MONTHLY, "quy": Recurring.QUARTERLY, "nam": Recurring.YEARLY,
    "6 thang": Recurring.HALF_YEARLY, "06 thang": Recurring.HALF_YEARLY,
    "3 thang": Recurring.QUARTERLY, "03 thang": Recurring.QUARTERLY,
}  # fmt: skip
BEFORE = ("truoc", "xong truoc", "den truoc")
# “đánh giá, kiểm điểm hằng năm” tells which assessment is meant, not how often to do it.
OF_SOMETHING = pattern(
    r"(?:(?:đánh giá|mục tiêu|chỉ tiêu|nhiệm vụ|nội dung)|(?:kiểm điểm|kế hoạch|xếp loại|dự toán|"
    r"ngân sách|thi đua|chương trình công tác)(?:\s+[^,.;:]{0,25})?)\s+$"
)
