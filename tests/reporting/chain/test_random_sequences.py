"""Random sequences of the chain's steps by anyone: no illegal state, totals equal their parts.

LANGMOI_SEQUENCES=10000 runs as many; the result is printed with -s.
"""

from __future__ import annotations

import os
from collections import Counter

from chain_world import INCOME, MONTH, SANITATION, hands
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError
from langmoi.core.memory import remembering
from langmoi.core.models import AuditEntry
from langmoi.overview.queries import overview
from langmoi.reporting import steps
from langmoi.reporting.models import DraftSave, Filing, FilingEvent, ReportingMonth
from langmoi.reporting.official import official_criteria
from langmoi.reporting.queries import first_broken_revision

SEQUENCES = int(os.environ.get("LANGMOI_SEQUENCES", "40"))
LENGTH = 14

# Written down once more, apart from flow.py: (step, state before) → state after.
LEGAL = {
    ("save", "draft"): "draft",
    ("save", "sent_back"): "sent_back",
    ("submit", "draft"): "submitted",
    ("submit", "sent_back"): "submitted",
    ("review", "submitted"): "submitted",
    ("solve", "submitted"): "submitted",
    ("send_back", "submitted"): "sent_back",
    ("sign", "submitted"): "signed",
    ("opine", "submitted"): "submitted",
    ("opine", "signed"): "signed",
    ("reopen", "signed"): "sent_back",
    ("import", "draft"): "submitted",
    ("import", "sent_back"): "submitted",
    ("import", "submitted"): "submitted",
} | {
    (step, state): state
    for step in ("close", "ask", "decide")
    for state in ("draft", "submitted", "sent_back", "signed")
}
ENTER = {"officer", "chairman", "deputy", "reviewer", "reviewer2", "office", "office2"}
DISTRICT = {"reviewer", "reviewer2", "signer", "signer2"}
OFFICE = {"office", "office2"}
MAY = {
    "save": ENTER,
    "submit": {"chairman", "deputy", "reviewer", "reviewer2"} | OFFICE,
    "import": ENTER,
    "review": DISTRICT,
    "solve": DISTRICT,
    "send_back": DISTRICT,
    "sign": {"signer", "signer2"},
    "opine": {"doctor", "doctor2"},
    "reopen": {"signer", "signer2"} | OFFICE,
    "close": OFFICE,
    "ask": {"chairman", "deputy"} | DISTRICT | OFFICE,
    "decide": OFFICE,
}
EVERYONE = sorted(ENTER | DISTRICT | OFFICE | {"doctor", "doctor2", "builder", "reader"})


def who_for(step):
    """Those who may, twice as often as just anybody: else hardly a sequence gets anywhere."""
    may = st.sampled_from(sorted(MAY[step]))
    return st.one_of(may, may, st.sampled_from(EVERYONE))


VALUES = st.sampled_from(["10", "41", "60"])
COUNTED = Counter()


