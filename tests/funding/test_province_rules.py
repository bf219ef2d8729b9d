"""Rules that the province enters: who may, no second value, ended, taken back, two at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from at_once import at_once
from plan_world import TODAY, WHEN, unit

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.funding.counterpart import Reach
from langmoi.funding.models import CounterpartDraft, CounterpartRule, IntegrationRule
from langmoi.funding.rule_actions import (
    NewPermission,
    NewRate,
    Resting,
    add_permission,
    add_rate,
    drop_draft,
    end_rule,
    save_draft,
    take_back_rule,
)
from langmoi.funding.rule_queries import all_permissions, all_rates, rates_of_draft

REST = Resting(date(2018, 1, 1), None, "Nghị quyết minh họa", "placeholder")
RATE = NewRate(Reach(), Decimal("1.5"), REST)
ORDER = NewPermission("2", None, ["road"], 2, REST)


def on_from(day, told=RATE, until=None):
    return replace(told, rest=replace(REST, valid_from=day, valid_to=until))


def test_the_office_enters_a_ratio_and_it_is_in_force(office):
    rule = add_rate(RATE, by=office, **WHEN)

    assert [r.ratio for r in all_rates() if r.key == f"office-{rule.pk}"] == [Decimal("1.5")]
    assert AuditEntry.objects.get(action="funding_rule.rate").detail["ratio"] == "1.5"


@pytest.mark.parametrize("who", ["district_officer", "clerk", "reader"])
def test_nobody_else_enters_rules(who, request):
    by = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="Chỉ Văn phòng Điều phối NTM tỉnh"):
        add_rate(RATE, by=by, **WHEN)
    with pytest.raises(NotAllowed):
        add_permission(ORDER, by=by, **WHEN)


def test_a_second_value_for_the_same_reach_and_day_is_refused(office):
    first = add_rate(on_from(date(2018, 1, 1), until=date(2018, 12, 31)), by=office, **WHEN)

    with pytest.raises(DomainError, match="Đã có mức đối ứng .* từ 01/01/2018 đến 31/12/2018"):
        add_rate(on_from(date(2018, 12, 31)), by=office, **WHEN)
    add_rate(on_from(date(2019, 1, 1)), by=office, **WHEN)
    add_rate(replace(RATE, reach=Reach(content="road")), by=office, **WHEN)
    take_back_rule(first, "Ghi nhầm.", seen=1, by=office, **WHEN)
    add_rate(on_from(date(2018, 1, 1), until=date(2018, 12, 31)), by=office, **WHEN)

    assert CounterpartRule.objects.standing().count() == 3


def test_a_rule_ends_so_that_the_next_begins(office):
    rule = add_rate(RATE, by=office, **WHEN)
    end_rule(rule, date(2018, 12, 31), seen=1, by=office, on=TODAY)
    add_rate(on_from(date(2019, 1, 1)), by=office, **WHEN)

    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        end_rule(rule, date(2018, 6, 30), seen=1, by=office, on=TODAY)
    with pytest.raises(DomainError, match="không kéo dài được"):
        end_rule(rule, date(2019, 6, 30), seen=2, by=office, on=TODAY)
    with pytest.raises(DomainError, match="không trước ngày ấy"):
        end_rule(rule, date(2017, 12, 31), seen=2, by=office, on=TODAY)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (replace(RATE, ratio=Decimal("-0.1")), "từ 0 đến 100"),
        (replace(RATE, ratio=Decimal("1.00001")), "quá 4 chữ số lẻ"),
        (replace(RATE, reach=Reach("1.2.1")), "chỉ đặt cho nguồn trung ương"),
        (replace(RATE, reach=Reach("1.1.9")), "Không có nguồn mã"),
        (replace(RATE, reach=Reach(group="rich")), "Không có nhóm xã"),
        (replace(RATE, reach=Reach(content="moon")), "Không có nội dung"),
        (replace(RATE, rest=replace(REST, document=" ")), "Chưa ghi văn bản"),
        (replace(RATE, rest=replace(REST, status="sure")), "Chưa chọn độ tin cậy"),
        (replace(RATE, rest=replace(REST, valid_to=date(2017, 1, 1))), "Ngày cuối trước ngày đầu"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_with_what_to_do(office, told, said):
    with pytest.raises(DomainError, match=said):
        add_rate(told, by=office, **WHEN)
    assert not CounterpartRule.objects.exists()


def test_what_a_source_may_pay_for(office):
    add_permission(ORDER, by=office, **WHEN)

    assert [(p.source, p.contents, p.priority) for p in all_permissions()] == [
        ("2", frozenset({"road"}), 2)
    ]
    with pytest.raises(DomainError, match="Đã có quy tắc cho nguồn"):
        add_permission(ORDER, by=office, **WHEN)
    with pytest.raises(DomainError, match="từ 1 đến 99"):
        add_permission(replace(ORDER, source="3", priority=0), by=office, **WHEN)
    late = replace(REST, valid_from=date(2025, 7, 1))
    with pytest.raises(DomainError, match="không còn nguồn"):
        add_permission(replace(ORDER, source="1.2.2", rest=late), by=office, **WHEN)
    add_permission(
        replace(ORDER, source="1.2.2", rest=replace(late, valid_from=date(2025, 6, 30))),
        by=office, **WHEN,
    )  # fmt: skip
    assert IntegrationRule.objects.count() == 2


def test_a_draft_is_kept_under_its_name_and_is_in_force_nowhere(office, clerk):
    told = [{"source": "1.1", "group": "border", "content": "", "ratio": "0.5"}]
    draft = save_draft("Phương án 1", 2019, told, by=office, **WHEN)

    assert [r.ratio for r in rates_of_draft(draft)] == [Decimal("0.5")]
    assert not [r for r in all_rates() if r.key.startswith("draft")]
    with pytest.raises(DomainError, match="Đã có phương án"):
        save_draft("Phương án 1", 2019, told, by=office, **WHEN)
    with pytest.raises(NotAllowed):
        save_draft("Phương án 2", 2019, told, by=clerk, **WHEN)
    with pytest.raises(DomainError, match="chưa có mức nào"):
        save_draft("Phương án 3", 2019, [], by=office, **WHEN)
    drop_draft(draft, by=office, **WHEN)
    with pytest.raises(DomainError, match="đã bỏ trước đó"):
        drop_draft(draft, by=office, **WHEN)
    assert CounterpartDraft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_a_value_for_one_reach_one_is_told(office):
    def enter(ratio):
        return lambda: add_rate(replace(RATE, ratio=ratio), by=office, **WHEN)

    told = at_once(enter(Decimal(1)), enter(Decimal(2)))

    refused = [str(one) for one in told if isinstance(one, DomainError)]
    assert len(refused) == 1
    assert "Đã có mức đối ứng" in refused[0]
    assert CounterpartRule.objects.count() == 1


def test_the_province_is_where_its_office_is(office):
    assert add_rate(RATE, by=office, **WHEN).unit_id == unit("62", "province").pk
