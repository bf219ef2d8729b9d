"""`langmoi filings`: template, check, import and export as one types them."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from workbooks import MONTH, NGHIA, fill, workbook

from langmoi.cli import main
from langmoi.core.models import AuditEntry
from langmoi.reporting.models import Filing, ReportingMonth, Revision
from langmoi.reporting.steps import close_month

NUM, DEN = "clean_water_households_num", "clean_water_households_den"


@pytest.fixture
def run(december, monkeypatch, capsys, settings):
    settings.TODAY = "2019-12-20"
    monkeypatch.setattr("langmoi.commands.django.setup", lambda **kwargs: None)

    def call(*args):
        code = main(["filings", *map(str, args)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def template(run, tmp_path):
    path = tmp_path / "F.xlsx"
    code, out, _ = run("template", "--unit", "62", "--month", "2019-12", "-o", path)
    assert (code, out) == (0, f"Đã viết tệp mẫu tháng 12/2019 của 85 xã vào {path}.\n")
    return path


def filled_in(path, values):
    path.write_bytes(fill(path.read_bytes(), values))
    return path


def test_template_fill_check_import_export_is_the_way(run, template, office, tmp_path):
    filled_in(template, {(NGHIA, NUM): "453", (NGHIA, DEN): "600", (NGHIA, "postal_point"): "Đ"})

    code, out, err = run("check", template)
    assert (code, err) == (0, "")
    assert "thêm 2, sửa 0, xóa 0, giữ nguyên 0" in out
    assert "xã Sa Nghĩa, chỉ tiêu 17.1: – → 453/600 (75,5%)" in out

    code, out, err = run("import", template, "--month", "2019-12", "--by", "office")
    assert (code, err) == (0, "")
    assert "Đã ghi 1 phiếu tháng 12/2019" in out
    assert Filing.objects.get(month=MONTH).latest.made_by == office

    code, out, _ = run("import", template, "--month", "12/2019", "--by", "office")
    assert code == 0
    assert "không thay đổi số liệu nào" in out
    assert Revision.objects.count() == 1

    export = tmp_path / "E.xlsx"
    assert run("export", "--month", "2019-12", "-o", export)[0] == 0
    assert json.loads(run("check", export, "--json")[1])["unchanged"] == 2


def test_check_tells_machines_everything_in_one_answer(run, template):
    filled_in(template, {(NGHIA, NUM): "7O", (NGHIA, "postal_point"): "Đạt"})
    code, out, err = run("check", template, "--month", "2019-12", "--json")

    told = json.loads(out)
    assert (code, err) == (1, "")
    assert {k: v for k, v in told.items() if k != "faults"} == {
        "ok": False, "added": 1, "changed": 0, "removed": 0, "unchanged": 0
    }  # fmt: skip
    (fault,) = told["faults"]
    assert set(fault) == {"sheet", "cell", "unit", "figure", "message", "remedy"}
    assert fault["sheet"] == "Sa Thầy"
    assert fault["figure"] == "clean_water_households"
    assert "“7O” không phải là số" in fault["message"]


def test_check_tells_people_sheet_cell_commune_and_remedy(run, template):
    filled_in(template, {(NGHIA, NUM): "7O"})
    code, out, err = run("check", template)

    assert code == 1
    assert "trang “Sa Thầy”, ô " in err
    assert "xã Sa Nghĩa: Chỉ tiêu 17.1: “7O” không phải là số. Nhập lại" in err
    assert "Có 1 chỗ cần sửa" in out


def test_import_with_a_fault_writes_nothing_and_lists_it(run, template):
    filled_in(template, {(NGHIA, NUM): "7O", (NGHIA, "postal_point"): "Đạt"})
    code, _, err = run("import", template, "--month", "2019-12", "--by", "office")

    assert code == 1
    assert "Chưa ghi gì: tệp có 1 chỗ cần sửa" in err
    assert "“7O”" in err
    assert not Revision.objects.exists()


def test_a_long_list_of_changes_is_cut_unless_all_is_asked_for(run, template):
    codes = ["23542", "23533", "23545"]
    keys = [f"{kind}_{part}" for kind in ("clean_water_households", "stunted_children",
            "insured_people", "cultured_villages", "employed_people", "poor_households",
            "irrigated_land", "lanes_clean", "standard_houses", "solid_waste", "trained_workers")
            for part in ("num", "den") if kind != "solid_waste"]  # fmt: skip
    filled_in(template, {(code, key): 5 for code in codes for key in keys})
    more = "… và "

    assert more not in run("check", template, "--all")[1]
    filled_in(template, {("23536", key): 5 for key in keys})
    assert more in run("check", template)[1]


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("template", "--month", "2019-13", "-o", "F.xlsx"), "Không có tháng 13/2019"),
        (("template", "--month", "12.2019", "-o", "F.xlsx"), "Không hiểu tháng"),
        (("template", "--unit", "999", "--month", "2019-12", "-o", "F.xlsx"), "mang mã “999”"),
        (("template", "--month", "2019-12", "-o", "/nowhere/F.xlsx"), "không có thư mục này"),
        (("check", "missing.xlsx"), "không có tệp này"),
        (("import", "missing.xlsx", "--month", "2019-12", "--by", "x"), "không có tệp này"),
    ],
)
def test_what_cannot_be_done_is_told_with_exit_code_1(run, tmp_path, monkeypatch, args, why):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*args)

    assert code == 1
    assert why in err
    assert not list(tmp_path.iterdir())


def test_an_unknown_or_dismissed_person_is_refused(run, template, clerk):
    clerk.is_active = False
    clerk.save()
    for name in ("nobody", "clerk"):
        code, _, err = run("import", template, "--month", "2019-12", "--by", name)
        assert code == 1
        assert f"Không có người dùng “{name}” đang hoạt động" in err


def test_a_closed_month_is_refused(run, template, office):
    close_month(MONTH, by=office, on=MONTH.replace(day=20), reason="Thử.")
    filled_in(template, {(NGHIA, "postal_point"): "Đạt"})

    assert "đã chốt số liệu" in run("import", template, "--month", "2019-12", "--by", "office")[2]
    assert "đã chốt số liệu" in run("check", template)[2]


def test_a_full_disk_leaves_the_file_that_was_there(run, template, monkeypatch):
    before = template.read_bytes()

    def full(self, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    code, _, err = run("export", "--month", "2019-12", "-o", template)

    assert code == 1
    assert "ổ đĩa đã đầy" in err
    assert template.read_bytes() == before
    assert list(template.parent.iterdir()) == [template]


def test_two_hundred_megabytes_of_rubbish_are_refused_without_reading_them(run, tmp_path):
    path = tmp_path / "rubbish.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # sparse: it takes no room
    code, out, err = run("check", path)

    assert code == 1
    assert "nặng hơn 20 MB" in err


def test_the_workbook_of_a_commune_holds_its_row_alone(run, tmp_path):
    path = tmp_path / "F.xlsx"
    assert "của 1 xã" in run("template", "--unit", NGHIA, "--month", "2019-12", "-o", path)[1]
    assert path.read_bytes()[:2] == workbook(NGHIA)[:2]


def test_a_month_is_opened_with_its_due_day_and_closed_by_the_office(run, office):
    code, out, _ = run("open", "--month", "2020-01", "--due", "18/01/2020", "--by", "office")
    assert (code, out) == (0, "Tháng 01/2020 đang nhận số liệu, hạn nộp 18/01/2020.\n")

    assert run("close", "--month", "2020-01", "--by", "office")[0] == 1  # nobody has filed
    why = ("--reason", "Chốt để thử.")
    assert run("close", "--month", "2020-01", "--by", "office", *why)[0] == 0
    assert "đã chốt số liệu từ trước" in run("open", "--month", "2020-01", "--by", "office")[1]
    assert [e.action for e in AuditEntry.objects.order_by("pk")][-2:] == [
        "month.open",
        "month.close",
    ]


def test_others_neither_open_nor_close_a_month(run, district_officer):
    for step, month in (("open", "2020-01"), ("close", "2019-12")):
        code, _, err = run(step, "--month", month, "--by", "district")
        assert code == 1
        assert "Chỉ Văn phòng Điều phối NTM tỉnh" in err
    assert [m.month for m in ReportingMonth.objects.filter(state="open")] == [MONTH]


def test_a_due_day_that_is_no_day_is_refused(run, office):
    code, _, err = run("open", "--month", "2020-01", "--due", "31/02/2020", "--by", "office")

    assert code == 1
    assert "Không có ngày “31/02/2020”" in err
