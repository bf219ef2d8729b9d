"""Papers by file: our sheet, the XLSForm for ODK and Kobo, faults by their cell."""

from __future__ import annotations

import io

import openpyxl
import pytest
from survey_world import TODAY, codes_of, opened

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.surveys.actions import import_papers
from langmoi.surveys.models import SurveyAnswer, SurveyCode
from langmoi.surveys.sheets import write_template, write_xlsform


@pytest.fixture
def campaign(front):
    return opened(front)


def load(campaign, by, rows, name="phieu.csv"):
    content = "\n".join(",".join(row) for row in rows).encode()
    return import_papers(campaign, content, file_name=name, by=by, on=TODAY)


def test_the_xlsform_is_accepted_by_pyxform_and_asks_nothing_about_the_person(campaign):
    from pyxform.xls2xform import convert

    found = convert(write_xlsform(campaign), validate=False, file_type=".xlsx")

    assert found.warnings == []
    assert "ma_phieu" in found.xform
    assert found.xform.count("<select1") == 20
    for asked in ("deviceid", "start", "end", "phonenumber", "geopoint", "username"):
        assert f'jr:preload="{asked}"' not in found.xform
        assert f"/{asked}" not in found.xform


def test_a_filled_sheet_is_taken_in_whole(campaign, front):
    [codes] = codes_of(campaign, front, 3)
    book = openpyxl.load_workbook(io.BytesIO(write_template(campaign)))
    sheet = book.worksheets[0]
    heading = [cell.value for cell in sheet[1]]
    for row, (code, overall) in enumerate(zip(codes, (1, 2, "Không có ý kiến"), strict=True), 2):
        sheet.cell(row, 1, code)
        sheet.cell(row, heading.index("Chung") + 1, overall)
        sheet.cell(row, heading.index("Câu 17") + 1, 2)
    buffer = io.BytesIO()
    book.save(buffer)

    content = buffer.getvalue()
    assert import_papers(campaign, content, file_name="p.xlsx", by=front, on=TODAY) == 3
    told = [answer.choices for answer in SurveyAnswer.objects.all()]
    assert sorted(choices["chung"] for choices in told) == [
        "no_opinion", "not_satisfied", "satisfied",
    ]  # fmt: skip
    assert {choices["q17"] for choices in told} == {"not_satisfied"}


def test_what_kobo_gives_back_is_read_by_the_names_of_the_form(campaign, front):
    [codes] = codes_of(campaign, front, 2)
    rows = [
        ("start", "nhom/ma_phieu", "nhom/chung", "nhom/q1", "_id", "_uuid"),
        ("2019-12-01", codes[0], "satisfied", "not_satisfied", "1", "x"),
        ("2019-12-01", codes[1], "no_opinion", "", "2", "y"),
    ]

    assert load(campaign, front, rows) == 2
    assert not SurveyCode.objects.exists()


def test_every_fault_is_named_by_its_cell_and_nothing_is_written(campaign, front):
    [codes] = codes_of(campaign, front, 4)
    head = ("Mã phiếu", "Chung", "Câu 1")
    with pytest.raises(FaultyInput, match="2 chỗ cần sửa") as refused:
        load(campaign, front, [head, (codes[0], "1", "tốt"), (codes[1], "", "1")])
    assert [fault.cell for fault in refused.value.faults] == ["C2", "B3"]

    with pytest.raises(FaultyInput) as refused:
        rows = [(codes[0], "1", ""), (codes[0], "2", ""), ("", "1", ""), ("ZZZZZ", "1", "")]
        load(campaign, front, [head, *rows])
    assert [fault.cell for fault in refused.value.faults] == ["A3", "A4", "A5"]
    assert all(fault.remedy for fault in refused.value.faults)
    assert (SurveyAnswer.objects.count(), SurveyCode.objects.count()) == (0, 4)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("Mã phiếu", "Câu 1")], "thiếu cột Chung"),
        ([("Chung", "Câu 1"), ("1", "1")], "thiếu cột Mã phiếu"),
        ([("Mã phiếu", "Chung")], "chưa có phiếu nào"),
    ],
)
def test_a_file_that_is_no_list_of_papers_is_refused(campaign, front, rows, said):
    with pytest.raises(DomainError, match=said):
        load(campaign, front, rows)


def test_the_communes_own_people_load_no_file(campaign, front, clerk):
    [[code]] = codes_of(campaign, front, 1)

    with pytest.raises(NotAllowed):
        load(campaign, clerk, [("Mã phiếu", "Chung"), (code, "1")])
