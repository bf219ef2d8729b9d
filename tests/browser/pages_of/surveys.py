"""Examples of the pages of satisfaction surveys."""

from __future__ import annotations

from tests.browser.page_example import Example, to

SURVEYS = "/lay-y-kien/"
RUNNING, DONE = to(SURVEYS, "Sa Nghĩa"), to(SURVEYS, "Kon Đào")
PREPARED = to(SURVEYS, "Sa Bình")
PHONE = 'a[href*="/phieu-y-kien/"]'


def _taken(page):
    page.goto(f"{page.url}da-ghi/")


PAGES: dict[str, tuple[Example, ...]] = {
    "surveys": (
        Example("surveys", "mattran", SURVEYS),
        Example("surveys-commune", "xa23542", SURVEYS),
    ),
    "new_survey": (Example("survey-new", "mattran", f"{SURVEYS}moi/"),),
    "survey_rules": (
        Example("survey-rules", "vpdp", f"{SURVEYS}muc/"),
        Example("survey-rules-read", "ctxa23542", f"{SURVEYS}muc/"),
    ),
    "survey": (
        Example("survey-running", "mattran", SURVEYS, (RUNNING,)),
        Example("survey-running-chairman", "ctxa23542", SURVEYS, (RUNNING,)),
        Example("survey-published", "lanhdao", SURVEYS, (DONE,)),
    ),
    "prepare_survey": (
        Example("survey-prepare", "mattran", SURVEYS, (PREPARED, to("/chuan-bi/"))),
    ),
    "survey_upload": (Example("survey-upload", "mattran", SURVEYS, (RUNNING, to("/nhap/"))),),
    "survey_paper": (Example("survey-paper", "mattran", SURVEYS, (RUNNING, PHONE)),),
    "survey_paper_taken": (
        Example("survey-paper-taken", "mattran", SURVEYS, (RUNNING, PHONE), _taken),
    ),
}
FILES: set[str] = {
    "survey_year_file",
    "survey_template",
    "survey_xlsform",
    "survey_sample",
    "survey_file",
    "print_survey",
}
FORMS: set[str] = {
    "open_survey",
    "close_survey",
    "publish_survey",
    "stop_survey",
    "cancel_survey_codes",
}
