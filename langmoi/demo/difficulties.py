"""Difficulties of several districts in every state, and guidance; all invented and marked so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.errors import NotFound
from langmoi.demo.december import December, at_hour
from langmoi.difficulties import actions
from langmoi.difficulties.actions import Asked, NewGuidance
from langmoi.difficulties.models import Difficulty, DifficultyEvent
from langmoi.law.model import CriteriaSet
from langmoi.people.models import Agency, User
from langmoi.places.models import Unit, UnitVersion
from langmoi.reporting.workbook.contents import set_of_month


@dataclass(frozen=True)
class Deed:
    """One step after the question: which, by whom, on which day, with which words."""

    step: str
    by: str
    on: date
    words: str = ""


@dataclass(frozen=True)
class Told:
    """A question at a place (its code), on an indicator or a whole criterion by number."""

    place: str
    by: str
    number: str
    on: date
    title: str
    text: str
    cause: str
    deeds: tuple[Deed, ...] = ()


def _d(day: int, month: int) -> date:
    return date(2019, month, day)


QUESTIONS = (
    Told(
        "23542", "xa23542", "17.6", _d(4, 11),
        "Hộ ở thôn mới tách chưa có chỗ làm nhà tiêu hợp vệ sinh",
        "Một thôn tái định cư có nhiều hộ chung sân, chưa đủ đất làm nhà tiêu riêng. "
        "Đề nghị hướng dẫn có được tính nhà tiêu dùng chung hay không.",
        "unsuited",
        (
            Deed("accept", "soyt", _d(5, 11)),
            Deed(
                "answer", "soyt", _d(12, 11),
                "Nhà tiêu dùng chung cho hai, ba hộ liền kề được tính khi bảo đảm vệ sinh và có "
                "phân công dọn rửa; Trạm Y tế lập danh sách, ghi rõ hộ dùng chung (minh họa).",
            ),
            Deed("close", "ctxa23542", _d(14, 11), "Xã làm theo được."),
        ),
    ),
    Told(
        "23545", "xa23545", "2.2", _d(18, 11),
        "Đường liên thôn đã có kế hoạch nhưng chưa được phân bổ xi măng",
        "Hai tuyến liên thôn đã họp dân, hiến đất xong từ tháng 9. "
        "Đề nghị cho biết đợt cấp xi măng.",
        "funds",
        (
            Deed("accept", "sogtvt", _d(20, 11)),
            Deed(
                "answer", "sogtvt", _d(12, 12),
                "Sở đã tổng hợp nhu cầu đợt cuối năm; huyện đăng ký khối lượng theo tuyến để cấp "
                "trong quý I (minh họa).",
            ),
        ),
    ),
    Told(
        "23530", "xa23530", "9.2", _d(22, 11),
        "Nhà của hộ đồng bào theo kiểu truyền thống có được tính đạt chuẩn không",
        "Nhà sàn gỗ còn chắc, mái tôn, nhưng cán bộ rà soát mỗi nơi tính một khác.",
        "guidance",
        (
            Deed("accept", "soxd", _d(25, 11)),
            Deed(
                "answer", "soxd", _d(29, 11),
                "Nhà truyền thống bảo đảm nền, khung, mái chắc thì tính đạt (minh họa).",
            ),
            Deed("reopen", "ctxa23530", _d(9, 12), "Chưa rõ nền đất nện có tính là cứng không."),
        ),
    ),
    Told(
        "23551", "xa23551", "13.1", _d(2, 12),
        "Chưa lập được hợp tác xã vì không tìm được người điều hành",
        "Xã vận động ba lần; bà con muốn tham gia nhưng chưa ai nhận làm giám đốc. "
        "Đề nghị giới thiệu nơi hỗ trợ cán bộ trẻ.",
        "people",
    ),
    Told(
        "23539", "xa23539", "5", _d(3, 12),
        "Trường tiểu học thiếu hai phòng học so với yêu cầu cơ sở vật chất",
        "Điểm trường lẻ còn hai phòng tạm. Đề nghị bố trí vốn trong kế hoạch năm sau.",
        "funds",
        (Deed("take_up", "huyen616", _d(6, 12), "Huyện cân đối từ nguồn sửa chữa trường học."),),
    ),
    Told(
        "23458", "xa23458", "1", _d(7, 11),
        "Quy hoạch chung phải điều chỉnh sau khi đổi hướng tuyến đường",
        "Tuyến đường mới đi qua khu đất đã quy hoạch trường học; xã chưa biết trình tự điều chỉnh.",
        "land",
        (
            Deed("accept", "soxd", _d(11, 11)),
            Deed(
                "escalate", "gdsoxd", _d(2, 12),
                "Hướng tuyến do ngành khác quyết định, vượt thẩm quyền của Sở.",
            ),
        ),
    ),
    Told(
        "23461", "xa23461", "10", _d(28, 10),
        "Cách tính thu nhập từ rừng giao khoán chưa thống nhất",
        "Tiền dịch vụ môi trường rừng chia theo nhóm hộ, xã chưa rõ chia về đầu người thế nào.",
        "guidance",
        (
            Deed("reroute", "cuctk", _d(31, 10), "Nguồn tiền thuộc ngành nông nghiệp quản lý."),
            Deed(
                "answer", "sonn", _d(7, 11),
                "Chia theo diện tích nhận khoán rồi tính vào thu nhập của hộ (minh họa).",
            ),
            Deed("close", "xa23461", _d(8, 11)),
        ),
    ),
    Told(
        "23467", "xa23467", "17.5", _d(25, 11),
        "Chưa có điểm tập kết rác; xe thu gom của huyện không vào được",
        "Đường vào ba thôn dốc, xe lớn không qua được. Đề nghị hướng dẫn mô hình cho nơi dốc.",
        "terrain",
    ),
    Told(
        "23455", "huyen613", "14.3", _d(9, 12),
        "Lớp dạy nghề mở đúng vụ nên ít người học",
        "Đề nghị cho phép dời lịch lớp sang sau tháng Giêng mà vẫn tính chỉ tiêu năm.",
        "conflict",
        (Deed("accept", "sold", _d(10, 12)),),
    ),
    Told(
        "23362", "xa23362", "15.1", _d(5, 12),
        "Hộ vừa thoát nghèo chưa được cấp lại thẻ bảo hiểm y tế",
        "Nhiều hộ hết thẻ từ tháng 10; chưa rõ hồ sơ chuyển nhóm đóng.",
        "figures",
        (Deed("answer", "bhxh", _d(10, 12),
              "Xã lập danh sách hộ thoát nghèo gửi BHXH huyện để chuyển nhóm (minh họa)."),),
    ),
    Told(
        "23413", "xa23413", "4.2", _d(14, 11),
        "Cụm dân cư mới ở xa lưới điện",
        "Mười lăm hộ dùng điện từ máy phát nhỏ. Đề nghị cho biết kế hoạch kéo điện.",
        "terrain",
        (
            Deed("escalate", "xa23413", _d(2, 12), "Đã quá hạn mà chưa được tiếp nhận."),
            Deed("accept", "vpdp", _d(3, 12)),
            Deed("escalate", "gdvpdp", _d(10, 12), "Cần lãnh đạo tỉnh cho chủ trương."),
        ),
    ),
    Told(
        "616", "soxd", "9", _d(11, 12),
        "Danh sách nhà tạm của huyện và của ngành lao động lệch nhau",
        "Sở rà soát thấy hai danh sách lệch nhau ở năm xã. Đề nghị thống nhất một danh sách.",
        "conflict",
    ),
    Told(
        "23533", "xa23533", "6.3", _d(21, 10),
        "Nhà rông dùng chung hai làng có tính cho cả hai không",
        "Hai làng liền nhau dùng chung một nhà rông.",
        "guidance",
        (Deed("withdraw", "xa23533", _d(23, 10), "Đã hỏi trực tiếp và rõ cách tính."),),
    ),
)  # fmt: skip


def add_difficulties(stage: December) -> None:
    """The questions with what came of each, in the order of their days; then guidance."""
    districts = {v.code: v for v in _districts(stage)}
    raised = [_play(stage, told, districts) for told in QUESTIONS]
    _publish(stage, raised)


def _districts(stage: December) -> list[UnitVersion]:
    parents = {v.parent_id for v in stage.communes.values() if v.parent_id is not None}
    return list(UnitVersion.objects.on(_d(14, 12)).filter(unit_id__in=parents))


def _play(stage: December, told: Told, districts: dict[str, UnitVersion]) -> Difficulty:
    place = districts.get(told.place) or stage.communes[told.place]
    unit = Unit.objects.get(pk=place.unit_id)
    law = set_of_month(told.on.replace(day=1))
    criterion, indicator = _about(law, told.number)
    asked = Asked(
        title=told.title,
        text=told.text,
        criterion=criterion,
        indicator=indicator,
        cause=told.cause,
        is_illustrative=True,
    )
    by = stage.users[told.by]
    made = actions.raise_difficulty(unit, asked, by=by, on=told.on, at=at_hour(told.on, 9))
    for deed in told.deeds:
        _take(made, deed, stage.users[deed.by])
    return made


def _about(law: CriteriaSet, number: str) -> tuple[str, str]:
    for criterion in law.criteria:
        if criterion.number == number:
            return criterion.id, ""
        for indicator in criterion.indicators:
            if indicator.number == number:
                return criterion.id, indicator.id
    raise NotFound(f"Bộ {law.id} không có chỉ tiêu {number}.")


_WITH_WORDS: dict[str, Callable[..., Difficulty]] = {
    "answer": actions.answer_difficulty,
    "reopen": actions.reopen_difficulty,
    "escalate": actions.escalate,
    "withdraw": actions.withdraw_difficulty,
}
_WITH_NOTE: dict[str, Callable[..., Difficulty]] = {
    "accept": actions.accept_difficulty,
    "take_up": actions.take_up,
    "close": actions.close_difficulty,
}


def _take(made: Difficulty, deed: Deed, by: User) -> None:
    made.refresh_from_db()
    who: dict[str, Any] = {"by": by, "on": deed.on, "at": at_hour(deed.on, 15)}
    who["seen"] = made.version
    if deed.step == "reroute":
        actions.reroute(made, Agency.objects.get(short_name="Sở NN&PTNT"), deed.words, **who)
    elif deed.step in _WITH_NOTE:
        _WITH_NOTE[deed.step](made, note=deed.words, **who)
    else:
        _WITH_WORDS[deed.step](made, deed.words, **who)


def _publish(stage: December, raised: list[Difficulty]) -> None:
    """Two from answers, one of a department's own; none has a document number."""
    for number, by, on in (("17.6", "soyt", _d(13, 11)), ("10", "sonn", _d(11, 11))):
        criterion, indicator = _about(set_of_month(on.replace(day=1)), number)
        asked = next(d for d in raised if (d.criterion, d.indicator) == (criterion, indicator))
        answer = DifficultyEvent.objects.filter(difficulty=asked, step="answer").latest("pk")
        told = NewGuidance(
            title=asked.title,
            text=answer.note,
            criterion=criterion,
            indicator=indicator,
            valid_from=on,
            is_illustrative=True,
        )
        at = at_hour(on, 10)
        actions.publish_guidance(told, from_answer=answer, by=stage.users[by], on=on, at=at)
    on = _d(2, 12)
    told = NewGuidance(
        title="Ghi minh chứng nhà ở đạt chuẩn: ảnh và biên bản theo thôn",
        text="Mỗi thôn một biên bản rà soát có chữ ký của trưởng thôn; mỗi nhà một ảnh chụp mặt "
        "trước.\nNhà đang sửa thì ghi tháng dự kiến xong, chưa tính đạt (minh họa).",
        criterion="housing",
        valid_from=on,
        is_illustrative=True,
    )
    actions.publish_guidance(told, by=stage.users["soxd"], on=on, at=at_hour(on, 10))
