"""The steps that a person may take on a dossier: offered as forms, taken by POST."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from langmoi.people.models import Agency
from langmoi.people.responsibility import answered_for
from langmoi.places.models import Level
from langmoi.recognition import actions
from langmoi.recognition.access import posts_on_side
from langmoi.recognition.assessing import months_to_assess
from langmoi.recognition.consulting import notice_of
from langmoi.recognition.deciding import decision_of
from langmoi.recognition.flow import Side
from langmoi.recognition.known import Known, known_of
from langmoi.recognition.models import Decision, Dossier, NoticeComment, Verdict
from langmoi.recognition.queries import steps_open_to
from langmoi.recognition.verifying import criteria_set_of, criteria_to_confirm
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.recognition import forms as f
from langmoi.web.recognition.words import WORDS, StepWords

Bound = tuple[str, PlainForm]
FORMS: dict[str, type[PlainForm]] = {
    "confirm": f.NoteForm,
    "propose": f.NeededNoteForm,
    "assess": f.AssessForm,
    "notice": f.NoticeForm,
    "comment": f.CommentForm,
    "answer": f.CommentAnswerForm,
    "opinion": f.OpinionForm,
    "meeting": f.MeetingForm,
    "submit": f.NoteForm,
    "verify": f.VerifyForm,
    "district_meeting": f.MeetingForm,
    "hand_over": f.NoteForm,
    "confirm_criteria": f.AgencyForm,
    "appraise": f.MinutesForm,
    "vote": f.CouncilForm,
    "decide": f.DecisionForm,
    "announce": f.AnnouncementForm,
    "send_back": f.ReasonForm,
    "correct": f.CorrectionForm,
    "annul": f.ReasonForm,
    "withdraw": f.ReasonForm,
}


@dataclass(frozen=True)
class Offer:
    """A step that this person may take now, with its form."""

    word: str
    words: StepWords
    form: PlainForm
    is_open: bool


def offers(request: Request, found: Dossier, refused: Bound | None = None) -> list[Offer]:
    """In the order of the way; the one that was refused stands open."""
    names = steps_open_to(request.user, found, on=request.today)
    known = known_of(found)
    words = [word for word, told in WORDS.items() if told.name in names]
    if refused and refused[0] not in words:
        words.insert(0, refused[0])
    made = []
    for word in words:
        form = refused[1] if refused and refused[0] == word else _form(word, request, found, known)
        if form is not None:
            made.append(Offer(word, WORDS[word], form, bool(refused and refused[0] == word)))
    return made


@login_required
@require_POST
def take_step(request: Request, pk: int, word: str) -> HttpResponse:
    """Take it and go back to the page; what was refused stands in its form as it was typed."""
    from langmoi.web.recognition.page import find_dossier, show_dossier

    found = find_dossier(request, pk)
    if word not in WORDS:
        raise Http404
    form = _form(word, request, found, known_of(found), is_sent=True)
    if form is None:
        raise Http404
    told = {**who(request), "seen": whole(request.POST.get("seen", ""))}
    if attempt(form, lambda _: _act(WORDS[word].name, form, found, told)):
        messages.success(request, WORDS[word].done)
        return redirect("dossier", found.pk)
    return show_dossier(request, find_dossier(request, pk), (word, form))


def _form(
    word: str, request: Request, found: Dossier, known: Known, *, is_sent: bool = False
) -> PlainForm | None:
    """None where there is nothing to choose from: no comment to answer, no criterion of theirs."""
    name = WORDS[word].name
    told: dict[str, Any] = {"auto_id": f"{name}-%s"}
    asked = _ASKED.get(name)
    if asked is not None:
        more = asked(request, found, known)
        if more is None:
            return None
        told |= more
    if is_sent:
        told.pop("initial", None)
        return FORMS[name](request.POST, **told)
    return FORMS[name](**told)


def _months(request: Request, found: Dossier, known: Known) -> dict[str, Any]:
    return {"months": months_to_assess(found)}


def _notice(request: Request, found: Dossier, known: Known) -> dict[str, Any]:
    notice = known.notice
    names = ("begins_on", "ends_on", "ways", "broadcasts")
    return {"initial": {name: getattr(notice, name) for name in names} if notice else {}}


def _comments(request: Request, found: Dossier, known: Known) -> dict[str, Any] | None:
    comments = list(known.notice.comments.filter(answer="")) if known.notice else []
    return {"comments": comments} if comments else None


def _comment(request: Request, found: Dossier, known: Known) -> dict[str, Any] | None:
    return {} if notice_of(found) is not None else None


def _meeting(level: Level) -> Callable[[Request, Dossier, Known], dict[str, Any]]:
    def initial(request: Request, found: Dossier, known: Known) -> dict[str, Any]:
        meeting = known.meetings.get(level)
        names = ("held_on", "present", "agreeing", "minutes")
        return {"initial": {name: getattr(meeting, name) for name in names} if meeting else {}}

    return initial


def _verify(request: Request, found: Dossier, known: Known) -> dict[str, Any]:
    law = criteria_set_of(found)
    minutes = known.verification
    names = ("held_on", "members", "minutes")
    return {
        "criteria": law.criteria if law else (),
        "known": {number: _typed(verdict) for number, verdict in known.of_district.items()},
        "initial": {name: getattr(minutes, name) for name in names} if minutes else {},
    }


def _agency(request: Request, found: Dossier, known: Known) -> dict[str, Any] | None:
    """The criteria that the user's agencies lead; None where there are none."""
    law, led = criteria_set_of(found), criteria_to_confirm(found, request.today)
    posts = posts_on_side(request.user, found.unit_id, Side.AGENCY, on=request.today)
    own = answered_for({post.agency_id for post in posts if post.agency_id}, request.today)
    theirs = {n: [a for a in agencies if a.pk in own] for n, agencies in led.items()}
    agencies = list(dict.fromkeys(a for found_ in theirs.values() for a in found_))
    if law is None or not agencies:
        return None
    said = {
        number: _typed(verdict)
        for number, of_it in known.of_agencies.items()
        for key, verdict in of_it.items()
        if key in own
    }
    criteria = [c for c in law.criteria if theirs.get(c.number)]
    return {"criteria": criteria, "known": said, "agencies": agencies}


