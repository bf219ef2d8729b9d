"""Documents of direction: put in, changed, in their lineage; who may, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from at_once import at_once
from task_world import TODAY, WHEN, unit

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.direction.actions import Document, add_directive, change_directive
from langmoi.direction.documents import branch_of, lineage
from langmoi.direction.models import Directive


def add(by, told, where=("62", "province")):
    return add_directive(told, unit(*where), by=by, **WHEN)


NOTICE = Document(
    issuer="Tỉnh ủy Kon Tum",
    title="Kết quả Hội nghị lần thứ 16",
    number="980-TB/TU",
    dated_on=date(2019, 7, 17),
)
PLAN = Document(issuer="UBND huyện Sa Thầy", title="Kế hoạch", dated_on=date(2019, 8, 5))


def test_a_directive_without_number_and_date_is_put_in_with_its_line(directive):
    entry = AuditEntry.objects.get(action="directive.add")

    assert (directive.number, directive.dated_on) == ("", None)
    assert str(directive) == "văn bản chưa có số của Ủy ban nhân dân tỉnh Kon Tum"
    assert (entry.actor, entry.detail["directive"]) == ("committee", directive.pk)
    assert first_broken_entry() is None


def test_number_and_date_follow_once_they_are_known(directive, office):
    told = replace(from_(directive), number="1862/UBND-NNTN", dated_on=date(2019, 7, 22))

    changed = change_directive(directive, told, seen=1, by=office, on=TODAY)

    assert (changed.number, changed.version) == ("1862/UBND-NNTN", 2)


def from_(directive):
    return Document(issuer=directive.issuer, title=directive.title, text=directive.text)


def test_what_moved_on_since_it_was_seen_is_not_written_over(directive, office):
    change_directive(directive, from_(directive), seen=1, by=office, on=TODAY)

    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        change_directive(directive, from_(directive), seen=1, by=office, on=TODAY)


@pytest.mark.parametrize("who", ["district_officer", "clerk", "reader", "specialist"])
def test_only_the_offices_of_the_province_put_its_documents_in(request, who, directive):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        add(request.getfixturevalue(who), NOTICE)


def test_a_district_puts_in_its_own_plan_and_no_other(district_officer, other_district, directive):
    made = add(district_officer, PLAN, ("616", "district"))

    assert made.unit == unit("616", "district")
    with pytest.raises(NotAllowed):
        add(other_district, PLAN, ("616", "district"))
    with pytest.raises(NotAllowed):
        change_directive(made, PLAN, seen=1, by=other_district, on=TODAY)


def test_lineage_runs_from_the_party_notice_to_the_district_s_plan(
    committee, office, district_officer, directive, given
):
    notice = add(committee, NOTICE)
    told = replace(from_(directive), carries_out=notice.pk)
    change_directive(directive, told, seen=directive.version, by=office, on=TODAY)
    plan = add(
        district_officer,
        replace(PLAN, carries_out=directive.pk),
        ("616", "district"),
    )

    assert [one.pk for one in lineage(plan)] == [notice.pk, directive.pk, plan.pk]
    assert [one.pk for one in branch_of(notice)] == [notice.pk, directive.pk, plan.pk]
    assert [one.pk for one in branch_of(plan)] == [plan.pk]


def test_no_document_carries_out_one_that_carries_it_out(committee, directive):
    child = add(committee, replace(NOTICE, carries_out=directive.pk))

    with pytest.raises(DomainError, match="triển khai văn bản này"):
        told = replace(from_(directive), carries_out=child.pk)
        change_directive(directive, told, seen=1, by=committee, on=TODAY)


def test_no_document_carries_out_a_later_one(committee, directive):
    notice = add(committee, NOTICE)
    early = Document(
        issuer="UBND tỉnh", title="Sớm hơn", dated_on=date(2019, 7, 1), carries_out=notice.pk
    )

    with pytest.raises(DomainError, match="không thể triển khai văn bản sau nó"):
        add(committee, early)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (replace(NOTICE, title=" "), "Chưa ghi trích yếu"),
        (replace(NOTICE, issuer=""), "Chưa ghi cơ quan ban hành"),
        (replace(NOTICE, number="9" * 61), "dài hơn 60 ký tự"),
        (replace(NOTICE, carries_out=0), "Không tìm thấy văn bản được triển khai"),
    ],
)
def test_what_a_document_lacks_is_said(committee, directive, told, said):
    with pytest.raises(DomainError, match=said):
        add(committee, told)


def test_the_text_stays_once_tasks_point_into_it(give, directive, committee):
    give(span=(0, 9))

    with pytest.raises(DomainError, match="Toàn văn đã có nhiệm vụ"):
        told = replace(from_(directive), text="Khác.")
        change_directive(directive, told, seen=directive.version, by=committee, on=TODAY)


def test_a_draft_is_seen_by_its_own_side_and_an_issued_one_by_who_is_asked(
    directive, district_officer, other_district, reader, give
):
    def seen_by(user):
        return Directive.objects.visible_to(user, on=TODAY).count()

    assert [seen_by(one) for one in (reader, district_officer)] == [1, 0]
    give()
    assert [seen_by(one) for one in (reader, district_officer, other_district)] == [1, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_the_same_document_at_once_is_put_in_once(committee, office, directive):
    answers = at_once(
        lambda: add(committee, NOTICE),
        lambda: add(office, NOTICE),
    )

    (refused,) = [one for one in answers if isinstance(one, DomainError)]
    assert "Đã có 980-TB/TU ngày 17/07/2019" in str(refused)
    assert Directive.objects.filter(number="980-TB/TU").count() == 1
