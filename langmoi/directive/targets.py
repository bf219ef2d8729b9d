"""What can be counted: “100% số xã đạt chuẩn”, “mỗi xã có ít nhất 01 hợp tác xã”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import any_of, pattern

_N = r"\d+(?:[.,]\d+)*"
_THINGS = any_of("""
xã|thôn|làng|bản|buôn|tiêu chí|hợp tác xã|hộ|sản phẩm|huyện|công trình|km|mô hình|lao động|người
điểm|tổ|trường|nhà|ha|căn|lớp|đơn vị|chuỗi|cán bộ|tỷ đồng|triệu đồng|doanh nghiệp|chợ|trạm|khu
vườn|cây|buổi|cuộc|lượt|triệu cây
""")
_QUANTITY = pattern(
    rf"(?<![\w,./])(?:"
    rf"(?:(?:mỗi|bình quân mỗi|bình quân)\s+[\w\s]{{2,40}}?\s+)?(?:có\s+)?(?:(?:ít nhất|"
    rf"tối thiểu|trên|từ|hơn|không dưới|không thấp hơn|không ít hơn|không quá|dưới|tối đa|tăng|"
    rf"giảm|đạt từ)\s+)+{_N}\s*(?:-\s*{_N}\s*)?(?:%|\w)"
    rf"|{_N}\s*%"
    rf"|(?:mỗi|bình quân mỗi)\s+(?:xã|thôn|huyện|làng|hộ|đơn vị)\s+[\w\s]{{0,30}}?(?<!\d){_N}\s+\w"
    rf"|không còn\s+(?:{_THINGS}|tình trạng)(?!\w)|không để\s+{_THINGS}\s+nào"
    rf"|(?:(?:có|thêm|có thêm|đạt|hoàn thành|công nhận|thành lập|thành lập mới|"
    rf"xây dựng)\s+){_N}\s+{_THINGS}(?!\w)"
    r")"
)
_AIM = pattern(
    r"(?:phấn đấu|bảo đảm|đảm bảo|đạt|hoàn thành|giải ngân|có|ít nhất|tối thiểu|mỗi|100\s*%|"
    r"thu gom|không còn|không để|để|từ|trên|tăng|giảm|thành lập|công nhận|đánh giá|phân hạng|"
    r"không thấp hơn|không dưới|không ít hơn)(?!\w)"
)
_NO_AIM = pattern(
    r"(?:mới đạt|chỉ đạt|đã đạt|đã có|mới có|hiện có|hiện còn|còn|dưới|đạt tỷ lệ|tối đa|"
    r"có tỷ lệ[\w\s]*|không quá)\s*$"
)
_END = pattern(
    r"[;:]|[.](?!\d)|,(?!\d)(?=\s*(?:trong đó|góp phần|hoàn thành|qua đó|bảo đảm|đảm bảo|gắn|"
    r"theo|trong|trước|đến|kết quả|tạo|trình|gửi|báo cáo|ưu tiên|chú trọng|phấn đấu|xong))|"
    r"\s\((?!\d)|\s(?:trong (?:quý|tháng|năm|vòng|thời)|trước (?:ngày|tháng|quý|năm)|đến (?:hết|"
    r"cuối|ngày|năm)|để|nhằm|theo (?:Luật|Quyết|Nghị|quy)|hoạt động (?:đúng|theo|đảm bảo)|"
    r"vào (?:cuối|tháng|năm)|chậm nhất)(?!\w)"
)
_PERMITTED = pattern(r"(?:tối đa|không quá|không vượt quá)\s")


def read_target(text: Clean, start: int, end: int) -> str | None:
    """From the quantity to the end of its statement; None where nothing is to be reached."""
    for found in _quantities(text, start, end):
        if _NO_AIM.search(text.key[max(start, found.start() - 30) : found.start()]):
            continue
        if _PERMITTED.match(text.key, found.start()) or not _is_aim(text, start, found):
            continue
        begin = found.start()
        stop = _END.search(text.key, found.end(), end)
        words = text.text[begin : stop.start() if stop else end]
        return " ".join(words.split()).rstrip(" .,;")
    return None


def _quantities(text: Clean, start: int, end: int) -> Iterator[re.Match[str]]:
    """One after the other; “môi trường” is not “mỗi”."""
    while found := _QUANTITY.search(text.key, start, end):
        if found.group().startswith("moi") and text.text[found.start() :][:3].lower() != "mỗi":
            start = found.start() + 1
            continue
        yield found
        start = found.end()


def _is_aim(text: Clean, start: int, found: re.Match[str]) -> bool:
    """A share or a count that somebody is to reach, not one that describes something."""
    before = text.key[max(start, found.start() - 60) : found.start()]
    return bool(
        _AIM.match(text.key, found.start())
        or _AIM.search(before)
        or "%" in found.group()
        and not before.strip()
    )
