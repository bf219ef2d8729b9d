"""`langmoi overview`: a table for people, a promised shape for programs."""

import json
from datetime import date

import pytest

from langmoi import cli
from langmoi.core.installation import claim_database
from langmoi.core.models import InstallationKind

NOV, DEC = date(2019, 11, 1), date(2019, 12, 1)
NGOK_BAY, VINH_QUANG, PO_E = "23317", "23320", "23467"

PROMISED = [
    "unit",
    "month",
    "set",
    "closed",
    "communes",
    "filed",
    "not_filed",
    "met_all",
    "recognised",
    "sum",
    "mean",
    "bands",
    "by_criterion",
    "short",
    "sum_change",
    "unchecked_thresholds",
    "borders",
    "districts",
]


@pytest.fixture
def november(file):
    file(NOV, {NGOK_BAY: 19, VINH_QUANG: 17, PO_E: 18})


@pytest.fixture
def run(capsys):
    def run_overview(*arguments):
        code = cli.main(["overview", *arguments])
        out = capsys.readouterr()
        return code, out.out, out.err

    return run_overview


def test_the_json_has_the_promised_keys_in_their_order(november, run):
    code, out, _ = run("--month", "2019-11", "--json")

    found = json.loads(out)
    assert code == 0
    assert list(found)[: len(PROMISED)] == PROMISED
    assert list(found["districts"][0]) == list(found)
    assert (found["unit"], found["month"]) == ("62", "2019-11")
    assert (found["communes"], found["filed"], len(found["not_filed"])) == (85, 3, 82)
    assert (found["sum"], found["mean"], found["fraction"]) == (54, "0.64", "54/85")
    assert found["bands"][0] == {"from": 19, "to": 19, "count": 1, "units": [NGOK_BAY]}
    assert found["short"] == {"1": {"19": [PO_E]}, "2": {"18": [VINH_QUANG], "19": [VINH_QUANG]}}
    assert found["sum_change"] == {"since_previous_month": None, "since_december": None}
    assert found["by_criterion"]["19"] == 1
    assert found["borders"] is None
    assert found["illustrative"] is False


def test_the_json_in_other_borders_says_which_units_can_be_judged(november, run):
    _, out, _ = run("--month", "2019-11", "--borders", "2025-07-01", "--json")

    found = json.loads(out)
    assert (found["communes"], len(found["units"]), found["borders"]) == (40, 40, "2025-07-01")
    assert found["recognised"] is None
    unit = next(u for u in found["units"] if u["name"] == "xã Kon Plông")
    assert unit["judged"] is False
    assert "chưa có số liệu" in unit["why_not"][0]
    assert [part["code"] for part in unit["parts"]] == ["23464", "23467", "23476"]


def test_the_table_names_who_is_nearly_there_and_by_which_criterion(november, run):
    code, out, _ = run("--month", "11/2019")

    assert code == 0
    assert "Tỉnh Kon Tum, tháng 11/2019 (đã chốt số liệu)" in out
    assert "0,64 tiêu chí/xã (54/85)" in out
    assert "Còn thiếu 1 tiêu chí: 1 xã" in out
    assert "Pờ Ê (Kon Plông)" in out
    assert "mức đạt đang dùng chưa được đối chiếu với văn bản" in out
    assert "MINH HỌA" not in out


def test_the_table_names_late_communes_with_the_month_of_their_figures(november, file, run):
    file(DEC, {NGOK_BAY: 19}, closed=False)

    _, out, _ = run("--month", "2019-12", "--unit", "613")

    assert "Huyện Kon Plông, tháng 12/2019 (đang tổng hợp, số liệu tạm tính)" in out
    assert "Pờ Ê (tháng 11/2019)" in out
    assert "Chưa có số liệu nào, tính là 0 trong tổng và bình quân (7 xã)" in out


def test_the_table_in_other_borders_says_why_a_unit_is_not_judged(november, run):
    _, out, _ = run("--month", "2019-11", "--borders", "01/07/2025")

    assert "Đọc theo địa giới ngày 01/07/2025" in out
    assert "40 đơn vị, đánh giá được 0" in out
    assert "Thị trấn Măng Đen không lập phiếu" in out


def test_the_demo_is_marked_in_table_and_json(november, run):
    claim_database(InstallationKind.DEMO, "62", by="thử")

    assert "SỐ LIỆU MINH HỌA" in run("--month", "2019-11")[1]
    assert json.loads(run("--month", "2019-11", "--json")[1])["illustrative"] is True


def test_a_unit_is_found_by_name_in_any_spelling(november, run):
    assert "Huyện Kon Plông" in run("--month", "2019-11", "--unit", "huyen kon plong")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--month", "2020-05"], "Tháng 05/2020 chưa có số liệu"),
        (["--month", "2019-13"], "Không có tháng 13/2019"),
        (["--month", "2019-11", "--unit", "99999"], "Không có đơn vị nào tên hoặc mã “99999”"),
        (["--month", "2019-11", "--unit", "dak long"], "xã Đăk Long, huyện Đăk Hà (mã 23504)"),
        (["--month", "2019-11", "--bands", "19,10-17,0-9"], "Mức 18 tiêu chí không thuộc nhóm"),
        (["--month", "2019-11", "--bands", "cao"], "Không hiểu nhóm “cao”"),
        (["--month", "2019-11", "--borders", "hôm nay"], "Không hiểu ngày “hôm nay”"),
        (["--month", "2019-11", "--borders", "2015-01-01"], "không tách ngược"),
    ],
)
def test_wrong_input_is_answered_with_a_sentence_and_exit_code_1(november, run, arguments, message):
    code, out, problem = run(*arguments)

    assert (code, out) == (1, "")
    assert message in problem


@pytest.mark.django_db
def test_an_empty_database_is_named_as_such(run):
    code, _, err = run("--month", "2019-12")

    assert code == 1
    assert "Cơ sở dữ liệu còn trống. Hãy chạy `langmoi demo`" in err


def test_the_change_of_the_sum_says_over_which_communes_it_is_counted(file, run):
    october = date(2019, 10, 1)
    file(october, {NGOK_BAY: 18, VINH_QUANG: 17})
    file(NOV, {NGOK_BAY: 19, VINH_QUANG: 17, PO_E: 18})
    _, out, _ = run("--month", "2019-11")

    assert "(+1 so với tháng trước; tính trên các xã có số liệu ở cả hai thời điểm)" in out
