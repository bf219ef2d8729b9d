"""A commune on its way to a title, step by step, by the people whose steps they are."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from chain_world import NGHIA, TODAY, ZONE, figures_meeting, lead, now, people_of

RESULTS = date(2019, 11, 1)  # the closed month whose outcomes are taken
LISTED_ON, NOTICE = date(2019, 1, 15), (date(2019, 11, 20), date(2019, 12, 9))
MET_ON, CHECKED_ON, APPRAISED_ON = date(2019, 12, 10), date(2019, 12, 12), date(2019, 12, 16)
COUNCIL_ON, DECIDED_ON = date(2019, 12, 18), date(2019, 12, 19)
MEMBERS = tuple(f"Thành viên thứ {number}" for number in range(1, 10))


def when(day=TODAY):
    return {"on": day, "at": now(day)}


def world_of(kontum, *, met=19, month=RESULTS):
    """The people of the chain, a leader, a Front; the commune's filing of a closed month."""
    from langmoi.law.sets import set_for
    from langmoi.people.models import Post, User

    people = people_of(kontum)
    law = set_for(month)
    lead(people.health, law.id, "15.1", "15.2", "15.3")
    lead(people.housing, law.id, "9.1", "9.2")

    def person(name, role, unit):
        user = User.objects.create(username=name, full_name=f"Người {name}")
        Post.objects.create(user=user, role=role, unit=unit, valid_from=date(2016, 1, 1))
        return user

    world = SimpleNamespace(
        **vars(people),
        leader=person("leader", "province_leader", kontum.unit),
        front=person("front", "front_officer", kontum.unit),
        law=law,
        province=kontum.unit,
    )
    file_closed(world, met, month)
    return world


def file_closed(world, met, month=RESULTS):
    """The commune's filing with so many criteria met, its month closed."""
    from langmoi.law.sets import set_for
    from langmoi.reporting.actions import NewFigures, file_figures, open_month
    from langmoi.reporting.models import Filing, RevisionSource
    from langmoi.reporting.official import official_criteria

    open_month(month, by=world.office)
    file_figures(
        [NewFigures(world.unit.pk, NGHIA, ZONE, figures_meeting(met, month))],
        month=month,
        criteria_set=set_for(month),
        by=world.office,
        source=RevisionSource.WORKBOOK,
    )
    filing = Filing.objects.get(unit=world.unit, month=month)
    filing.official = official_criteria(filing)
    filing.save(update_fields=["official"])
    return filing


def survey(world, *, households=500, answers=300, satisfied=280, published=True):
    """The Front's survey of the commune for 2019; needed: 60 % of households, 80 % satisfied."""
    from decimal import Decimal

    from langmoi.surveys.models import SurveyAnswer, SurveyCampaign, SurveyVillage

    campaign = SurveyCampaign.objects.create(
        unit=world.unit,
        year=2019,
        criteria_set=world.law.id,
        seed="1",
        needed_coverage=Decimal(60),
        needed_share=Decimal(80),
        rule_document="",
        rule_status="placeholder",
        state="published" if published else "open",
        opened_on=date(2019, 11, 1),
        certainty="checked",
        made_by=world.front,
        made_at=now(),
    )
    village = SurveyVillage.objects.create(
        campaign=campaign, name="thôn 1", households=households, order=1
    )
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            village=village,
            choices={"chung": "satisfied" if n < satisfied else "not_satisfied"},
        )
        for n in range(answers)
    )
    return campaign


