"""The province's rules on counterpart and integration: listed, entered, ended, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from langmoi.core.days import show_period
from langmoi.funding.counterpart import Reach
from langmoi.funding.models import CounterpartRule, IntegrationRule
from langmoi.funding.rule_access import can_rule
from langmoi.funding.rule_actions import add_permission, add_rate, end_rule, take_back_rule
from langmoi.funding.rule_files import packed_rates, principles_on
from langmoi.funding.rule_queries import reach_in_words
from langmoi.funding.sources import contents as all_contents
from langmoi.funding.sources import source_name
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.funding_rules.forms import EndRuleForm, PermissionForm, RateForm, TakeBackForm
from langmoi.web.funding_rules.narrowing import narrowing_of
from langmoi.web.funding_rules.words import RateView
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm

Rule = CounterpartRule | IntegrationRule
KINDS: dict[str, type[Rule]] = {"doi-ung": CounterpartRule, "long-ghep": IntegrationRule}
PAGES = {"doi-ung": "counterpart_rules", "long-ghep": "integration_rules"}


@dataclass(frozen=True)
class RuleView:
    """A rule of the province as the list shows it; `forms` where the person may end it."""

    rule: Rule
    said: str
    period: str
    in_force: bool
    forms: dict[str, PlainForm]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def counterpart_rules(request: Request) -> HttpResponse:
    """Ratios entered by the office, those that come with the program, and the form of a new one."""
    where = narrowing_of(request)
    may_rule = can_rule(request.user, on=request.today)
    form = RateForm(request.POST or None, initial={"source": "1.1"})
    if request.method == "POST":
        _refuse(may_rule)
        if attempt(form, lambda _: add_rate(form.rate(), **who(request))):
            messages.success(request, "Đã ghi mức vốn đối ứng.")
            return redirect("counterpart_rules")
    rules = list(CounterpartRule.objects.select_related("made_by", "taken_back_by"))
    context = {
        "tab": "counterpart",
        "where": where,
        "packed": [RateView(rate) for rate in packed_rates()],
        "rules": [_view(request, rule, _said_of_rate(rule), may_rule) for rule in rules],
        "form": form if may_rule else None,
        "kind": "doi-ung",
    }
    return _answer(request, "funding_rules/counterpart_rules.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def integration_rules(request: Request) -> HttpResponse:
    """Which source may pay for what, in which order; and the form of a new rule."""
    where = narrowing_of(request)
    may_rule = can_rule(request.user, on=request.today)
    form = PermissionForm(request.POST or None)
    if request.method == "POST":
        _refuse(may_rule)
        if attempt(form, lambda _: add_permission(form.permission(), **who(request))):
            messages.success(request, "Đã ghi quy tắc lồng ghép.")
            return redirect("integration_rules")
    rules = list(IntegrationRule.objects.select_related("made_by", "taken_back_by", "programme"))
    context = {
        "tab": "integration",
        "where": where,
        "principles": principles_on(request.today),
        "rules": [_view(request, rule, said_of_permission(rule), may_rule) for rule in rules],
        "form": form if may_rule else None,
        "kind": "long-ghep",
    }
    return _answer(request, "funding_rules/integration_rules.html", context)


@login_required
@require_POST
def end_funding_rule(request: Request, kind: str, pk: int) -> HttpResponse:
    rule = _rule(request, kind, pk)
    form = EndRuleForm(request.POST)

    def end(told: dict[str, Any]) -> object:
        return end_rule(
            rule, told["last_day"], seen=_seen(request), by=request.user, on=request.today
        )

    return _done(request, kind, form, attempt(form, end), "Đã ghi ngày cuối của quy tắc.")


@login_required
@require_POST
def take_back_funding_rule(request: Request, kind: str, pk: int) -> HttpResponse:
    rule = _rule(request, kind, pk)
    form = TakeBackForm(request.POST)

    def take_back(told: dict[str, Any]) -> object:
        return take_back_rule(rule, told["why"], seen=_seen(request), **who(request))

    return _done(request, kind, form, attempt(form, take_back), "Đã rút quy tắc.")


def _rule(request: Request, kind: str, pk: int) -> Any:
    if kind not in KINDS:
        raise Http404
    _refuse(can_rule(request.user, on=request.today))
    return get_object_or_404(KINDS[kind], pk=pk)


def _refuse(may_rule: bool) -> None:
    if not may_rule:
        raise Http404


def _seen(request: Request) -> int:
    return whole(request.POST.get("seen", ""))


def _done(request: Request, kind: str, form: PlainForm, is_done: bool, said: str) -> HttpResponse:
    """Back to the list; a refusal is told there."""
    if is_done:
        messages.success(request, said)
    else:
        problems = [problem for told in form.errors.values() for problem in told]
        messages.error(request, str(problems[0]))
    return redirect(PAGES[kind])


def _answer(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)


def _view(request: Request, rule: Rule, said: str, may_rule: bool) -> RuleView:
    stands = rule.taken_back_at is None
    forms: dict[str, PlainForm] = {}
    if may_rule and stands:
        forms["take_back"] = TakeBackForm(auto_id=f"id_back{rule.pk}_%s")
        if rule.valid_to is None:
            forms["end"] = EndRuleForm(auto_id=f"id_end{rule.pk}_%s")
    period = show_period(rule.valid_from, rule.valid_to)
    return RuleView(rule, said, period, stands and rule.holds_on(request.today), forms)


def _said_of_rate(rule: CounterpartRule) -> str:
    return reach_in_words(Reach(rule.source, rule.group, rule.content))


def said_of_permission(rule: IntegrationRule) -> str:
    """“Vốn lồng ghép…, Chương trình 135: Đường giao thông; Thủy lợi, kênh mương”."""
    programme = f", {rule.programme.short}" if rule.programme else ""
    return f"{source_name(rule.source)}{programme}: {contents_in_words(rule.contents)}"


def contents_in_words(contents: Sequence[str]) -> str:
    in_order = [name for key, name in _names().items() if key in contents]
    return "; ".join(in_order) or "mọi nội dung"


def _names() -> dict[str, str]:
    return {content.id: content.name for content in all_contents().values()}
