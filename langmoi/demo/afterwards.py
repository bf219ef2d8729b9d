"""What follows the filings of the open month: departments' own figures, questions, a correction."""

from __future__ import annotations

from datetime import date
from typing import Any

from langmoi.demo.december import DUE, MONTH, December, at_hour
from langmoi.demo.public_page import open_public_page
from langmoi.notices.actions import answer_question, ask_question
from langmoi.people.models import Agency
from langmoi.places.models import Unit
from langmoi.reporting.correcting import ask_correction
from langmoi.reporting.expected import NewExpected, put_expected_values
from langmoi.reporting.models import Filing

DAY = date(2019, 12, 19)
INSURED = "insured_people"
# Where the insurance holds another number than the commune sent: Sa Nghĩa, Đăk Ring.
DIFFERENT = {"23542": 37, "23455": 21}
ASKED, ANSWERED = "23542", "23467"
CORRECTED = "23545"
NOVEMBER = date(2019, 11, 1)


def add_what_follows(stage: December) -> None:
    """After the communes have sent: nothing of it changes what they sent."""
    _expect(stage)
    _ask(stage)
    _correct(stage)
    open_public_page(stage)


def _expect(stage: December) -> None:
    by = stage.users["bhxh"]
    agency = Agency.objects.get(posts__user=by)
    values = []
    for code in stage.codes:
        if code not in stage.drafts:
            held = dict(stage.documents[code][INSURED])
            held["num"] = str(int(held["num"]) - DIFFERENT.get(code, 0))
            values.append(NewExpected(stage.communes[code].unit_id, INSURED, held))
    put_expected_values(
        values,
        month=MONTH,
        agency=agency,
        source="Danh sách tham gia BHYT tháng 12/2019 (minh họa)",
        by=by,
        on=DAY,
        at=at_hour(DAY, 16),
    )


def _ask(stage: December) -> None:
    leader = stage.users["lanhdao"]
    told: dict[str, Any] = {"due_on": DUE, "by": leader, "on": DAY}
    ask_question(
        _unit(stage, ASKED),
        MONTH,
        "17.8",
        "Vì sao tỷ lệ hộ bảo đảm an toàn thực phẩm chưa tăng so với tháng trước?",
        at=at_hour(DAY, 10),
        **told,
    )
    question = ask_question(
        _unit(stage, ANSWERED),
        MONTH,
        "10.1",
        "Thu nhập bình quân tăng do nguồn nào, có bền vững không?",
        at=at_hour(DAY, 10),
        **told,
    )
    answer_question(
        question,
        "Chủ yếu từ cây dược liệu và chăn nuôi (số minh họa); đã có hợp đồng bao tiêu đến 2021.",
        by=stage.users[f"xa{ANSWERED}"],
        on=DAY,
        at=at_hour(DAY, 15),
    )


def _correct(stage: December) -> None:
    """Asked for and not decided: the closed month stands as it is."""
    filing = Filing.objects.get(unit=_unit(stage, CORRECTED), month=NOVEMBER)
    if filing.latest is None:
        return
    share = dict(filing.latest.figures[INSURED])
    share["num"] = str(int(share["num"]) - 5)
    ask_correction(
        filing,
        {INSURED: share},
        reason="Năm thẻ BHYT đã chuyển sang xã khác từ tháng 10/2019 (minh họa).",
        by=stage.users[f"ctxa{CORRECTED}"],
        on=DAY,
        at=at_hour(DAY, 11),
    )


def _unit(stage: December, code: str) -> Unit:
    return stage.communes[code].unit
