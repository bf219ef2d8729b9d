"""Layouts and oddities that the annotated documents do not hold; each text is invented."""

from datetime import date

import pytest

from langmoi.directive.cleaning import Source
from langmoi.directive.model import Kind
from langmoi.directive.read import read_directive

HEAD = """ỦY BAN NHÂN DÂN
TỈNH NAM SƠN

Số: 15/UBND-NN
V/v thử nghiệm

Nam Sơn, ngày 10 tháng 3 năm 2020

Kính gửi: Các sở, ban, ngành.

"""
INTRO = "Ủy ban nhân dân tỉnh có ý kiến như sau:\n\n"


def read(body, head=HEAD + INTRO):
    return read_directive(Source(head + body))


def tasks(body, head=HEAD + INTRO):
    return [(task.clause, task.lead, task.nature) for task in read(body, head).tasks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1- Các huyện ủy, thành ủy tổ chức quán triệt.", [("1", ("Các huyện ủy, thành ủy",))]),
        ("Điều 2.\n1. Sở Y tế:\na) Lập danh sách.", [("Điều 2/1/a", ("Sở Y tế",))]),
        ("Bước 1. UBND xã thẩm tra hồ sơ.", [("Bước 1", ("UBND xã",))]),
        ("PHẦN II\n1. Sở Y tế kiểm tra.", [("Phần II/1", ("Sở Y tế",))]),
        ("I. Sở Y tế\n1. Kiểm tra.\n2. Tổng hợp.", [("I/1", ("Sở Y tế",)), ("I/2", ("Sở Y tế",))]),
        (
            "III. Phân công\n**Sở Y tế:**\n- Kiểm tra.\n**Sở Nội vụ:**\n- Tổng hợp.",
            [("III/*1/-1", ("Sở Y tế",)), ("III/*2/-1", ("Sở Nội vụ",))],
        ),
        (
            "1. Sở Y tế chủ động rà soát.\n- Lập danh sách các hộ.",
            [("1", ("Sở Y tế",)), ("1/-1", ("Sở Y tế",))],
        ),
        ("1. Riêng xã Hòa Bình: hoàn thành hồ sơ.", [("1", ("xã Hòa Bình",))]),
        ("1. Về vốn: Giao Sở Tài chính tham mưu.", [("1", ("Sở Tài chính",))]),
        (
            "1. UBND các huyện Đăk Lâm, Ia Sơn và Sở Y tế kiểm tra.",
            [("1", ("UBND huyện Đăk Lâm", "UBND huyện Ia Sơn", "Sở Y tế"))],
        ),
        (
            "1. Đề nghị các đoàn thể: Hội Nông dân, Hội Phụ nữ vận động hội viên.",
            [("1", ("Hội Nông dân", "Hội Phụ nữ"))],
        ),
        (
            "1. Sở Văn hoá, Thể thao và Du lịch, Ban Chỉ huy Phòng, chống thiên tai tỉnh kiểm tra.",
            [("1", ("Sở Văn hoá, Thể thao và Du lịch", "Ban Chỉ huy Phòng, chống thiên tai tỉnh"))],
        ),
    ],
)
def test_clause_and_agencies(body, expected):
    assert [(clause, lead) for clause, lead, _ in tasks(body)] == expected


def test_an_order_after_a_permission_is_told_apart():
    found = read("2. Thống nhất chủ trương cho huyện vay vốn. Giao Sở Nội vụ hướng dẫn.")

    assert [(task.clause, task.lead) for task in found.tasks] == [("2", ("Sở Nội vụ",))]
    assert Kind.PERMISSION in [piece.kind for piece in found.pieces]


def test_two_parts_with_different_days_are_two_tasks():
    found = read("1. Sở Y tế rà soát, xong trước ngày 30/4/2020; lập hồ sơ trước ngày 15/6/2020.")

    assert [(t.clause, t.time.due) for t in found.tasks] == [
        ("1", date(2020, 4, 30)),
        ("1", date(2020, 6, 15)),
    ]


def test_a_telegram_without_labels_is_read_sentence_by_sentence():
    body = (
        "Hiện nay bão đang mạnh lên.\n\nChủ tịch UBND tỉnh yêu cầu các sở, ban, ngành trực ban.\n\n"
        "Sở Giao thông vận tải chủ trì, phối hợp với Công an tỉnh cắm biển cảnh báo.\n\n"
        "Nhận được Công điện này, yêu cầu các đơn vị thực hiện./."
    )
    found = read(body, HEAD)

    assert [task.lead for task in found.tasks] == [
        ("các sở, ban, ngành",),
        ("Sở Giao thông vận tải",),
    ]
    assert found.tasks[1].cooperating == ("Công an tỉnh",)
    assert found.pieces[-1].kind is Kind.CLOSING


