"""The demo's rules on counterpart and integration, and what people said of what they found.

No resolution of the province on either is known: every rule here is invented and marked so. The
ratio of one to one is that of the published plan of 2018 (half central, half local).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.demo.account_list import OFFICE
from langmoi.demo.december import December, at_hour
from langmoi.funding.counterpart import Reach
from langmoi.funding.explaining import Seen, explain, judge_explanation, stories_of
from langmoi.funding.gaps import Grain, entries_of
from langmoi.funding.models import Programme
from langmoi.funding.rule_actions import (
    NewPermission,
    NewRate,
    Resting,
    add_permission,
    add_rate,
    save_draft,
)
from langmoi.funding.spending import double_findings, integration_result, violation_subject
from langmoi.funding.subjects import Subject
from langmoi.people.access import units_in_scope
from langmoi.people.models import User

DAY = date(2019, 12, 18)
INVENTED = "Quy định minh họa của tỉnh mẫu, chưa phải văn bản của tỉnh"
RATES = (
    (Reach(), "1", "Theo kế hoạch vốn 2018 đã công bố: 50% trung ương, 50% địa phương."),
    (Reach(group="programme_135"), "0.5", "Mức thử cho xã khó khăn, dựng cho tỉnh mẫu."),
)
# Source, programme, contents, turn.
ORDER: tuple[tuple[str, str, tuple[str, ...], int], ...] = (
    ("1.1", "", (), 1),
    ("1.2", "", (), 2),
    ("2", "Chương trình 135", ("road", "canal", "culture_house", "water", "production"), 3),
    ("4", "", ("production", "market", "water"), 4),
)
WHY_TWICE = (
    "Hai nguồn cùng chi một hạng mục theo khối lượng khác nhau, có bảng kê kèm theo (minh họa)."
)
WHY_SHORT = "Ngân sách huyện chưa cân đối được, đã đề nghị bố trí bổ sung năm sau (minh họa)."
WHY_OUTSIDE = "Xã đã xin ý kiến ghép nguồn, chờ tỉnh trả lời (minh họa)."
SEEN_BY_OFFICE = "Đã xem bảng kê khối lượng (minh họa)."


def add_funding_rules(stage: December) -> None:
    """Rules first, then of each list some explained and accepted, some waiting, some untouched."""
    office = stage.users[OFFICE]
    _add_rules(office)
    told = [{"source": "1.1", "group": "programme_135", "content": "", "ratio": "0.3"}]
    told.append({"source": "1.1", "group": "border", "content": "", "ratio": "0.5"})
    save_draft("Giảm cho xã 135 và xã biên giới (minh họa)", 2018, told, **_by(office))
    _explain(stage, office)


def _add_rules(office: User) -> None:
    rest = Resting(date(2017, 1, 1), date(2020, 12, 31), INVENTED, "placeholder")
    for reach, ratio, note in RATES:
        add_rate(NewRate(reach, Decimal(ratio), _noted(rest, note)), **_by(office))
    named = {programme.short: programme.pk for programme in Programme.objects.all()}
    for source, programme, contents, turn in ORDER:
        told = NewPermission(source, named.get(programme), contents, turn, _noted(rest, ""))
        add_permission(told, **_by(office))


def _noted(rest: Resting, note: str) -> Resting:
    return Resting(
        rest.valid_from, rest.valid_to, rest.document, rest.status, note, is_illustrative=True
    )


def _explain(stage: December, office: User) -> None:
    """By the officer of each district that has one in the demo; the office looks at the first."""
    for username in ("huyen613", "huyen616"):
        officer = stage.users.get(username)
        if officer is None:
            continue
        units = units_in_scope(officer, on=DAY)
        double = [one.subject for one in double_findings(units)]
        short = [
            entry.subject(entry.project.name)
            for entry in entries_of(Grain.PROJECT, 2018, units)
            if entry.check.missing and entry.project
        ]
        result = integration_result(units)
        outside = [
            violation_subject(one, result.lines[one.paid.key]) for one in result.judged.violations
        ]
        for subjects, why in ((double, WHY_TWICE), (short, WHY_SHORT), (outside, WHY_OUTSIDE)):
            _tell(subjects[:2], why, officer, office)


def _tell(subjects: list[Subject], why: str, officer: User, office: User) -> None:
    """Both explained, the first accepted too."""
    for number, subject in enumerate(subjects):
        explain(subject, why, seen=_seen(subject), is_illustrative=True, **_by(officer))
        if number == 0:
            judge_explanation(
                subject,
                SEEN_BY_OFFICE,
                is_accepted=True,
                seen=_seen(subject),
                is_illustrative=True,
                **_by(office),
            )


def _seen(subject: Subject) -> Seen:
    return Seen(stories_of([subject])[subject.key].turn, subject.fingerprint)


def _by(user: User) -> dict[str, Any]:
    return {"by": user, "on": DAY, "at": at_hour(DAY, 10)}
