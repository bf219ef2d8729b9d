"""The paper that has to be made and handed over: a plan, a report, a draft resolution."""

from __future__ import annotations

import re

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import any_of, pattern

_PAPER = any_of("""
kế hoạch|đề án|phương án|dự thảo nghị quyết|dự thảo quyết định|dự thảo kế hoạch|dự thảo chỉ thị
dự thảo báo cáo|dự thảo tờ trình|dự thảo|văn bản hướng dẫn|văn bản trả lời|văn bản|hướng dẫn
tờ trình|danh mục|danh sách|quyết định|nghị quyết|chương trình|quy chế|quy định|đề cương|hồ sơ
báo cáo|biên bản|bảng tổng hợp|thông báo|chỉ thị|quy trình|bộ tiêu chí|dự án|dự toán|biểu mẫu|lịch
công văn|quy hoạch|sổ tay|tài liệu|chương trình hành động
""")
_MAKES = any_of("""
ban hành|xây dựng|lập|trình|có|hoàn thiện|hoàn chỉnh|tham mưu|dự thảo|soạn thảo|gửi|nộp|phê duyệt
đề xuất|cung cấp|chuẩn bị
""")
_MADE = pattern(
    rf"(?<!\w){_MAKES}\s+(?:(?:và|hoặc)\s+{_MAKES}\s+)?(?:(?:Ủy ban nhân dân|UBND|HĐND|"
    rf"Hội đồng nhân dân|Chủ tịch|Tỉnh ủy|Ban Thường vụ|cấp|có thẩm quyền|Thủ tướng|Chính phủ"
    rf"|Ban Chỉ đạo|tỉnh|huyện|xã|ban hành|xây dựng|phê duyệt|xem xét|hoàn thiện|lập|"
    rf"quyết định ban hành|các|những|đầy đủ|bổ sung|một số|chi tiết|ngay)[,\s]+){{0,6}}"
    rf"(?P<paper>{_PAPER})(?!\w)(?!\s+số\s+\d)"
)
_REPORT = pattern(
    r"(?<!\w)(?P<paper>báo cáo)(?=\s+(?:kết quả|tình hình|tiến độ|về|với|cho|định kỳ|đánh giá|"
    r"tổng kết|sơ kết|bằng văn bản|Ủy ban|UBND|Chủ tịch|Tỉnh ủy|Thường trực|Ban|Sở|Bộ|Thủ tướng|"
    r"Chính phủ|Huyện|HĐND|Hội đồng|Văn phòng|cấp|trước|hằng|hàng|gửi|nhanh|"
    r"[\w ]{0,50}(?:trước ngày|về Sở|về UBND|về Ủy ban)))"
)
_NOT_MADE = pattern(r"(?:theo|thực hiện|triển khai|tại|của|trong|kèm theo|hiệu quả|hoàn thành)\s+$")
_ALREADY = pattern(
    r"\s+(?:này|nêu trên|đã (?:được )?(?:ban hành|phê duyệt|đề ra)|được (?:duyệt|phê duyệt|"
    r"giao)|hàng năm được|số\s+\d|năm \d{4} của|khi|nhà nước)"
)


def read_product(text: Clean, start: int, end: int) -> str | None:
    """The kind of paper as written; of several the one that is made, before a report."""
    made = [
        f
        for f in _MADE.finditer(text.key, start, end)
        if _is_new(text, f.start("paper"), f.end("paper"))
    ]
    papers = [f for f in made if f["paper"] != "bao cao" and not _is_thin(f)]
    found = papers or [
        f for f in _REPORT.finditer(text.key, start, end) if _is_new(text, *f.span("paper"))
    ]
    if found := found or [f for f in made if not _is_thin(f)]:
        return " ".join(text.text[slice(*found[0].span("paper"))].split())
    return None


_THIN = (
    "van ban",
    "quy dinh",
    "chuong trinh",
    "thong bao",
    "du an",
    "lich",
    "cong van",
)


def _is_thin(found: re.Match[str]) -> bool:
    """“Xây dựng quy định”: work more than a paper; “có hướng dẫn” is one."""
    return found["paper"] in _THIN and not found.group().startswith(("co ", "ban hanh "))


_HANDED = pattern(r"[^.;]{0,60}?(?<!\w)(?<!công\s)(?:trình|gửi|nộp|đề nghị|báo cáo)(?!\w)")


def _is_new(text: Clean, start: int, end: int) -> bool:
    """Not one that is only carried out, nor one that stands already."""
    before = text.key[max(0, start - 14) : start]
    is_paper = text.key.startswith(("van ban", "bao cao", "huong dan"), start)
    if before.endswith((" co ", "\nco ")) and not is_paper:
        return False  # “có phương án thay thế cán bộ”: to have a way, not to hand in a paper
    if before.endswith("chuan bi ") and not text.key.startswith(
        ("du thao", "ho so", "bao cao"), start
    ):
        return False
    if text.key.startswith("ho so", start) and not _HANDED.match(text.key, end):
        return False
    return not (_NOT_MADE.search(before) or _ALREADY.match(text.key, end))
