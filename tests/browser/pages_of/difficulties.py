"""Examples of the pages of difficulties and guidance."""

from __future__ import annotations

from tests.browser.page_example import Example, to

LIST = "/vuong-mac/"
ANSWERED = (to("/vuong-mac/", "Đường liên thôn đã có kế hoạch"),)
WAITING = (to("/vuong-mac/", "Chưa lập được hợp tác xã"),)
GUIDE = (to("/huong-dan/", "Ghi minh chứng nhà ở"),)

PAGES: dict[str, tuple[Example, ...]] = {
    "difficulties": (
        Example("vuong-mac-tinh", "vpdp", LIST),
        Example("vuong-mac-xa", "xa23545", LIST),
        Example("vuong-mac-qua-han", "lanhdao", f"{LIST}?trang-thai=qua-han"),
        Example("vuong-mac-khong-khop", "vpdp", f"{LIST}?tim=khongcogi"),
    ),
    "difficulty_table": (
        Example("vuong-mac-tieu-chi-dia-ban", "lanhdao", f"{LIST}bang/"),
        Example("vuong-mac-tieu-chi-xa", "huyen616", f"{LIST}bang/"),
    ),
    "difficulty_causes": (Example("vuong-mac-nguyen-nhan", "vpdp", f"{LIST}nguyen-nhan/"),),
    "difficulty": (
        Example("vuong-mac-da-tra-loi", "xa23545", LIST, ANSWERED),
        Example("vuong-mac-cho-so", "sonn", LIST, WAITING),
        Example("vuong-mac-cho-huyen", "huyen616", LIST, WAITING),
    ),
    "new_difficulty": (
        Example("vuong-mac-moi", "xa23542", f"{LIST}moi/?xa=23542&chi-tieu=17.6&thang=2019-12"),
    ),
    "guidance_list": (Example("huong-dan-nganh", "xa23542", f"{LIST}huong-dan/"),),
    "guidance": (Example("huong-dan", "soxd", f"{LIST}huong-dan/", GUIDE),),
    "new_guidance": (Example("huong-dan-moi", "sonn", f"{LIST}huong-dan/moi/"),),
}
# The last is a piece of the form that raises one.
FILES: set[str] = {"difficulty_paper", "guidance_file", "asked_before"}
FORMS: set[str] = {"difficulty_step", "withdraw_guidance"}