def test_letters_that_a_scan_took_for_figures_and_lost_marks_are_read():
    found = read("l. Sở Y tê chù trì, phối họp với Công an tinh kiểm tra trước ngày l5/4/2O2O.")

    assert [(t.clause, t.time.due) for t in found.tasks] == [("1", date(2020, 4, 15))]


def test_a_word_on_each_line_is_the_same_text():
    body = "1. Sở Y tế:\n\n- Lập danh sách trước ngày 15/4/2020, gửi Sở Tài chính."
    whole, broken = read(body), read(body.replace(" ", "\n"))

    assert [t.text for t in whole.tasks] == [t.text for t in broken.tasks]
    assert [t.time for t in whole.tasks] == [t.time for t in broken.tasks]


def test_a_page_in_one_line_is_cut_before_its_labels():
    clauses = "1. Sở Y tế: - Lập danh sách các hộ. - Tổng hợp kết quả. 2. Sở Nội vụ kiểm tra. "
    long = HEAD + INTRO + clauses + "3. Sở Tài chính " + "tham mưu bố trí kinh phí " * 60 + "."
    found = read_directive(Source(long))

    assert [task.clause for task in found.tasks] == ["1/-1", "1/-2", "2", "3"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("1. Sở Y tế báo cáo trước ngày 01/3/2019.", "trước ngày ban hành 10/03/2020"),
        ("1. Sở Y tế báo cáo trước ngày 12/3/2020.", "chỉ sau ngày ban hành 2 ngày"),
        ("1. Sở Y tế báo cáo trước ngày 31/02/2020.", "chưa tính được ngày"),
        ("1. Sở Nông lâm báo cáo kết quả.", "Không nhận ra cơ quan “Sở Nông lâm”"),
        ("1. Kiểm tra các xã.", "Chưa rõ ai thực hiện ở mục: 1"),
    ],
)
def test_what_is_odd_is_said(body, said):
    assert any(said in warning for warning in read(body).warnings)


def test_goals_assessments_and_money_are_no_tasks():
    found = read(
        "I. MỤC TIÊU\n\n1. Phấn đấu 50% số xã đạt chuẩn.\n\nII. KẾT QUẢ THỰC HIỆN\n\n"
        "1. Các xã đã hoàn thành tiêu chí.\n\nIII. KINH PHÍ\n\nTừ ngân sách tỉnh."
    )

    assert not found.tasks
    assert [p.kind for p in found.pieces if p.kind is not Kind.HEADING][1:] == [
        Kind.GOAL,
        Kind.ASSESSMENT,
        Kind.PERMISSION,
    ]


TABS = """1. Phân công:
TT\tNội dung\tĐơn vị thực hiện\tThời gian
1\tRà soát đất trống\tSở Y tế chủ trì, phối hợp Sở Nội vụ\tQuý II/2020
2\tTrồng rừng\tChủ trì: UBND các xã; phối hợp: Hạt Kiểm lâm\t15/9/2020
"""


def test_a_table_kept_apart_by_tabs_is_read_row_by_row():
    found = read(TABS)

    assert [(t.clause, t.lead, t.cooperating, t.time.due) for t in found.tasks] == [
        ("1/1", ("Sở Y tế",), ("Sở Nội vụ",), date(2020, 6, 30)),
        ("1/2", ("UBND các xã",), ("Hạt Kiểm lâm",), date(2020, 9, 15)),
    ]


def test_a_group_of_rows_may_be_named_by_its_agency():
    table = (
        "| TT | Nhiệm vụ | Thời gian | Sản phẩm |\n|---|---|---|---|\n| I | Sở Y tế | | |\n"
        "| 1 | Lập danh sách | Tháng 4/2020 | Danh sách |\n| II | Sở Nội vụ | | |\n"
        "| 1 | Kiểm tra | Hằng quý | Báo cáo |\n"
    )
    assert [(t.clause, t.lead, t.product) for t in read(table).tasks] == [
        ("I/1", ("Sở Y tế",), "Danh sách"),
        ("II/1", ("Sở Nội vụ",), "Báo cáo"),
    ]
