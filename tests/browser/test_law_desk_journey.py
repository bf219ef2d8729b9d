"""The set of 2026-2030 from a draft to a commune judged by it, by clicks; all values invented."""

from __future__ import annotations

import re
from datetime import date

import pytest
from chromium import PHONE, chromium_path, is_missing_allowed
from july_2025 import COMMUNE, make_person, open_july
from law_drafts import nearly_completed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium_path() is None and is_missing_allowed(), reason="no Chromium on this machine"
    ),
]
TODAY, MONTH, EFFECT = date(2026, 3, 20), date(2026, 3, 1), "15/02/2026"
INVENTED, CLAUSE = "Mức giả định để thử phần mềm, không có trong văn bản.", "(giả định)"
VALUES = 50  # 47 indicators; a second value of 1.1, a zone rule, the rule on “không áp dụng”


@pytest.fixture
def march(address, settings, monkeypatch, tmp_path):
    """The province of the new borders; what is put into use goes to a folder of the test's own."""
    from langmoi.people.models import Role
    from langmoi.places.queries import unit_by_code

    monkeypatch.setenv("LANGMOI_HOME", str(tmp_path))
    settings.TODAY = str(TODAY)
    open_july()
    province = unit_by_code("51", TODAY, "province")
    title = "Lãnh đạo UBND tỉnh Quảng Ngãi"
    make_person("lanhdao51", title, Role.PROVINCE_LEADER, province, "UBND tỉnh Quảng Ngãi")


def test_the_set_of_2026_is_completed_checked_put_into_use_and_judges(walker, march):
    address = begin_and_bring_in(walker)
    complete(walker, address)
    refused_to_its_author(walker, address)
    refused_before_the_check(walker, address)
    check(walker, address)
    put_into_use(walker, address)
    judge_one_commune(walker)


def begin_and_bring_in(walker):
    """The office begins a draft, takes it along as a ZIP and brings it back nearly complete."""
    from langmoi.law.parcel import pack, unpack

    with walker("vpdp51") as office:
        page = office.go("/bo-tieu-chi/")
        page.select_option("#b-set", "commune-2026-2030")
        office.post(lambda: page.click("button:has-text('Lập bản thảo')"))
        assert "văn bản có 47" in page.inner_text("main")
        link = page.locator("a:has-text('Tải về (ZIP)')").get_attribute("href")
        texts = unpack(page.request.get(office.base + link).body())
        page = office.go("/bo-tieu-chi/")
        content = pack(nearly_completed(texts))
        file = {"name": "bo.zip", "mimeType": "application/zip", "buffer": content}
        page.set_input_files("#b-file", file)
        office.post(lambda: page.click("button:has-text('Kiểm tra và nhập')"))
        assert "9 tiêu chí, 44 chỉ tiêu" in page.inner_text("main")
        return page.url.removeprefix(office.base)


def complete(walker, address):
    """The rest by the forms: a criterion, its indicators, two values of 1.1 and the rules."""
    with walker("vpdp51") as office:
        page = office.go(address)
        page.click("a:has-text('Tiêu chí, nhóm')")
        page.click("a:has-text('Thêm tiêu chí')")
        assert page.input_value("#id_number") == "10"
        page.fill("#id_name", "Pháp luật và an ninh (tên giả định)")
        office.shoot("desk-criterion")
        office.post(lambda: page.click("button:has-text('Lưu tiêu chí')"))
        office.shoot("desk-criteria")
        for number in ("1.1", "10.1", "10.2"):
            put_indicator(office, address, number)
        put_rules(office, address)
        assert "10 tiêu chí, 47 chỉ tiêu" in office.go(address).inner_text("main")


def put_indicator(office, address, number):
    page = office.go(address)
    page.click(f"a[aria-label='Thêm chỉ tiêu vào tiêu chí {number.split('.')[0]}']")
    assert page.input_value("#i-number") == number
    page.fill("#i-text", f"Chỉ tiêu giả định số {number}")
    page.fill("#i-figure_name", f"Số liệu giả định {number}")
    page.fill("#i-figure", f"made_{number.replace('.', '_')}")
    page.fill("#i-numerator_name", "Số đạt")
    page.fill("#i-denominator_name", "Tổng số")
    rows = {"0": ("50", "")} | ({"1": ("40", "ethnic_mountain")} if number == "1.1" else {})
    for row, (value, zone) in rows.items():
        page.fill(f"#r{row}-value", value)
        page.select_option(f"#r{row}-zone", zone)
        page.fill(f"#r{row}-clause", CLAUSE)
        page.select_option(f"#r{row}-status", "placeholder")
        page.fill(f"#r{row}-note", INVENTED)
    office.post(lambda: page.click("button:has-text('Lưu chỉ tiêu')"))


