"""Drafts of criteria sets: saved whole or not at all, by two people at once, as the same files."""

import io
import tempfile
import zipfile

import pytest
from law_drafts import WHEN, begun_2026, head_of, indicator, put

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.law.check import check_law
from langmoi.law.faults import BrokenLaw
from langmoi.law.parcel import pack, texts_of, trees_of, unpack
from langmoi.law.sets import set_ids
from langmoi.law.yaml_writer import Plain, read_tree, write_tree
from langmoi.lawdesk.drafts import (
    StaleDraft,
    begin_draft,
    change_draft,
    digest_of,
    drop_draft,
    import_draft,
    latest,
)
from langmoi.lawdesk.edits import (
    DropIndicator,
    PutDocument,
    PutHead,
    block_of,
)
from langmoi.lawdesk.edits import (
    head_of as head_shown,
)
from langmoi.lawdesk.models import SetDraft, SetDraftSave

PLANNED = "planning.made_1_1"


def shown(draft, number="1.1", criterion="planning"):
    return block_of(
        trees_of(latest(draft).texts), criterion, f"{criterion}.made_{number.replace('.', '_')}"
    )


def test_a_draft_begins_with_the_files_of_a_set_under_an_id_of_its_own(office):
    draft = begun_2026(office)
    assert draft.set_id == "commune-2026-2030-2"
    assert head_of(draft)["id"] == "commune-2026-2030-2"
    kept, base = latest(draft).texts, texts_of("commune-2026-2030")
    assert {n: t for n, t in kept.items() if n != "_set.yaml"} == {
        n: t for n, t in base.items() if n != "_set.yaml"
    }
    assert begun_2026(office).set_id == "commune-2026-2030-3"
    assert AuditEntry.objects.filter(action="law.begin").count() == 2
    assert first_broken_entry() is None


@pytest.mark.parametrize("set_id", set_ids())
def test_every_set_in_use_can_be_taken_as_a_draft(office, set_id):
    draft = begin_draft(set_id, by=office, **WHEN)
    assert head_of(draft)["complete"] == "false"


def test_each_save_is_a_version_that_stays(office):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    saves = SetDraftSave.objects.filter(draft=draft)
    assert [save.number for save in saves] == [2, 1]
    assert "made_1_1" in saves[0].texts["_figures.yaml"]
    assert "made_1_1" not in saves[1].texts["_figures.yaml"]


def test_saving_what_is_there_makes_no_version(office):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    put(draft, "planning", shown(draft), office, seen=shown(draft).digest)
    assert latest(draft).number == 2


def test_faults_are_named_with_file_and_line_and_nothing_is_written(office):
    draft = begun_2026(office)
    with pytest.raises(BrokenLaw) as error:
        put(draft, "planning", indicator("planning", "1.1", "nhiều"), office)
    [fault] = error.value.law_faults
    assert fault.mark.file == "01-planning.yaml" and fault.mark.line > 1
    assert "không phải là số" in fault.message
    assert latest(draft).number == 1


def test_a_value_beyond_its_figure_is_refused(office):
    draft = begun_2026(office)
    with pytest.raises(BrokenLaw, match="chỗ phải sửa") as error:
        put(draft, "planning", indicator("planning", "1.1", "140"), office)
    assert "nằm ngoài khoảng" in str(error.value.faults[0])
    assert tempfile.gettempdir() not in str(error.value.faults)


def test_two_people_who_change_one_indicator_are_told_both_values(office, colleague):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1", "50"), office)
    seen = shown(draft).digest
    put(draft, "planning", indicator("planning", "1.1", "60"), colleague, seen=seen)
    with pytest.raises(StaleDraft) as error:
        put(draft, "planning", indicator("planning", "1.1", "70"), office, seen=seen)
    [difference] = error.value.differences
    assert (difference.mine, difference.theirs) == ("70", "60")
    assert "bạn ghi “70”, đang có “60”" in str(error.value)
    assert latest(draft).number == 3


def test_two_people_who_change_different_indicators_both_keep_their_work(office, colleague):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    seen = shown(draft).digest
    put(draft, "infrastructure", indicator("infrastructure", "2.1"), colleague)
    put(draft, "planning", indicator("planning", "1.1", "70"), office, seen=seen)
    assert shown(draft).indicator["thresholds"][0]["value"] == "70"
    assert shown(draft, "2.1", "infrastructure").indicator["number"] == "2.1"


def test_one_number_entered_by_two_at_once_is_refused_for_the_second(office, colleague):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1", "50"), office)
    with pytest.raises(StaleDraft, match="đang có “50”"):
        put(draft, "planning", indicator("planning", "1.1", "60"), colleague)


