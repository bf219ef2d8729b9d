"""Two districts with the same things in each, and someone of every role at every level."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import things_of_contributions
import things_of_delegations
import things_of_difficulties
import things_of_directives
import things_of_funding
import things_of_funding_rules
import things_of_ocop
import things_of_programme
import things_of_recognition
import things_of_registers
import things_of_staffing
import things_of_surveys
import things_of_tasks
import things_of_titles
import things_of_village_life
from chain_world import ZONE, figures_meeting

NOVEMBER, DECEMBER = date(2019, 11, 1), date(2019, 12, 1)
TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 17, 2, tzinfo=UTC)
SINCE = date(2016, 1, 1)
FIGURE = "income_per_capita"
DOMAINS = (
    things_of_directives,
    things_of_tasks,
    things_of_programme,
    things_of_difficulties,
    things_of_delegations,
    things_of_staffing,
    things_of_funding,
    things_of_funding_rules,
    things_of_contributions,
    things_of_registers,
    things_of_ocop,
    things_of_village_life,
    things_of_surveys,
    things_of_recognition,
    things_of_titles,
)


@dataclass
class Place:
    """A district, a commune and a village of it, and an object of each kind that belongs there.

    Everything that people write there holds `mark`, so that a leak of it can be seen.
    """

    district: str
    commune: str
    village: str = ""
    things: dict[str, int] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        return f"kin{self.district}"

    def code(self, level: str) -> str:
        known = {"district": self.district, "commune": self.commune, "village": self.village}
        return known.get(level, "62")


@dataclass(frozen=True)
class World:
    here: Place
    there: Place
    people: dict[str, object]  # by column of the matrix: “role level”


def build() -> World:
    """Sa Thầy (here) and Đăk Tô (there), the province loaded already."""
    from langmoi.public.switch import switch_public
    from langmoi.reporting.actions import open_month
    from langmoi.reporting.steps import close_month

    here, there = Place("616", "23542"), Place("612", "23434")
    office = _person("office-of-the-province", "province_office", "62", "province")
    department = _department()
    _villages(here, there)
    made = {place.mark: _people_of(place) for place in (here, there)}
    for month in (NOVEMBER, DECEMBER):
        open_month(month, by=office)
        for place in (here, there):
            place.things["filing"] = _file(place, month, made[place.mark])
        if month == NOVEMBER:
            close_month(month, by=office, on=TODAY, at=AT, reason="kiểm thử")
            for place in (here, there):
                _ask_correction(place, made[place.mark])
    switch_public(True, since=TODAY, reason="kiểm thử", by=office, on=TODAY, at=AT)
    for place in (here, there):
        _talk_about(place, made[place.mark], department)
        _keep_files(place, made[place.mark], office)
        _write_practice(place, made[place.mark])
        _report(place, made[place.mark])
        _comment_on(place, office)
        for domain in DOMAINS:
            domain.add(place, made[place.mark], office)
    return World(here, there, _everyone(here, department))


def _person(username, role, code, level, mark="", agency=None):
    from langmoi.people.models import Post, User
    from langmoi.places.queries import unit_by_code

    user = User.objects.create(username=username, full_name=f"Người {mark or username}")
    unit = unit_by_code(code, TODAY, level).unit
    Post.objects.create(user=user, role=role, unit=unit, agency=agency, valid_from=SINCE)
    return user


def _department():
    from langmoi.people.models import Agency, Duty, Responsibility
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.workbook.contents import set_of_month

    province = unit_by_code("62", TODAY, "province").unit
    agency = Agency.objects.create(name="Sở Thử", short_name="Sở Thử", unit=province)
    criteria_set = set_of_month(DECEMBER)
    Responsibility.objects.bulk_create(
        Responsibility(
            criteria_set=criteria_set.id,
            indicator=indicator.number,
            agency=agency,
            duty=Duty.LEAD,
            valid_from=SINCE,
            certainty="recalled",
        )
        for indicator in criteria_set.indicators
        if indicator.number.startswith("17.")
    )
    return agency


def _villages(*places):
    from langmoi.places.models import Level, UnitVersion
    from langmoi.places.villages import load_villages

    rows = "\n".join(["Xã,Thôn", *(f"{place.commune},{place.mark}" for place in places)])
    load_villages(rows.encode(), file_name="thon.csv", by="kiểm thử", on=SINCE)
    for place in places:
        villages = UnitVersion.objects.on(TODAY).filter(level=Level.VILLAGE)
        place.village = villages.get(name__contains=place.mark).code


def _people_of(place):
    kinds = {
        "clerk": ("commune_officer", place.commune, "commune"),
        "chairman": ("commune_chairman", place.commune, "commune"),
        "head": ("village_head", place.village, "village"),
        "officer": ("district_officer", place.district, "district"),
        "signer": ("district_chairman", place.district, "district"),
        "manager": ("administrator", place.district, "district"),
    }
    return {
        name: _person(f"{place.mark}-{name}", role, code, level, f"{place.mark} {name}")
        for name, (role, code, level) in kinds.items()
    }


def _file(place, month, people):
    """The commune's filing of the month, sent; its notes and explanations carry the mark."""
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.actions import NewFigures, file_figures
    from langmoi.reporting.models import Filing, RevisionSource
    from langmoi.reporting.workbook.contents import set_of_month

    unit = unit_by_code(place.commune, TODAY, "commune").unit
    row = NewFigures(unit.pk, place.commune, ZONE, figures_meeting(15))
    [revision] = file_figures(
        [row],
        month=month,
        criteria_set=set_of_month(month),
        by=people["clerk"],
        source=RevisionSource.FORM,
        at=AT,
    )
    Filing.objects.filter(pk=revision.filing_id).update(
        notes={FIGURE: place.mark}, explanations={"sum": place.mark}
    )
    return revision.filing_id


