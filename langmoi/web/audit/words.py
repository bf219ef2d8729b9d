"""What the log calls things: every action that leaves an audit line, in Vietnamese."""

from __future__ import annotations

from langmoi.reporting.flow import STEPS

ACTIONS = {
    "agency.create": "lập cơ quan",
    "agency.merge": "ghi sáp nhập cơ quan",
    "agency.unmerge": "bỏ kế thừa mặc định của cơ quan",
    "agency.solution": "đặt giải pháp của ngành",
    "comment.answer": "trả lời góp ý của người dân",
    "comment.hide": "ẩn góp ý của người dân",
    "comment.publish": "công khai góp ý của người dân",
    "comment.send": "người dân gửi góp ý",
    "database.role": "lập vai trò cơ sở dữ liệu",
    "deadline.set": "đặt hạn",
    "demo.accounts": "lập tài khoản dùng thử",
    "demo.file": "nạp số liệu minh họa",
    "demo.recognitions": "nạp xã đã công nhận",
    "evidence.attach": "gửi minh chứng",
    "evidence.remove": "gỡ minh chứng",
    "expected.put": "ghi số liệu của ngành",
    "filings.import": "nhập phiếu từ tệp Excel",
    "installation.claim": "lập cơ sở dữ liệu",
    "month.close": "chốt số liệu tháng",
    "month.open": "mở tháng",
    "people.import": "lập người dùng từ tệp Excel",
    "places.load": "nạp địa bàn",
    "places.villages": "nạp thôn, làng",
    "post.end": "kết thúc chức vụ",
    "post.give": "giao chức vụ",
    "post.hand_over": "bàn giao chức vụ",
    "post.substitute": "giao làm thay",
    "post.substitution_cancelled": "hủy làm thay",
    "post.substitution_ended": "kết thúc làm thay",
    "public.switch": "bật, tắt trang công khai",
    "question.answer": "trả lời câu hỏi",
    "question.ask": "hỏi về số liệu",
    "responsibility.assign": "phân công phụ trách chỉ tiêu",
    "responsibility.load": "nạp bảng phân công mặc định",
    "user.change": "sửa người dùng",
    "user.create": "lập người dùng",
    "user.link": "nối tài khoản của tỉnh",
    "user.password": "đổi mật khẩu",
    "user.remove_second_factor": "gỡ xác thực hai lớp",
    "user.reset_password": "đặt lại mật khẩu",
    "user.switch_off": "khóa tài khoản",
    "user.switch_on": "mở khóa tài khoản",
    "village_sheet.save": "lưu phiếu thôn",
} | {f"filing.{step.name}": f"phiếu: {step.label}" for step in STEPS.values()}


def action_label(action: str) -> str:
    """The action in words; one that nobody has named yet as it stands."""
    return ACTIONS.get(action, action)
