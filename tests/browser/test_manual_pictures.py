"""The pages that the officials' manual shows, each as the person of that page sees it."""

from __future__ import annotations

import pytest
from chromium import chromium_path, is_missing_allowed
from walk import shoot

from tests.browser.page_steps import open_more

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium_path() is None and is_missing_allowed(), reason="no Chromium on this machine"
    ),
]
PICTURES = [
    ("review-list", "huyen616", "/ra-soat/", "Rà soát"),
    ("opinions", "soyt", "/ra-soat/y-kien/", "Sở Y tế"),
    ("expected", "soyt", "/so-lieu-nganh/", "Tải mẫu"),
    ("agency-solutions", "gdsoyt", "/ra-soat/y-kien/giai-phap/", "Giải pháp của Sở Y tế"),
    ("setup", "vpdp", "/chuan-bi/", "Chuẩn bị tháng"),
    ("drafts", "vpdp", "/bo-tieu-chi/", "Lập bản thảo"),
    ("late", "vpub", "/cham-han/", "Chậm hạn"),
    ("reports", "vpub", "/bao-cao/", "Báo cáo"),
    ("overview", "lanhdao", "/", "tỉnh Kon Tum"),
    ("account", "lanhdao", "/trach-nhiem/huyen/616/", "Phiếu trách nhiệm"),
    ("analysis", "vpdp", "/phan-tich/", "Bảng tổng hợp"),
    ("forecast", "vpdp", "/du-bao/?muc-tieu=13,5&den=12/2020", "Tin được đến đâu"),
    ("ask", "lanhdao", "/xa/23542/hoi/", "Gửi câu hỏi"),
    ("commune", "mattran", "/xa/23470/", "Xã Măng Cành"),
    ("matrix", "tinhuy", "/bang-tieu-chi/", "Bảng tiêu chí"),
    ("people", "quantri", "/nguoi-dung/", "Thêm người dùng"),
    ("people-upload", "quantri", "/nguoi-dung/tep/", "Tải mẫu"),
    ("log", "kiemtoan", "/nhat-ky/", "Nhật ký thay đổi"),
]


@pytest.mark.parametrize(("name", "person", "address", "said"), PICTURES)
def test_the_page_of_the_manual_is_there_for_its_reader(browse, name, person, address, said):
    with browse(person, address) as page:
        shoot(page, name)

        assert said in page.inner_text("main")
        assert "minh họa" in page.inner_text("body")


def test_the_pages_under_more_stand_in_groups(browse):
    with browse("vpdp", "/") as page:
        open_more(page)
        shoot(page, "menu")

        said = page.inner_text(".lm-menu__groups")
        for group in ("Phân tích", "Trách nhiệm", "Trao đổi, đối chiếu", "Công khai", "Quản trị"):
            assert group in said


def test_a_practice_says_how_it_is_done_and_who_took_it_up(browse):
    with browse("vpdp", "/cach-lam-hay/") as page:
        page.click("tbody a")
        page.wait_for_load_state()
        shoot(page, "practice")

        said = page.inner_text("main")
        for part in ("Cách làm", "Nơi đã áp dụng", "Rút cách làm này"):
            assert part in said
