"""Examples of the pages of conventions, village meetings, mobilisation and campaigns."""

from __future__ import annotations

from tests.browser.page_example import Example, to

VILLAGE = "/thon/23470-01/"

PAGES: dict[str, tuple[Example, ...]] = {
    "conventions": (
        Example("conventions", "vpdp", "/huong-uoc/"),
        Example("conventions-commune", "xa23470", "/huong-uoc/?nhom=chua-co"),
        Example("conventions-no-villages", "xa23542", "/huong-uoc/"),
    ),
    "village_meetings": (
        Example("village-meetings", "huyen613", "/hop-thon/"),
        Example("village-meetings-before", "vpdp", "/hop-thon/?quy=2019-3"),
    ),
    "mobilisation": (
        Example("mobilisation", "mattran", "/tuyen-truyen/"),
        Example("mobilisation-language", "mattran", "/tuyen-truyen/?bang=tieng&tieng=xo_dang"),
        Example("mobilisation-commune", "xa23542", "/tuyen-truyen/"),
    ),
    "new_mobilisation": (
        Example("mobilisation-place", "mattran", "/tuyen-truyen/moi/"),
        Example("mobilisation-new", "mattran", "/tuyen-truyen/moi/?noi=23470"),
    ),
    "campaigns": (Example("campaigns", "mattran", "/phong-trao/"),),
    "campaign": (
        Example("campaign", "mattran", "/phong-trao/", (to("/phong-trao/", "rác thải"),)),
        Example("campaign-too-soon", "vpdp", "/phong-trao/", (to("/phong-trao/", "nhà tiêu"),)),
    ),
    "my_village": (Example("village", "thon23470-01", "/thon-toi/"),),
    "village_life": (Example("village-commune", "xa23470", "/thon/23470-03/"),),
    "new_village_meeting": (Example("village-meeting-new", "thon23470-01", f"{VILLAGE}hop/"),),
}
FILES: set[str] = set()
FORMS: set[str] = set()
