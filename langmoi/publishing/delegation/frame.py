"""What all papers of a delegation share: letterhead by issuer and day, a number only if issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.delegations.models import Delegation, Member, MemberRole
from langmoi.law.documents import load_documents
from langmoi.law.sets import set_for
from langmoi.overview.places import ref
from langmoi.people.models import Agency
from langmoi.places.models import Level
from langmoi.places.queries import unit_versions
from langmoi.publishing.building import DEMO_MARK
from langmoi.publishing.issuers import Issuer, issuer_of, place_of, spelled_out
from langmoi.publishing.layouts import layout_on
from langmoi.publishing.model import (
    Annex,
    Cosigner,
    Letterhead,
    Paragraph,
    ReportContent,
    Role,
)
from langmoi.publishing.printable import printable
from langmoi.publishing.words import blank_day, day_in_words

BLANK_NUMBER = "         "
PROGRAMME = "qd-1600-2016"


@dataclass(frozen=True)
class Paper:
    """What is particular to one paper; a number as the office's register gave it, or none."""

    kind: str
    abbreviation: str
    title: str
    subject: tuple[str, ...]
    body: tuple[Paragraph, ...]
    annexes: tuple[Annex, ...] = ()
    number: str = ""
    dated_on: date | None = None
    place: str = ""
    cosigners: tuple[Cosigner, ...] = ()
    signature: tuple[str, ...] = ()
    signer: str = ""
    receivers: tuple[str, ...] = ()


class Frame:
    """One delegation on the day that its papers are made."""

    def __init__(self, delegation: Delegation, today: date, *, is_demo: bool) -> None:
        self.delegation, self.today = delegation, today
        self.members = list(delegation.members.all())
        keys = {visit.unit_id for visit in delegation.visits.all()} | {delegation.unit_id}
        self.names = {v.unit_id: v.full_name for v in unit_versions(self.day, unit_keys=keys)}
        [version] = unit_versions(self.day, unit_keys={delegation.unit_id})
        self.unit = ref(version)
        self.full = spelled_out(self.unit)
        self.is_marked = is_demo or delegation.is_illustrative
        self.is_province = version.level == Level.PROVINCE

    @property
    def day(self) -> date:
        """The units are those of the days on which the delegation travels."""
        return self.delegation.starts_on

    @property
    def head(self) -> Member | None:
        return next((m for m in self.members if m.role == MemberRole.HEAD), None)

    def named(self, unit_key: int) -> str:
        return self.names.get(unit_key, "")

    def committee(self) -> Issuer:
        """The People's Committee that founds the delegation."""
        sender = "province_committee" if self.is_province else ""
        return issuer_of(self.unit, self.today, sender=sender)

    def proposer(self) -> Issuer:
        """The agency that proposes it."""
        agency: Agency = self.delegation.agency
        if self.is_province:
            return issuer_of(self.unit, self.today, sender="department", agency=agency.name)
        return self.committee()

    def content(self, paper: Paper, issuer: Issuer) -> ReportContent:
        """The paper in the layout of its own day, else of today."""
        on = paper.dated_on or self.today
        number = self._number(paper, issuer)
        day = day_in_words(paper.dated_on) if paper.dated_on else blank_day(self.today.year)
        place = paper.place or place_of(self.unit)
        code = f"doan-{self.delegation.pk}"
        content = ReportContent(
            kind=paper.kind,
            unit_code=self.unit.code,
            unit_name=self.unit.full_name,
            month=self.today.replace(day=1),
            period=code,
            made_on=self.today,
            layout=layout_on(on),
            letterhead=Letterhead(issuer.parent, issuer.agency, number, f"{place}, {day}"),
            title=paper.title,
            subject=paper.subject,
            body=paper.body,
            receivers=paper.receivers or issuer.receivers,
            signature=paper.signature or issuer.signature,
            signer=paper.signer,
            annexes=paper.annexes,
            facts=(),
            marks=(DEMO_MARK,) if self.is_marked else (),
            cosigners=paper.cosigners,
        )
        return printable(content)

    def _number(self, paper: Paper, issuer: Issuer) -> str:
        """As the register gave it, else room for it; nothing for what bears no number."""
        if not paper.abbreviation:
            return ""
        blank = f"{BLANK_NUMBER}/{paper.abbreviation}-{issuer.symbol}"
        return f"Số:{f' {paper.number}' if paper.number else blank}"

    def grounds(self) -> list[str]:
        """The documents that the checking rests on, as the register of documents has them."""
        criteria_set = set_for(self.day)
        register = load_documents()
        found = []
        for key in (PROGRAMME, criteria_set.document):
            document = register.get(key)
            if document is not None and document.issued_on is not None:
                found.append(
                    f"Căn cứ {document.kind} số {document.number} "
                    f"{day_in_words(document.issued_on)} của {document.issuer}: {document.title};"
                )
        return found

    def scope(self) -> str:
        """“tiêu chí 5, 9, 17” or all of them."""
        numbers: Sequence[str] = self.delegation.criteria
        return f"các tiêu chí số {', '.join(numbers)}" if numbers else "tất cả các tiêu chí"


def paragraphs(text: str, role: Role = Role.BODY) -> list[Paragraph]:
    """Each line that says something is a paragraph of its own."""
    return [Paragraph(line, role) for line in text.splitlines() if line.strip()]


def listed_members(members: Sequence[Member], *, numbered: bool = True) -> list[Paragraph]:
    """“1. Nguyễn Văn A, Giám đốc Sở … - trưởng đoàn;”."""
    lines = []
    for place, member in enumerate(members, start=1):
        end = "." if place == len(members) else ";"
        title = f", {member.title}" if member.title else ""
        mark = f"{place}." if numbered else "-"
        role = member.get_role_display()
        lines.append(Paragraph(f"{mark} {member.name}{title} - {role}{end}", Role.ITEM))
    return lines
