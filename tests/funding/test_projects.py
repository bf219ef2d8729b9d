"""Projects: written with sums that add up, changed, stopped; who may, and two at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from at_once import at_once
from django.db import IntegrityError, transaction
from funding_world import (
    AT,
    KON_DAO,
    SA_BINH,
    SA_NGHIA,
    TODAY,
    WHEN,
    add,
    millions,
    road,
    unit,
    written,
)

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.funding.actions import (
    CriterionShare,
    PlaceShare,
    SourceAmount,
    asked_of,
    change_project,
    resume_project,
    stop_project,
)
from langmoi.funding.checks import faults_of_project
from langmoi.funding.models import Project, ProjectEvent
from langmoi.funding.programmes import load_programmes
from langmoi.people.models import Agency, Post
from langmoi.places.models import UnitVersion


def change(project, by, **told):
    asked = replace(asked_of(project), **told)
    return change_project(project, asked, seen=project.version, by=by, **WHEN)


def stop(project, by, day=date(2019, 6, 1), why="thiếu vốn", **told):
    return stop_project(
        project, stopped_on=day, why=why, seen=project.version, by=by, **(WHEN | told)
    )


def test_a_commune_writes_its_own_project(clerk):
    project = written(clerk)

    assert project.code == "CT-23542-001"
    assert project.unit == unit()
    assert project.people_part == millions(200)
    assert [p.unit_id for p in project.places.all()] == [unit().pk]
    assert ProjectEvent.objects.get().step == "add"
    assert AuditEntry.objects.latest("pk").action == "project.add"
    assert first_broken_entry() is None


def test_what_stands_is_what_was_asked(clerk):
    project = written(clerk)
    project.refresh_from_db()

    assert asked_of(project) == road(SA_NGHIA, code=project.code)


@pytest.mark.parametrize(
    ("who", "code", "allowed"),
    [
        ("office", SA_NGHIA, True),
        ("district_officer", SA_NGHIA, True),
        ("clerk", SA_NGHIA, True),
        ("clerk", SA_BINH, False),
        ("stranger", SA_NGHIA, False),
        ("reader", SA_NGHIA, False),
        ("district_officer", KON_DAO, False),
    ],
)
def test_who_may_write(who, code, allowed, request):
    by = request.getfixturevalue(who)
    if allowed:
        assert written(by, code).made_by == by
    else:
        with pytest.raises(NotAllowed, match="Không ghi được công trình này"):
            written(by, code)
        assert not Project.objects.exists()


def test_a_commune_does_not_write_what_the_district_owns(clerk):
    with pytest.raises(NotAllowed):
        written(clerk, owner="UBND huyện", owner_unit=unit("616", "district").pk)
    with pytest.raises(NotAllowed):
        written(clerk, owner="UBND huyện", owner_unit=None)


@pytest.mark.parametrize(
    ("agency", "allowed"),
    [("Sở Kế hoạch và Đầu tư", True), ("Sở Tài chính tỉnh", True), ("Sở Y tế", False)],
)
def test_the_departments_that_plan_and_pay_write(person, agency, allowed):
    by = person("officer", "department_officer", "62", "province")
    made = Agency.objects.create(name=agency, short_name=agency, unit=unit("62", "province"))
    Post.objects.filter(user=by).update(agency=made)
    if allowed:
        assert written(by).pk
    else:
        with pytest.raises(NotAllowed):
            written(by)


def test_only_the_province_calls_for_investment_on_the_public_page(clerk, district_officer, office):
    for by in (clerk, district_officer):
        with pytest.raises(FaultyInput) as refused:
            written(by, open_call="Mời góp vốn")
        (fault,) = refused.value.faults
        assert fault.figure == "open_call"
        assert "trang công khai" in fault.message
    assert not Project.objects.exists()

    project = written(clerk)
    project = change(project, office, open_call="Mời góp vốn", open_until=date(2020, 3, 1))
    with pytest.raises(FaultyInput, match="trang công khai"):
        change(project, clerk, open_until=date(2020, 6, 1))
    assert change(project, clerk, name="Đường thôn 5").open_call == "Mời góp vốn"


def test_of_several_communes_the_project_stands_in_the_district_and_each_sees_it(
    district_officer, clerk, stranger, person
):
    other = person("other", "commune_officer", SA_BINH, "commune")
    places = (PlaceShare(unit().pk, Decimal(60)), PlaceShare(unit(SA_BINH).pk, Decimal(40)))
    project = written(district_officer, places=places)

    assert project.unit == unit("616", "district")
    assert project.code == "CT-616-001"
    for by, sees in ((clerk, True), (other, True), (district_officer, True), (stranger, False)):
        assert Project.objects.visible_to(by, on=TODAY).filter(pk=project.pk).exists() is sees
    with pytest.raises(NotAllowed):
        change(project, clerk, name="Đường khác")


def test_of_several_districts_it_stands_in_the_province(office):
    places = (PlaceShare(unit().pk, Decimal(50)), PlaceShare(unit(KON_DAO).pk, Decimal(50)))

    assert written(office, places=places).unit == unit("62", "province")


FAULTY = [
    ({"name": " "}, "name", "Chưa ghi tên công trình"),
    ({"owner": ""}, "owner", "Chưa ghi chủ đầu tư"),
    ({"content": "castle"}, "content", "Không có nội dung đầu tư “castle”"),
    ({"total": millions(1200)}, "structure", "1.000 triệu đồng, thiếu 200 triệu đồng"),
    ({"total": millions("999,5".replace(",", "."))}, "structure", "thừa 0,5 triệu đồng"),
    ({"total": -5}, "total", "phải lớn hơn 0"),
    ({"criteria": (CriterionShare("20"),)}, "criteria", "không có tiêu chí 20"),
    (
        {"criteria": (CriterionShare("2", Decimal(70)), CriterionShare("3", Decimal("40.5")))},
        "criteria",
        "cộng lại là 110,5%, quá 100% là 10,5%",
    ),
    ({"criteria": (CriterionShare("2", Decimal(-1)),)}, "criteria", "phải từ 0,01 đến 100"),
    ({"started_on": date(2018, 1, 1)}, "started_on", "trước ngày phê duyệt 10/02/2018"),
    ({"started_on": date(2020, 1, 1)}, "started_on", "01/01/2020 chưa đến"),
    ({"listed_on": date(1918, 1, 1)}, "listed_on", "quá sớm"),
    ({"open_until": date(2020, 1, 1)}, "open_call", "Có hạn kêu gọi mà chưa ghi"),
    ({"places": ()}, "places", "Chưa ghi xã có công trình"),
    ({"code": "x" * 41}, "code", "dài hơn 40 ký tự"),
]


@pytest.mark.parametrize(("told", "field", "said"), FAULTY, ids=[f"{f}" for _, f, _ in FAULTY])
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_written(office, told, field, said):
    with pytest.raises(FaultyInput) as error:
        written(office, **told)

    assert [f.message for f in error.value.faults if f.figure == field and said in f.message]
    assert not Project.objects.exists()
    assert not ProjectEvent.objects.exists()


def test_sources_are_refused_with_their_reason(office):
    load_programmes(by="test")
    for structure, said in (
        ((SourceAmount("1.1.1", millions(1000)), SourceAmount("1.2.1", -5)), "Ngân sách tỉnh"),
        ((SourceAmount("2", millions(1000)),), "phải ghi rõ của chương trình nào"),
        ((SourceAmount("7", millions(1000)),), "Hãy ghi nguồn gốc của vốn ấy"),
        ((SourceAmount("9", millions(1000)),), "Không có nguồn vốn mã “9”"),
        ((SourceAmount("1.1.1", millions(1000), 1),), "Chỉ vốn lồng ghép mới ghi chương trình"),
        ((SourceAmount("1.1.1", millions(500)),) * 2, "Có nguồn vốn ghi hai lần"),
    ):
        with pytest.raises(FaultyInput, match=said):
            written(office, structure=structure)


def said_of(on=TODAY, **told):
    return " ".join(fault.message for fault in faults_of_project(road(**told), on=on))


def test_the_money_of_a_district_and_a_commune_end_with_the_districts(kontum):
    said = said_of(
        date(2025, 9, 1),
        structure=(SourceAmount("1.2.2", millions(1000)),),
        approved_on=date(2025, 8, 1),
    )

    assert "Ngày 01/08/2025 không còn nguồn “Ngân sách huyện”" in said
    assert "Ngày 01/08/2025 không có xã Sa Nghĩa" in said


def test_a_commune_that_did_not_exist_then_has_no_project(kontum):
    later = UnitVersion.objects.filter(level="commune", valid_from=date(2025, 7, 1))
    new = later.exclude(unit__versions__valid_to=date(2025, 6, 30)).first()

    assert f"Ngày 10/02/2018 không có {new.full_name}" in said_of(places=(PlaceShare(new.unit_id),))


def test_two_with_one_code_are_refused(office):
    written(office, code="A-1")
    with pytest.raises(FaultyInput, match="Mã A-1 đã có công trình khác"):
        written(office, code=" A-1 ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.create(
            unit=unit(), code="A-1", name="b", search_key="b", content="road", owner="x",
            builder="firm", total=1, made_by=office, made_at=AT,
        )  # fmt: skip


def test_a_change_is_told_field_by_field(clerk):
    project = change(written(clerk), clerk, name="Đường liên thôn", started_on=date(2018, 5, 1))

    assert project.version == 2
    told = ProjectEvent.objects.latest("pk").detail
    assert told["name"] == ["Đường trục thôn", "Đường liên thôn"]
    assert told["started_on"] == [None, "2018-05-01"]
    assert set(told) == {"name", "started_on"}


def test_a_stale_page_writes_over_nobody(clerk, office):
    project = written(clerk)
    stale = Project.objects.get(pk=project.pk)
    change(project, office, name="Mới")

    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        change(stale, clerk, name="Cũ")
    assert Project.objects.get().name == "Mới"


def test_a_total_below_its_money_is_refused_with_the_difference(office):
    project = written(office)
    add(office, project, amount=700)

    with pytest.raises(FaultyInput, match="thấp hơn vốn đã phân bổ là 100 triệu đồng"):
        change(
            project,
            office,
            total=millions(600),
            structure=(SourceAmount("1.1.1", millions(600)),),
        )


def test_lines_follow_their_project_to_its_place(office):
    project = written(office)
    made = add(office, project)
    places = (PlaceShare(unit().pk, Decimal(50)), PlaceShare(unit(SA_BINH).pk, Decimal(50)))
    change(project, office, places=places)

    made.refresh_from_db()
    assert made.unit == unit("616", "district")


def test_a_project_stops_with_a_reason_and_goes_on(clerk):
    project = written(clerk, started_on=date(2018, 5, 1))
    for day, why, said in (
        (date(2019, 6, 1), " ", "lý do dừng"),
        (date(2018, 4, 1), "x", "trước ngày khởi công"),
        (date(2020, 4, 1), "x", "chưa đến"),
    ):
        with pytest.raises(FaultyInput, match=said):
            stop(project, clerk, day, why)
    project = stop(project, clerk)
    with pytest.raises(DomainError, match="đã dừng trước đó"):
        stop(project, clerk)
    with pytest.raises(FaultyInput, match="lý do"):
        resume_project(project, why="", seen=project.version, by=clerk, **WHEN)

    project = resume_project(project, why="có vốn", seen=project.version, by=clerk, **WHEN)
    assert project.stopped_on is None
    with pytest.raises(DomainError, match="không dừng"):
        resume_project(project, why="x", seen=project.version, by=clerk, **WHEN)


def test_what_was_accepted_does_not_stop(clerk):
    project = written(clerk, started_on=date(2018, 5, 1), accepted_on=date(2019, 1, 1))

    with pytest.raises(FaultyInput, match="đã nghiệm thu nên không dừng được"):
        stop(project, clerk)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_at_once_the_second_is_told(clerk, office):
    project = written(clerk)

    stale = [Project.objects.get(pk=project.pk) for _ in range(2)]
    answers = at_once(
        lambda: change(stale[0], clerk, name="A"), lambda: change(stale[1], office, name="B")
    )
    assert sorted(isinstance(a, DomainError) for a in answers) == [False, True]
    assert Project.objects.get().version == 2
