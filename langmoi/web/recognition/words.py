"""The steps in the words of the page: how each is asked for, and what is said once it was taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StepWords:
    """stage: under which part of the way the form stands. look: how much it asks to be pressed."""

    name: str
    stage: str
    heading: str
    button: str
    icon: str
    done: str
    hint: str = ""
    look: str = "btn-primary"


QUIET = "lm-btn-line"
OWN = "Đây là kết luận riêng của cơ quan, không thay kết quả xã tự đánh giá."
# By the word of the address, in the order in which the page offers them.
WORDS = {
    "xac-nhan": StepWords(
        "confirm", "registration", "Xác nhận đăng ký", "Xác nhận", "check", "Đã xác nhận đăng ký.",
    ),
    "dang-ky-lai": StepWords(
        "propose", "registration", "Đăng ký lại", "Đăng ký lại", "send", "Đã gửi lại đăng ký.",
    ),
    "tu-danh-gia": StepWords(
        "assess", "assessment", "Tự đánh giá", "Lấy kết quả của tháng này", "clipboard-check",
        "Đã lấy kết quả tự đánh giá.",
        "Kết quả lấy từ phiếu tháng đã chốt, không nhập lại. Đánh giá lại thì công khai, họp và "
        "thẩm tra bắt đầu lại; nội dung lần trước vẫn xem được.",
    ),
    "cong-khai": StepWords(
        "notice", "consulting", "Đợt công khai báo cáo", "Lưu đợt công khai", "speakerphone",
        "Đã lưu đợt công khai.", look=QUIET,
    ),
    "y-kien": StepWords(
        "comment", "consulting", "Ghi ý kiến của người dân", "Ghi ý kiến", "message-plus",
        "Đã ghi ý kiến.", "Không ghi họ tên người có ý kiến.", look=QUIET,
    ),
    "tra-loi": StepWords(
        "answer", "consulting", "Trả lời ý kiến", "Trả lời", "message", "Đã trả lời ý kiến.",
        look=QUIET,
    ),
    "to-chuc": StepWords(
        "opinion", "consulting", "Ý kiến của Mặt trận và tổ chức", "Ghi ý kiến của tổ chức",
        "users", "Đã ghi ý kiến của tổ chức.", look=QUIET,
    ),
    "hop-xa": StepWords(
        "meeting", "consulting", "Cuộc họp của xã", "Lưu cuộc họp", "gavel",
        "Đã lưu cuộc họp của xã.", look=QUIET,
    ),
    "trinh-huyen": StepWords(
        "submit", "consulting", "Trình hồ sơ lên huyện", "Trình huyện", "send",
        "Đã trình hồ sơ lên huyện.",
    ),
    "tham-tra": StepWords(
        "verify", "verification", "Kết quả thẩm tra", "Lưu kết quả thẩm tra", "eye-check",
        "Đã lưu kết quả thẩm tra.", OWN,
    ),
    "hop-huyen": StepWords(
        "district_meeting", "verification", "Cuộc họp của huyện", "Lưu cuộc họp", "gavel",
        "Đã lưu cuộc họp của huyện.", look=QUIET,
    ),
    "trinh-tinh": StepWords(
        "hand_over", "verification", "Trình hồ sơ lên tỉnh", "Trình tỉnh", "send",
        "Đã trình hồ sơ lên tỉnh.",
    ),
    "xac-nhan-tieu-chi": StepWords(
        "confirm_criteria", "appraisal", "Xác nhận tiêu chí của ngành", "Gửi xác nhận", "check",
        "Đã gửi xác nhận của ngành.", OWN,
    ),
    "tham-dinh": StepWords(
        "appraise", "appraisal", "Kết luận thẩm định", "Kết luận, trình Hội đồng", "eye-check",
        "Đã ghi kết luận thẩm định.",
    ),
    "hoi-dong": StepWords(
        "vote", "council", "Phiên họp Hội đồng", "Ghi kết quả phiếu", "checkbox",
        "Đã ghi phiên họp Hội đồng.",
        "Bỏ phiếu kín chỉ lưu số phiếu. Phiên họp đã ghi thì không sửa được.",
    ),
    "quyet-dinh": StepWords(
        "decide", "decision", "Quyết định công nhận", "Ghi quyết định", "signature",
        "Đã ghi quyết định; danh hiệu có hiệu lực từ ngày quyết định.",
    ),
    "cong-bo": StepWords(
        "announce", "decision", "Công bố quyết định", "Ghi công bố", "speakerphone",
        "Đã ghi công bố.",
    ),
    "tra-lai": StepWords(
        "send_back", "other", "Trả lại hồ sơ", "Trả lại", "arrow-back-up", "Đã trả lại hồ sơ.",
        look=QUIET,
    ),
    "dinh-chinh": StepWords(
        "correct", "other", "Đính chính quyết định ghi sai", "Đính chính", "pencil",
        "Đã đính chính quyết định.", "Bản ghi sai vẫn xem được trong diễn biến.", look=QUIET,
    ),
    "huy": StepWords(
        "annul", "other", "Hủy quyết định ghi nhầm", "Hủy quyết định", "x",
        "Đã hủy quyết định ghi nhầm.",
        "Chỉ dùng khi nhập nhầm. Thu hồi danh hiệu đã có là việc khác.", look=QUIET,
    ),
    "rut": StepWords(
        "withdraw", "other", "Rút hồ sơ", "Rút hồ sơ", "archive", "Đã rút hồ sơ.", look=QUIET,
    ),
}  # fmt: skip
# The parts of the way, in order: their names and what is waited for in each.
STAGES = {
    "registration": "Đăng ký",
    "assessment": "Tự đánh giá",
    "consulting": "Công khai, lấy ý kiến, họp xã",
    "verification": "Huyện thẩm tra",
    "appraisal": "Sở, ngành xác nhận; tỉnh thẩm định",
    "council": "Hội đồng thẩm định",
    "decision": "Quyết định, công bố",
}
STAGE_OF_STATE = {
    "proposed": "registration",
    "returned": "registration",
    "confirmed": "registration",
    "listed": "assessment",
    "assessed": "consulting",
    "sent": "verification",
    "verified": "appraisal",
    "appraised": "council",
    "voted": "decision",
    "decided": "decision",
    "announced": "",
    "withdrawn": "",
}
STEP_ICONS = {words.name: words.icon for words in WORDS.values()} | {
    "enlist": "list-check",
    "attach": "paperclip",
}
