"""The directive that started the project (docs: its text is public): every order and request."""

from datetime import date

import pytest

from langmoi.directive.model import Kind, Recurring

DISTRICTS = ("Ủy ban nhân dân các huyện, thành phố",)
AGRICULTURE = ("Sở Nông nghiệp và Phát triển nông thôn",)
PLANNING = ("Sở Kế hoạch và Đầu tư",)


def task(july, words):
    """The one task that holds the words."""
    (found,) = [one for one in july.tasks if words in one.text]
    return found


def test_the_head_is_read_though_number_and_date_are_blank(july):
    assert july.head.number == "/UBND-NNTN"
    assert july.head.date is None
    assert july.head.issuer == "ỦY BAN NHÂN DÂN TỈNH KON TUM"
    assert july.head.title == (
        "triển khai kết luận của Ban Chấp hành Đảng bộ tỉnh về Chương trình xây dựng nông thôn mới"
    )
    assert july.head.addressees == (
        "Các Sở, ban ngành, đoàn thể thuộc tỉnh",
        "Ủy ban nhân dân các huyện, thành phố",
    )
    assert july.head.signer == "Nguyễn Hữu Tháp"
    assert july.head.signer_title == "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"
    assert july.head.receivers[1] == "Thường trực Tỉnh ủy (b/c)"


def test_every_cited_document_is_found_with_its_date(july):
    assert {cited.number: cited.date for cited in july.head.references} == {
        "980-TB/TU": date(2019, 7, 17),
        "1295/UBND-NNTN": date(2019, 5, 30),
        "31/QĐ-BCĐCTMTQG": date(2019, 3, 5),
        "1172/VP-NNTN": date(2019, 5, 16),
        "01-NQ/TU": date(2016, 6, 1),
    }


@pytest.mark.parametrize(
    ("words", "clause", "nature", "lead"),
    [
        ("Phải nắm chắc tình hình", "1/-1", Kind.ORDER, DISTRICTS),
        ("1295/UBND-NNTN", "1/-2", Kind.ORDER, DISTRICTS),
        ("tuyên truyền, vận động để nhân dân hiểu rõ", "1/-3", Kind.ORDER, DISTRICTS),
        ("theo hướng chuyên trách", "1/-4", Kind.ORDER, DISTRICTS),
        ("cơ chế đầu tư đặc thù", "1/-5/+1", Kind.ORDER, DISTRICTS),
        ("Luật hợp tác xã", "1/-5/+2", Kind.ORDER, DISTRICTS),
        ("hương ước, quy ước", "1/-5/+3", Kind.ORDER, DISTRICTS),
        ("lực lượng dân quân", "1/-5/+4", Kind.ORDER, DISTRICTS),
        ("do ngành phụ trách", "2.1", Kind.ORDER, ("các Sở, ban ngành thuộc tỉnh",)),
        ("Đoàn công tác liên ngành", "2.2", Kind.ORDER, AGRICULTURE),
        ("tổng kết 10 năm", "2.2", Kind.ORDER, AGRICULTURE),
        ("nguyên tắc tỷ lệ đối ứng", "2.3", Kind.ORDER, PLANNING),
        ("01-NQ/TU", "3", Kind.REQUEST, ("các Huyện ủy, thành ủy",)),
        (
            "giá trị nhân văn",
            "4",
            Kind.REQUEST,
            ("Ủy ban MTTQ Việt Nam tỉnh", "các tổ chức chính trị - xã hội"),
        ),
    ],
)
def test_every_order_and_request_has_its_agencies(july, words, clause, nature, lead):
    found = task(july, words)

    assert (found.clause, found.nature, found.lead) == (clause, nature, lead)
    assert len(july.tasks) == 14


def test_those_who_help_are_named(july):
    assert task(july, "do ngành phụ trách").cooperating == ("các địa phương",)
    assert task(july, "tỷ lệ đối ứng").cooperating == ("các đơn vị, địa phương liên quan",)


def test_due_dates_and_rhythms_are_those_of_the_text(july):
    assert task(july, "tổng kết 10 năm").time.due == date(2019, 7, 31)
    assert task(july, "100% số xã").time.due == date(2019, 12, 31)
    assert task(july, "100% số xã").target == "100% số xã đạt chuẩn nhóm tiêu chí này"
    review = task(july, "tổ chức rà soát, đánh giá kết quả")
    assert (review.time.due, review.time.recurring) == (None, Recurring.MONTHLY)


def test_the_delegations_are_urgent_but_have_no_date(july):
    found = task(july, "Đoàn công tác liên ngành")

    assert (found.time.text, found.time.due) == ("khẩn trương", None)
    assert [one.time.due for one in july.tasks if one.time and one.time.due] == [
        date(2019, 12, 31),
        date(2019, 7, 31),
    ]


def test_what_asks_nothing_is_no_task(july):
    kinds = [piece.kind for piece in july.pieces]

    assert kinds == [
        Kind.GROUND, Kind.HEADING, Kind.HEADING, Kind.HEADING, Kind.CLOSING, Kind.SIGNATURE,
    ]  # fmt: skip
    assert not july.unread


def test_a_sentence_cut_by_a_page_break_is_whole_again(july):
    assert "công tác nông thôn mới theo hướng chuyên trách" in task(july, "chuyên trách").text


def test_blank_number_and_date_are_said(july):
    assert [warning[:20] for warning in july.warnings] == [
        "Văn bản chưa có số. ",
        "Văn bản chưa có ngày",
    ]
