"""Plans that put agency, time and product behind labels; and what ends or heads a document."""

from datetime import date

from langmoi.directive.cleaning import Source
from langmoi.directive.model import Kind, Recurring
from langmoi.directive.read import read_directive

HEAD = """ỦY BAN NHÂN DÂN
TỈNH NAM SƠN
Số: 15/KH-UBND
Nam Sơn, ngày 10 tháng 3 năm 2026

KẾ HOẠCH
Thực hiện thử nghiệm năm 2026

I. NHIỆM VỤ
"""


def read(body, head=HEAD):
    return read_directive(Source(head + body))


def told(task):
    return (task.clause, task.text, task.lead, task.cooperating, task.time and task.time.due)


def test_labels_under_a_clause_are_one_task_with_it():
    found = read(
        "1. Hoàn thiện cơ chế\n"
        "- Nội dung: Xây dựng quy định tỷ lệ vốn đối ứng.\n"
        "- Cơ quan chủ trì: Sở Tài chính.\n"
        "- Cơ quan phối hợp: Sở Xây dựng, UBND các xã, phường.\n"
        "- Sản phẩm: Nghị quyết của HĐND tỉnh.\n"
        "- Thời gian hoàn thành: Quý II năm 2026.\n"
        "2. Tập huấn cán bộ\n"
        "- Đơn vị thực hiện: Sở Nội vụ\n"
        "- Thời gian: Tháng 6 - tháng 9/2026\n"
    )

    first, second = found.tasks
    assert told(first) == (
        "I/1",
        "Xây dựng quy định tỷ lệ vốn đối ứng.",
        ("Sở Tài chính",),
        ("Sở Xây dựng", "UBND các xã, phường"),
        date(2026, 6, 30),
    )
    assert first.product == "Nghị quyết của HĐND tỉnh"
    assert told(second) == ("I/2", "Tập huấn cán bộ", ("Sở Nội vụ",), (), date(2026, 9, 30))
    assert found.unread == ()
    assert found.body[1] == found.tasks[-1].span[1]


def test_labels_in_one_line_with_the_clause():
    [task] = read(
        "1. Rà soát hộ nghèo. Đơn vị chủ trì: Sở Nội vụ; đơn vị phối hợp: UBND các xã; "
        "thời gian hoàn thành: trước ngày 30/6/2026."
    ).tasks

    assert told(task) == (
        "I/1", "Rà soát hộ nghèo.", ("Sở Nội vụ",), ("UBND các xã",), date(2026, 6, 30),
    )  # fmt: skip


def test_labels_behind_the_last_point_hold_for_all_points():
    found = read(
        "1. Giao thông\n- Rà soát cầu dân sinh.\n- Nâng cấp đường xã.\n"
        "- Cơ quan chủ trì: Sở Xây dựng.\n- Thời gian: Quý III/2026.\n"
    )

    assert [(t.clause, t.lead, t.time.due) for t in found.tasks] == [
        ("I/1/-1", ("Sở Xây dựng",), date(2026, 9, 30)),
        ("I/1/-2", ("Sở Xây dựng",), date(2026, 9, 30)),
    ]


def test_a_time_without_an_agency_makes_no_task():
    found = read(
        "1. Thời gian, địa điểm\n- Thời gian: 8 giờ ngày 15/3/2026.\n- Địa điểm: hội trường"
    )

    assert not [task for task in found.tasks if task.lead]


def test_a_day_once_and_a_rhythm_after_it_are_two_tasks():
    once, again = read(
        "1. UBND các xã: ban hành kế hoạch trước ngày 30/4/2026; hằng quý (trước ngày 20 tháng "
        "cuối quý) báo cáo kết quả về Sở Nội vụ."
    ).tasks

    assert (once.time.due, once.time.recurring) == (date(2026, 4, 30), None)
    assert (again.time.recurring, again.lead) == (Recurring.QUARTERLY, ("UBND các xã",))


def test_what_ends_the_document_on_the_line_of_the_last_clause_is_no_task():
    found = read("1. Sở Nội vụ theo dõi, tổng hợp. Kế hoạch này có hiệu lực kể từ ngày ký./.")

    assert [task.text for task in found.tasks] == ["Sở Nội vụ theo dõi, tổng hợp."]
    assert [piece.kind for piece in found.pieces][-1] is Kind.CLOSING


def test_a_heading_that_orders_names_those_who_do_it():
    found = read(
        "Điều 2. Để khắc phục hạn chế, Hội đồng nhân dân tỉnh yêu cầu UBND tỉnh thực hiện:\n"
        "1. Ban hành quy định về quản lý công trình."
    )

    assert [(t.clause, t.lead) for t in found.tasks] == [("I/Điều 2/1", ("UBND tỉnh",))]


def test_heads_of_a_telegram_and_of_an_office():
    telegram = "CÔNG ĐIỆN\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nSố: 07/CĐ-UBND\n\n1. Sở Y tế trực ban.\n"
    office = (
        "UBND TỈNH NAM SƠN\nVĂN PHÒNG\nSố: 4/TB-VPUBND\nTHÔNG BÁO\nKết luận\n\n1. Sở Y tế trực."
    )

    assert read(telegram, "").head.issuer == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"
    assert read(telegram, "").head.title is None
    assert read(office, "").head.issuer == "VĂN PHÒNG UBND TỈNH NAM SƠN"


def test_who_is_asked_in_the_passive_has_a_request():
    [task] = read("1. Hội Nông dân tỉnh được đề nghị tiếp tục vận động hội viên tham gia.").tasks

    assert (task.nature, task.lead) == (Kind.REQUEST, ("Hội Nông dân tỉnh",))
