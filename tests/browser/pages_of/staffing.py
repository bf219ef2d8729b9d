"""Examples of the pages of posts, staff and the Ban Chỉ đạo."""

from __future__ import annotations

from tests.browser.page_example import Example, to

STAFF, BOARDS = "/can-bo-ntm/", "/ban-chi-dao/"

PAGES: dict[str, tuple[Example, ...]] = {
    "staff": (
        Example("staff", "vpdp", STAFF),
        Example("staff-vacant", "huyen616", f"{STAFF}?nhom=trong"),
        Example("staff-commune", "xa23542", STAFF),
    ),
    "new_staff_position": (Example("staff-new", "huyen616", f"{STAFF}moi/"),),
    "staff_upload": (Example("staff-upload", "huyen616", f"{STAFF}nhap/"),),
    "staff_position": (
        Example("staff-post", "huyen616", STAFF, (to(STAFF, "phụ trách"),)),
        Example("staff-post-read", "lanhdao", STAFF, (to(STAFF, "phụ trách"),)),
    ),
    "officials": (
        Example("officials", "vpdp", f"{STAFF}chua-dat-chuan/"),
        Example("officials-different", "lanhdao", f"{STAFF}chua-dat-chuan/?nhom=lech"),
    ),
    "official_count": (Example("official-count", "xa23542", f"{STAFF}chua-dat-chuan/23542/"),),
    "last_group": (
        Example("last-group", "lanhdao", f"{STAFF}tieu-chi-18-19/"),
        Example("last-group-district", "huyen616", f"{STAFF}tieu-chi-18-19/"),
    ),
    "meetings": (
        Example("boards", "vpub", BOARDS),
        Example("boards-member", "cthuyen616", BOARDS),
    ),
    "new_board": (Example("board-new", "vpub", f"{BOARDS}ban/moi/"),),
    "board": (Example("board", "vpub", BOARDS, (to(f"{BOARDS}ban/", "tỉnh"),)),),
    "new_meeting": (Example("meeting-new", "huyen616", BOARDS, (to("/hop/"),)),),
    "meeting": (
        Example("meeting", "vpub", BOARDS, (to(BOARDS, "tháng 12/2019"),)),
        Example("meeting-next", "vpub", BOARDS, (to(BOARDS, "cuối năm"),)),
        Example("meeting-read", "gdsonn", BOARDS, (to(BOARDS, "quý III"),)),
    ),
    "change_meeting": (
        Example("meeting-edit", "vpub", BOARDS, (to(BOARDS, "tháng 12/2019"), to("/sua/"))),
    ),
    "printed_meeting": (
        Example("meeting-print", "vpub", BOARDS, (to(BOARDS, "tháng 12/2019"), to("/in/"))),
    ),
}
FILES = {"meeting_paper", "staff_template"}
FORMS = {
    "fill_staff_position",
    "vacate_staff_position",
    "close_staff_position",
    "train_staff",
    "change_board",
    "join_board",
    "leave_board",
    "meeting_attendance",
    "add_meeting_paper",
    "add_conclusion",
    "drop_conclusion",
    "issue_conclusions",
    "number_conclusion",
}
