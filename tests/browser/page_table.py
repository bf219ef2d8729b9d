"""Every address of the site with an example of its page, or why there is none to look at.

What walks all pages (test_every_page.py, shots.py) reads this table; an address that is missing
here fails a test, so that no new page is left unseen. Examples are of the demo.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.browser import page_steps as do
from tests.browser.page_example import DECEMBER, Example, to
from tests.browser.pages_of import (
    contributions,
    delegations,
    difficulties,
    directives,
    funding,
    funding_rules,
    law_desk,
    ocop,
    programme,
    recognition,
    registers,
    staffing,
    surveys,
    tasks,
    titles,
    village_life,
)

E = Example
DOMAINS = (
    *(law_desk, directives, tasks, programme, difficulties, delegations, staffing),
    *(funding, funding_rules, contributions, registers, ocop, village_life),
    *(surveys, recognition, titles),
)
REVIEW = (to("/ra-soat/phieu/", "Sa Nghĩa"),)
BACK = (to("/ra-soat/phieu/", "Rờ Kơi"),)
HISTORY = (*BACK, to("/lich-su/"))
ASKED = (to("/lich-su/"), to("/dinh-chinh/"))
PERSON = to("/nguoi-dung/", "Sa Nghĩa")
POST = (PERSON, to("/chuc-vu/"))

PAGES: dict[str, tuple[Example, ...]] = {
    # the overview
    "home": (
        E("province", "vpdp", "/"),
        E("province-2017", "vpdp", "/?thang=2017-11"),
        E("province-months", "vpdp", "/", step=do.open_months),
        E("province-indicator", "lanhdao", "/?xem=ct-9.2&ban-do=2018-06"),
        E("province-distance", "lanhdao", "/?xem=kc-17.1"),
    ),
    "listed": (
        E("list", "lanhdao", "/danh-sach/?nhom=chua-co-giai-phap"),
        E("list-criterion", "lanhdao", "/danh-sach/?xem=tc-17&lop=not_met"),
        E("list-none", "lanhdao", "/danh-sach/?nhom=mat-tieu-chi"),
    ),
    "thresholds": (E("thresholds", "lanhdao", "/nguong/?muc=chua-kiem-chung"),),
    "department": (
        E("department", "soyt", "/nganh/"),
        E("department-list", "soyt", "/nganh/?ct=15.2&nhom=chua-dat"),
        E("department-chosen", "lanhdao", "/nganh/"),
    ),
    "accounts": (E("accounts", "lanhdao", "/trach-nhiem/"),),
    "district_account": (E("account-district", "lanhdao", "/trach-nhiem/huyen/616/"),),
    "commune_account": (E("account-commune", "ctxa23542", "/trach-nhiem/xa/23542/"),),
    "scores": (
        E("scores", "lanhdao", "/cham-diem/"),
        E("scores-commune", "xa23542", "/cham-diem/"),
    ),
    "district": (
        E("district", "vpdp", "/huyen/616/"),
        E("district-officer", "huyen616", "/huyen/616/"),
        E("district-chairman", "cthuyen616", "/huyen/616/"),
    ),
    "communes": (
        E("communes", "vpdp", "/xa/"),
        E("communes-found", "vpdp", "/xa/?tim=dak+long"),
    ),
    "commune": (
        E("commune", "vpdp", "/xa/23542/"),
        E("commune-criterion", "vpdp", "/xa/23542/", step=do.open_criterion),
        E("commune-late", "vpdp", "/xa/23362/"),
        E("commune-ward", "vpdp", "/xa/23473/"),
        E("commune-officer", "xa23542", "/"),
    ),
    "forecast": (
        E("forecast", "vpdp", "/du-bao/?muc-tieu=13,5&den=12/2020"),
        E("forecast-commune", "xa23542", "/du-bao/?muc-tieu=19&den=12/2020"),
        E("forecast-fault", "huyen616", "/du-bao/?muc-tieu=nhiều&den=12/2020"),
    ),
    "what_if": (
        E("what-if", "vpdp", "/thu-muc-khac/?thang=2019-11&muc=9.2=80"),
        E("what-if-set", "vpdp", "/thu-muc-khac/?thang=2019-11&bo=commune-2021-2025"),
        E("what-if-empty", "huyen616", "/thu-muc-khac/"),
        E("what-if-fault", "vpdp", "/thu-muc-khac/?muc=9.2=80&chi-tieu=10.1&gia-tri=nhiều"),
    ),
    # the analyst's pages
    "analysis": (
        E("analysis", "vpdp", "/phan-tich/"),
        E("analysis-communes", "huyen616", "/phan-tich/?hang=don-vi&cot=tieu-chi"),
        E(
            "analysis-value",
            "vpdp",
            "/phan-tich/?do=gia-tri&theo=chi-tieu&so=10.1&buoc=nam&tu=2016-12",
        ),
        E("analysis-share", "lanhdao", "/phan-tich/?hang=tieu-chi&cot=don-vi&do=ty-le"),
        E("analysis-fault", "vpdp", "/phan-tich/?so=99&tu=2020-05"),
        E("analysis-commune", "xa23542", "/phan-tich/"),
    ),
    "behind": (E("behind", "vpdp", "/phan-tich/danh-sach/?o=616%7C2019-12"),),
    "compare": (
        E("compare-form", "vpdp", "/phan-tich/so-sanh/"),
        E("compare-districts", "vpdp", "/phan-tich/so-sanh/?a=616&b=613"),
        E("compare-communes", "huyen616", "/phan-tich/so-sanh/?a=23542&b=23539&theo=chi-tieu"),
        E("compare-months", "xa23542", "/phan-tich/so-sanh/?a=2018-12&b=2019-12"),
        E(
            "compare-sets",
            "vpdp",
            "/phan-tich/so-sanh/?kieu=bo&a=kontum-commune-2017-2020&b=commune-2021-2025",
        ),
        E("compare-fault", "vpdp", "/phan-tich/so-sanh/?a=616&b=616"),
    ),
    "distribution": (
        E("distribution", "vpdp", "/phan-tich/phan-bo/?chi-tieu=10.1"),
        E("distribution-district", "huyen616", "/phan-tich/phan-bo/?chi-tieu=17.1/clean"),
        E("distribution-one", "xa23542", "/phan-tich/phan-bo/"),
    ),
    "likeness": (
        E("likeness", "vpdp", "/phan-tich/tuong-tu/?don-vi=23542"),
        E("likeness-district", "vpdp", "/phan-tich/tuong-tu/?don-vi=616&tieu-chi=17"),
    ),
    "practices": (
        E("practices", "vpdp", "/cach-lam-hay/"),
        E("practices-none", "xa23542", "/cach-lam-hay/?tim=khong-co-gi"),
    ),
    "practice": (
        E("practice", "vpdp", "/cach-lam-hay/", ("tbody a",)),
        E("practice-commune", "xa23542", "/cach-lam-hay/?tieu-chi=transport", ("tbody a",)),
    ),
    "new_practice": (E("new-practice", "huyen616", "/cach-lam-hay/moi/?tieu-chi=income"),),
    "change_practice": (E("change-practice", "vpdp", "/cach-lam-hay/", ("tbody a", to("/sua/"))),),
    "criterion": (
        E("criterion", "vpdp", "/tieu-chi/17/"),
        E("criterion-1", "vpdp", "/tieu-chi/1/"),
    ),
    "matrix": (
        E("matrix", "vpdp", "/bang-tieu-chi/"),
        E("matrix-cell", "vpdp", "/bang-tieu-chi/", step=do.open_cell),
        E("matrix-filtered", "vpdp", "/bang-tieu-chi/?huyen=616&thieu=10"),
        E("matrix-none", "vpdp", "/bang-tieu-chi/?tim=khong-co"),
    ),
    "reports": (
        E("reports", "vpdp", "/bao-cao/"),
        E("menu", "vpdp", "/bao-cao/", step=do.open_more),
        E("menu-district", "huyen616", "/bao-cao/", step=do.open_more),
        E("reports-commune", "ctxa23542", "/bao-cao/?thang=2019-11"),
    ),
    "draft": (
        E("report-draft", "vpdp", "/bao-cao/?thang=2019-11", step=do.open_draft),
        E("report-draft-open", "cthuyen616", f"/bao-cao/{DECEMBER}", step=do.open_draft),
        E("report-draft-faults", "vpdp", "/bao-cao/?thang=2019-11", step=do.with_wrong_number),
    ),
    "issued": (E("report-issued", "vpdp", "/bao-cao/?thang=2019-10", step=do.issue_report),),
    "packs": (E("packs", "vpdp", "/bao-cao/goi/?thang=2019-11"),),
    "pack": (E("pack", "huyen618", "/bao-cao/goi/?thang=2019-11", step=do.ask_pack),),
    "history": (
        E("history", "vpdp", "/bao-cao/giai-doan-2010-2015/"),
        E("history-faults", "vpdp", "/bao-cao/giai-doan-2010-2015/", step=do.with_wrong_counts),
    ),
    # figures by workbook
    "uploads": (
        E("uploads", "vpdp", "/nhap-so-lieu/"),
        E("uploads-closed", "vpdp", "/nhap-so-lieu/?thang=2019-11"),
        E("uploads-commune", "xa23542", "/nhap-so-lieu/"),
        E("upload-faults", "xa23542", "/nhap-so-lieu/", step=do.with_faults),
    ),
    "upload": (E("upload-changes", "xa23542", "/nhap-so-lieu/", step=do.with_changes),),
    # the filing
    "filings": (
        E("filings", "huyen616", f"/phieu/{DECEMBER}"),
        E("filings-province", "vpdp", f"/phieu/{DECEMBER}"),
    ),
    "filing_grid": (
        E("grid", "huyen616", f"/phieu/bang/{DECEMBER}&xem=9"),
        E("grid-group", "huyen616", f"/phieu/bang/{DECEMBER}&xem=nhom-2"),
        E("grid-province", "vpdp", f"/phieu/bang/{DECEMBER}&huyen=613&xem=17"),
        E("grid-closed", "huyen616", "/phieu/bang/?thang=2019-11&xem=9"),
    ),
    "filing": (
        E("filing-draft", "xa23551", f"/phieu/23551/{DECEMBER}"),
        E("filing-open", "xa23551", f"/phieu/23551/{DECEMBER}", step=do.open_everything),
        E("filing-sent-back", "xa23530", f"/phieu/23530/{DECEMBER}"),
        E("filing-sent", "ctxa23542", f"/phieu/23542/{DECEMBER}"),
        E("filing-chairman", "ctxa23551", f"/phieu/23551/{DECEMBER}"),
        E("filing-none", "huyen610", f"/phieu/23362/{DECEMBER}"),
        E("filing-on-behalf", "huyen616", f"/phieu/23551/{DECEMBER}"),
    ),
    "printed_filing": (E("filing-printed", "xa23542", f"/phieu/23542/ban-in/{DECEMBER}"),),
    "village_sheets": (
        E("village-sheets", "xa23470", f"/phieu/23470/thon/{DECEMBER}"),
        E("village-sheets-none", "xa23542", f"/phieu/23542/thon/{DECEMBER}"),
    ),
    "village_sheet": (
        E("village-sheet", "thon23470-01", f"/phieu-thon/23470-01/{DECEMBER}"),
        E("village-sheet-commune", "xa23470", f"/phieu-thon/23470-02/{DECEMBER}"),
    ),
    "printed_village_sheet": (
        E("village-sheet-printed", "xa23470", f"/phieu-thon/23470-01/ban-in/{DECEMBER}"),
    ),
    # review
    "reviews": (
        E("reviews", "huyen616", f"/ra-soat/{DECEMBER}"),
        E("reviews-province", "vpdp", f"/ra-soat/{DECEMBER}"),
    ),
    "bulk_agree": (E("bulk-agree", "huyen616", f"/ra-soat/dong-y/{DECEMBER}"),),
    "review": (
        E("review", "huyen616", f"/ra-soat/{DECEMBER}", REVIEW),
        E("review-sent-back", "huyen616", f"/ra-soat/{DECEMBER}", BACK),
        E("review-open", "huyen616", f"/ra-soat/{DECEMBER}", REVIEW, do.open_everything),
    ),
    "signing": (E("signing", "cthuyen616", f"/ra-soat/ky/{DECEMBER}"),),
    "opinions": (
        E("opinions", "soyt", f"/ra-soat/y-kien/{DECEMBER}"),
        E("opinions-silent", "congan", f"/ra-soat/y-kien/{DECEMBER}"),
        E("opinions-all", "soxd", f"/ra-soat/y-kien/{DECEMBER}&xem=tat-ca"),
    ),
    "bulk_opinion": (
        E("bulk-opinion", "congan", f"/ra-soat/y-kien/nhieu/{DECEMBER}&dong-y=1"),
        E("bulk-opinion-against", "congan", f"/ra-soat/y-kien/nhieu/{DECEMBER}&dong-y=0"),
    ),
    "agency_solutions": (E("agency-solutions", "soxd", f"/ra-soat/y-kien/giai-phap/{DECEMBER}"),),
    "closing": (
        E("closing", "vpdp", f"/ra-soat/chot/{DECEMBER}"),
        E("closing-closed", "vpdp", "/ra-soat/chot/?thang=2019-11"),
    ),
    "corrections": (E("corrections", "vpdp", "/ra-soat/dinh-chinh/"),),
    "correction": (E("correction", "vpdp", "/ra-soat/dinh-chinh/", (to("/ra-soat/dinh-chinh/"),)),),
    "ask_correction": (
        E(
            "ask-correction",
            "ctxa23542",
            "/xa/23542/?thang=2019-11",
            (to("/lich-su/"), to("/dinh-chinh/")),
        ),
    ),
    "filing_history": (E("filing-history", "huyen616", f"/ra-soat/{DECEMBER}", HISTORY),),
    "revision": (E("revision", "huyen616", f"/ra-soat/{DECEMBER}", (*HISTORY, to("/ban/"))),),
    "figure_history": (
        E("figure-history", "vpdp", "/ra-soat/so-lieu/23542/hygienic_facilities_households/"),
    ),
    # notices
    "inbox": (
        E("inbox", "vpdp", "/viec-cua-toi/"),
        E("inbox-district", "huyen616", "/viec-cua-toi/"),
        E("inbox-commune", "xa23530", "/viec-cua-toi/"),
    ),
    "late": (E("late", "vpdp", "/cham-han/"),),
    "questions": (E("questions", "lanhdao", "/cau-hoi/"),),
    "question": (
        E("question", "lanhdao", "/cau-hoi/", ("tbody a",)),
        E("question-asked", "xa23542", "/cau-hoi/", ("tbody a",)),
    ),
    "ask": (E("ask", "lanhdao", "/xa/23542/hoi/"),),
    # the public page, those who look after it, and the Party's documents
    "public": (E("public", None, "/cong-khai/"),),
    "public_month": (E("public-month", None, "/cong-khai/2018-12/"),),
    "public_district": (E("public-district", None, "/cong-khai/huyen/616/"),),
    "public_district_month": (E("public-district-month", None, "/cong-khai/huyen/613/2019-10/"),),
    "public_commune": (
        E("public-commune", None, "/cong-khai/xa/23542/"),
        E("public-commune-open", None, "/cong-khai/xa/23542/", step=do.open_public_criteria),
        E("public-ward", None, "/cong-khai/xa/23473/"),
    ),
    "public_commune_month": (E("public-commune-month", None, "/cong-khai/xa/23467/2019-11/"),),
    "public_revision": (E("public-revision", None, "/cong-khai/xa/23542/2019-11/ban-1/"),),
    "public_downloads": (E("public-downloads", None, "/cong-khai/so-lieu/"),),
    "send_comment": (
        E("comment-form", None, "/cong-khai/xa/23542/2019-11/gop-y/17/"),
        E("comment-fault", None, "/cong-khai/xa/23542/2019-11/gop-y/17/", step=do.send_nothing),
    ),
    "comment_sent": (E("comment-sent", None, "/cong-khai/da-gui/?xa=23542"),),
    "comments": (
        E("comments", "vpdp", "/gop-y/"),
        E("comments-none", "huyen608", "/gop-y/"),
    ),
    "comment": (
        E("comment-answered", "huyen616", "/gop-y/?xem=da-tra-loi", ("tbody a",)),
        E("comment-new", "vpdp", "/gop-y/?xem=cho-duyet", ("tbody a",)),
        E("comment-waiting", "xa23542", "/gop-y/?xem=cho-tra-loi", ("tbody a",)),
        E("comment-hidden", "vpdp", "/gop-y/?xem=khong-cong-khai", ("tbody a",)),
    ),
    "public_switch": (E("public-switch", "vpdp", "/trang-cong-khai/"),),
    "party_documents": (E("party-documents", "tinhuy", "/van-kien-dang/"),),
    # the log and departments' own figures
    "log": (E("log", "kiemtoan", "/nhat-ky/"),),
    "log_entry": (E("log-entry", "kiemtoan", "/nhat-ky/", ("tbody a",)),),
    "expected": (
        E("expected", "bhxh", f"/so-lieu-nganh/{DECEMBER}"),
        E("expected-checked", "bhxh", f"/so-lieu-nganh/{DECEMBER}", step=do.with_expected),
        E("expected-faults", "bhxh", f"/so-lieu-nganh/{DECEMBER}", step=do.with_expected_faults),
    ),
    "differences": (E("differences", "bhxh", f"/doi-chieu/{DECEMBER}"),),
    # accounts
    "sign_in": (
        E("sign-in", None, "/dang-nhap/"),
        E("sign-in-wrong", None, "/dang-nhap/", step=do.wrong_password),
    ),
    "mfa_authenticate": (
        E("sign-in-code", None, "/dang-nhap/", step=do.sign_in_code, undo=do.turn_off),
    ),
    "account": (E("account", "vpdp", "/tai-khoan/"),),
    "account_change_password": (E("password", "vpdp", "/tai-khoan/mat-khau/"),),
    "account_reauthenticate": (E("confirm", "vpdp", "/tai-khoan/xac-nhan/"),),
    "mfa_activate_totp": (E("second-factor", "vpdp", "/tai-khoan/hai-lop/bat/", step=do.confirm),),
    "mfa_deactivate_totp": (
        E("second-factor-off", None, "/dang-nhap/", step=do.turning_off, undo=do.turn_off),
    ),
    "mfa_view_recovery_codes": (
        E("recovery-codes", None, "/dang-nhap/", step=do.recovery_codes, undo=do.turn_off),
    ),
    "mfa_generate_recovery_codes": (
        E("recovery-codes-new", None, "/dang-nhap/", step=do.new_recovery_codes, undo=do.turn_off),
    ),
    # people
    "people": (
        E("people", "vpdp", "/nguoi-dung/"),
        E("people-district", "quantri", "/nguoi-dung/?tinh-trang=chua-vao"),
    ),
    "new_person": (E("new-person", "vpdp", "/nguoi-dung/moi/"),),
    "person": (E("person", "vpdp", "/nguoi-dung/?tim=xa23542", (PERSON,)),),
    "post": (
        E("post", "vpdp", "/nguoi-dung/?tim=xa23542", POST),
        E("post-substituted", "vpdp", "/nguoi-dung/?tim=xa23542", POST, do.appoint, do.dismiss),
    ),
    "people_upload": (
        E("people-upload", "vpdp", "/nguoi-dung/tep/"),
        E("people-faults", "vpdp", "/nguoi-dung/tep/", step=do.with_people_faults),
    ),
    "people_uploaded": (E("people-preview", "vpdp", "/nguoi-dung/tep/", step=do.with_people),),
    "duties": (E("duties", "vpdp", "/phan-cong/"),),
    "agencies": (E("agencies", "vpdp", "/co-quan/"),),
    "merge_agencies": (E("merger", "vpdp", "/co-quan/", step=do.with_merger),),
    "setup": (E("setup", "vpdp", "/chuan-bi/"),),
}

for domain in DOMAINS:
    PAGES |= domain.PAGES

# Pages that have no address of their own: what people see when something is not there or broken.
TROUBLE = (
    E("not-found", "vpdp", "/xa/99999/"),
    E("problem", "vpdp", "/?thang=2031-01"),
)


def examples() -> Iterator[Example]:
    for found in PAGES.values():
        yield from found
    yield from TROUBLE
