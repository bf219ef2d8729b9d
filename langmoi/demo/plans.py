"""Plans of two districts and a commune that carry the directive out: invented, and marked so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from langmoi.places.models import Level, UnitVersion


@dataclass(frozen=True)
class Order:
    text: str
    due_on: date | None = None
    product: str = ""


@dataclass(frozen=True)
class Plan:
    """A plan for all that files below its unit, or for a commune's villages."""

    key: str
    carries_out: str  # the key of the plan above; "" for the directive
    unit: str
    level: Level
    issuer: str
    by: str
    day: date
    orders: tuple[Order, ...]

    @property
    def title(self) -> str:
        return (
            "Kế hoạch triển khai kết luận của Ban Chấp hành Đảng bộ tỉnh về xây dựng nông thôn mới "
            "(số liệu minh họa)"
        )

    @property
    def text(self) -> str:
        return "\n".join(f"{number}. {order.text}" for number, order in enumerate(self.orders, 1))

    def gives_to(self, version: UnitVersion) -> bool:
        return version.files or version.level == Level.VILLAGE


PLANS = (
    Plan(
        key="616",
        carries_out="",
        unit="616",
        level=Level.DISTRICT,
        issuer="Ủy ban nhân dân huyện Sa Thầy",
        by="huyen616",
        day=date(2019, 8, 5),
        orders=(
            Order(
                "Ủy ban nhân dân các xã rà soát, bổ sung nhiệm vụ xây dựng nông thôn mới vào "
                "Chương trình công tác của xã, hoàn thành trước ngày 30/9/2019.",
                date(2019, 9, 30),
                "chương trình công tác bổ sung",
            ),
            Order(
                "Vận động thành lập hoặc củng cố ít nhất một hợp tác xã nông nghiệp ở mỗi xã, hoàn "
                "thành trước ngày 30/11/2019.",
                date(2019, 11, 30),
            ),
            Order(
                "Báo cáo kết quả rà soát cán bộ, công chức xã chưa đạt chuẩn và giải pháp, trước "
                "ngày 25/12/2019.",
                date(2019, 12, 25),
                "báo cáo",
            ),
        ),
    ),
    Plan(
        key="613",
        carries_out="",
        unit="613",
        level=Level.DISTRICT,
        issuer="Ủy ban nhân dân huyện Kon Plông",
        by="huyen613",
        day=date(2019, 8, 8),
        orders=(
            Order(
                "Ủy ban nhân dân các xã đưa nội dung thi đua xây dựng nông thôn mới vào hương ước, "
                "quy ước của các thôn, hoàn thành trước ngày 31/10/2019.",
                date(2019, 10, 31),
            ),
            Order(
                "Rà soát từng chỉ tiêu của nhóm tiêu chí hệ thống chính trị, có giải pháp và người "
                "chịu trách nhiệm, hoàn thành trước ngày 15/12/2019.",
                date(2019, 12, 15),
                "bảng giải pháp",
            ),
        ),
    ),
    Plan(
        key="23470",
        carries_out="613",
        unit="23470",
        level=Level.COMMUNE,
        issuer="Ủy ban nhân dân xã Măng Cành",
        by="xa23470",
        day=date(2019, 8, 20),
        orders=(
            Order(
                "Các thôn họp dân, bổ sung nội dung xây dựng nông thôn mới vào hương ước, quy ước "
                "của thôn trước ngày 15/10/2019.",
                date(2019, 10, 15),
            ),
        ),
    ),
)
