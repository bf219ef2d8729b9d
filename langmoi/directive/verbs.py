"""Words that begin what somebody has to do; agencies' names end before them."""

from __future__ import annotations

import re

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import fold, read_by, words_of

# A verb that opens an order: “Rà soát…”, “Ban hành…”.
_DOING = words_of("""
rà soát|đánh giá|tổ chức|xây dựng|ban hành|hướng dẫn|kiểm tra|đôn đốc|theo dõi|tổng hợp|báo cáo
tham mưu|phối hợp|chủ trì|bố trí|lồng ghép|ưu tiên|tập trung|đẩy mạnh|đẩy nhanh|tăng cường
nâng cao|tuyên truyền|vận động|phát động|huy động|triển khai|thực hiện|chỉ đạo|lãnh đạo|quán triệt
phân công|giao nhiệm vụ|công bố|công khai|cập nhật|hoàn thành|hoàn thiện|hoàn chỉnh|khắc phục
xử lý|giải quyết|thẩm định|thẩm tra|trình|đề xuất|kiến nghị|nghiên cứu|lập|thành lập|kiện toàn
củng cố|bảo đảm|đảm bảo|chuẩn bị|phấn đấu|đưa|gắn|xác định|quan tâm|nắm chắc|nắm|phát huy|duy trì
giữ vững|giữ gìn|khuyến khích|hỗ trợ|tạo điều kiện|cân đối|phân bổ|giải ngân|quyết toán|thanh toán
đăng ký|lựa chọn|cử|gửi|nộp|rút kinh nghiệm|sơ kết|tổng kết|khen thưởng|biểu dương|phổ biến
tập huấn|đào tạo|bồi dưỡng|giám sát|thanh tra|chấn chỉnh|ngăn chặn|phòng, chống|phòng chống
quản lý|sử dụng|bàn giao|nghiệm thu|thi công|khởi công|đầu tư|nâng cấp|sửa chữa|di dời|thu gom
trồng|nhân rộng|liên kết|kết nối|giúp|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|phải|không được
nghiêm cấm|đổi mới|cải cách|phân cấp|phân tích|xem xét|bổ sung|điều chỉnh|sửa đổi|cụ thể hóa
lấy ý kiến|tiếp nhận|ứng phó|sơ tán|vận hành|bảo vệ|thông báo|đưa tin|cảnh báo|dự báo|kêu gọi|xóa
giảm|phát triển|mở rộng|mở|chuyển đổi|áp dụng|ứng dụng|khai thác|quy hoạch|công nhận|họp|tham gia
chấp hành|nêu cao|luân chuyển|thay thế|sắp xếp|tinh giản|tuyển dụng|ký kết|xúc tiến|cung cấp
cung ứng|dự trữ|bình ổn|phê duyệt|làm việc|kiểm điểm|rút ngắn|kéo dài|căn cứ|học tập|vận dụng
có giải pháp|có kế hoạch|có văn bản|có phương án|có cơ chế|có biện pháp|có ý kiến|là cơ quan
là đơn vị|là đầu mối|làm đầu mối|soát xét|lưu ý|tháo gỡ|đối chiếu|thống kê|khảo sát|điều tra
xác nhận|chứng nhận|thu hồi|đấu thầu|thuê|mua sắm|lắp đặt|trang bị|khôi phục|gia cố|chằng chống
cắm biển|bảo trì|kiểm soát|kiểm kê|niêm yết|giới thiệu|tiếp tục thực hiện|vệ sinh|tiêm phòng|phun
khoanh vùng|cách ly|truy xuất|nuôi|cải tạo|chăm lo|động viên|thăm hỏi|tặng|trao|đón|sẵn sàng
túc trực|giao ban|duy tu|vận chuyển|cứu trợ|cứu hộ|tìm kiếm|hiệp đồng|tuần tra|khai báo|số hóa
kê khai|soạn thảo|tham vấn|đăng tải|phát sóng|phát thanh|truyền thông|sáp nhập|hợp nhất|bồi thường
giải phóng|tái định cư|cấp phát|cấp phép|chi trả|quyên góp|đóng góp|hiến đất|chăm sóc|tái cơ cấu
tuyên dương|tôn vinh|lưu trữ|tiêu hủy|tuân thủ|thành thạo|bám sát|phản ánh|tiếp thu|giải trình
chuyển|thực thi|tăng|đối thoại|rút|đề cao|tự đánh giá|tự kiểm tra
""")

# What may stand before the verb: “khẩn trương”, “tiếp tục”, “chủ động”.
_HOW = words_of("""
khẩn trương|tiếp tục|chủ động|kịp thời|thường xuyên|nghiêm túc|quyết liệt|trực tiếp|tích cực
đồng thời|sớm|nhanh chóng|ngay|cần|phải|sẽ|cùng|đồng loạt|kiên quyết|định kỳ|hằng|hàng|căn cứ|theo
trên cơ sở|tùy|được|cũng|trước ngày|trong tháng|trong quý|trong năm|từ ngày|đến ngày|chậm nhất|xem
tự|không
""")


_WRITTEN: dict[str, list[str]] = {}
for _word in (*_DOING, *_HOW):
    _WRITTEN.setdefault(fold(_word), []).append(_word)
_DOING_FORMS, _HOW_FORMS = read_by(_DOING), read_by(_HOW)


def doing(text: Clean, at: int, end: int) -> re.Match[str] | None:
    """The verb that begins here."""
    return _begins(_DOING_FORMS, text, at, end)


def how(text: Clean, at: int, end: int) -> re.Match[str] | None:
    """The word before a verb that begins here: “khẩn trương”."""
    return _begins(_HOW_FORMS, text, at, end)


def _begins(
    forms: tuple[re.Pattern[str], re.Pattern[str]], text: Clean, at: int, end: int
) -> re.Match[str] | None:
    many, alone = forms
    found = many.match(text.key, at, end)
    if found and _is_like(text.text[at : found.end()], found.group()):
        return found
    return alone.match(text.text, at, end)


def _is_like(words: str, key: str) -> bool:
    """A scan may lose the bar of a đ but adds none: “cao su đứng chân” is not “sử dụng”."""
    bars = {i for i, char in enumerate(" ".join(words.lower().split())) if char == "đ"}
    written = _WRITTEN[" ".join(key.split())]
    return any(all(word[i] == "đ" for i in bars) for word in written)


def acts(text: Clean, at: int, end: int) -> bool:
    """What begins here is something done, perhaps after words of how."""
    while found := how(text, at, end):
        if doing(text, at, end):
            return True
        rest = text.text[found.end() : end]
        at = found.end() + len(rest) - len(rest.lstrip(" ,\n"))
    return doing(text, at, end) is not None
