"""Councils, sheets and certificates: written whole, refused whole, two at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.places.queries import unit_by_code
from langmoi.registers.actions import Move, NewEntry, NewRecord, add_entry, add_record, move_entry
from langmoi.registers.models import EntryRecord, OcopCouncil, OcopScoring, OcopSheet
from langmoi.registers.ocop.certifying import Decision, certify
from langmoi.registers.ocop.councils import (
    CouncilTold,
    Scored,
    add_council,
    change_council,
    save_scores,
)
from langmoi.registers.ocop.reading import certificate_on, paid_of, scorings_of
from langmoi.registers.ocop.rule import facts, reminders, summary
from langmoi.registers.ocop.scores import Sheet
from langmoi.registers.queries import row_of

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 3, tzinfo=UTC)
WHEN = {"on": TODAY, "at": AT}
HELD = date(2019, 12, 10)
THREE = ("Y Hoa", "Y Hoa", "")
LATE = date(2026, 8, 3)


def district(code="616", on=TODAY):
    return unit_by_code(code, on, "district")


def product(by, code="23542", name="Cà phê bột", group="drink", since=date(2019, 9, 1)):
    unit = unit_by_code(code, TODAY, "commune").unit
    fields = {"group": group, "maker": "Hợp tác xã A", "maker_kind": "cooperative"}
    told = NewEntry("ocop_product", name, Move("registered", since), fields)
    return add_entry(told, unit, by=by, **WHEN)


def sheets(*points):
    return tuple(
        Sheet(n, dict(zip("abc", map(Decimal, told.split()), strict=True)))
        for n, told in enumerate(points, 1)
    )


def council(by, held=HELD, members=THREE):
    return add_council(CouncilTold(held, members, "QĐ 12/QĐ-UBND"), district(), by=by, **WHEN)


def score(held, entry, *points, by, seen=0, stars=None):
    return save_scores(held, entry, Scored(sheets(*points), stars), seen=seen, by=by, **WHEN)


def certified(entry, by, told=None, on=TODAY):
    told = told or Decision(3, "province", "QĐ 999/QĐ-UBND", on)
    entry.refresh_from_db()
    return certify(entry, told, seen=entry.version, by=by, on=on, at=AT)


def test_sheets_give_an_exact_mean_and_the_councils_star_stands_beside_it(district_officer, clerk):
    held, entry = council(district_officer), product(clerk)

    score(held, entry, "25 15 29", "25 15 30", by=district_officer, stars=4)

    [found] = scorings_of([entry.pk], on=TODAY)[entry.pk]
    assert (found.result.mean_said, found.result.stars, found.concluded) == ("69,5", 3, 4)
    assert found.difference == ("Hội đồng kết luận 4 sao, theo điểm trung bình 69,5 là 3 sao.")
    assert (found.result.sheets, found.result.members) == (2, 3)
    entry.refresh_from_db()
    assert (entry.state, entry.since) == ("district_scored", HELD)
    told = " ".join(f.said for f in facts(row_of(entry, on=TODAY), TODAY))
    assert "không nói cách xếp điểm lẻ" in told
    assert AuditEntry.objects.filter(action="ocop.score").count() == 1
    assert first_broken_entry() is None


def test_without_a_conclusion_the_product_stays_where_it_was(district_officer, clerk):
    entry = product(clerk)

    score(council(district_officer), entry, "25 15 29", by=district_officer)

    entry.refresh_from_db()
    assert entry.state == "registered"


def test_sheets_are_written_all_or_none(district_officer, clerk):
    held, entry = council(district_officer), product(clerk)

    with pytest.raises(FaultyInput, match="phần A ghi 36 điểm, phải từ 0 đến 35") as refused:
        score(held, entry, "25 15 29", "36 15 29", "1 26 2.125", by=district_officer)

    assert len(refused.value.faults) == 3
    assert not OcopScoring.objects.exists()
    assert not OcopSheet.objects.exists()


def test_more_sheets_than_members_are_refused(district_officer, clerk):
    with pytest.raises(FaultyInput, match="Có 4 phiếu, trong khi hội đồng có 3 thành viên"):
        score(council(district_officer), product(clerk), *["20 15 25"] * 4, by=district_officer)


def test_a_conclusion_without_a_sheet_is_refused(district_officer, clerk):
    with pytest.raises(FaultyInput, match="chưa có phiếu chấm nào"):
        score(council(district_officer), product(clerk), by=district_officer, stars=3)


def test_the_second_of_two_writers_is_told(district_officer, clerk):
    held, entry = council(district_officer), product(clerk)
    score(held, entry, "25 15 29", by=district_officer)

    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        score(held, entry, "20 15 29", by=district_officer)

    assert str(OcopSheet.objects.get().a) == "25.00"
    assert score(held, entry, "20 15 29", by=district_officer, seen=1).version == 2


def test_before_the_first_set_no_council_is_kept(district_officer, clerk):
    with pytest.raises(DomainError, match="chưa có bộ tiêu chí OCOP toàn quốc"):
        council(district_officer, held=date(2019, 8, 20))
    assert council(district_officer, held=date(2019, 8, 21)).pk


def test_a_day_to_come_and_two_councils_of_a_day_are_refused(district_officer):
    with pytest.raises(DomainError, match="chưa tới"):
        council(district_officer, held=date(2019, 12, 21))
    council(district_officer)
    with pytest.raises(DomainError, match="đã có hội đồng chấm ngày 10/12/2019"):
        council(district_officer)


def test_a_group_of_another_set_must_be_mended_first(district_officer, clerk):
    with pytest.raises(DomainError, match="không có trong Bộ tiêu chí OCOP 2019"):
        score(
            council(district_officer),
            product(clerk, group="handicraft"),
            "1 1 1",
            by=district_officer,
        )


def test_a_council_of_another_district_does_not_score_the_product(office, clerk):
    other = add_council(CouncilTold(HELD, ("",)), district("613"), by=office, **WHEN)

    with pytest.raises(DomainError, match="không thuộc đơn vị của hội đồng"):
        score(other, product(clerk), "1 1 1", by=office)


def test_only_those_who_keep_councils_write_them(clerk, stranger, district_officer):
    for by in (clerk, stranger):
        with pytest.raises(NotAllowed):
            council(by)
    held = council(district_officer)
    with pytest.raises(NotAllowed):
        score(held, product(clerk), "1 1 1", by=clerk)


def test_a_member_with_a_sheet_does_not_leave_the_council(district_officer, clerk):
    held = council(district_officer)
    score(held, product(clerk), "1 1 1", "1 1 1", by=district_officer)

    with pytest.raises(DomainError, match="Thành viên số 2 đã có phiếu chấm"):
        change_council(held, CouncilTold(HELD, ("A",)), seen=1, by=district_officer, on=TODAY)
    changed = change_council(
        held, CouncilTold(HELD, ("A", "A")), seen=1, by=district_officer, on=TODAY
    )
    assert (changed.version, changed.members) == (2, ["A", "A"])
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        change_council(held, CouncilTold(HELD, ("A", "B")), seen=1, by=district_officer, on=TODAY)


def test_a_certificate_holds_to_its_last_day_and_expires_by_itself(office, clerk, district_officer):
    entry = product(clerk)
    score(council(district_officer), entry, "25 15 29", by=district_officer, stars=3)
    entry = certified(entry, office)

    def stars(day):
        found = certificate_on(row_of(entry, on=day))
        return found.stars if found else None

    last = date(2022, 12, 20)
    assert entry.holds_until == last
    assert (stars(date(2019, 12, 19)), stars(TODAY), stars(last)) == (None, 3, 3)
    assert stars(date(2022, 12, 21)) is None
    assert row_of(entry, on=date(2022, 12, 21)).state.state.id == "expired"
    [soon] = reminders([row_of(entry, on=date(2022, 12, 1))], date(2022, 12, 1))
    assert "còn 19 ngày" in soon.said
    [over] = reminders([row_of(entry, on=date(2022, 12, 23))], date(2022, 12, 23))
    assert (over.is_overdue, "đã hết 3 ngày" in over.said) == (True, True)
    assert "1 hạng 3 sao" in summary([row_of(entry, on=TODAY)], TODAY)[0].said


def test_a_decision_before_its_council_leaves_nothing(office, clerk, district_officer):
    entry = product(clerk)
    score(council(district_officer), entry, "25 15 29", by=district_officer, stars=3)

    told = Decision(3, "province", "QĐ 1/QĐ-UBND", date(2019, 12, 9))
    with pytest.raises(FaultyInput, match="trước ngày hội đồng chấm 10/12/2019"):
        certified(entry, office, told)
    assert not EntryRecord.objects.exists()


def test_the_wrong_level_is_refused_where_the_rule_is_known(office, clerk, district_officer):
    entry = product(clerk)
    score(council(district_officer), entry, "25 15 29", by=district_officer, stars=3)

    with pytest.raises(FaultyInput, match="hạng 3 sao do cấp tỉnh công nhận"):
        certified(entry, office, Decision(3, "district", "QĐ 1/QĐ-UBND", TODAY))


def test_certified_without_a_decision_is_refused(office, clerk, district_officer):
    entry = product(clerk)
    score(council(district_officer), entry, "25 15 29", by=district_officer, stars=3)
    entry.refresh_from_db()

    move = Move("certified", TODAY, document="QĐ 1/QĐ-UBND")
    with pytest.raises(FaultyInput, match="chưa biết hạng sao"):
        move_entry(entry, move, seen=entry.version, by=office, **WHEN)


def test_a_commune_does_not_certify(clerk, district_officer):
    entry = product(clerk)
    score(council(district_officer), entry, "25 15 29", by=district_officer, stars=3)

    with pytest.raises(NotAllowed):
        certified(entry, clerk)


@pytest.fixture
def late_office(office):
    """The same person at the province's successor, when a rule on money is known."""
    from langmoi.people.models import Post, Role

    unit = unit_by_code("51", LATE, "province").unit
    Post.objects.create(user=office, role=Role.PROVINCE_OFFICE, unit=unit, valid_from=LATE)
    return office


