"""One finding on money: what was held against what, its story, and the steps open to the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from langmoi.core.numbers import show_millions
from langmoi.funding.access import can_take_back
from langmoi.funding.explaining import (
    Seen,
    Standing,
    Story,
    explain,
    find_wrong,
    judge_explanation,
    stories_of,
)
from langmoi.funding.gaps import Grain, entries_of
from langmoi.funding.lines import said_of
from langmoi.funding.models import FindingKind, MoneyLine
from langmoi.funding.rule_access import can_explain, can_judge
from langmoi.funding.spending import double_findings, integration_result, violation_subject
from langmoi.funding.subjects import Subject
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.funding_rules.counterpart_page import name_of
from langmoi.web.funding_rules.forms import ExplainForm, JudgeForm, WrongForm
from langmoi.web.funding_rules.narrowing import Narrowing, names_of, narrowing_of
from langmoi.web.funding_rules.rules_page import contents_in_words
from langmoi.web.funding_rules.spending_pages import sources_of
from langmoi.web.funding_rules.words import asked_views, basis_of, outcome_of
from langmoi.web.http import Request

LISTS = {
    FindingKind.COUNTERPART: ("counterpart", "Vốn đối ứng"),
    FindingKind.DOUBLE: ("double_funding", "Trùng nguồn"),
    FindingKind.INTEGRATION: ("integration", "Lồng ghép vốn"),
}


@dataclass(frozen=True)
class Found:
    """A finding as its page shows it: what the rule says, line by line, and the money lines."""

    subject: Subject
    title: str
    reckoning: tuple[str, ...]
    lines: tuple[MoneyLine, ...]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: Request) -> HttpResponse:
    """The finding that the address names, if it is one of the person's places and still there."""
    where = narrowing_of(request)
    kind, key = request.GET.get("loai", ""), request.GET.get("khoa", "")
    if kind not in set(FindingKind):
        raise Http404
    found = _FINDERS[FindingKind(kind)](key, where, request)
    if found is None:
        return _gone(request, FindingKind(kind))
    story = stories_of([found.subject])[found.subject.key]
    forms = _forms(request, found, story)
    if request.method == "POST":
        done = _act(request, found, forms)
        if done is not None:
            return done
    names = names_of({found.subject.unit}, request.today)
    address, label = LISTS[FindingKind(kind)]
    context = {
        "tab": address,
        "found": found,
        "story": story,
        "place": names.of(found.subject.unit),
        "district": names.district(found.subject.unit),
        "forms": forms,
        "acted": request.POST.get("act", ""),
        "list": (reverse(address), label),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "funding_rules/finding.html", context, status=status)


def finding_address(kind: FindingKind, key: str) -> str:
    return f"{reverse('funding_finding')}?loai={kind}&khoa={key}"


def _gone(request: Request, kind: FindingKind) -> HttpResponseRedirect:
    """Taken back, or changed away, since the list was drawn; outside the scope there is none."""
    messages.info(request, "Việc này không còn trong danh sách: dòng vốn đã đổi hoặc đã rút.")
    return redirect(LISTS[kind][0])


def _counterpart(key: str, where: Narrowing, request: Request) -> Found | None:
    grain, _, rest = key.partition("-")
    year = whole(rest.rpartition("-")[2])
    if grain not in set(Grain):
        return None
    entries = entries_of(Grain(grain), year, where.units)
    entry = next((e for e in entries if e.key == key and e.check.missing), None)
    if entry is None:
        return None
    name = name_of(entry, names_of({entry.unit}, request.today))
    told = [view.said + basis_of(view.rate) for view in asked_views(entry.check.asked)]
    keys = {money.key for money in entry.plan}
    lines = MoneyLine.objects.filter(pk__in=keys).select_related("project", "programme")
    return Found(entry.subject(name), name, (*told, outcome_of(entry.check)), tuple(lines))


def _double(key: str, where: Narrowing, request: Request) -> Found | None:
    found = next((d for d in double_findings(where.units) if d.finding.key == key), None)
    if found is None:
        return None
    told = f"Quy tắc: {found.finding.rule.label}."
    paid = [f"{one.said}." for one in sources_of(found.lines)]
    whole = f"Cộng {show_millions(found.finding.amount)} triệu đồng."
    return Found(found.subject, found.what, (told, *paid, whole), found.lines)


def _integration(key: str, where: Narrowing, request: Request) -> Found | None:
    result = integration_result(where.units)
    for violation in result.judged.violations:
        line = result.lines[violation.paid.key]
        if f"line-{line.pk}" == key:
            rule = violation.rule
            allowed = contents_in_words(sorted(rule.contents))
            told = f"Nguồn này chỉ được chi cho: {allowed} ({rule.document}; {rule.status.label})."
            subject = violation_subject(violation, line)
            return Found(subject, line.project.name if line.project else "", (told,), (line,))
    return None


_FINDERS: dict[FindingKind, Callable[[str, Narrowing, Request], Found | None]] = {
    FindingKind.COUNTERPART: _counterpart,
    FindingKind.DOUBLE: _double,
    FindingKind.INTEGRATION: _integration,
}


def _forms(request: Request, found: Found, story: Story) -> dict[str, Any]:
    """The steps open to the person; what was typed stays in the one that was sent."""
    user, on, unit = request.user, request.today, found.subject.unit
    sent = request.POST.get("act", "")

    def data(act: str) -> Any:
        return request.POST if sent == act else None

    forms: dict[str, Any] = {}
    if can_explain(user, unit, on=on) and story.standing is not Standing.ACCEPTED:
        forms["explain"] = ExplainForm(data("explain"), auto_id="id_explain_%s")
    said = story.explanation
    if not can_judge(user, unit, on=on) or (said is not None and said.by_id == user.pk):
        return forms
    if story.standing is Standing.EXPLAINED:
        judging = data("accept") or data("refuse")
        forms["judge"] = JudgeForm(judging, auto_id="id_judge_%s")
    mine = [line for line in found.lines if can_take_back(user, line, on=on)]
    if mine and found.subject.lines:
        texts = [said_of(line) for line in mine]
        forms["wrong"] = WrongForm(data("wrong"), lines=mine, said=texts, auto_id="id_wrong_%s")
    return forms


def _act(request: Request, found: Found, forms: dict[str, Any]) -> HttpResponse | None:
    act = request.POST.get("act", "")
    form = forms.get("judge" if act in ("accept", "refuse") else act)
    if form is None:
        raise Http404
    seen = Seen(whole(request.POST.get("turn", "")), request.POST.get("mark", ""))
    told_to = {"seen": seen, **who(request)}

    def take(told: dict[str, Any]) -> object:
        if act == "explain":
            return explain(found.subject, told["text"], **told_to)
        if act == "wrong":
            line = next(line for line in found.lines if str(line.pk) == told["line"])
            return find_wrong(found.subject, line, told["text"], **told_to)
        return judge_explanation(
            found.subject, told["text"], is_accepted=act == "accept", **told_to
        )

    if not attempt(form, take):
        return None
    messages.success(request, _DONE[act])
    if act == "wrong":
        return redirect(LISTS[found.subject.kind][0])
    return redirect(finding_address(found.subject.kind, found.subject.key))


_DONE = {
    "explain": "Đã ghi giải trình.",
    "accept": "Đã chấp nhận giải trình.",
    "refuse": "Đã trả lại, yêu cầu giải trình lại.",
    "wrong": "Đã kết luận là sai và rút dòng vốn.",
}
