"""`langmoi places`: what people read on the terminal."""

from __future__ import annotations

import json
from datetime import date

import pytest

from langmoi.cli import main
from langmoi.core.models import AuditEntry
from langmoi.places.models import Level, UnitVersion
from langmoi.places.villages import load_villages


@pytest.fixture
def run(capsys, settings):
    settings.TODAY = "2019-12-20"

    def call(*words):
        code = main(list(words))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return call


def test_find_shows_the_three_dak_long_with_districts_and_years(kontum, run):
    code, out, _ = run("places", "find", "dak long", "--on", "2019-08-31")

    assert code == 0
    assert out.splitlines() == [
        "23368  xã Đăk Long, huyện Đăk Glei, tỉnh Kon Tum: đến 30/06/2025",
        "       từ 01/07/2025 là xã Đăk Long (mã 23368, tỉnh Quảng Ngãi)",
        "23473  xã Đăk Long, huyện Kon Plông, tỉnh Kon Tum: đến 31/08/2019",
        "       từ 01/09/2019 là thị trấn Măng Đen (mã 23473, huyện Kon Plông)",
        "23504  xã Đăk Long, huyện Đăk Hà, tỉnh Kon Tum: từ 21/12/2013 đến 30/06/2025",
        "       từ 01/07/2025 thuộc xã Đăk Pxi (mã 23504)",
    ]


def test_find_without_a_day_shows_later_periods_with_their_dates(kontum, run):
    _, out, _ = run("places", "find", "dak long")

    assert "23368  xã Đăk Long, tỉnh Quảng Ngãi: từ 01/07/2025 đến nay" in out
    assert out.count("xã Đăk Long, huyện") == 3


def test_a_village_is_shown_with_its_commune(kontum, run):
    villages = "Xã,Thôn\nSa Nghĩa,Làng Đăk Tăng\nSa Nghĩa,Hòa Bình\nSa Nghĩa,Thôn 1\n"
    load_villages(villages.encode(), file_name="thon.csv", by="test", on=date(2019, 12, 20))

    _, out, _ = run("places", "find", "làng đăk tăng")
    assert "làng Đăk Tăng, xã Sa Nghĩa, huyện Sa Thầy, tỉnh Kon Tum: " in out
    _, out, _ = run("places", "find", "thôn hòa bình")
    assert "thôn Hòa Bình, xã Sa Nghĩa, huyện Sa Thầy" in out
    _, out, _ = run("places", "find", "Thôn 1")
    assert "thôn 1, xã Sa Nghĩa, huyện Sa Thầy" in out


def test_find_gives_json_to_machines(kontum, run):
    code, out, _ = run("places", "find", "Pờ Y", "--on", "31/12/2019", "--json")

    assert code == 0
    assert json.loads(out) == [
        {
            "from": None,
            "to": "2025-06-30",
            "code": "23395",
            "name": "xã Bờ Y",
            "level": "commune",
            "commune": "",
            "district": "huyện Ngọc Hồi",
            "province": "tỉnh Kon Tum",
            "became": ["từ 01/07/2025 thuộc xã Bờ Y (mã 23377)"],
        }
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["find", "Hà Nội"], "Không có đơn vị nào tên “Hà Nội”"),
        (["find", "mang den", "--on", "2019-06-14"], "Ngày khác thì có: 23473  thị trấn Măng Đen"),
        (["find", "Hà Nội", "--on", "2019-06-14"], "Ngày khác cũng không có"),
        (["find", "sa thay", "--on", "14-06-2019"], "Không hiểu ngày “14-06-2019”"),
        (["list", "--on", "2019-12-14", "--unit", "dak long"], "Có 2 đơn vị tên “dak long”"),
        (["list", "--on", "2019-06-14", "--unit", "Măng Đen"], "Ngày 14/06/2019 không có đơn vị"),
        (["villages", "khong-co.csv", "--by", "ai-do"], "Không có người dùng “ai-do”"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(kontum, run, words, why):
    code, _, err = run("places", *words)

    assert code == 1
    assert why in err


@pytest.mark.parametrize(
    ("on", "counted"),
    [
        ("2019-08-31", "1 tỉnh, 1 thành phố, 9 huyện, 86 xã, 10 phường, 6 thị trấn"),
        ("2019-09-01", "1 tỉnh, 1 thành phố, 9 huyện, 85 xã, 10 phường, 7 thị trấn"),
        ("2025-07-01", "1 tỉnh, 37 xã, 3 phường"),
    ],
)
def test_list_counts_the_units_of_the_day(kontum, run, on, counted):
    code, out, _ = run("places", "list", "--on", on)

    assert code == 0
    assert f"Gồm {counted}." in out


def test_list_shows_one_district_as_a_tree(kontum, run):
    _, out, _ = run("places", "list", "--unit", "618")

    assert out.splitlines()[-4:] == [
        "618  huyện Ia H'Drai",
        "  23535  xã Ia Đal",
        "  23537  xã Ia Dom",
        "  23538  xã Ia Tơi",
    ]


def test_list_gives_json_with_counts_and_parents(kontum, run):
    _, out, _ = run("places", "list", "--on", "2019-12-14", "--unit", "613", "--json")

    listed = json.loads(out)
    assert listed["counts"] == {"district": 1, "commune": 8, "township": 1}
    assert listed["units"][1] == {
        "code": "23452",
        "name": "Đăk Nên",
        "type": "commune",
        "level": "commune",
        "parent": "613",
        "files": True,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("words", [["find", "x"], ["list"]])
def test_an_empty_database_says_how_to_begin(run, words):
    code, _, err = run("places", *words)

    assert code == 1
    assert "langmoi init" in err


@pytest.mark.parametrize(
    ("who", "expected"), [("office", 0), ("district_officer", 0), ("clerk", 1), ("stranger", 1)]
)
def test_villages_are_brought_in_by_who_is_in_charge(request, run, tmp_path, who, expected):
    user = request.getfixturevalue(who)
    path = tmp_path / "thon.csv"
    path.write_text("Xã,Thôn\nSa Nghĩa,Hòa Bình\n", encoding="utf-8")

    code, out, err = run("places", "villages", str(path), "--by", user.username)

    assert code == expected
    villages = UnitVersion.objects.filter(level=Level.VILLAGE)
    if expected:
        assert "- ô A2, Hòa Bình: Bạn không phụ trách xã Sa Nghĩa." in err
        assert not villages.exists()
    else:
        assert "Đã nạp 1 thôn" in out
        assert AuditEntry.objects.get().actor == user.username


def test_a_missing_village_file_is_said(office, run):
    code, _, err = run("places", "villages", "/khong/co.csv", "--by", "office")

    assert code == 1
    assert "Không đọc được tệp /khong/co.csv" in err