def _ask_correction(place, people):
    from langmoi.reporting.models import Filing
    from langmoi.reporting.steps import ask_correction

    correction = ask_correction(
        Filing.objects.get(pk=place.things["filing"]),
        {FIGURE: "39.5"},
        reason=f"Nhập nhầm, {place.mark}",
        by=people["chairman"],
        on=TODAY,
        at=AT,
    )
    place.things["correction"] = correction.pk


def _talk_about(place, people, agency):
    """Words of every step on the filing of December, each with the mark."""
    from langmoi.notices.actions import ask_question
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.models import Filing
    from langmoi.reporting.steps import give_opinion, put_solution, review_criteria

    filing = Filing.objects.get(pk=place.things["filing"])
    told = {"on": TODAY, "at": AT}
    officer = people["officer"]
    review_criteria(filing, ["1"], agrees=False, reason=place.mark, by=officer, **told)
    said = {"text": place.mark, "responsible": place.mark, "due_on": date(2020, 3, 31)}
    put_solution(filing, "19", **said, by=officer, **told)
    speaker = _person(f"{place.mark}-so", "department_officer", "62", "province", agency=agency)
    opinion = {"agency": agency, "agrees": False, "reason": place.mark}
    give_opinion(filing, "17.1", **opinion, by=speaker, **told)
    unit = unit_by_code(place.commune, TODAY, "commune").unit
    question = ask_question(
        unit, DECEMBER, "10.1", place.mark, due_on=TODAY, by=people["signer"], **told
    )
    place.things["question"] = question.pk


def _comment_on(place, office):
    """What a resident said of the closed month, published: it may be read there and answered."""
    from uuid import uuid4

    from langmoi.places.queries import unit_by_code
    from langmoi.public.comments import NewComment, moderate_comment, send_comment

    unit = unit_by_code(place.commune, TODAY, "commune").unit
    told = NewComment(f"Góp ý {place.mark}", uuid4(), place.mark, place.mark)
    comment = send_comment(unit, NOVEMBER, "17", told, address="", on=TODAY, at=AT)
    moderate_comment(comment, publish=True, reason=place.mark, by=office, on=TODAY, at=AT)
    place.things["comment"] = comment.pk


