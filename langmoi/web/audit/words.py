"""What the log calls things: every action that leaves an audit line, in Vietnamese."""

from __future__ import annotations

from langmoi.reporting.flow import STEPS

ACTIONS = {
    "agency.create": "lập cơ quan",
    "agency.merge": "ghi sáp nhập cơ quan",
    "agency.unmerge": "bỏ kế thừa mặc định của cơ quan",
    "agency.solution": "đặt giải pháp của ngành",
    "database.role": "lập vai trò cơ sở dữ liệu",
    "deadline.set": "đặt hạn",
    "demo.accounts": "lập tài khoản dùng thử",
    "demo.file": "nạp số liệu minh họa",
    "demo.recognitions": "nạp xã đã công nhận",
    "evidence.attach": "gửi minh chứng",
    "evidence.remove": "gỡ minh chứng",
    "expected.put": "ghi số liệu của ngành",
    "filings.import": "nhập phiếu từ tệp Excel",
    "history.load": "nạp số đếm giai đoạn 2010-2015",
    "installation.claim": "lập cơ sở dữ liệu",
    "law.begin": "lập bản thảo bộ tiêu chí",
    "law.check": "đối chiếu mức với văn bản",
    "law.drop": "bỏ bản thảo bộ tiêu chí",
    "law.import": "nhập bản thảo bộ tiêu chí từ tệp",
    "law.paper": "đính kèm bản quét văn bản",
    "law.publish": "đưa bộ tiêu chí vào dùng",
    "law.save": "lưu bản thảo bộ tiêu chí",
    "month.close": "chốt số liệu tháng",
    "month.open": "mở tháng",
    "people.import": "lập người dùng từ tệp Excel",
    "places.load": "nạp địa bàn",
    "places.outlines": "nạp ranh giới đơn vị",
    "places.villages": "nạp thôn, làng",
    "post.end": "kết thúc chức vụ",
    "post.give": "giao chức vụ",
    "post.hand_over": "bàn giao chức vụ",
    "post.substitute": "giao làm thay",
    "post.substitution_cancelled": "hủy làm thay",
    "post.substitution_ended": "kết thúc làm thay",
    "practice.add": "ghi cách làm hay",
    "practice.adopt": "ghi đơn vị áp dụng cách làm hay",
    "practice.change": "sửa cách làm hay",
    "question.answer": "trả lời câu hỏi",
    "question.ask": "hỏi về số liệu",
    "report.draft": "lập dự thảo báo cáo",
    "report.edit": "sửa dự thảo báo cáo",
    "report.issue": "ban hành báo cáo",
    "report.job": "yêu cầu gói báo cáo",
    "report.job_cancel": "hủy gói báo cáo",
    "report.template": "thay mẫu báo cáo",
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