def test_an_indicator_that_goes_takes_its_figure_along(office):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    edit = DropIndicator("planning", PLANNED, shown(draft).digest, "Bỏ chỉ tiêu 1.1")
    change_draft(draft, edit, by=office, **WHEN)
    assert read_tree(latest(draft).texts["_figures.yaml"]) == []


def test_the_head_and_its_zones_can_be_changed(office):
    draft = begun_2026(office)
    fields = head_shown(trees_of(latest(draft).texts))
    edit = PutHead({**fields, "name": "Bộ thử", "zones": fields["zones"][:2]}, digest_of(fields))
    change_draft(draft, edit, by=office, **WHEN)
    assert (head_of(draft)["name"], len(head_of(draft)["zones"])) == ("Bộ thử", 2)
    with pytest.raises(StaleDraft):
        change_draft(draft, edit, by=office, **WHEN)


DOCUMENT = {
    "id": "qd-999-2026",
    "number": "999/QĐ-MAU",
    "kind": "Quyết định",
    "issuer": "(văn bản mẫu)",
    "issued_on": Plain("2026-01-05"),
    "effective_on": Plain("null"),
    "title": "Văn bản mẫu để thử phần mềm",
}


def test_a_document_of_the_draft_can_be_rested_on(office):
    draft = begun_2026(office)
    change_draft(draft, PutDocument(DOCUMENT, "", "Ghi văn bản"), by=office, **WHEN)
    block = indicator("planning", "1.1")
    block.indicator["thresholds"][0]["basis"]["document"] = "qd-999-2026"
    put(draft, "planning", block, office)
    assert unpack(pack(latest(draft).texts)) == latest(draft).texts


def test_a_document_that_the_register_has_otherwise_is_refused(office):
    draft = begun_2026(office)
    same = {**DOCUMENT, "number": "1980/QĐ-TTg", "issued_on": Plain("2016-10-17")}
    with pytest.raises(BrokenLaw) as error:
        change_draft(draft, PutDocument(same, "", "Ghi văn bản"), by=office, **WHEN)
    assert "đã có trong danh mục chung" in str(error.value.faults[0])


def test_what_is_exported_comes_back_equal_and_passes_the_check(office, tmp_path):
    draft = begun_2026(office)
    change_draft(draft, PutDocument(DOCUMENT, "", "Ghi văn bản"), by=office, **WHEN)
    put(draft, "planning", indicator("planning", "1.1"), office)
    content = pack(latest(draft).texts)
    again = import_draft(unpack(content), "ban-thao.zip", by=office, **WHEN)
    assert latest(again).texts == latest(draft).texts
    assert pack(latest(again).texts) == content
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path / "out")
    found = check_law(tmp_path / "out")
    assert not found.faults and list(found.sets) == ["commune-2026-2030-2"]


def test_a_broken_import_names_its_faults_and_keeps_nothing(office):
    texts = {**texts_of("commune-2026-2030"), "01-planning.yaml": "id: planning\nnumber: 1\n  x: ["}
    with pytest.raises(BrokenLaw) as error:
        import_draft(texts, "hong.zip", by=office, **WHEN)
    assert error.value.law_faults[0].mark.file == "01-planning.yaml"
    assert not SetDraft.objects.exists()


def test_an_import_with_a_gap_names_indicator_day_and_zones(office):
    texts = texts_of("commune-2016-2020")
    tree = read_tree(texts["10-income.yaml"])
    tree["indicators"][0]["thresholds"] = tree["indicators"][0]["thresholds"][:0]
    with pytest.raises(BrokenLaw) as error:
        import_draft({**texts, "10-income.yaml": write_tree(tree)}, "ho.zip", by=office, **WHEN)
    assert "không có mức từ ngày 17/10/2016" in str(error.value.faults[0])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a zip", "không phải là tệp ZIP"),
        ({"a/b.yaml": "x"}, "có 0"),
        ({"_set.yaml": "id: x", "run.exe": "x"}, "không thuộc bộ"),
        ({"a/_set.yaml": "id: a", "b/_set.yaml": "id: b"}, "có 2"),
    ],
)
def test_what_is_no_set_is_refused_with_a_sentence(content, said):
    if isinstance(content, dict):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, text in content.items():
                archive.writestr(name, text)
        content = buffer.getvalue()
    with pytest.raises(DomainError, match=said):
        unpack(content)


def test_only_the_office_writes(clerk, leader, reader):
    for user in (clerk, leader, reader):
        with pytest.raises(NotAllowed, match="Văn phòng Điều phối"):
            begun_2026(user)


def test_a_dropped_draft_is_no_longer_changed(office):
    draft = begun_2026(office)
    drop_draft(draft, by=office, on=WHEN["on"])
    with pytest.raises(DomainError, match="đã bỏ"):
        put(draft, "planning", indicator("planning", "1.1"), office)
