"""The demo's dossiers on their way to a title; invented figures are marked as such.

All by the steps that people take. Documents bear no number: nobody has seen the lists of the year.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from langmoi.core.numbers import show_number
from langmoi.demo.account_list import OFFICE, accounts_of_commune, district_username
from langmoi.demo.december import December, at_hour
from langmoi.people.models import Agency, Post, User
from langmoi.places.models import Certainty, Level
from langmoi.places.queries import province_on
from langmoi.recognition.actions import (
    Met,
    Minutes,
    Opined,
    Posted,
    Said,
    add_comment,
    add_opinion,
    approve_list,
    assess,
    confirm_criteria,
    confirm_registration,
    hand_over,
    propose,
    send_back,
    set_meeting,
    set_notice,
    submit_dossier,
    verify,
)
from langmoi.recognition.models import Dossier, Kind
from langmoi.recognition.verifying import criteria_set_of, criteria_to_confirm
from langmoi.reporting.models import Filing

MARK = "(số liệu minh họa)"
RESULTS = date(2019, 11, 1)
REGISTERED, CONFIRMED, LISTED = date(2018, 12, 5), date(2018, 12, 12), date(2019, 1, 15)
ASSESSED, NEXT_YEAR = date(2019, 11, 20), date(2019, 12, 9)
POSTED = Posted(
    date(2019, 11, 21),
    date(2019, 12, 10),
    f"Trụ sở UBND xã, nhà rông các thôn, loa truyền thanh {MARK}",
    4,
)
# 19 of 19 and not known to be recognised: Đăk Dục, whose head has an account for this alone.
FAR = "Đăk Dục"
# Sa Nghĩa: unmet criteria, a debt and too few answers; Pờ Ê waits for December to be closed.
NEAR, WAITING = "23542", "23467"
# For 2020: confirmed, proposed, sent back.
NEXT = (("23470", "confirmed"), ("23461", "proposed"), ("23545", "returned"))


def add_recognition(stage: December) -> None:
    """Nothing where the months of the demo are too few for a closed November."""
    closed = Filing.objects.filter(month=RESULTS, official__isnull=False)
    if not closed.filter(unit=stage.communes[NEAR].unit_id).exists():
        return
    far = next(v.code for v in stage.communes.values() if v.name == FAR)
    _give_a_head(stage, far)
    _listed(stage, (NEAR, WAITING, far))
    _gather(stage, NEAR, last=False)
    _gather(stage, far, last=True)
    _verify(stage, far)
    _confirm(stage, far)
    for code, until in NEXT:
        _next_year(stage, code, until)


def _give_a_head(stage: December, code: str) -> None:
    """The chairman and the officer of a commune of which the rest of the demo needs nobody."""
    password = stage.users[OFFICE].password
    for account in accounts_of_commune(stage.communes[code]):
        agency, _ = Agency.objects.get_or_create(
            name=account.agency,
            unit_id=account.unit,
            defaults={"short_name": account.agency_short},
        )
        user, is_new = User.objects.get_or_create(
            username=account.username,
            defaults={
                "full_name": account.title,
                "email": f"{account.username}@langmoi.invalid",
                "password": password,
            },
        )
        if is_new:
            Post.objects.create(
                user=user,
                role=account.role,
                unit_id=account.unit,
                agency=agency,
                valid_from=date(2016, 1, 1),
                signs_for=account.signs_for,
            )


def _listed(stage: December, codes: tuple[str, ...]) -> None:
    dossiers = []
    for code in codes:
        dossier = _propose(stage, code, 2019, REGISTERED)
        confirm_registration(dossier, **_as(stage, _district(stage, code), dossier, CONFIRMED))
        dossiers.append((dossier, _seen(dossier)))
    province = province_on("62", LISTED)
    assert province is not None  # noqa: S101 - the demo is of this province
    approve_list(
        province.unit,
        dossiers,
        f"danh sách {MARK}",
        LISTED,
        by=stage.users[OFFICE],
        on=LISTED,
        at=at_hour(LISTED, 9),
        certainty=Certainty.ILLUSTRATIVE,
    )


def _propose(stage: December, code: str, year: int, day: date) -> Dossier:
    by = User.objects.get(username=f"ctxa{code}")
    return propose(
        stage.communes[code].unit,
        Kind.COMMUNE,
        year,
        by=by,
        on=day,
        at=at_hour(day, 8),
        certainty=Certainty.ILLUSTRATIVE,
    )


def _gather(stage: December, code: str, *, last: bool) -> None:
    """Notice, a comment, opinions; with `last` the meeting too, and it is sent off."""
    dossier = _dossier(stage, code)
    clerk = f"xa{code}"
    assess(dossier, RESULTS, **_as(stage, clerk, dossier, ASSESSED))
    set_notice(dossier, POSTED, **_as(stage, clerk, dossier, date(2019, 11, 21)))
    said = Opined(f"Ủy ban Mặt trận Tổ quốc xã {MARK}", True, date(2019, 12, 2))
    add_opinion(dossier, said, **_as(stage, clerk, dossier, date(2019, 12, 3)))
    if not last:
        told = _as(stage, clerk, dossier, date(2019, 12, 5))
        text = f"Đường vào khu sản xuất thôn thứ hai còn lầy vào mùa mưa {MARK}."
        add_comment(dossier, text, date(2019, 12, 4), **told)
        return
    met = Met(date(2019, 12, 11), 46, 45, f"Thống nhất đề nghị công nhận {MARK}.")
    told = _as(stage, clerk, dossier, date(2019, 12, 11))
    set_meeting(dossier, Level.COMMUNE, met, **told)
    submit_dossier(dossier, **_as(stage, f"ctxa{code}", dossier, date(2019, 12, 12)))


def _verify(stage: December, code: str) -> None:
    dossier, by = _dossier(stage, code), _district(stage, code)
    law = criteria_set_of(dossier)
    said = [Said(criterion.number, True) for criterion in law.criteria] if law else []
    minutes = Minutes(
        date(2019, 12, 13),
        f"Phòng NN&PTNT và các phòng, ban của huyện {MARK}",
        f"Đạt {show_number(len(said))} tiêu chí {MARK}.",
    )
    verify(dossier, said, minutes, **_as(stage, by, dossier, date(2019, 12, 13)))
    met = Met(date(2019, 12, 14), 21, 20, f"Thống nhất trình tỉnh {MARK}.")
    set_meeting(dossier, Level.DISTRICT, met, **_as(stage, by, dossier, date(2019, 12, 14)))
    hand_over(dossier, **_as(stage, f"ct{by}", dossier, date(2019, 12, 16)))


def _confirm(stage: December, code: str) -> None:
    """Two departments have confirmed; the others are waited for."""
    dossier, day = _dossier(stage, code), date(2019, 12, 18)
    led = criteria_to_confirm(dossier, day)
    for username in ("soyt", "sogd"):
        by = stage.users[username]
        agency = Agency.objects.get(posts__user=by)
        own = [Said(number, True) for number, agencies in led.items() if agency in agencies]
        if own:
            told = _as(stage, username, dossier, day)
            confirm_criteria(dossier, agency, own, **told)


def _next_year(stage: December, code: str, until: str) -> None:
    dossier = _propose(stage, code, 2020, NEXT_YEAR)
    told = _as(stage, _district(stage, code), dossier, date(2019, 12, 17))
    if until == "confirmed":
        confirm_registration(dossier, **told)
    if until == "returned":
        why = f"Xã mới đạt ít tiêu chí, đề nghị chọn năm sau {MARK}."
        send_back(dossier, why, **told)


def _dossier(stage: December, code: str) -> Dossier:
    return Dossier.objects.get(unit=stage.communes[code].unit_id, year=2019)


def _district(stage: December, code: str) -> str:
    return district_username(stage.district_of[code])


def _seen(dossier: Dossier) -> int:
    return Dossier.objects.get(pk=dossier.pk).version


def _as(stage: December, username: str, dossier: Dossier, day: date) -> dict[str, Any]:
    moment: datetime = at_hour(day, 10)
    by = User.objects.get(username=username)
    return {"seen": _seen(dossier), "by": by, "on": day, "at": moment}
