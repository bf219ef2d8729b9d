"""A workbook that went through LibreOffice, as half of all communes' do, says the same."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from workbooks import BINH, MONTH, NGHIA, NHON, fill, some_figures, workbook

from langmoi.reporting.models import Filing

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="needs LibreOffice (apt-get install libreoffice-calc)"
)


@pytest.fixture(scope="session")
def saved_by_libreoffice(tmp_path_factory):
    """Opens a workbook in LibreOffice Calc and saves it as .xlsx again."""
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def save(content):
        folder = tmp_path_factory.mktemp("workbook")
        (folder / "f.xlsx").write_bytes(content)
        command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
        command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "saved", folder / "f.xlsx"]
        subprocess.run(command, check=True, capture_output=True)
        return (folder / "saved" / "f.xlsx").read_bytes()

    return save


@needs_libreoffice
def test_a_workbook_saved_by_libreoffice_is_taken_in_with_every_value(
    take_in, office, saved_by_libreoffice
):
    values = {
        (code, key): value
        for number, code in enumerate((NGHIA, NHON, BINH))
        for key, value in some_figures(number).items()
    }
    values |= {
        (NGHIA, "rural_market"): "Không phát sinh",
        (NGHIA, "income_per_capita"): "33,25",
        (NHON, "income_per_capita"): 0.1 + 0.2,
        (NHON, "clean_water_households_num"): (0.805, "0.0%"),
        (NHON, "clean_water_households_den"): None,
        (BINH, "commune_roads_paved_num"): "=10+2.5",
    }
    take_in(saved_by_libreoffice(fill(workbook("62"), values)), office)

    figures = {
        filing.latest.unit_code: filing.latest.figures
        for filing in Filing.objects.filter(month=MONTH).select_related("latest")
    }
    assert set(figures) == {NGHIA, NHON, BINH}
    assert figures[NGHIA]["trade_infrastructure_planned"] is False
    assert figures[NGHIA]["income_per_capita"] == "33.25"
    assert figures[NHON]["income_per_capita"] == "0.3"
    assert figures[NHON]["clean_water_households"] == {"pct": "80.5"}
    assert figures[BINH]["commune_roads_paved"]["num"] == "12.5"
    assert figures[BINH]["postal_point"] in (True, False)


@needs_libreoffice
def test_an_export_saved_by_libreoffice_changes_nothing(take_in, office, saved_by_libreoffice):
    values = {(NGHIA, key): value for key, value in some_figures(1).items()}
    take_in(fill(workbook(), values), office)

    again = take_in(saved_by_libreoffice(workbook(filled=True)), office)

    assert again.revisions == []
    assert again.check.unchanged == len(Filing.objects.get().latest.figures)


@needs_libreoffice
def test_errors_of_formulas_are_named_after_libreoffice_computed_them(check, saved_by_libreoffice):
    content = fill(
        workbook(), {(NGHIA, "income_per_capita"): "=1/0", (NHON, "income_per_capita"): "=100/3"}
    )
    found = check(saved_by_libreoffice(content))

    assert ["#DIV/0!" in f.message for f in found.faults] == [False, True]
    assert "chữ số lẻ" in found.faults[0].message