class Way:
    """The whole way, each step with its usual person; stop where the test begins."""

    def __init__(self, world):
        self.world, self.dossier, self.decision = world, None, None

    @property
    def seen(self):
        self.dossier.refresh_from_db()
        return self.dossier.version

    def told(self, by, day=TODAY):
        return {"seen": self.seen, "by": by, **when(day)}

    def to(self, name):
        """Take every step up to and with this one."""
        for step in STEPS:
            getattr(self, step)()
            if step == name:
                self.dossier.refresh_from_db()
                return self.dossier
        raise KeyError(name)

    def propose(self, by=None, year=2019):
        from langmoi.recognition.actions import propose

        w = self.world
        self.dossier = propose(w.unit, "commune", year, by=by or w.chairman, **when(LISTED_ON))

    def confirm(self):
        from langmoi.recognition.actions import confirm_registration

        confirm_registration(self.dossier, **self.told(self.world.reviewer, LISTED_ON))

    def enlist(self):
        from langmoi.recognition.actions import approve_list

        w = self.world
        told = {"by": w.office, **when(LISTED_ON)}
        approve_list(w.province, [(self.dossier, self.seen)], "99/UBND-NNTN", LISTED_ON, **told)

    def assess(self):
        from langmoi.recognition.actions import assess

        assess(self.dossier, RESULTS, **self.told(self.world.officer))

    def notice(self, begins=NOTICE[0], ends=NOTICE[1]):
        from langmoi.recognition.actions import Posted, set_notice

        told = Posted(begins, ends, "Trụ sở UBND xã, nhà rông các thôn, loa truyền thanh", 6)
        set_notice(self.dossier, told, **self.told(self.world.officer))

    def opinion(self):
        from langmoi.recognition.actions import Opined, add_opinion

        told = Opined("Ủy ban MTTQ Việt Nam xã", True, MET_ON)
        add_opinion(self.dossier, told, **self.told(self.world.officer))

    def meeting(self, present=40, agreeing=40):
        from langmoi.recognition.actions import Met, set_meeting

        told = Met(MET_ON, present, agreeing, "Thống nhất đề nghị công nhận.")
        set_meeting(self.dossier, "commune", told, **self.told(self.world.officer))

    def submit(self):
        from langmoi.recognition.actions import submit_dossier

        submit_dossier(self.dossier, **self.told(self.world.chairman))

    def verify(self, against=()):
        from langmoi.recognition.actions import Minutes, Said, verify

        said = [
            Said(c.number, c.number not in against, "Chưa khớp thực tế." if c.number in against
                 else "")
            for c in self.world.law.criteria
        ]  # fmt: skip
        minutes = Minutes(CHECKED_ON, "Phòng NN&PTNT và các phòng, ban", "Đủ điều kiện.")
        verify(self.dossier, said, minutes, **self.told(self.world.reviewer))

    def district_meeting(self):
        from langmoi.recognition.actions import Met, set_meeting

        told = Met(CHECKED_ON, 20, 19, "Thống nhất trình tỉnh.")
        set_meeting(self.dossier, "district", told, **self.told(self.world.reviewer))

    def hand_over(self):
        from langmoi.recognition.actions import hand_over

        hand_over(self.dossier, **self.told(self.world.signer))

    def confirm_criteria(self, against=()):
        from langmoi.recognition.actions import Said, confirm_criteria

        w = self.world
        for by, agency, number in ((w.doctor, w.health, "15"), (w.builder, w.housing, "9")):
            bad = number in against
            said = [Said(number, not bad, "Thiếu hồ sơ." if bad else "")]
            confirm_criteria(self.dossier, agency, said, **self.told(by))

    def appraise(self):
        from langmoi.recognition.actions import Minutes, appraise

        told = Minutes(APPRAISED_ON, "Văn phòng Điều phối, các sở", "Đủ điều kiện trình.")
        appraise(self.dossier, told, **self.told(self.world.office))

    def vote(self, **told):
        from langmoi.recognition.actions import Sat, Voted, hold_council

        members = told.pop("members", [Sat(name) for name in MEMBERS])
        usual = {"held_on": COUNCIL_ON, "is_secret": True, "minutes": "Hội đồng thống nhất.",
                 "votes_for": 9}  # fmt: skip
        voted = Voted(members=members, **{**usual, **told})
        return hold_council(self.dossier, voted, **self.told(self.world.office2))

    def decide(self, number="1500/QĐ-UBND", dated_on=DECIDED_ON, by=None):
        from langmoi.recognition.actions import Signed, decide

        told = Signed(number, dated_on, "Chủ tịch UBND tỉnh")
        self.decision = decide(self.dossier, told, **self.told(by or self.world.leader))
        return self.decision

    def announce(self, day=TODAY):
        from langmoi.recognition.actions import announce

        told = self.told(self.world.office)
        return announce(self.decision, day, "Lễ công bố tại trụ sở UBND xã", **told)


STEPS = (
    "propose", "confirm", "enlist", "assess", "notice", "opinion", "meeting", "submit", "verify",
    "district_meeting", "hand_over", "confirm_criteria", "appraise", "vote", "decide", "announce",
)  # fmt: skip


def owing(world, amount):
    """A finished work of the commune that lacks so many đồng of its capital."""
    from decimal import Decimal

    from funding_world import line, road

    from langmoi.funding.actions import add_line, add_project

    millions = Decimal(amount) / 1_000_000
    told = {"by": world.reviewer, **when()}
    project = add_project(road(in_medium_term_plan=True), **told)
    for kind, sum_ in (("allocation", 800 - millions), ("accepted", 800)):
        add_line(line(project, kind, sum_, day=date(2019, 3, 1)), **told)
    return project
