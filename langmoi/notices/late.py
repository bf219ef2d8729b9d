"""Who is late with a month's steps, by unit and step, and whom to call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from langmoi.core.months import reference_day
from langmoi.notices.model import LateRow
from langmoi.notices.opinions import indicators_led, missing_by_agency
from langmoi.people.contacts import contacts_of, posts_at_agencies, posts_at_units
from langmoi.people.models import Agency, Post
from langmoi.places.models import UnitVersion
from langmoi.places.queries import filing_communes, unit_versions
from langmoi.reporting.chain import Chain, chain_on
from langmoi.reporting.deadlines import deadlines_of, due_days
from langmoi.reporting.models import Filing, FilingState, ReportingMonth, SendBack, StepKind
from langmoi.reporting.workbook.contents import set_of_month

NOT_SENT = (FilingState.DRAFT, FilingState.SENT_BACK)


def late_rows(month: date, *, on: date, unit_keys: Collection[int] | None = None) -> list[LateRow]:
    """Who has not done a step of the open month that was due before the day, in the chain's order.

    unit_keys: the communes that count; a district, department or office is late with those only.
    A closed month has nobody late.
    """
    opened = ReportingMonth.objects.filter(month=month).first()
    if opened is None or opened.is_closed:
        return []
    return list(_Late(month, on, unit_keys).rows())


@dataclass
class _Late:
    month: date
    on: date
    unit_keys: Collection[int] | None

    def __post_init__(self) -> None:
        self.chain: Chain = chain_on(self.month)
        communes = filing_communes(reference_day(self.month), within=self.unit_keys)
        self.communes = {commune.unit_id: commune for commune in communes}
        filings = Filing.objects.filter(
            month=self.month, criteria_set=set_of_month(self.month).id, unit_id__in=self.communes
        )
        self.filings = {filing.unit_id: filing for filing in filings}
        above = {commune.parent_id for commune in communes if commune.parent_id}
        self.above = {
            v.unit_id: v for v in unit_versions(reference_day(self.month), unit_keys=above)
        }
        self.people = posts_at_units(set(self.communes) | set(self.above), self.on)

    def rows(self) -> Iterator[LateRow]:
        yield from self._not_sent()
        yield from self._not_corrected()
        yield from self._above(StepKind.REVIEW, FilingState.SUBMITTED, "chưa rà soát xong")
        yield from self._above(StepKind.SIGN, FilingState.SUBMITTED, "chưa ký rà soát")
        if self.unit_keys is None or len(self.communes) > 0:
            yield from self._opinions()

    def _not_sent(self) -> Iterator[LateRow]:
        dues = due_days(self.month, StepKind.SUBMIT, self.communes)
        for key, commune in self.communes.items():
            filing = self.filings.get(key)
            waits = filing is None or filing.state == FilingState.DRAFT
            if waits and dues[key] < self.on:
                said = "chưa nhập số liệu" if filing is None else "đang nhập, chưa gửi"
                yield self._row(StepKind.SUBMIT, str(commune), commune, dues[key], said)

    def _not_corrected(self) -> Iterator[LateRow]:
        """Sent back with a due day of its own that has passed."""
        items: dict[int, list[SendBack]] = defaultdict(list)
        back = [f for f in self.filings.values() if f.state == FilingState.SENT_BACK]
        for item in SendBack.objects.filter(filing__in=back, answered_by__isnull=True):
            items[item.filing_id].append(item)
        for filing in back:
            found = [item for item in items[filing.pk] if item.due_on < self.on]
            if found:
                commune = self.communes[filing.unit_id]
                numbers = ", ".join(sorted({item.indicator for item in found}))
                due = min(item.due_on for item in found)
                said = f"chưa sửa chỉ tiêu bị trả lại {numbers}"
                yield self._row(StepKind.SUBMIT, str(commune), commune, due, said)

    def _above(self, step: StepKind, state: FilingState, said: str) -> Iterator[LateRow]:
        waiting: dict[int, list[str]] = defaultdict(list)
        for key, commune in self.communes.items():
            filing = self.filings.get(key)
            if filing is not None and filing.state == state and commune.parent_id:
                waiting[commune.parent_id].append(commune.name)
        dues = due_days(self.month, step, waiting)
        for key, names in waiting.items():
            if dues[key] < self.on and key in self.above:
                unit = self.above[key]
                what = f"{said} {len(names)} xã: {', '.join(names)}"
                yield self._row(step, str(unit), unit, dues[key], what)

    def _opinions(self) -> Iterator[LateRow]:
        due = deadlines_of(self.month)[StepKind.OPINION]
        if due >= self.on:
            return
        agencies = list(
            Agency.objects.filter(pk__in=indicators_led(self.month, self.on)).order_by("name")
        )
        people = posts_at_agencies(agencies, self.on)
        for agency, missing in missing_by_agency(self.month, agencies, self.on).items():
            ours = [pair for pair in missing if pair[0] in self.communes]
            if ours:
                what = f"chưa cho ý kiến {len(ours)} chỉ tiêu ở {len({u for u, _ in ours})} xã"
                found = people.get(agency.pk, [])
                yield self._made(StepKind.OPINION, agency.name, None, due, what, found)

    def _row(self, step: StepKind, who: str, unit: UnitVersion, due: date, what: str) -> LateRow:
        return self._made(step, who, unit, due, what, self.people.get(unit.unit_id, []))

    def _made(
        self,
        step: StepKind,
        who: str,
        unit: UnitVersion | None,
        due: date,
        what: str,
        posts: list[Post],
    ) -> LateRow:
        found = contacts_of(posts)
        return LateRow(
            month=self.month,
            step=step,
            step_label=self.chain.step(step).label,
            who=who,
            unit=unit,
            due_on=due,
            days=(self.on - due).days,
            what=what,
            accountable=found.accountable,
            others=found.others,
        )
