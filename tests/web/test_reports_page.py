"""Reports to download."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_a_report_comes_as_a_file_with_a_name(enter, office, months, kind, begins):
    answer = enter(office).get(f"/bao-cao/62.{kind}?thang=2019-11")

    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert f'filename="bao-cao-ntm-tinh-kon-tum-2019-11.{kind}"' in answer["Content-Disposition"]


def test_the_page_lists_the_province_and_its_districts(page):
    text = page("/bao-cao/")

    assert 'href="/bao-cao/62.docx"' in text
    assert 'href="/bao-cao/616.pdf"' in text
    assert "chưa chốt số liệu" in text


def test_a_district_officer_finds_the_reports_of_the_district_alone(page, district_officer):
    text = page("/bao-cao/", district_officer)

    assert 'href="/bao-cao/616.xlsx"' in text
    assert "/bao-cao/62." not in text


def test_a_month_in_which_nobody_filed_has_no_report(enter, office, months):
    answer = enter(office).get("/bao-cao/608.docx")

    assert answer.status_code == 422
