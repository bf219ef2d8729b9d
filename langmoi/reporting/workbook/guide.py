"""The first sheet: how to fill in the workbook, for people who have never seen it."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from langmoi.core.days import show_day
from langmoi.core.months import first_day, reference_day, show_month
from langmoi.reporting.chain import chain_on
from langmoi.reporting.workbook.contents import Contents
from langmoi.reporting.workbook.styles import Styles

GUIDE_NAME = "Hướng dẫn"
INVENTED = (
    "SỐ LIỆU MINH HỌA: đây là tỉnh mẫu, các con số được đặt ra để dùng thử, không phải số thật."
)
EXAMPLE_WIDTH, MEANING_WIDTH, LINE_HEIGHT = 26, 84, 16

PAGE_OF_DISTRICT = "Mỗi huyện, thành phố một trang; mỗi xã một dòng"
STEPS = (
    "1. {pages}; mỗi cột một số liệu, xếp theo tiêu chí. "
    "Chỉ nhập vào các ô trắng; phần tiêu đề, mã và tên xã được khóa.",
    "2. Bấm vào một ô để xem số của kỳ trước. Số nào không đổi cũng cần nhập lại cho kỳ này.",
    "3. Tỷ lệ có hai cột: cột đầu là tử số, cột sau là mẫu số. Không phải tự chia.",
    "4. Nhập xong, lưu tệp (kiểu .xlsx) rồi tải lên phần mềm. Phần mềm chỉ ra mọi chỗ sai cùng "
    "lúc, cho xem những gì sẽ thay đổi, và chỉ ghi khi không còn chỗ sai nào.",
    "5. Không xóa, không gộp, không thêm dòng và cột; không đổi tên xã. Có thể gửi từng phần: "
    "ô nào để trống thì số đã nộp vẫn giữ nguyên.",
)
MEANINGS = (
    ("12,5   hoặc   12.5", "Số lẻ. Dấu phẩy và dấu chấm đều hiểu được."),
    ("1234   hoặc   1.234,5", "Số lớn. Dấu chấm chỉ ngăn cách từng nhóm ba chữ số."),
    (
        "12,5%",
        "Ghi ở ô tử số và để trống ô mẫu số: chỉ biết tỷ lệ, chưa rõ tử số và mẫu số. "
        "Khi biết đủ, hãy ghi hai số.",
    ),
    (
        "Đạt  /  Chưa đạt",
        "Chọn trong danh sách. Cũng hiểu: Đ, Có, 1 / CĐ, Không, 0. Không dùng dấu x.",
    ),
    (
        "Không phát sinh",
        "Chỉ ở những ô có lựa chọn này: xã không có đối tượng để đánh giá, ví dụ không quy hoạch "
        "chợ. Khi nhập số vào ô, chỉ tiêu lại được đánh giá.",
    ),
    ("(để trống)", "Giữ nguyên số đã nộp của kỳ này, nếu có; nếu chưa có thì là chưa báo cáo."),
    ("0", "Là số không: đã đếm và không có. Khác với để trống."),
    ("-", "Dấu gạch ngang: xóa số đã nộp của kỳ này."),
)


def write_guide(workbook: Workbook, styles: Styles, contents: Contents) -> None:
    sheet = workbook.add_worksheet(GUIDE_NAME)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, EXAMPLE_WIDTH)
    sheet.set_column(1, 1, MEANING_WIDTH)
    sheet.write_string(0, 0, _title(contents), styles.title)
    row = 1
    for line in _facts(contents):
        style = styles.warning if line == INVENTED else styles.subtitle
        sheet.write_string(row, 0, line, style)
        row += 1
    sheet.write_string(row + 1, 0, "Cách làm", styles.guide_head)
    row += 2
    pages = PAGE_OF_DISTRICT if chain_on(contents.month).has_district else "Mỗi xã một dòng"
    for step in (step.format(pages=pages) for step in STEPS):
        sheet.merge_range(row, 0, row, 1, step, styles.guide)
        sheet.set_row(row, _height(step, EXAMPLE_WIDTH + MEANING_WIDTH))
        row += 1
    sheet.write_string(row + 1, 0, "Cách ghi và ý nghĩa", styles.guide_head)
    for at, (example, meaning) in enumerate(MEANINGS, start=row + 2):
        sheet.write_string(at, 0, example, styles.guide_example)
        sheet.write_string(at, 1, meaning, styles.guide_meaning)
        sheet.set_row(at, _height(meaning, MEANING_WIDTH))
    sheet.protect()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _height(text: str, width: int) -> int:
    """Room for the text in lines of so many characters: merged cells do not grow by themselves."""
    return LINE_HEIGHT * (1 + len(text) // width) + 3


def _title(contents: Contents) -> str:
    return f"Số liệu xây dựng nông thôn mới tháng {show_month(contents.month)}"


def _facts(contents: Contents) -> list[str]:
    month = contents.month
    communes = sum(len(part.rows) for part in contents.parts)
    lines = [
        f"Kỳ số liệu: từ {show_day(first_day(month))} đến {show_day(reference_day(month))}. "
        f"Số xã trong tệp: {communes}.",
        f"Bộ tiêu chí: {contents.criteria_set.name}.",
    ]
    if contents.due_on:
        lines.append(f"Hạn nộp: {show_day(contents.due_on)}.")
    return [INVENTED, *lines] if contents.is_demo else lines
