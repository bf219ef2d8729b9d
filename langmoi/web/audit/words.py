"""What the log calls things: every action that leaves an audit line, in Vietnamese."""

from __future__ import annotations

from langmoi.difficulties.flow import STEPS as DIFFICULTY_STEPS
from langmoi.direction.flow import STEPS as TASK_STEPS
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
    "directive.add": "nhập văn bản chỉ đạo",
    "directive.change": "sửa văn bản chỉ đạo",
    "directive.issue": "giao nhiệm vụ của văn bản chỉ đạo",
    "expected.put": "ghi số liệu của ngành",
    "filings.import": "nhập phiếu từ tệp Excel",
    "guidance.publish": "công bố hướng dẫn của ngành",
    "guidance.withdraw": "rút hướng dẫn của ngành",
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
    "practice.withdraw": "rút cách làm hay",
    "public.switch": "bật, tắt trang công khai",
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
    "task.add": "thêm nhiệm vụ vào văn bản chỉ đạo",
    "task.change": "sửa nhiệm vụ chưa giao",
    "task.drop": "bỏ nhiệm vụ chưa giao",
    "task.periods": "lập kỳ của nhiệm vụ định kỳ",
    "task.withdraw_assignment": "thu hồi nhiệm vụ đã giao",
    "user.change": "sửa người dùng",
    "user.create": "lập người dùng",
    "user.link": "nối tài khoản của tỉnh",
    "user.password": "đổi mật khẩu",
    "user.remove_second_factor": "gỡ xác thực hai lớp",
    "user.reset_password": "đặt lại mật khẩu",
    "user.switch_off": "khóa tài khoản",
    "user.switch_on": "mở khóa tài khoản",
    "village_sheet.save": "lưu phiếu thôn",
}
ACTIONS |= {f"filing.{step.name}": f"phiếu: {step.label}" for step in STEPS.values()}
ACTIONS |= {f"task.{step.name}": f"nhiệm vụ: {step.label}" for step in TASK_STEPS.values()}
ACTIONS |= {f"difficulty.{s.name}": f"vướng mắc: {s.label}" for s in DIFFICULTY_STEPS.values()}


def action_label(action: str) -> str:
    """The action in words; one that nobody has named yet as it stands."""
    return ACTIONS.get(action, action)