class Chain(RuleBasedStateMachine):
    """One filing of December 2019 in the hands of everybody; each sequence is rolled back."""

    people = None

    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.act = hands(self.people)
        self.asked = None
        COUNTED["sequences"] += 1

    @initialize()
    def begin(self):
        self.filing = Filing.objects.get()
        self.events = FilingEvent.objects.count()
        self.saves, self.lines = DraftSave.objects.count(), AuditEntry.objects.count()
        self.closed = False

    def attempt(self, step, who, act, *, silent=False):
        """Take the step; whatever was allowed must have been legal, what was not left no trace."""
        before = self.filing.state
        try:
            with remembering():  # as each request does
                answer = act(getattr(self.people, who))
        except DomainError:
            COUNTED["refused"] += 1
            self.filing.refresh_from_db()
            assert self.filing.state == before
            assert not silent
            return None
        self.filing.refresh_from_db()
        COUNTED[step] += 1
        assert who in MAY[step]
        assert self.filing.state == LEGAL[step, before]
        assert self.closed == (step in ("ask", "decide"))
        if step == "save":
            added = DraftSave.objects.count() - self.saves
            assert added == answer.version - self.version in (0, 1)
            self.saves += added
            self.lines += added
        else:
            self.events += 1 if step != "close" or self.filing.latest else 0
            self.lines += 1 if step != "import" else 0
        return answer

    @rule(who=who_for("save"), value=VALUES, figure=st.sampled_from([INCOME, "share"]))
    def save(self, who, value, figure):
        self.version = self.filing.draft_version
        changes = {INCOME: value} if figure == INCOME else {SANITATION: {"pct": value}}
        self.attempt("save", who, lambda by: self.act.save(self.filing, changes, by=by))

    @rule(who=who_for("submit"), note=st.sampled_from(["", "Đã đối chiếu"]))
    def submit(self, who, note):
        self.attempt("submit", who, lambda by: self.act.submit(self.filing, by=by, note=note))

    @rule(who=st.sampled_from(sorted(DISTRICT)))
    def agree(self, who):
        if steps.unreviewed(self.filing):
            self.attempt("review", who, lambda by: self.act.agree(self.filing, by=by))

    @rule(
        who=who_for("review"), number=st.sampled_from(["9", "10", "17", "99"]), agrees=st.booleans()
    )
    def review(self, who, number, agrees):
        told = {"agrees": agrees, "reason": "" if agrees else "Chưa khớp"}
        self.attempt("review", who, lambda by: self.act.review(self.filing, number, by=by, **told))

    @rule(who=who_for("solve"), number=st.sampled_from(["9", "10", "17", "18", "19"]))
    def solve(self, who, number):
        self.attempt("solve", who, lambda by: self.act.solve(self.filing, number, by=by))

    @rule(who=who_for("send_back"))
    def send_back(self, who):
        self.attempt("send_back", who, lambda by: self.act.send_back(self.filing, "17.6", by=by))

    @rule(who=who_for("sign"))
    def sign(self, who):
        self.attempt("sign", who, lambda by: self.act.sign(self.filing, by=by))

    @rule()
    def send(self):
        self.submit(who="chairman", note="Đã đối chiếu")

    @rule()
    def give_back(self):
        self.send_back(who="reviewer2")

    @rule()
    def whole_review(self):
        """The way to a signature, which single steps seldom find."""
        for number in ("9", "10", "17", "18", "19"):
            self.solve(who="reviewer2", number=number)
        self.agree(who="reviewer2")
        self.sign(who="signer")

    @rule(
        who=who_for("opine"), number=st.sampled_from(["15.1", "17.6", "9.2"]), agrees=st.booleans()
    )
    def opine(self, who, number, agrees):
        told = {"agrees": agrees, "reason": "" if agrees else "Số liệu ngành khác"}
        self.attempt("opine", who, lambda by: self.act.opine(self.filing, number, by=by, **told))

    @rule(who=who_for("reopen"))
    def reopen(self, who):
        self.attempt("reopen", who, lambda by: self.act.reopen(self.filing, "17.6", by=by))

    @rule(who=who_for("close"), chance=st.integers(0, 15))
    def close(self, who, chance):
        if chance != 11:
            return
        month = self.attempt("close", who, lambda by: self.act.close(by=by, reason="Quá hạn"))
        self.closed = self.closed or month is not None

    @rule(who=who_for("ask"), value=VALUES)
    def ask(self, who, value):
        figures = {INCOME: value}
        asked = self.attempt("ask", who, lambda by: self.act.ask(self.filing, figures, by=by))
        self.asked = asked or self.asked

    @rule(who=who_for("decide"), approve=st.booleans())
    def decide(self, who, approve):
        if self.asked is None:
            return
        told = {"approve": approve, "note": "Đã xem"}
        decided = self.attempt("decide", who, lambda by: self.act.decide(self.asked, by=by, **told))
        if decided is not None:
            assert decided.asked_by != decided.decided_by
            self.asked = None

    @invariant()
    def everything_fits(self):
        if not hasattr(self, "closed"):
            return
        filing = Filing.objects.select_related("latest__made_by").get(pk=self.filing.pk)
        revisions = filing.revisions.count()
        assert (filing.latest.number if filing.latest else 0) == revisions
        assert (filing.draft is not None) == (filing.state in ("draft", "sent_back"))
        assert filing.state == "draft" or filing.latest is not None
        assert FilingEvent.objects.count() == self.events
        assert AuditEntry.objects.count() == self.lines
        assert ReportingMonth.objects.get().is_closed == self.closed
        if filing.latest is not None:
            with remembering():
                official = official_criteria(filing)
            for review in filing.latest.reviews.filter(at__gte=filing.latest.made_at):
                typed = filing.saves.filter(by_id=review.by_id, at__lt=review.at)
                assert review.by_id != filing.latest.made_by_id and not typed.exists()
            assert filing.official == (official if self.closed else None)

    def teardown(self):
        try:
            if hasattr(self, "closed"):
                with remembering():
                    whole = overview(MONTH)
                assert whole.sum == sum(d.sum for d in whole.districts)
                assert whole.sum == sum(line.criteria_met or 0 for line in whole.communes)
                counted = sum(band.count for band in whole.bands) + len(whole.without_figures)
                assert counted == len(whole.communes)
                assert first_broken_revision() is None
                assert first_broken_entry() is None
        finally:
            transaction.set_rollback(True)
            self.world.__exit__(None, None, None)


def test_random_sequences_of_steps_keep_the_chain_whole(filled, people):
    Chain.people = people
    COUNTED.clear()
    chosen = settings(
        max_examples=SEQUENCES,
        stateful_step_count=LENGTH,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )

    run_state_machine_as_test(Chain, settings=chosen)

    print(f"\nrandom sequences: {dict(COUNTED)}")  # noqa: T201 - the count is the result
    assert COUNTED["sequences"] >= SEQUENCES
    assert COUNTED["submit"]