def _decision(request: Request, found: Dossier, known: Known) -> dict[str, Any] | None:
    decision = decision_of(found)
    names = ("number", "dated_on", "signer")
    return {"initial": {name: getattr(decision, name) for name in names}} if decision else None


def _typed(verdict: Verdict) -> dict[str, Any]:
    return {"is_met": "true" if verdict.is_met else "false", "reason": verdict.reason}


_ASKED: dict[str, Callable[[Request, Dossier, Known], dict[str, Any] | None]] = {
    "assess": _months,
    "notice": _notice,
    "comment": _comment,
    "answer": _comments,
    "meeting": _meeting(Level.COMMUNE),
    "district_meeting": _meeting(Level.DISTRICT),
    "verify": _verify,
    "confirm_criteria": _agency,
    "correct": _decision,
}


def _act(name: str, form: Any, found: Dossier, told: dict[str, Any]) -> object:
    return _ACTS[name](form, found, told)


def _decided(found: Dossier) -> Decision:
    decision = decision_of(found)
    if decision is None:
        raise Http404
    return decision


def _answer(form: Any, found: Dossier, told: dict[str, Any]) -> object:
    comments = NoticeComment.objects.select_related("notice__dossier")
    comment = get_object_or_404(
        comments, pk=int(form.cleaned_data["comment"]), notice__dossier=found
    )
    return actions.answer_comment(comment, form.cleaned_data["text"], **told)


def _confirm_criteria(form: Any, found: Dossier, told: dict[str, Any]) -> object:
    agency = get_object_or_404(Agency, pk=int(form.cleaned_data["agency"]))
    own = [
        one
        for one in form.verdicts()
        if agency in criteria_to_confirm(found, told["on"])[one.criterion]
    ]
    return actions.confirm_criteria(found, agency, own, **told)


def _noted(act: Callable[..., object]) -> Callable[[Any, Dossier, dict[str, Any]], object]:
    return lambda form, found, told: act(found, note=form.cleaned_data["note"], **told)


def _reasoned(act: Callable[..., object]) -> Callable[[Any, Dossier, dict[str, Any]], object]:
    return lambda form, found, told: act(found, form.cleaned_data["reason"], **told)


_ACTS: dict[str, Callable[[Any, Dossier, dict[str, Any]], object]] = {
    "confirm": _noted(actions.confirm_registration),
    "propose": _noted(actions.propose_again),
    "assess": lambda form, found, told: actions.assess(
        found, form.chosen(), note=form.cleaned_data["note"], **told
    ),
    "notice": lambda form, found, told: actions.set_notice(found, form.posted(), **told),
    "comment": lambda form, found, told: actions.add_comment(
        found, form.cleaned_data["text"], form.cleaned_data["received_on"], **told
    ),
    "answer": _answer,
    "opinion": lambda form, found, told: actions.add_opinion(found, form.opined(), **told),
    "meeting": lambda form, found, told: actions.set_meeting(
        found, Level.COMMUNE, form.met(), **told
    ),
    "submit": _noted(actions.submit_dossier),
    "verify": lambda form, found, told: actions.verify(
        found, form.verdicts(), form.told_minutes(), **told
    ),
    "district_meeting": lambda form, found, told: actions.set_meeting(
        found, Level.DISTRICT, form.met(), **told
    ),
    "hand_over": _noted(actions.hand_over),
    "confirm_criteria": _confirm_criteria,
    "appraise": lambda form, found, told: actions.appraise(found, form.told_minutes(), **told),
    "vote": lambda form, found, told: actions.hold_council(found, form.voted(), **told),
    "decide": lambda form, found, told: actions.decide(found, form.signed(), **told),
    "announce": lambda form, found, told: actions.announce(
        _decided(found), form.cleaned_data["announced_on"], form.cleaned_data["way"], **told
    ),
    "send_back": _reasoned(actions.send_back),
    "withdraw": _reasoned(actions.withdraw_dossier),
    "correct": lambda form, found, told: actions.correct_decision(
        _decided(found), form.signed(), form.cleaned_data["reason"], **told
    ),
    "annul": lambda form, found, told: actions.annul_decision(
        _decided(found), form.cleaned_data["reason"], **told
    ),
}
