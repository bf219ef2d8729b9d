"""Taking a workbook in: revisions, hashes, the file and its audit line, or nothing at all."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.db import connection
from workbooks import (
    BINH,
    MONTH,
    NGHIA,
    NHON,
    SHEET,
    TODAY,
    edit,
    fill,
    flat,
    place,
    sheets,
    some_figures,
    workbook,
)

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.law.sets import set_for
from langmoi.places.models import UnitFact
from langmoi.places.queries import unit_by_code
from langmoi.reporting.actions import (
    NewFigures,
    drop_upload,
    file_figures,
    open_month,
    store_upload,
)
from langmoi.reporting.models import Filing, Revision, RevisionSource, Upload, UploadState
from langmoi.reporting.queries import first_broken_revision
from langmoi.reporting.steps import close_month
from langmoi.reporting.workbook.book import CellKind
from langmoi.reporting.workbook.layout import layout_of
from langmoi.reporting.workbook.load import import_workbook

NUM, DEN = "clean_water_households_num", "clean_water_households_den"
MARKET, FACT = "rural_market", "trade_infrastructure_planned"


def figures(code):
    return Filing.objects.get(latest__unit_code=code, month=MONTH).latest.figures


def nothing_is_written():
    written = Filing.objects.exists() or Revision.objects.exists() or Upload.objects.exists()
    return not written and not AuditEntry.objects.filter(action="filings.import").exists()


def test_each_changed_commune_gets_a_judged_revision_and_the_others_none(take_in, office):
    content = fill(workbook(), {(NGHIA, NUM): 453, (NGHIA, DEN): 600, (NHON, MARKET): "Chưa đạt"})
    result = take_in(content, office)

    assert {r.unit_code for r in result.revisions} == {NGHIA, NHON}
    assert figures(NGHIA) == {"clean_water_households": {"num": "453", "den": "600"}}
    made = Filing.objects.get(latest__unit_code=NHON).latest
    assert made.zone == "central_highlands"
    assert made.indicators["7.1"] == "not_met"
    assert made.criteria["7"] == "not_met"
    assert made.criteria["1"] == "not_assessed"
    assert (made.number, made.made_by, made.source) == (1, office, "workbook")


def test_the_file_its_hash_and_one_audit_line_are_kept(take_in, office):
    content = fill(workbook(), {(NGHIA, NUM): "75,5%"})
    result = take_in(content, office)

    upload = Upload.objects.get()
    assert bytes(upload.content) == content
    assert upload.sha256 == hashlib.sha256(content).hexdigest()
    assert upload.state == UploadState.IMPORTED
    assert {r.upload_id for r in Revision.objects.all()} == {upload.pk}
    entry = AuditEntry.objects.get(action="filings.import")
    assert entry.actor == "office"
    assert entry.detail["sha256"] == upload.sha256
    assert (entry.detail["added"], entry.detail["changed"], entry.detail["removed"]) == (1, 0, 0)
    assert entry.detail["revisions"] == [[NGHIA, 1, result.revisions[0].hash]]


def test_the_chains_of_revisions_and_of_the_audit_hold(take_in, office):
    for value in (30, 31, 32):
        take_in(fill(workbook(), {(NGHIA, "income_per_capita"): value}), office)

    assert [r.number for r in Revision.objects.order_by("number")] == [1, 2, 3]
    assert first_broken_revision() is None
    assert first_broken_entry() is None


def test_taking_the_same_file_in_again_writes_nothing(take_in, office):
    content = fill(workbook(), {(NGHIA, NUM): 453, (NGHIA, DEN): 600, (NGHIA, MARKET): "Đạt"})
    take_in(content, office)
    before = Revision.objects.count(), Upload.objects.count(), AuditEntry.objects.count()

    again = take_in(content, office)

    assert (again.revisions, again.upload) == ([], None)
    assert again.check.unchanged == 2
    assert (Revision.objects.count(), Upload.objects.count(), AuditEntry.objects.count()) == before


def test_blank_leaves_what_is_there_and_a_dash_removes_it(take_in, office):
    take_in(
        fill(workbook(), {(NGHIA, NUM): 453, (NGHIA, DEN): 600, (NGHIA, MARKET): "Đạt"}), office
    )
    take_in(fill(workbook(), {(NGHIA, "income_per_capita"): 30}), office)
    assert len(figures(NGHIA)) == 3

    result = take_in(fill(workbook(), {(NGHIA, NUM): "-", (NGHIA, MARKET): "–"}), office)
    assert figures(NGHIA) == {"income_per_capita": "30"}
    assert [c.old_text for c in result.check.removed] == ["Đạt", "453/600 (75,5%)"]


def test_one_part_of_a_share_can_be_corrected_alone(take_in, office):
    take_in(fill(workbook(), {(NGHIA, NUM): 453, (NGHIA, DEN): 600}), office)
    take_in(fill(workbook(), {(NGHIA, DEN): 604}), office)

    assert figures(NGHIA) == {"clean_water_households": {"num": "453", "den": "604"}}


def test_parts_replace_a_percentage_and_a_percentage_replaces_parts(take_in, office):
    take_in(fill(workbook(), {(NGHIA, NUM): "75%"}), office)
    take_in(fill(workbook(), {(NGHIA, NUM): 453, (NGHIA, DEN): 600}), office)
    assert figures(NGHIA) == {"clean_water_households": {"num": "453", "den": "600"}}

    take_in(fill(workbook(), {(NGHIA, NUM): "75%"}), office)
    assert figures(NGHIA) == {"clean_water_households": {"pct": "75"}}


def test_does_not_arise_denies_the_fact_and_takes_its_figures_away(take_in, office):
    take_in(fill(workbook(), {(NGHIA, MARKET): "Chưa đạt"}), office)
    result = take_in(fill(workbook(), {(NGHIA, MARKET): "không phát sinh"}), office)

    assert figures(NGHIA) == {FACT: False}
    assert result.revisions[0].indicators["7.1"] == "not_applicable"


def test_a_value_says_that_it_does_arise_after_all(take_in, office):
    take_in(fill(workbook(), {(NGHIA, MARKET): "không phát sinh"}), office)
    take_in(fill(workbook(), {(NGHIA, MARKET): "Đạt"}), office)

    assert figures(NGHIA) == {FACT: True, MARKET: True}


def test_a_dash_takes_does_not_arise_back_without_claiming_the_contrary(take_in, office):
    take_in(fill(workbook(), {(NGHIA, MARKET): "không phát sinh", (NGHIA, NUM): "5%"}), office)
    take_in(fill(workbook(), {(NGHIA, MARKET): "-"}), office)

    assert FACT not in figures(NGHIA)


def test_one_fault_keeps_every_figure_out(take_in, office):
    content = fill(workbook(), {(NGHIA, NUM): 453, (NGHIA, DEN): 600, (NHON, MARKET): "x"})

    with pytest.raises(FaultyInput) as raised:
        take_in(content, office)

    assert [f.unit for f in raised.value.faults] == ["xã Sa Nhơn"]
    assert nothing_is_written()


def test_everyone_imports_for_the_units_of_their_posts_alone(
    take_in, district_officer, clerk, stranger
):
    assert take_in(fill(workbook(), {(NGHIA, NUM): "5%"}), district_officer).revisions
    assert take_in(fill(workbook(NGHIA), {(NGHIA, NUM): "6%"}), clerk).revisions
    with pytest.raises(FaultyInput) as raised:
        take_in(fill(workbook(NGHIA), {(NGHIA, NUM): "7%"}), stranger)
    assert "không thuộc phạm vi" in raised.value.faults[0].message
    assert figures(NGHIA) == {"clean_water_households": {"pct": "6"}}


def test_a_reader_and_someone_whose_post_has_ended_are_refused(take_in, reader, person):
    former = person("former", "commune_officer", NGHIA, "commune", valid_to=date(2019, 6, 30))
    for someone in (reader, former):
        with pytest.raises(NotAllowed, match="không giữ chức vụ nào được nhập số liệu"):
            take_in(fill(workbook(NGHIA), {(NGHIA, NUM): "7%"}), someone)
    assert nothing_is_written()


def test_a_closed_month_takes_nothing(take_in, office):
    content = fill(workbook(), {(NGHIA, NUM): "7%"})
    close_month(MONTH, by=office, on=TODAY, reason="Thử.")

    with pytest.raises(DomainError, match="đã chốt số liệu"):
        take_in(content, office)
    assert nothing_is_written()


def test_a_month_that_is_not_open_takes_nothing(kontum, office):
    november = date(2019, 11, 1)
    with pytest.raises(DomainError, match="chưa được mở"):
        import_workbook(
            workbook(month=november), file_name="a.xlsx", month=november, by=office, on=TODAY
        )


def test_what_was_seen_must_still_stand(take_in, check, office, district_officer):
    mine = fill(workbook(), {(NGHIA, NUM): "7%"})
    seen = check(mine).seen
    take_in(fill(workbook(NGHIA), {(NGHIA, MARKET): "Đạt"}), district_officer)

    with pytest.raises(DomainError, match="được người khác thay đổi"):
        take_in(mine, office, seen=seen)
    assert take_in(mine, office, seen=check(mine).seen).revisions


def test_what_others_filed_for_other_communes_does_not_matter(take_in, check, clerk, office):
    mine = fill(workbook(NGHIA), {(NGHIA, NUM): "7%"})
    seen = check(mine).seen
    take_in(fill(workbook(BINH), {(BINH, MARKET): "Đạt"}), office)

    assert take_in(mine, clerk, seen=seen).revisions


def test_a_kept_file_becomes_the_imported_one(take_in, check, office):
    content = fill(workbook(), {(NGHIA, NUM): "7%"})
    found = check(content)
    kept = store_upload(
        content, file_name="a.xlsx", month=MONTH, sha256=found.sha256, seen=found.seen, by=office
    )
    result = take_in(content, office, seen=kept.seen, upload=kept)

    assert result.upload == kept
    assert Upload.objects.get().state == UploadState.IMPORTED
    drop_upload(kept)
    assert Upload.objects.get().state == UploadState.IMPORTED


def test_a_kept_file_can_be_given_up(december, office):
    kept = store_upload(b"x", file_name="a", month=MONTH, sha256="0", seen="", by=office)
    drop_upload(kept)

    assert Upload.objects.get().state == UploadState.DROPPED


def test_a_commune_without_a_zone_is_named(take_in, office, check):
    content = fill(workbook(NGHIA), {(NGHIA, NUM): "7%"})
    UnitFact.objects.filter(kind="zone").delete()

    assert "thuộc vùng nào" in check(content).faults[0].message
    with pytest.raises(FaultyInput):
        take_in(content, office)


def test_a_full_disk_at_the_write_becomes_a_sentence_and_nothing_is_written(take_in, office):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION 'could not extend file: No space left on device'
                    USING ERRCODE = 'disk_full';
            END $$;
            CREATE TRIGGER no_space BEFORE INSERT ON reporting_revision
                FOR EACH ROW EXECUTE FUNCTION no_space();
            """
        )

    with pytest.raises(DomainError, match="hết chỗ"):
        take_in(fill(workbook(), {(NGHIA, NUM): "7%"}), office)
    assert nothing_is_written()


