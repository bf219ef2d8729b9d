"""Examples of the pages of tasks that documents give."""

from __future__ import annotations

from tests.browser.page_example import Example

TASK = ('tbody a[href^="/nhiem-vu/"]:not([href*="?"])',)

PAGES: dict[str, tuple[Example, ...]] = {
    "tasks": (
        Example("nhiem-vu", "vpub", "/nhiem-vu/"),
        Example("nhiem-vu-noi-nhan", "vpdp", "/nhiem-vu/?xem=noi-nhan"),
        Example("nhiem-vu-huyen", "huyen616", "/nhiem-vu/?xem=huyen"),
        Example("nhiem-vu-han", "vpub", "/nhiem-vu/?xem=han"),
        Example("nhiem-vu-cua-toi", "huyen616", "/nhiem-vu/"),
        Example("nhiem-vu-cho-xac-nhan", "vpub", "/nhiem-vu/?trang-thai=reported"),
        Example("nhiem-vu-khong-co", "xa23542", "/nhiem-vu/?tim=khong+co+viec+nay"),
    ),
    "task": (
        Example("nhiem-vu-mot-viec", "vpub", "/nhiem-vu/?xem=danh-sach", TASK),
        Example("nhiem-vu-viec-cua-huyen", "huyen616", "/nhiem-vu/", TASK),
    ),
    "task_rates": (Example("nhiem-vu-cach-tinh", "vpub", "/nhiem-vu/cach-tinh/"),),
    "urging": (
        Example("weekly-list", "vpub", "/don-doc/"),
        Example("weekly-list-of-district", "huyen616", "/don-doc/"),
    ),
    "escalated": (
        Example("escalated", "lanhdao", "/qua-han-lau/"),
        Example("escalated-for-office", "vpub", "/qua-han-lau/"),
    ),
}
FILES = {"task_paper", "urging_file", "calendar_feed"}
FORMS = {"confirm_tasks", "urge", "calendar", "revoke_calendar"}
