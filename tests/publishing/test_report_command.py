"""`langmoi report month`, from filed figures to a file on disk."""

import errno
import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from langmoi.cli import main
from langmoi.core.installation import claim_database
from langmoi.core.models import InstallationKind
from langmoi.law.sets import set_for
from langmoi.places.queries import unit_by_code
from langmoi.reporting.actions import NewFigures, file_figures, open_month
from langmoi.reporting.models import RevisionSource
from langmoi.reporting.steps import close_month

NOVEMBER = date(2019, 11, 1)
IA_DAL, IA_DOM, IA_TOI = "23536", "23537", "23535"


@pytest.fixture(autouse=True)
def today_of_the_demo(settings):
    settings.TODAY = "2019-12-20"


@pytest.fixture
def filed(office, kontum):
    """Two of the three communes of Ia H'Drai have filed for November 2019; the month is open."""
    on = date(2019, 11, 14)
    open_month(NOVEMBER, by=office)
    file_figures(
        [
            NewFigures(unit_by_code(code, on, "commune").unit_id, code, "central_highlands", {})
            for code in (IA_DAL, IA_DOM)
        ],
        month=NOVEMBER,
        criteria_set=set_for(NOVEMBER),
        by=office,
        source=RevisionSource.WORKBOOK,
    )
    return office


@pytest.fixture
def report(capsys):
    """report("-o", …) runs the command for Ia H'Drai: (exit code, what it said, complaints)."""

    def run(*arguments, month="2019-11", unit="618"):
        try:
            code = main(["report", "month", "--month", month, "--unit", unit, *map(str, arguments)])
        except SystemExit as stop:
            code = stop.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_the_command_writes_each_kind_of_file(filed, report, tmp_path):
    for ending in ("docx", "pdf", "xlsx"):
        code, said, _ = report("-o", tmp_path / f"bao-cao.{ending}")
        assert code == 0
        assert "Đã ghi báo cáo tháng 11/2019 của huyện Ia H'Drai" in said

    assert docx.Document(str(tmp_path / "bao-cao.docx")).paragraphs
    assert PdfReader(tmp_path / "bao-cao.pdf").pages
    assert openpyxl.load_workbook(tmp_path / "bao-cao.xlsx")["Biểu 1"]["B6"].value == "Ia Đal"


def test_the_province_is_reported_with_all_its_communes(filed, report, tmp_path):
    code, _, _ = report("-o", tmp_path / "tinh.xlsx", unit="62")

    book = openpyxl.load_workbook(tmp_path / "tinh.xlsx", data_only=True)
    assert code == 0
    assert book["Biểu 2"]["C16"].value == 85


def test_an_open_month_is_written_and_says_that_it_is_provisional(filed, report, tmp_path):
    _, said, _ = report("-o", tmp_path / "bao-cao.xlsx")

    assert "SỐ LIỆU TẠM TÍNH, CHƯA CHỐT" in said
    book = openpyxl.load_workbook(tmp_path / "bao-cao.xlsx")
    assert book["Biểu 1"]["A1"].value == "BẢN NHÁP · SỐ LIỆU TẠM TÍNH, CHƯA CHỐT"


def test_a_closed_month_of_a_real_province_bears_no_mark(filed, report, tmp_path):
    close_month(NOVEMBER, by=filed, on=date(2019, 11, 20), reason="Thử.")

    code, said, _ = report("-o", tmp_path / "bao-cao.docx")

    assert code == 0
    assert "Mỗi trang mang dòng" not in said


def test_the_demo_marks_its_files(filed, report, tmp_path):
    claim_database(InstallationKind.DEMO, "62", by="test")

    _, said, _ = report("-o", tmp_path / "bao-cao.pdf")

    pages = PdfReader(io.BytesIO((tmp_path / "bao-cao.pdf").read_bytes())).pages
    assert "SỐ LIỆU MINH HỌA" in said
    assert all("SỐ LIỆU MINH HỌA" in page.extract_text() for page in pages)


def test_the_day_given_decides_the_layout(filed, report, tmp_path):
    code, _, _ = report("-o", tmp_path / "bao-cao.docx", "--date", "05/03/2020")

    section = docx.Document(str(tmp_path / "bao-cao.docx")).sections[0]
    assert code == 0
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.footer.paragraphs[0]._p.xml


def test_an_unknown_ending_is_a_wrong_call(report, tmp_path):
    code, _, complaint = report("-o", tmp_path / "bao-cao.odt")

    assert code == 2
    assert "hãy đặt tên kết thúc bằng .docx, .pdf, .xlsx" in complaint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("month", ["2019-13", "thang nay"])
def test_a_month_that_is_none_is_refused(report, tmp_path, month):
    code, _, complaint = report("-o", tmp_path / "bao-cao.pdf", month=month)

    assert code == 1
    assert "2019-12 hoặc 12/2019" in complaint


def test_a_month_never_opened_is_refused(filed, report, tmp_path):
    code, _, complaint = report("-o", tmp_path / "bao-cao.pdf", month="2019-10")

    assert code == 1
    assert "10/2019" in complaint
    assert list(tmp_path.iterdir()) == []


def test_a_district_where_nobody_has_filed_gets_no_report(filed, report, tmp_path):
    code, _, complaint = report("-o", tmp_path / "bao-cao.pdf", unit="613")

    assert code == 1
    assert "Chưa có xã nào của huyện Kon Plông nộp phiếu tháng 11/2019" in complaint


def test_a_commune_gets_no_report(filed, report, tmp_path):
    code, _, complaint = report("-o", tmp_path / "bao-cao.pdf", unit=IA_DAL)

    assert code == 1
    assert "không do cấp này lập" in complaint


def test_an_unknown_unit_is_refused(filed, report, tmp_path):
    code, _, complaint = report("-o", tmp_path / "bao-cao.pdf", unit="99999")

    assert code == 1
    assert "99999" in complaint


def test_a_folder_that_is_missing_is_named(filed, report, tmp_path):
    code, _, complaint = report("-o", tmp_path / "khong-co" / "bao-cao.pdf")

    assert code == 1
    assert "Hãy tạo thư mục trước" in complaint


def test_a_full_disk_leaves_the_earlier_file_as_it_was(filed, report, tmp_path, monkeypatch):
    target = tmp_path / "bao-cao.docx"
    target.write_bytes(b"earlier")

    def full(self, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    code, _, complaint = report("-o", target)

    assert code == 1
    assert "ổ đĩa đã đầy" in complaint
    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]