def test_export_import_export_is_equal_in_every_value(take_in, office):
    wanted = {
        (code, key): value
        for number, code in enumerate((NGHIA, NHON, BINH))
        for key, value in some_figures(number).items()
    }
    wanted |= {
        (NGHIA, MARKET): "không phát sinh",
        (NHON, NUM): "80,1234%",
        (NHON, DEN): None,
        (BINH, "income_per_capita"): "33,3333",
        (BINH, "commune_roads_paved_num"): "12,5",
    }
    take_in(fill(workbook(), wanted), office)
    first = workbook(filled=True)
    before = {code: figures(code) for code in (NGHIA, NHON, BINH)}

    again = take_in(first, office)
    assert (again.revisions, len(again.check.faults)) == ([], 0)
    assert again.check.unchanged == sum(len(document) for document in before.values())

    def clear(book):
        for row in book[SHEET].iter_rows(min_row=7, min_col=3):
            for cell in row:
                cell.value = "-"

    take_in(edit(workbook(), clear), office)
    assert figures(NGHIA) == {}
    take_in(first, office)
    assert {code: figures(code) for code in before} == before
    assert cells(workbook(filled=True)) == cells(first)


def cells(content):
    return {name: flat(sheet) for name, sheet in sheets(content).items()}


def test_a_number_that_a_spreadsheet_cannot_hold_exactly_is_exported_as_text(december, office):
    exact = {"income_per_capita": "12345678901234.1234", "dilapidated_houses": "12"}
    unit = unit_by_code(NGHIA, TODAY).unit_id
    row = NewFigures(unit, NGHIA, "central_highlands", exact)
    told = {"month": MONTH, "criteria_set": set_for(MONTH), "by": office}
    file_figures([row], source=RevisionSource.WORKBOOK, **told)
    content = workbook(filled=True)

    found = cells(content)[SHEET]
    assert found[place(content, NGHIA, "income_per_capita")].text == "12345678901234,1234"
    assert found[place(content, NGHIA, "dilapidated_houses")].kind == CellKind.NUMBER


def test_every_column_of_the_set_can_be_filled_and_judged(take_in, office, december):
    values = {(NGHIA, key): value for key, value in some_figures(1).items()}
    result = take_in(fill(workbook(), values), office)

    assert "not_assessed" not in result.revisions[0].indicators.values()
    asked = {column.figure.id for column in layout_of(set_for(MONTH)).columns}
    assert set(figures(NGHIA)) == asked


def test_a_month_opened_twice_is_the_same_month(december, office):
    assert open_month(MONTH, by=office) == december


def test_communes_left_without_figures_are_named_before_and_after(take_in, office):
    complete = {(NGHIA, key): value for key, value in some_figures(1).items()}
    content = fill(workbook(), {**complete, (NHON, MARKET): "không phát sinh"})
    result = take_in(content, office)

    assert [(u.unit, u.indicators) for u in result.check.unfinished] == [("xã Sa Nhơn", 48)]
