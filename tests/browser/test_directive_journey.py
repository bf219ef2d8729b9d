"""The office puts a directive in, corrects what was read, looks at what was not, and issues it."""

from __future__ import annotations

from axe import violations
from directive_steps import (
    OFFICE,
    correct_one,
    issue,
    look_at_unread,
    put_in,
    scanned,
    settle_names,
    take,
)
from task_steps import (
    done_late_on_sheet,
    find_own,
    rate_on_board,
    report_done,
)
from task_steps import take as step

DISTRICT, CHAIRMAN_OF = "huyen616", "616"
ORDER = "tổng hợp hành trình thử"
LETTER = f"""ỦY BAN NHÂN DÂN
TỈNH KON TUM

Số: /UBND-NNTN

Kon Tum, ngày tháng năm

V/v {ORDER}

Kính gửi: Ủy ban nhân dân các huyện, thành phố

Ủy ban nhân dân tỉnh yêu cầu như sau:

1. Ủy ban nhân dân các huyện, thành phố {ORDER} trước ngày 15/01/2020.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""


def keeps_to_the_screen(page):
    """Axe finds nothing, and no width makes the page scroll sideways."""
    for width in (390, 1366):
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_the_file_to_the_tasks(browse, tmp_path):
    with browse(OFFICE, "/van-ban/") as page:
        put_in(page, scanned(tmp_path))
        assert "còn 1 đoạn chưa đọc được" in page.inner_text("#viec").lower()
        keeps_to_the_screen(page)
        page.click("button:has-text('Lập văn bản với')")
        page.wait_for_selector("[role=alert]:has-text('Chưa lập được văn bản')")

        correct_one(page, "2.1", "31/08/2019")
        assert "31/08/2019" in page.inner_text("#cac-doan")
        settle_names(page)
        look_at_unread(page)
        take(page)
        assert "chưa giao cho ai" in page.inner_text("main")
        keeps_to_the_screen(page)
        issue(page)
        text = page.inner_text("main")
        assert "Nhiệm vụ được giao" in text
        assert "Nội dung đề nghị" in text
        assert "31/08/2019" in text
        assert "Từng nơi đã làm gì" in text
        keeps_to_the_screen(page)


def test_a_press_on_one_side_shows_the_other(browse, tmp_path):
    path = tmp_path / "nho.txt"
    path.write_text(
        "UBND tỉnh yêu cầu:\n\n1. UBND các huyện, thành phố báo cáo trước ngày 15/01/2020.\n",
        encoding="utf-8",
    )
    with browse(OFFICE, "/van-ban/") as page:
        put_in(page, path)
        task = page.locator(".lm-rd.lm-rd--order").first
        other = task.get_attribute("data-other")
        task.locator(".lm-vb__raw").click()
        assert "lm-is-on" in page.locator(f"#{other}").get_attribute("class")
        page.click("button:has-text('Bỏ bản đọc')")
        page.wait_for_selector("text=Đã bỏ bản đọc.")


def test_a_district_is_sent_back_and_completes_late_and_everyone_sees_it(browse, tmp_path):
    with browse("lanhdao", None) as page:
        before = done_late_on_sheet(page, CHAIRMAN_OF)
    issue_one_order(browse, tmp_path)
    with browse(DISTRICT, None) as page:
        address = find_own(page, ORDER)
        assert "Quá hạn 20 ngày" in page.inner_text("main")
        report_done(page, "Đã làm xong ở 9 xã.")
    with browse(OFFICE, address) as page:
        step(page, "send_back", {"reason": "Còn thiếu xã Rờ Kơi."}, "Đã trả lại nhiệm vụ.")
    with browse(DISTRICT, "/viec-cua-toi/") as page:
        assert "Làm lại nhiệm vụ bị trả lại" in page.inner_text("main")
        page.goto(address)
        assert "Còn thiếu xã Rờ Kơi." in page.inner_text("main")
        report_done(page, "Đã làm xong ở 10 xã.")
    with browse(OFFICE, address) as page:
        step(page, "confirm", {}, "Đã xác nhận hoàn thành.")
        assert "Hoàn thành quá hạn 20 ngày" in page.inner_text("main")
        # One of ten districts is done, the other nine are overdue.
        assert rate_on_board(page, ORDER) == "10,00%"
        keeps_to_the_screen(page)
    with browse("lanhdao", None) as page:
        assert done_late_on_sheet(page, CHAIRMAN_OF) == before + 1
        keeps_to_the_screen(page)


def issue_one_order(browse, folder):
    """One order for every district, its day corrected to one that has passed."""
    path = folder / "mot-viec.txt"
    path.write_text(LETTER, encoding="utf-8")
    with browse(OFFICE, "/van-ban/") as page:
        put_in(page, path)
        correct_one(page, "1", "30/11/2019")
        settle_names(page)
        take(page)
        issue(page)
