"""“Việc của tôi”: everything that waits for a person on a day, by deadline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from langmoi.core.memory import kept
from langmoi.core.months import reference_day
from langmoi.law.model import CriteriaSet
from langmoi.notices.comments import comment_tasks
from langmoi.notices.delegations import delegation_tasks
from langmoi.notices.difficulties import difficulty_tasks
from langmoi.notices.direction import direction_tasks
from langmoi.notices.model import Task, TaskKind
from langmoi.notices.models import Question
from langmoi.notices.ocop import ocop_tasks
from langmoi.notices.opinions import missing_opinions
from langmoi.notices.recognition import recognition_tasks
from langmoi.people.access import posts_known, units_in_scope
from langmoi.people.models import Role, User
from langmoi.places.models import UnitVersion
from langmoi.places.queries import filing_communes, version_of
from langmoi.reporting.chain import Chain, Roles, chain_on
from langmoi.reporting.deadlines import due_days, due_on
from langmoi.reporting.differences import differences
from langmoi.reporting.models import (
    Correction,
    CorrectionState,
    CriterionReview,
    DraftSave,
    Filing,
    FilingState,
    MonthState,
    ReportingMonth,
    SendBack,
    StepKind,
    VillageSheet,
)
from langmoi.reporting.workbook.contents import set_of_month

NOT_SENT = (FilingState.DRAFT, FilingState.SENT_BACK)


def tasks_of(user: User, *, on: date) -> list[Task]:
    """What waits for the user that day: the overdue first, what has no deadline last."""
    if not posts_known(user, on=on):
        return []
    found = [*_questions(user, on), *_corrections(user, on), *comment_tasks(user, on)]
    found += direction_tasks(user, on=on)
    found += difficulty_tasks(user, on)
    found += delegation_tasks(user, on=on)
    found += ocop_tasks(user, on=on)
    found += recognition_tasks(user, on)
    for month in open_months():
        if chain_on(month).cut_off(month) <= on:
            found += _Month(user, month, on).tasks()
    order = list(TaskKind)
    return sorted(
        found,
        key=lambda t: (
            t.due_on or date.max, order.index(t.kind), t.unit.code if t.unit else "", t.key
        ),
    )  # fmt: skip


def open_months() -> tuple[date, ...]:
    """The months that are not closed, oldest first."""
    found = ReportingMonth.objects.filter(state=MonthState.OPEN).order_by("month")
    rows = found.values_list("month", flat=True)
    return kept("open months", lambda: tuple(rows), "reporting_reportingmonth")


@dataclass
class _Month:
    """One open month as it stands for one person."""

    user: User
    month: date
    on: date

    def __post_init__(self) -> None:
        self.chain: Chain = chain_on(self.month)
        self.criteria_set: CriteriaSet = set_of_month(self.month)

    def tasks(self) -> Iterator[Task]:
        yield from self._villages()
        yield from self._entering()
        yield from self._submitting()
        yield from self._reviewing()
        yield from self._opinions()
        yield from self._differences()
        yield from self._closing()

    def _communes(self, roles: Roles) -> dict[int, UnitVersion]:
        scope = units_in_scope(self.user, on=self.on, roles=roles)
        if not scope:
            return {}
        return {c.unit_id: c for c in filing_communes(reference_day(self.month), within=scope)}

    def _filings(self, communes: dict[int, UnitVersion]) -> dict[int, Filing]:
        filings = Filing.objects.filter(
            month=self.month, criteria_set=self.criteria_set.id, unit_id__in=communes
        )
        return {filing.unit_id: filing for filing in filings.select_related("latest")}

    def _villages(self) -> Iterator[Task]:
        posts = posts_known(self.user, on=self.on)
        keys = {post.unit_id for post in posts if post.role == Role.VILLAGE_HEAD}
        if not keys:
            return
        told = VillageSheet.objects.filter(month=self.month, village_id__in=keys)
        waiting = keys - set(told.values_list("village_id", flat=True))
        on = reference_day(self.month)
        for village in UnitVersion.objects.on(on).filter(unit_id__in=waiting):
            due = due_on(self.month, StepKind.SUBMIT, village.parent_id)
            yield self._task(TaskKind.VILLAGE, due, f"{village}", village)

    def _entering(self) -> Iterator[Task]:
        """For those who enter and do not submit: the officer of the commune."""
        roles = tuple(r for r in self.chain.enters if r not in self.chain.roles(StepKind.SUBMIT))
        communes = self._communes(roles)
        filings, dues = self._filings(communes), self._dues(StepKind.SUBMIT, communes)
        backs = _sent_back(filings)
        for key, commune in communes.items():
            filing = filings.get(key)
            if filing is None or filing.state == FilingState.DRAFT:
                said = "chưa mở phiếu" if filing is None else f"đã lưu {filing.draft_version} lần"
                yield self._task(TaskKind.ENTER, dues[key], f"{commune}: {said}", commune, filing)
            elif filing.state == FilingState.SENT_BACK:
                yield self._correct(filing, commune, backs.get(filing.pk, []), dues[key])

    def _correct(
        self, filing: Filing, commune: UnitVersion, items: list[SendBack], due: date
    ) -> Task:
        due = min((item.due_on for item in items), default=due)
        numbers = ", ".join(sorted({item.indicator for item in items})) or "theo ghi chú"
        return self._task(TaskKind.CORRECT, due, f"{commune}: chỉ tiêu {numbers}", commune, filing)

    def _submitting(self) -> Iterator[Task]:
        communes = self._communes(self.chain.roles(StepKind.SUBMIT))
        filings, dues = self._filings(communes), self._dues(StepKind.SUBMIT, communes)
        backs = _sent_back(filings)
        for key, commune in communes.items():
            filing = filings.get(key)
            if filing is not None and filing.state not in NOT_SENT:
                continue
            items = backs.get(filing.pk, []) if filing else []
            due = min((item.due_on for item in items), default=dues[key])
            said = "gửi lại sau khi sửa chỉ tiêu bị trả lại" if items else "chưa gửi"
            yield self._task(TaskKind.SUBMIT, due, f"{commune}: {said}", commune, filing)

    def _reviewing(self) -> Iterator[Task]:
        """Fully reviewed filings wait for who signs, the others for who reviews."""
        signs = self.chain.roles(StepKind.SIGN)
        reviews = self.chain.roles(StepKind.REVIEW)
        reviews = tuple(role for role in reviews if role not in signs) or reviews
        communes = {**self._communes(reviews), **self._communes(signs)}
        if not communes:
            return
        may_review, may_sign = self._communes(reviews), self._communes(signs)
        filings = self._filings(communes)
        counts, own = _reviewed(filings), self._own_work(filings)
        criteria = len(self.criteria_set.criteria)
        for key, filing in filings.items():
            if filing.state != FilingState.SUBMITTED or filing.pk in own:
                continue
            done = counts[filing.latest_id or 0]
            kind, within, step = TaskKind.REVIEW, may_review, StepKind.REVIEW
            if done >= criteria:
                kind, within, step = TaskKind.SIGN, may_sign, StepKind.SIGN
            if key in within:
                due = due_on(self.month, step, within[key].parent_id)
                said = f"{within[key]}: đã rà soát {done}/{criteria} tiêu chí"
                yield self._task(kind, due, said, within[key], filing)

    def _own_work(self, filings: dict[int, Filing]) -> set[int]:
        """Nobody approves what they sent or typed themselves (reporting.access.is_own_work)."""
        typed = DraftSave.objects.filter(by=self.user, filing__in=filings.values())
        sent = {f.pk for f in filings.values() if f.latest and f.latest.made_by_id == self.user.pk}
        return sent | set(typed.values_list("filing_id", flat=True))

    def _opinions(self) -> Iterator[Task]:
        roles = self.chain.roles(StepKind.OPINION)
        for agency, missing in missing_opinions(self.user, self.month, roles, on=self.on).items():
            if missing:
                communes = len({pair[0] for pair in missing})
                said = f"{agency.short_name}: {len(missing)} chỉ tiêu ở {communes} xã"
                due = due_on(self.month, StepKind.OPINION)
                yield Task(TaskKind.OPINION, self.month, due, said, agency=agency)

    def _differences(self) -> Iterator[Task]:
        roles = tuple(r for r in self.chain.enters if r not in self.chain.roles(StepKind.SUBMIT))
        communes = self._communes(roles)
        if not communes:
            return
        found = differences(self.month, unit_keys=set(communes), with_drafts=True)
        waiting = [d for d in found if d.filing.state in NOT_SENT]
        counts = Counter(difference.unit.unit_id for difference in waiting)
        for key, count in counts.items():
            said = f"{communes[key]}: {count} số liệu khác với ngành"
            due = due_on(self.month, StepKind.SUBMIT, key)
            yield self._task(TaskKind.DIFFERENCE, due, said, communes[key])

    def _closing(self) -> Iterator[Task]:
        communes = self._communes(self.chain.roles(StepKind.CLOSE))
        if not communes:
            return
        rows = Filing.objects.filter(month=self.month, criteria_set=self.criteria_set.id)
        keys = rows.filter(state=FilingState.SIGNED).values_list("unit_id", flat=True)
        signed = len(communes.keys() & set(keys))
        said = f"{signed}/{len(communes)} xã đã rà soát xong"
        yield Task(TaskKind.CLOSE, self.month, due_on(self.month, StepKind.CLOSE), said)

    def _dues(self, step: StepKind, communes: dict[int, UnitVersion]) -> dict[int, date]:
        return due_days(self.month, step, communes)

    def _task(
        self,
        kind: TaskKind,
        due: date,
        detail: str,
        unit: UnitVersion,
        filing: Filing | None = None,
    ) -> Task:
        return Task(kind, self.month, due, detail, unit, pk=filing.pk if filing else None)


def _sent_back(filings: dict[int, Filing]) -> dict[int, list[SendBack]]:
    """What was sent back and not yet answered, by filing."""
    keys = [f.pk for f in filings.values() if f.state == FilingState.SENT_BACK]
    found: dict[int, list[SendBack]] = {}
    for item in SendBack.objects.filter(filing_id__in=keys, answered_by__isnull=True):
        found.setdefault(item.filing_id, []).append(item)
    return found


def _reviewed(filings: dict[int, Filing]) -> Counter[int]:
    """How many criteria of each latest revision have been reviewed."""
    revisions = [f.latest_id for f in filings.values() if f.latest_id]
    counts = CriterionReview.objects.filter(revision_id__in=revisions).values("revision_id")
    return Counter({row["revision_id"]: row["n"] for row in counts.annotate(n=Count("pk"))})


def _questions(user: User, on: date) -> Iterator[Task]:
    held = {(post.role, post.unit_id) for post in posts_known(user, on=on)}
    waiting = Question.objects.open().filter(post__unit_id__in={unit for _, unit in held})
    for question in waiting.select_related("post", "asked_by"):
        if (question.post.role, question.post.unit_id) in held:
            unit = version_of(question.unit_id, reference_day(question.month))
            said = f"{question.capacity or question.asked_by.full_name} hỏi về chỉ tiêu "
            said += f"{question.indicator} của {unit or question.unit}"
            month, due = question.month, question.due_on
            yield Task(TaskKind.QUESTION, month, due, said, unit, pk=question.pk)


def _corrections(user: User, on: date) -> Iterator[Task]:
    """What was asked of those who decide; never one's own."""
    waiting = Correction.objects.filter(state=CorrectionState.ASKED).exclude(asked_by=user)
    for correction in waiting.select_related("filing", "asked_by"):
        filing = correction.filing
        roles = chain_on(filing.month).decides_correction
        if filing.unit_id in units_in_scope(user, on=on, roles=roles):
            unit = version_of(filing.unit_id, reference_day(filing.month))
            said = f"{unit}: {len(correction.figures)} số liệu, lý do: {correction.reason}"
            yield Task(TaskKind.CORRECTION, filing.month, None, said, unit, pk=correction.pk)