def _keep_files(place, people, office):
    """Evidence, a draft with a scan, a sheet, workbooks and a substitution of the place."""
    from langmoi.core.models import AuditEntry
    from langmoi.lawdesk.drafts import begin_draft
    from langmoi.lawdesk.models import DraftPaper
    from langmoi.people.models import PeopleUpload, Post, Substitution
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.evidence.store import keep
    from langmoi.reporting.models import Evidence, EvidenceFile, Upload, VillageSheet

    things, content = place.things, f"%PDF-1.4 {place.mark}".encode()
    kept = EvidenceFile.objects.create(
        sha256=keep(content, content),
        kind="application/pdf",
        size=len(content),
        has_thumbnail=True,
    )
    things["evidence"] = Evidence.objects.create(
        filing_id=things["filing"],
        indicator="17.1",
        file=kept,
        name=f"{place.mark}.pdf",
        by=people["clerk"],
        at=AT,
    ).pk
    things["set_draft"] = begin_draft("commune-2026-2030", by=office, on=TODAY, at=AT).pk
    things["draft_paper"] = DraftPaper.objects.create(
        draft_id=things["set_draft"],
        document="qd-51-2025",
        file=kept,
        name="51.pdf",
        by=office,
        at=AT,
    ).pk
    VillageSheet.objects.create(
        village=unit_by_code(place.village, TODAY, "village").unit,
        month=DECEMBER,
        figures={"households": "61234"},
        by=people["head"],
        at=AT,
        version=1,
    )
    told = {"month": DECEMBER, "sha256": "0" * 64, "content": b"PK", "seen": "0" * 64}
    name = f"{place.mark}.xlsx"
    things["upload"] = Upload.objects.create(
        file_name=name, uploaded_by=people["officer"], **told
    ).pk
    things["people_upload"] = PeopleUpload.objects.create(
        file_name=name, content=b"PK", uploaded_by=people["manager"], uploaded_at=AT
    ).pk
    post = Post.objects.get(user=people["chairman"])
    acting = Substitution.objects.create(
        post=post,
        user=people["clerk"],
        valid_from=date(2020, 1, 1),
        valid_to=date(2020, 1, 31),
        reason=place.mark,
    )
    things |= {"post": post.pk, "substitution": acting.pk, "person": people["clerk"].pk}
    things["entry"] = AuditEntry.objects.filter(detail__filing=things["filing"]).latest("pk").pk


def _report(place, people):
    """The district's report of November issued, a draft of it anew, and a pack; with the mark."""
    from langmoi.places.queries import unit_by_code
    from langmoi.publishing.drafting import edit_section, open_draft
    from langmoi.publishing.issuing import issue_report
    from langmoi.publishing.models import Job
    from langmoi.publishing.orders import Order

    unit = unit_by_code(place.district, TODAY, "district").unit_id
    order, signer = Order("month", unit, NOVEMBER), people["signer"]
    draft = open_draft(order, by=signer, on=TODAY, at=AT)
    edit_section(draft, "results", place.mark, seen=0, by=signer, on=TODAY)
    said = {"number": 7, "symbol": "UBND", "dated": date(2019, 11, 20), "signer": place.mark}
    report = issue_report(draft, **said, by=signer, on=TODAY, at=AT)
    place.things["issued"] = report.pk
    anew = open_draft(order, by=signer, on=TODAY, at=AT)
    place.things["draft"] = edit_section(
        anew, "results", place.mark, seen=0, by=signer, on=TODAY
    ).pk
    place.things["pack"] = Job.objects.create(
        kind="pack",
        unit_id=unit,
        arguments={"month": "2019-11", "ending": ".docx"},
        state="done",
        failures=[{"unit": place.mark, "reason": place.mark}],
        asked_by=people["officer"],
        asked_at=AT,
        result=_zip_of(place.mark),
        result_name="goi.zip",
    ).pk


def _zip_of(text):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("bao-cao.xml", text)
    return buffer.getvalue()


def _everyone(here, department):
    """One person of each role at each level where the role may be held, all of them here."""
    from langmoi.people.models import Role
    from langmoi.people.roles import AGENCY_ROLES, LEVELS_OF_ROLE

    return {
        f"{role.value} {level.value}": _person(
            f"{role.value}-{level.value}",
            role,
            here.code(level.value),
            level.value,
            agency=department if role in AGENCY_ROLES else None,
        )
        for role in Role
        for level in sorted(LEVELS_OF_ROLE[role])
    }


def _write_practice(place, people):
    """An entry of the register, which is open to everyone: it does not hold the mark."""
    from langmoi.law.sets import criteria_known
    from langmoi.practices.actions import Practice, add_practice

    told = Practice(title="Cách thử", criterion="income", steps="Một bước.", origin_text="Nơi khác")
    when = {"on": TODAY, "at": AT}
    criteria = set(criteria_known(TODAY))
    made = add_practice(told, criteria=criteria, by=people["officer"], **when)
    place.things["practice"] = made.pk
