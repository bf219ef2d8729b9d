"""PDFs are read by the places of their letters: columns, ruled tables, pages."""

import pytest
import typst

from langmoi.directive.files import read_file
from langmoi.directive.read import read_directive

HEAD = """
#set page(width: 210mm, height: 297mm, margin: 25mm, numbering: "1", number-align: top + center)
#set text(size: 13pt)
#grid(columns: (1fr, 1.5fr), row-gutter: 6pt,
  [*ỦY BAN NHÂN DÂN \\ TỈNH NAM SƠN*],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ Độc lập - Tự do - Hạnh phúc*],
  [Số: 12/KH-UBND], [Nam Sơn, ngày 10 tháng 02 năm 2020])
#align(center)[*KẾ HOẠCH* \\ *Trồng rừng năm 2020*]

I. NHIỆM VỤ
"""
TABLE = """
#table(columns: 5,
  [TT], [Nội dung], [Cơ quan chủ trì], [Cơ quan phối hợp], [Thời gian],
  [1], [Rà soát đất trống], [Sở Nông nghiệp và Môi trường], [UBND các xã], [Quý II/2020],
  [2], [Trồng 10 ha rừng], [UBND các xã], [Hạt Kiểm lâm], [15/9/2020])
"""
TAIL = """
II. TỔ CHỨC THỰC HIỆN

1\\. Sở Tài chính bố trí kinh phí trước ngày 30/4/2020./.

#grid(columns: (1fr, 1fr), [*Nơi nhận:* \\ - Như trên; \\ - Lưu: VT.],
  align(center)[*TM. ỦY BAN NHÂN DÂN \\ CHỦ TỊCH* \\ #v(40pt) *Lê Văn An*])
"""


@pytest.fixture
def plan():
    content = typst.compile((HEAD + TABLE + TAIL).encode())
    return read_directive(read_file(content, "a.pdf"))


def test_the_two_columns_of_the_head_are_read_one_after_the_other(plan):
    assert plan.head.number == "12/KH-UBND"
    assert plan.head.issuer == "ỦY BAN NHÂN DÂN TỈNH NAM SƠN"
    assert plan.head.title == "Trồng rừng năm 2020"
    assert plan.head.date.isoformat() == "2020-02-10"


def test_the_rows_of_a_ruled_table_are_tasks(plan):
    rows = [task for task in plan.tasks if task.clause.startswith("I/")]
    assert [(t.clause, t.lead, t.cooperating, t.time.due.isoformat()) for t in rows] == [
        ("I/1", ("Sở Nông nghiệp và Môi trường",), ("UBND các xã",), "2020-06-30"),
        ("I/2", ("UBND các xã",), ("Hạt Kiểm lâm",), "2020-09-15"),
    ]


def test_receivers_and_signer_stand_side_by_side(plan):
    assert plan.head.signer == "Lê Văn An"
    assert plan.head.signer_title == "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH"
    assert plan.head.receivers == ("Như trên", "Lưu: VT")


def test_a_clause_goes_on_over_the_page_and_the_page_number_is_not_in_it():
    words = "Sở Y tế " + "rà soát, đánh giá kết quả thực hiện tiêu chí số 15 ở từng xã, " * 60
    content = typst.compile((HEAD + f"\n1\\. {words} báo cáo hằng tháng.\n" + TAIL).encode())
    found = read_directive(read_file(content, "a.pdf"))
    (task,) = [task for task in found.tasks if task.clause == "I/1"]
    assert task.text == f"{words} báo cáo hằng tháng.".replace("  ", " ")
    assert task.time.recurring == "monthly"
