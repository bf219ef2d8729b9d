"""What may be taken home: the same figures in CSV and JSON, with licence and method."""

from __future__ import annotations

import csv
import io
import json
import zipfile

from django.test import Client

from langmoi.reporting.models import Filing

NAME = "nong-thon-moi-2019-11"


def fetch(kind):
    answer = Client().get(f"/cong-khai/so-lieu/2019-11.{kind}")
    assert answer.status_code == 200
    assert f'filename="{NAME}.{kind}"' in answer.headers["Content-Disposition"]
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_table_has_a_row_for_each_commune_with_the_revision_it_rests_on(opened):
    found = {row["Mã xã"]: row for row in rows(fetch("csv"))}

    filing = Filing.objects.get(unit__versions__code="23542", month="2019-11-01")
    assert len(found) == 85
    assert found["23542"]["Số tiêu chí đạt"] == "16"
    assert found["23542"]["Tiêu chí 10"] == "chưa đạt"
    assert (found["23542"]["Bản số"], found["23542"]["Mã bản"]) == ("1", filing.latest.hash)
    assert found["23359"]["Số tiêu chí đạt"] == found["23359"]["Mã bản"] == ""


def test_json_says_the_same_and_how_it_came_about(opened):
    told = json.loads(fetch("json"))
    table = {row["Mã xã"]: row for row in rows(fetch("csv"))}

    assert told["licence"] == {
        "id": "CC-BY-4.0",
        "address": "https://creativecommons.org/licenses/by/4.0/deed.vi",
        "status": "placeholder",
    }
    assert "tháng đã chốt" in told["method"]
    assert told["month"] == "2019-11"
    for commune in told["communes"]:
        row = table[commune["code"]]
        assert row["Số tiêu chí đạt"] == str(commune["criteria_met"] or "")
        if commune["revision"]:
            assert row["Mã bản"] == commune["revision"]["hash"]


def test_the_archive_holds_both_and_a_page_that_explains_them(opened):
    with zipfile.ZipFile(io.BytesIO(fetch("zip"))) as archive:
        assert archive.namelist() == ["DOC-TRUOC.txt", f"{NAME}.csv", f"{NAME}.json"]
        readme = archive.read("DOC-TRUOC.txt").decode()
        assert archive.read(f"{NAME}.csv") == fetch("csv")
        assert archive.read(f"{NAME}.json") == fetch("json")

    for said in ("Giấy phép", "CC BY 4.0", "mức tạm", "Cách làm", "22/2017/QĐ-UBND"):
        assert said in readme


def test_the_same_figures_make_the_same_archive(opened):
    assert fetch("zip") == fetch("zip")
