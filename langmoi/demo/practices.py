"""A few entries of the register of good practice; every one invented and marked so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from langmoi.demo.december import December, at_hour
from langmoi.law.sets import criteria_known
from langmoi.places.models import Unit
from langmoi.practices.actions import Practice, add_practice, adopt_practice

DAY = date(2019, 12, 16)
SOURCE = "Dựng cho tỉnh mẫu, không phải số liệu của địa phương"
PROVINCE = (
    Practice(
        title="Tổ tự quản thu gom rác theo thôn, xe kéo tay",
        criterion="environment",
        origin_text="Một xã miền núi ở tỉnh khác (minh họa)",
        conditions="Thôn ở tập trung, có đường cho xe kéo; điểm tập kết cách nhà dân trên 500 m.",
        steps="Họp thôn, bầu tổ tự quản.\nMua xe kéo, thùng có nắp.\n"
        "Thu hai lần mỗi tuần, thu phí hộ.\n"
        "Ban giám sát đầu tư cộng đồng kiểm tra hằng tháng.",
        cost=45_000_000,
        cost_note="ba xe kéo và thùng; nhân dân góp công",
        result="Sau sáu tháng tỷ lệ rác được thu gom tăng từ 40% lên 75% (số minh họa).",
        source=SOURCE,
        is_illustrative=True,
    ),
    Practice(
        title="Liên kết trồng cây dược liệu dưới tán rừng, hợp đồng bao tiêu ba năm",
        criterion="income",
        origin_text="Một huyện vùng cao ở tỉnh khác (minh họa)",
        conditions="Có rừng giao khoán, độ cao trên 1.000 m; có hợp tác xã đứng ra ký.",
        steps="Hợp tác xã ký hợp đồng bao tiêu với doanh nghiệp.\n"
        "Hộ góp đất, công; doanh nghiệp ứng giống.\n"
        "Kiểm tra kỹ thuật theo quý.\nThu mua theo giá sàn trong hợp đồng.",
        cost=1_200_000_000,
        cost_note="giống ứng trước cho 60 hộ; vốn doanh nghiệp",
        result="Thu nhập của hộ tham gia tăng thêm chừng 6 triệu đồng/người/năm (số minh họa).",
        source=SOURCE,
        is_illustrative=True,
    ),
)
DISTRICT = Practice(
    title="Hiến đất, góp công cứng hóa đường ngõ xóm; Nhà nước cấp xi măng",
    criterion="transport",
    conditions="Nền đường đã ổn định, rộng từ 3 m; trên 80% hộ trong thôn đồng ý.",
    steps="Họp thôn, ghi biên bản hiến đất.\nXã lập dự toán mẫu, huyện cấp xi măng.\n"
    "Thôn thi công theo mẫu, giám sát cộng đồng nghiệm thu.",
    cost=180_000_000,
    cost_note="xi măng cho 1 km; cát, công do dân góp",
    result="Làm xong trong hai tháng, không phải đền bù (số minh họa).",
    source=SOURCE,
    is_illustrative=True,
)
ORIGIN, TOOK_UP = "23539", ("23542", date(2019, 9, 2))


def add_practices(stage: December) -> None:
    """The office's and a district's entries, and one commune that took the district's up."""
    criteria = set(criteria_known(DAY))
    at = at_hour(DAY, 9)
    office, district = stage.users["vpdp"], stage.users["huyen616"]
    for told in PROVINCE:
        add_practice(told, criteria=criteria, by=office, on=DAY, at=at)
    origin = stage.communes[ORIGIN].unit_id
    told = replace(DISTRICT, origin=origin)
    made = add_practice(told, criteria=criteria, by=district, on=DAY, at=at)
    code, since = TOOK_UP
    adopt_practice(
        made,
        Unit.objects.get(pk=stage.communes[code].unit_id),
        since=since,
        result="Đã xong 600 m đường ngõ của hai thôn (số minh họa).",
        by=district,
        on=DAY,
        at=at,
    )