def put_rules(office, address):
    page = office.go(address)
    page.click("a:has-text('Sửa quy tắc')")
    page.select_option("#id_z-0-fact", "specially_difficult")
    page.select_option("#id_z-0-zone", "ethnic_mountain")
    page.fill("#id_z-0-name", "Xã đặc biệt khó khăn dùng mức nhóm 3 (giả định)")
    page.fill("#id_z-0-clause", CLAUSE)
    page.select_option("#id_z-0-status", "placeholder")
    page.select_option("#id_n-counts_as_met", "true")
    page.fill("#id_n-clause", CLAUSE)
    page.select_option("#id_n-status", "placeholder")
    office.shoot("desk-rules")
    office.post(lambda: page.click("button:has-text('Lưu các quy tắc')"))


def refused_to_its_author(walker, address):
    """Who wrote a value has nothing to tick, and is refused where they send it all the same."""
    from langmoi.lawdesk.models import DraftValue

    with walker("vpdp51", viewport=PHONE) as office:
        page = office.go(f"{address}doi-chieu/")
        assert f"{VALUES} mức do bạn ghi" in page.inner_text("main")
        assert page.locator("main input[type=checkbox]").count() == 0
        office.shoot("desk-author-phone")
        row = DraftValue.objects.first()
        mark = page.locator("main form input[name=csrfmiddlewaretoken]").input_value()
        told = {"csrfmiddlewaretoken": mark, "value": f"{row.digest} {row.key}"}
        answer = page.request.post(
            page.url, form=told, headers={"Referer": page.url}, max_redirects=0
        )
        assert answer.status == 403 and "do chính bạn ghi" in answer.text()


def refused_before_the_check(walker, address):
    with walker("lanhdao51") as leader:
        page = leader.go(address)
        assert f"{VALUES} mức chưa có người thứ hai đối chiếu" in page.inner_text("main")
        assert page.locator("button:has-text('Đưa vào dùng')").is_disabled()


def check(walker, address):
    """A second account of the office compares value by value."""
    with walker("cvpdp51") as colleague:
        page = colleague.go(address)
        page.click("a:has-text('Đối chiếu 50 mức')")
        boxes = page.locator("main input[type=checkbox]")
        assert boxes.count() == VALUES
        boxes.first.check()
        colleague.post(lambda: page.click("button:has-text('Ghi các mức đã đánh dấu')"))
        assert "Đã ghi 1 mức được bạn đối chiếu" in page.inner_text("body")
        boxes = page.locator("main input[type=checkbox]")
        assert boxes.count() == VALUES - 1
        for place in range(VALUES - 1):
            boxes.nth(place).check()
        colleague.shoot("desk-check")
        colleague.post(lambda: page.click("button:has-text('Ghi các mức đã đánh dấu')"))
        assert "Không còn mức nào chờ đối chiếu" in page.inner_text("main")


def put_into_use(walker, address):
    with walker("lanhdao51") as leader:
        page = leader.go(address)
        page.fill("#p-day", EFFECT)
        leader.shoot("desk-ready")
        leader.post(lambda: page.click("button:has-text('Đưa vào dùng')"))
        assert f"đã đưa vào dùng từ {EFFECT}" in page.inner_text("main")
        assert page.locator("a:has-text('Sửa tiêu chí')").count() == 0


def judge_one_commune(walker):
    """A specially difficult commune is held against group 3's value of 1.1, by the rule."""
    from langmoi.law.sets import set_for
    from langmoi.people.models import User
    from langmoi.places.models import FactKind, UnitFact
    from langmoi.places.queries import unit_by_code, zones_on
    from langmoi.reporting.actions import NewFigures, file_figures, open_month
    from langmoi.reporting.models import RevisionSource

    law = set_for(MONTH, province="51")
    assert (law.id, law.is_complete) == ("commune-2026-2030-2", True)
    commune, office = unit_by_code(COMMUNE, TODAY, "commune"), User.objects.get(username="vpdp51")
    for kind, value in ((FactKind.ZONE, "other"), (FactKind.SPECIALLY_DIFFICULT, True)):
        UnitFact.objects.create(
            unit=commune.unit, kind=kind, value=value, valid_from=date(2026, 2, 15)
        )
    zone = zones_on([commune.unit_id], date(2026, 3, 14), law)[commune.unit_id]
    assert zone == "ethnic_mountain"
    figures = {figure.id: {"num": "50", "den": "100"} for figure in law.figures}
    figures["made_1_1"] = {"num": "45", "den": "100"}
    figures["made_10_2"] = {"num": "49", "den": "100"}
    open_month(MONTH, by=office)
    filed = [NewFigures(commune.unit_id, COMMUNE, zone, figures)]
    told = {"criteria_set": law, "by": office, "source": RevisionSource.WORKBOOK}
    [revision] = file_figures(filed, month=MONTH, **told)
    assert (revision.criteria["1"], revision.criteria["10"]) == ("met", "not_met")
    with walker("vpdp51") as reader:
        page = reader.go(f"/xa/{COMMUNE}/?thang=2026-03")
        told = page.inner_text("main")
        assert "Pháp luật và an ninh (tên giả định)" in told
        assert re.search(r"\b9\s*/ 10", told)
        reader.shoot("desk-judged")
