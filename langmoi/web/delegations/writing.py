"""Everything that the page of a delegation sends: one address, told apart by its action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.delegations import actions
from langmoi.delegations.models import Delegation
from langmoi.web.delegations.finding import seen_delegation, who, who_when
from langmoi.web.delegations.forms import (
    ConclusionForm,
    MemberForm,
    NumberForm,
    ReasonForm,
    StopForm,
)
from langmoi.web.delegations.page import (
    delegation_context,
    own,
    recommendation_form,
    stop_form,
)
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm


class _Sent:
    """One thing sent: the delegation as seen, and the form where it has one."""

    def __init__(self, request: Request, delegation: Delegation) -> None:
        self.request, self.delegation = request, delegation
        self.post = request.POST
        seen = self.post.get("seen", "")
        self.seen = int(seen) if seen.isdigit() and len(seen) < 10 else 0
        self.forms: dict[str, PlainForm] = {}

    @property
    def who(self) -> dict[str, Any]:
        return {"seen": self.seen} | who(self.request)

    @property
    def who_when(self) -> dict[str, Any]:
        return {"seen": self.seen} | who_when(self.request)

    def form(self, name: str, form: PlainForm) -> dict[str, Any]:
        """What was typed; the form goes back to the page where it is refused."""
        self.forms[name] = form
        return form.given()


def _add_member(sent: _Sent) -> str:
    form = MemberForm(sent.post, auto_id="m-%s")
    sent.form("member_form", form)
    member = actions.add_member(sent.delegation, form.member(), **sent.who)
    return f"Đã thêm {member.name} vào đoàn."


def _drop_member(sent: _Sent) -> str:
    member = own(sent.delegation.members, sent.post.get("member", ""))
    actions.drop_member(member, **sent.who)
    return f"Đã bỏ {member.name} khỏi đoàn."


def _add_visit(sent: _Sent) -> str:
    form = stop_form(sent.request, sent.delegation, sent.post)
    sent.form("stop_form", form)
    actions.add_visits(sent.delegation, [form.stop()], **sent.who)
    return "Đã thêm xã vào lịch trình."


def _change_visit(sent: _Sent) -> str:
    visit = own(sent.delegation.visits, sent.post.get("visit", ""))
    form = StopForm({**sent.post.dict(), "unit": ""}, communes=())
    form.fields["unit"].required = False
    told = form.given()
    stop = actions.NewVisit(
        visit.unit_id, told["visits_on"], told["starts_at"], told["plan"], visit.reasons
    )
    actions.change_visit(visit, stop, **sent.who)
    return "Đã sửa lịch trình."


def _drop_visit(sent: _Sent) -> str:
    visit = own(sent.delegation.visits, sent.post.get("visit", ""))
    actions.drop_visit(visit, **sent.who)
    return "Đã bỏ xã khỏi lịch trình."


def _propose(sent: _Sent) -> str:
    actions.propose(sent.delegation, **sent.who)
    return "Đã trình đề xuất. Văn phòng ghi quyết định khi đoàn được thành lập."


def _send_back(sent: _Sent) -> str:
    told = sent.form("reason_form", ReasonForm(sent.post, auto_id="r-%s"))
    actions.send_back(sent.delegation, told["reason"], **sent.who)
    return "Đã trả lại đề xuất cho nơi trình."


def _decide(sent: _Sent) -> str:
    told = sent.form("decide_form", NumberForm(sent.post, auto_id="d-%s"))
    actions.decide(sent.delegation, told["number"], told["dated_on"], **sent.who)
    return "Đã ghi quyết định thành lập đoàn."


def _number(sent: _Sent) -> str:
    told = sent.form("number_form", NumberForm(sent.post, auto_id="n-%s"))
    actions.number_decision(sent.delegation, told["number"], told["dated_on"], **sent.who)
    return "Đã ghi số, ngày quyết định."


def _begin(sent: _Sent) -> str:
    actions.begin(sent.delegation, **sent.who)
    return "Đoàn bắt đầu kiểm tra: thành viên ghi được kết quả từng xã."


def _conclude(sent: _Sent) -> str:
    told = sent.form("conclusion_form", ConclusionForm(sent.post, auto_id="c-%s"))
    numbered = {"number": told["number"], "concluded_on": told["dated_on"]}
    actions.conclude(sent.delegation, told["conclusion"], **numbered, **sent.who)
    return "Đã ghi kết luận. Xã được kiểm tra xem được kết quả từ bây giờ."


def _end(sent: _Sent) -> str:
    actions.end(sent.delegation, **sent.who)
    return "Đoàn đã kết thúc."


def _recommend(sent: _Sent) -> str:
    form = recommendation_form(sent.request, sent.delegation, sent.post)
    sent.form("recommendation_form", form)
    actions.add_recommendation(sent.delegation, form.recommendation(), **sent.who_when)
    return "Đã ghi kiến nghị."


def _drop_recommendation(sent: _Sent) -> str:
    found = own(sent.delegation.recommendations, sent.post.get("recommendation", ""))
    actions.drop_recommendation(found, **sent.who)
    return "Đã bỏ kiến nghị."


def _give_out(sent: _Sent) -> str:
    actions.give_out(sent.delegation, **sent.who_when)
    return "Đã giao kiến nghị thành nhiệm vụ; nơi thực hiện thấy trong việc của mình."


ACTIONS: dict[str, tuple[Callable[[_Sent], str], str]] = {
    "add_member": (_add_member, "#thanh-vien"),
    "drop_member": (_drop_member, "#thanh-vien"),
    "add_visit": (_add_visit, "#lich-trinh"),
    "change_visit": (_change_visit, "#lich-trinh"),
    "drop_visit": (_drop_visit, "#lich-trinh"),
    "propose": (_propose, ""),
    "send_back": (_send_back, ""),
    "decide": (_decide, ""),
    "number": (_number, ""),
    "begin": (_begin, ""),
    "conclude": (_conclude, ""),
    "end": (_end, ""),
    "recommend": (_recommend, "#kien-nghi"),
    "drop_recommendation": (_drop_recommendation, "#kien-nghi"),
    "give_out": (_give_out, "#kien-nghi"),
}


@login_required
@require_POST
def write(request: Request, pk: int) -> HttpResponse:
    """Do what was asked; refused, the page comes back with what was typed."""
    delegation = seen_delegation(request, pk)
    name = request.POST.get("action", "")
    if name not in ACTIONS:
        raise Http404
    action, anchor = ACTIONS[name]
    sent = _Sent(request, delegation)
    try:
        said = action(sent)
    except NotAllowed:
        raise
    except DomainError as error:
        again = seen_delegation(request, pk)
        context = delegation_context(request, again, sent.forms) | {"problem": str(error)}
        return render(request, "delegations/page.html", context, status=422)
    messages.success(request, said)
    return redirect(reverse("delegation", args=[pk]) + anchor)
