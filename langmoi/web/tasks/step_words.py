"""Each step as its form words it: what it is, what its button says, what comes of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StepWords:
    title: str
    button: str
    icon: str
    hint: str
    done: str  # said once it is taken


WORDS = {
    "accept": StepWords(
        "Tiếp nhận nhiệm vụ",
        "Tiếp nhận",
        "clipboard-check",
        "Cho nơi giao biết đã nhận và đang làm. Báo cáo tiến độ cũng là tiếp nhận.",
        "Đã tiếp nhận nhiệm vụ.",
    ),
    "progress": StepWords(
        "Báo cáo tiến độ",
        "Gửi báo cáo tiến độ",
        "message",
        "Ghi kết quả đến nay, kèm văn bản nếu có. Nhiệm vụ vẫn đang thực hiện.",
        "Đã ghi báo cáo tiến độ.",
    ),
    "complete": StepWords(
        "Báo hoàn thành",
        "Báo hoàn thành",
        "circle-check",
        "Nơi giao sẽ xác nhận hoặc trả lại. Ngày gửi báo cáo này là ngày hoàn thành.",
        "Đã báo hoàn thành. Nơi giao nhiệm vụ sẽ xác nhận.",
    ),
    "ask_extension": StepWords(
        "Xin gia hạn",
        "Gửi đề nghị gia hạn",
        "calendar-plus",
        "Hạn đang có giữ nguyên đến khi nơi giao cho gia hạn.",
        "Đã gửi đề nghị gia hạn.",
    ),
    "confirm": StepWords(
        "Xác nhận hoàn thành",
        "Xác nhận hoàn thành",
        "circle-check",
        "Tính hoàn thành từ ngày nơi nhận báo cáo, không phải ngày xác nhận.",
        "Đã xác nhận hoàn thành.",
    ),
    "send_back": StepWords(
        "Trả lại",
        "Trả lại để làm tiếp",
        "arrow-back-up",
        "Nơi nhận làm tiếp rồi báo lại; thời hạn tính như chưa báo hoàn thành.",
        "Đã trả lại nhiệm vụ.",
    ),
    "extend": StepWords(
        "Gia hạn",
        "Gia hạn",
        "calendar-plus",
        "Hạn cũ, hạn mới, lý do và người duyệt được giữ trong diễn biến.",
        "Đã gia hạn.",
    ),
    "suspend": StepWords(
        "Tạm hoãn",
        "Tạm hoãn",
        "player-pause",
        "Không tính quá hạn và không tính tỷ lệ đến khi cho thực hiện tiếp.",
        "Đã tạm hoãn nhiệm vụ.",
    ),
    "resume": StepWords(
        "Cho thực hiện tiếp",
        "Cho thực hiện tiếp",
        "player-play",
        "Trở lại trạng thái trước khi tạm hoãn; hạn giữ như cũ.",
        "Đã cho thực hiện tiếp.",
    ),
    "remind": StepWords(
        "Ghi đã đôn đốc",
        "Ghi đã đôn đốc",
        "bell",
        "Ghi ngày và cách đã đôn đốc vào diễn biến; trạng thái và hạn không đổi.",
        "Đã ghi đôn đốc.",
    ),
    "instruct": StepWords(
        "Cho ý kiến chỉ đạo",
        "Gửi ý kiến",
        "user-star",
        "Nơi thực hiện và văn phòng theo dõi đọc được trong diễn biến; hạn không đổi.",
        "Đã ghi ý kiến chỉ đạo.",
    ),
    "withdraw": StepWords(
        "Thu hồi",
        "Thu hồi nhiệm vụ",
        "ban",
        "Nơi nhận không còn phải làm; nội dung và diễn biến vẫn xem được.",
        "Đã thu hồi nhiệm vụ.",
    ),
}
