"""Tables B3 to B6: what they count, which days, and that the three files say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from gifts import WHEN, commune, gift, load_gift_villages

from langmoi.funding.contribution_actions import add_contribution, take_back_contribution
from langmoi.funding.models import Builder, MoneyKind, MoneyLine, Project
from langmoi.overview.home_money import home_money
from langmoi.overview.model import UnitRef
from langmoi.publishing.definitions import definition
from langmoi.publishing.money_reading import money_of
from langmoi.publishing.periods import month_period, period_with

AT = datetime(2019, 12, 17, 2, tzinfo=UTC)
NOVEMBER = date(2019, 11, 1)
MILLION = 1_000_000


class _Seen:
    """As much of an overview as the reading of money asks for."""

    def __init__(self, version):
        self.unit = UnitRef(
            version.unit_id, version.code, version.name, version.full_name, version.level
        )


def unit(code, level):
    from langmoi.places.queries import unit_by_code

    return unit_by_code(code, date(2019, 12, 14), level)


def money(code="62", level="province", period=None):
    return money_of(_Seen(unit(code, level)), period or month_period(NOVEMBER))


def line(by, kind, amount, *, day, source="1.1.1", year=2019, where=None, **told):
    return MoneyLine.objects.create(
        unit=where or commune(), source=source, kind=kind, year=year, day=day,
        amount=amount * MILLION, by=by, at=AT, **told,
    )  # fmt: skip


@pytest.fixture
def lines(kontum, office):
    load_gift_villages()
    plan, paid = MoneyKind.PLAN, MoneyKind.DISBURSEMENT
    line(office, plan, 100, day=date(2019, 1, 10))
    line(office, plan, 20, day=date(2019, 1, 10), source="1.2.1.2")
    line(office, MoneyKind.ALLOCATION, 80, day=date(2019, 2, 10))
    line(office, MoneyKind.ALLOCATION, 15, day=date(2019, 2, 10), year=2019, is_carried_over=True)
    line(office, paid, 1, day=date(2018, 12, 14), year=2018)  # the year before
    line(office, paid, 2, day=date(2018, 12, 15))  # the first day of the year
    line(office, paid, 4, day=date(2019, 10, 14))  # the last day before the period
    line(office, paid, 8, day=date(2019, 10, 15))
    line(office, paid, 16, day=date(2019, 11, 14))
    line(office, paid, 32, day=date(2019, 11, 15))  # after it
    line(office, paid, 64, day=date(2019, 11, 1), is_carried_over=True)
    line(office, paid, 128, day=date(2019, 11, 1), source="5.1")  # the register tells it


def of(money, code):
    return next(one for source, one in money.sources if source.code == code)


def test_each_column_counts_from_its_own_day_and_carried_over_stands_apart(lines):
    found = money()

    budget = of(found, "1.1.1")
    assert [v // MILLION for v in (budget.plan, budget.period, budget.year, budget.stage)] == [
        100, 24, 30, 31,
    ]  # fmt: skip
    assert of(found, "1").plan == 120 * MILLION
    assert of(found, "7").period == 64 * MILLION
    assert of(found, "5").period is None
    assert of(found, "3").is_told is False
    assert (found.year_since, found.stage_since) == (date(2018, 12, 15), date(2015, 12, 15))
    assert found.stage == "2016 - 2020"


def test_a_years_capital_is_parted_and_its_share_counts_what_was_carried(lines):
    one = money().capital

    assert [v // MILLION for v in (one.plan, one.investment, one.recurrent)] == [120, 100, 20]
    assert (one.allocated, one.carried) == (80 * MILLION, 15 * MILLION)
    assert one.paid == (2 + 4 + 8 + 16 + 64) * MILLION
    assert one.to_pay_from == 95 * MILLION


def test_what_people_gave_is_counted_once_by_commune_and_village(lines, clerk):
    add_contribution(gift(), by=clerk, **WHEN)
    add_contribution(gift(commune().pk, given_on=date(2019, 3, 1), donors=()), by=clerk, **WHEN)
    wrong = add_contribution(gift(note="nhầm"), by=clerk, **WHEN)
    take_back_contribution(wrong, "Ghi nhầm khoản này", by=clerk, **WHEN)

    found = money("616", "district")
    assert found.given.total == 57 * MILLION
    assert found.given_in_year.total == 114 * MILLION
    people = of(found, "5")
    assert (people.period, people.year) == (57 * MILLION, 114 * MILLION)
    assert of(found, "5.3").period == 40 * MILLION
    [group] = found.gifts
    assert [(one.name, one.is_part) for one in group.lines] == [
        ("xã Sa Nghĩa", False),
        ("thôn Đăk Tăng", True),
    ]
    assert [group.name for group in money().gifts] == ["huyện Sa Thầy"]
    assert money("612", "district").is_told is False


def test_nothing_written_down_is_told_by_silence_and_parts_of_it_in_words(kontum, clerk):
    from langmoi.publishing.money_section import money as said

    class Told:
        def __init__(self, money):
            self.money = money

    assert money().is_told is False
    assert list(said(Told(money()))) == []
    load_gift_villages()
    add_contribution(gift(), by=clerk, **WHEN)
    sentences = list(said(Told(money())))
    assert "Chưa ghi vốn nào của năm 2019." in sentences
    assert any("cộng giá trị đã quy đổi 57 triệu đồng" in one for one in sentences)


def test_the_kinds_of_report_that_the_office_and_districts_send_have_the_tables():
    for kind in ("month", "quarter", "half_year", "year"):
        wanted = definition(kind)
        assert wanted.tables[:6] == ("B1", "B2", "B3", "B4", "B5", "B6")
        assert "money" in {section.id for section in wanted.outline}


def test_a_year_runs_from_15_12_to_14_12(lines):
    found = money(period=period_with(date(2019, 12, 1), 12))

    assert of(found, "1.1.1").period == (2 + 4 + 8 + 16 + 32) * MILLION
    assert of(found, "1.1.1").period == of(found, "1.1.1").year


def test_debt_stands_by_place_with_who_must_pay(lines, office):
    project = Project.objects.create(
        unit=commune(), code="CT-1", name="Đường thôn", search_key="", content="road",
        owner="UBND xã", builder=Builder.COMMUNITY, total=500 * MILLION,
        in_medium_term_plan=True, approved_on=date(2019, 1, 5), made_by=office, made_at=AT,
    )  # fmt: skip
    line(office, MoneyKind.ACCEPTED, 450, day=date(2019, 9, 1), project=project)
    line(office, MoneyKind.ALLOCATION, 100, day=date(2019, 2, 1), project=project)

    found = money("616", "district")
    [debt] = found.debts
    assert (debt.amount, debt.place) == (350 * MILLION, "xã Sa Nghĩa")
    assert [one.name for one in found.by_project] == ["CT-1 Đường thôn"]
    assert money("612", "district").debts == []


def test_the_home_sets_what_was_spent_beside_what_was_gained(lines, clerk):
    add_contribution(gift(), by=clerk, **WHEN)

    class Line:
        change_december = 2

        def __init__(self, unit):
            self.unit = unit

    class Overview(_Seen):
        month = NOVEMBER
        communes = ()
        districts = ()

    district, province = Overview(unit("616", "district")), Overview(unit("62", "province"))
    district.communes = province.communes = (Line(district.unit),)
    province.districts = (district, Overview(unit("612", "district")))

    found = home_money(province)
    one, empty = found.districts
    assert (one.paid, one.given, one.gained) == (94 * MILLION, 57 * MILLION, 2)
    assert one.for_each == 151 * MILLION // 2
    assert (empty.spent, empty.gained, empty.for_each) == (None, None, None)
    assert found.total.spent == 151 * MILLION
    assert Decimal(found.total.gained) == 2
