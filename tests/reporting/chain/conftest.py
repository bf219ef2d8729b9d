"""The chain of December 2019 in Sa Nghĩa, with hands for every step."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from chain_world import DUE, MONTH, TODAY, figures_meeting, lead, now, people_of


@pytest.fixture
def people(kontum):
    return people_of(kontum)


@pytest.fixture
def december(people):
    """December 2019 is open; health leads 15.1 and 17.6, building leads 9.2."""
    from langmoi.reporting.actions import open_month

    lead(people.health, "commune-2016-2020", "15.1", "17.6")
    lead(people.housing, "commune-2016-2020", "9.2")
    return open_month(MONTH, by=people.office)


@pytest.fixture
def draft(december, people):
    """Sa Nghĩa's filing, opened and empty."""
    from langmoi.reporting.drafting import open_draft

    return open_draft(people.unit.pk, MONTH, by=people.officer, on=TODAY, at=now())


@pytest.fixture
def act(people):
    """The steps, each with its usual person; anything can be told otherwise."""
    return hands(people)


@pytest.fixture
def filled(draft, act):
    """The draft with every figure: criteria 1 to 17 met, 18 and 19 not."""
    act.save(draft, figures_meeting(17))
    draft.refresh_from_db()
    return draft


@pytest.fixture
def submitted(filled, act):
    return act.submit(filled)


@pytest.fixture
def signed(submitted, act):
    act.agree(submitted)
    act.solve(submitted, "18")
    act.solve(submitted, "19")
    return act.sign(submitted)


@pytest.fixture
def closed(signed, act):
    act.close(reason="Các xã khác chưa tham gia thử.")
    signed.refresh_from_db()
    return signed


def hands(people):
    from langmoi.reporting import drafting, steps

    def told(by, **more):
        return {"by": by, "on": TODAY, "at": now(), **more}

    def save(filing, changes, *, base=None, by=people.officer, **more):
        filing.refresh_from_db()
        base = filing.draft_version if base is None else base
        return drafting.save_draft(filing, changes, base_version=base, **told(by, **more))

    def send_back(filing, *numbers, by=people.reviewer, reason="Số chưa khớp sổ hộ.", **more):
        items = [steps.SendBackItem(number, reason, more.pop("due_on", DUE)) for number in numbers]
        return steps.send_back(filing, items, **told(by, **more))

    def solve(filing, number, *, by=people.reviewer, text="Vận động nhân dân", **more):
        said = {"text": text, "responsible": "Chủ tịch UBND xã", "due_on": date(2020, 3, 1)}
        return steps.put_solution(filing, number, **told(by, **{**said, **more}))

    def opine(filing, number, *, by=people.doctor, agency=people.health, agrees=True, **more):
        said = {"agency": agency, "agrees": agrees, "reason": more.pop("reason", "")}
        return steps.give_opinion(filing, number, **told(by, **said, **more))

    def review(filing, number, *, agrees=True, reason="", by=people.reviewer, **more):
        return steps.review_criterion(
            filing, number, agrees=agrees, reason=reason, **told(by, **more)
        )

    def reopen(filing, number, *, by=people.office, **more):
        said = {"reason": "Ngành phát hiện sai", "due_on": DUE}
        return steps.reopen_indicator(filing, number, **told(by, **{**said, **more}))

    def ask(filing, figures, *, by=people.chairman, reason="Ghi nhầm số hộ", **more):
        return steps.ask_correction(filing, figures, reason=reason, **told(by, **more))

    def decide(correction, *, approve=True, note="", by=people.office, **more):
        return steps.decide_correction(correction, approve=approve, note=note, **told(by, **more))

    return SimpleNamespace(
        save=save,
        submit=lambda f, by=people.chairman, **m: steps.submit_filing(f, **told(by, **m)),
        review=review,
        agree=lambda f, by=people.reviewer: steps.agree_to_rest(f, **told(by)),
        send_back=send_back,
        solve=solve,
        sign=lambda f, by=people.signer, **m: steps.sign_filing(f, **told(by, **m)),
        opine=opine,
        reopen=reopen,
        close=lambda by=people.office, **m: steps.close_month(MONTH, **told(by, **m)),
        ask=ask,
        decide=decide,
    )