def support(entry, by, item, amount, day, stars=None):
    entry.refresh_from_db()
    fields = {"item": item, "amount": amount, "stars": stars}
    told = NewRecord("support", fields, day=day)
    return add_record(entry, told, seen=entry.version, by=by, on=LATE, at=AT)


def test_before_a_rule_money_is_kept_as_paid_and_nothing_computed(late_office, clerk):
    entry = product(clerk)

    support(entry, late_office, "prize", 20_000_000, date(2025, 12, 31), "s3")

    assert [one.amount for one in paid_of(row_of(entry, on=LATE))] == [20_000_000]


def test_a_prize_over_what_is_left_is_refused_with_the_difference(late_office, clerk):
    entry, day = product(clerk), date(2026, 7, 1)
    support(entry, late_office, "prize", 8_000_000, day, "s3")

    with pytest.raises(FaultyInput, match="Vượt 8 triệu đồng"):
        support(entry, late_office, "prize", 10_000_000, day, "s4")
    support(entry, late_office, "prize", 2_000_000, day, "s4")
    with pytest.raises(FaultyInput, match="chỉ thưởng một lần"):
        support(entry, late_office, "prize", 1, day, "s4")
    with pytest.raises(FaultyInput, match="Tiền thưởng chưa ghi hạng sao"):
        support(entry, late_office, "prize", 1, day)
    with pytest.raises(FaultyInput, match="chỉ ghi cho tiền thưởng"):
        support(entry, late_office, "trademark", 1, day, "s4")


def test_councils_are_seen_within_the_scope(district_officer, stranger, clerk, office):
    held = council(district_officer)

    seen = [OcopCouncil.objects.visible_to(u, on=TODAY).count() for u in (district_officer, office)]
    unseen = [OcopCouncil.objects.visible_to(u, on=TODAY).count() for u in (stranger, clerk)]
    assert (held.pk is not None, seen, unseen) == (True, [1, 1], [0, 0])
