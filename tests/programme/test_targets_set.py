"""Targets: who sets them, what is refused, carried over and dropped with their reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from programme_world import TODAY, WHEN

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.programme.measured import say, say_until
from langmoi.programme.models import Target, TargetDocument, TargetEvent
from langmoi.programme.published import load_published_targets
from langmoi.programme.setting import (
    NewDocument,
    NewTarget,
    add_document,
    carry_target,
    change_target,
    drop_target,
    set_targets,
)
from langmoi.programme.target_file import import_targets

NEXT = date(2021, 12, 31)


def test_a_target_is_set_with_its_line_in_the_log(put, document):
    made = put("criteria", count=15)

    document.refresh_from_db()
    assert (say(made), say_until(made)) == ("đạt ít nhất 15 tiêu chí", "năm 2020")
    assert not document.awaits_list
    assert AuditEntry.objects.get(action="target.set").detail["targets"][0]["count"] == 15
    assert first_broken_entry() is None


def test_an_illustrative_list_is_not_the_documents_own(put, document):
    put("recognised", is_illustrative=True)

    document.refresh_from_db()
    assert document.awaits_list


@pytest.mark.parametrize("who", ["clerk", "district_officer"])
def test_a_district_or_commune_does_not_set_the_provinces(request, who, document, unit):
    by = request.getfixturevalue(who)
    told = NewTarget(unit("23542").pk, "recognised", NEXT)

    with pytest.raises(NotAllowed, match="nơi giao mục tiêu"):
        set_targets(document, [told], by=by, **WHEN)
    assert not Target.objects.exists()


def test_a_district_sets_its_own_communes_targets_only(district_officer, unit):
    plan = add_document(
        NewDocument(issuer="UBND huyện Sa Thầy", title="Kế hoạch huyện"),
        unit("616", "district").pk,
        by=district_officer,
        **WHEN,
    )
    own = NewTarget(unit("23542").pk, "recognised", NEXT)
    other = NewTarget(unit("23434").pk, "recognised", NEXT)

    with pytest.raises(DomainError, match="không thuộc nơi giao"):
        set_targets(plan, [own, other], by=district_officer, **WHEN)
    assert not Target.objects.exists()
    assert len(set_targets(plan, [own], by=district_officer, **WHEN)) == 1


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"kind": "other"}, "Không có loại mục tiêu"),
        ({"kind": "criteria"}, "Chưa ghi số tiêu chí"),
        ({"kind": "criteria", "count": 0}, "Chưa ghi số tiêu chí"),
        ({"kind": "group"}, "Chưa chọn tiêu chí"),
        ({"kind": "recognised", "code": "616", "level": "district"}, "số xã hoặc tỷ lệ"),
        (
            {
                "kind": "recognised",
                "code": "616",
                "level": "district",
                "number": 101,
                "is_share": True,
            },
            "phần trăm từ 1 đến 100",
        ),
    ],
)
def test_what_a_target_cannot_say_is_refused(put, told, said):
    with pytest.raises(DomainError, match=said):
        put(told.pop("kind"), told.pop("code", "23542"), **told)
    assert not TargetEvent.objects.exists()


def test_the_same_target_is_not_set_twice(put):
    put("recognised")

    with pytest.raises(DomainError, match="đã giao đơn vị đó"):
        put("recognised")


def test_a_target_changes_with_its_reason_and_the_second_person_is_told(put, office):
    made = put("criteria", count=15)
    told = NewTarget(made.unit_id, "criteria", made.by, count=16)

    with pytest.raises(DomainError, match="Chưa ghi lý do"):
        change_target(made, told, " ", seen=1, by=office, **WHEN)
    changed = change_target(made, told, "Tỉnh nâng mức.", seen=1, by=office, **WHEN)
    assert (changed.count, changed.version) == (16, 2)
    with pytest.raises(DomainError, match="người khác sửa"):
        change_target(made, replace(told, count=17), "Nâng nữa.", seen=1, by=office, **WHEN)
    assert [event.said["count"] for event in made.events.all()] == [15, 16]


def test_a_target_is_carried_to_another_year_and_the_former_stays(put, office):
    made = put("recognised")

    with pytest.raises(DomainError, match="không sau hạn cũ"):
        carry_target(made, made.by, "Chưa đạt.", seen=1, by=office, **WHEN)
    later = carry_target(made, NEXT, "Thiếu vốn đường.", seen=1, by=office, **WHEN)

    made.refresh_from_db()
    assert (later.carried_from, later.by, made.ended_on) == (made, NEXT, TODAY)
    assert list(Target.objects.live()) == [later]
    with pytest.raises(DomainError, match="đã chuyển năm hoặc đã bỏ"):
        drop_target(made, "Bỏ.", seen=2, by=office, **WHEN)


def test_a_target_is_dropped_with_its_reason_and_never_deleted(put, office):
    made = put("recognised")
    drop_target(made, "Xã sáp nhập vào thị trấn.", seen=1, by=office, **WHEN)

    assert Target.objects.get().ended_why == "Xã sáp nhập vào thị trấn."
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        TargetEvent.objects.all().delete()


def rows(*lines):
    head = "Đơn vị;Huyện;Mục tiêu;Số tiêu chí;Các tiêu chí;Năm hoặc hạn"
    return "\n".join((head, *lines)).encode()


def bring(content, document, by):
    return import_targets(content, file_name="muc-tieu.csv", document=document, by=by, **WHEN)


def test_many_targets_come_from_a_table(document, office):
    content = rows(
        "23542;;được công nhận đạt chuẩn NTM;;;2019",
        "Đăk Hà;Tu Mơ Rông;số tiêu chí;12;;2020",
        "Sa Sơn;;nhóm tiêu chí;;18, 19;31/12/2019",
        "Sa Nhơn;;HTX;;;",
    )

    made = bring(content, document, office)

    assert [str(target.unit) for target in made][1:3] == ["xã Đăk Hà", "xã Sa Sơn"]
    assert (made[1].count, made[2].criteria, made[3].by) == (12, ["18", "19"], None)


def test_a_table_with_faults_writes_nothing_and_names_every_line(document, office):
    content = rows(
        "23542;;được công nhận;;;2019",
        "Đăk Long;;được công nhận;;;2019",
        "Không có;;được công nhận;;;2019",
        "Sa Sơn;;trồng rừng;;;2019",
        "Sa Nhơn;;số tiêu chí;nhiều;;2019",
        "Sa Bình;;được công nhận;;;32/12/2019",
        "Sa Nghĩa;;được công nhận;;;2019",
    )

    with pytest.raises(FaultyInput, match="Chưa ghi mục tiêu nào") as refused:
        bring(content, document, office)

    assert [fault.cell for fault in refused.value.faults] == ["A3", "A4", "C5", "D6", "F7", "A8"]
    assert "Hãy ghi mã hoặc thêm huyện" in str(refused.value.faults[0])
    assert not Target.objects.exists()


def test_a_table_without_its_columns_is_refused(document, office):
    with pytest.raises(DomainError, match="thiếu cột Mục tiêu, Năm hoặc hạn"):
        bring("Xã\nSa Nghĩa".encode(), document, office)


def test_published_targets_are_put_in_once(office):
    made = load_published_targets(province="62", by=office, at=WHEN["at"])

    list_of_1295 = TargetDocument.objects.get(number="1295/UBND-NNTN")
    assert list_of_1295.awaits_list
    assert not list_of_1295.targets.exists()
    resolution = TargetDocument.objects.get(number="01-NQ/TU")
    assert [say(target) for target in resolution.targets.all()] == [
        "25 xã được công nhận đạt chuẩn NTM",
        "50% số xã được công nhận đạt chuẩn NTM",
    ]
    assert made == TargetDocument.objects.count() + Target.objects.count()
    assert load_published_targets(province="62", by=office, at=WHEN["at"]) == 0
