"""A criterion of a draft: its number, name, short name and group."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import DomainError
from langmoi.core.text import normalise
from langmoi.law.model import Criterion
from langmoi.law.yaml_writer import Tree
from langmoi.lawdesk.access import refuse_writing
from langmoi.lawdesk.criteria_edits import DropCriterion, PutCriterion, words_of
from langmoi.lawdesk.drafts import change_draft, digest_of
from langmoi.web.http import Request
from langmoi.web.lawdesk.document_form import REQUIRED
from langmoi.web.lawdesk.doors import Desk, desk_of, desk_only, signed
from langmoi.web.lawdesk.form_looks import answer, dress, offer, seen_again

NEW = "moi"
NUMBER = re.compile(r"[1-9][0-9]?|[a-z]")
KEY = re.compile(r"[a-z][a-z0-9_]{1,60}")


class CriterionForm(forms.Form):
    """The id of a criterion is given once; its group only where the set has groups."""

    number = forms.CharField(label="Số của tiêu chí", max_length=2, error_messages=REQUIRED)
    name = forms.CharField(label="Tên, đúng như văn bản", max_length=200, error_messages=REQUIRED)
    short_name = forms.CharField(
        label="Tên ngắn cho cột hẹp (để trống: dùng tên)", max_length=40, required=False
    )
    group = forms.ChoiceField(label="Nhóm")
    key = forms.CharField(
        label="Mã tiêu chí (để trống: chương trình đặt; cùng tiêu chí của bộ trước thì giữ mã cũ)",
        max_length=60,
        required=False,
    )

    def __init__(self, data: Any, *, desk: Desk, words: Tree) -> None:
        self.desk, self.words = desk, words
        super().__init__(data, initial=words or {"number": _next_number(desk)})
        offer(self, "group", [(group.id, group.name) for group in desk.law.groups])
        if not desk.law.groups:
            del self.fields["group"]
        if words:
            del self.fields["key"]
        dress(self)

    @property
    def others(self) -> list[Criterion]:
        return [c for c in self.desk.law.criteria if c.id != self.words.get("id")]

    def clean_number(self) -> str:
        number = normalise(self.cleaned_data["number"])
        if not NUMBER.fullmatch(number):
            raise forms.ValidationError("Số của tiêu chí là 1 đến 99 (hoặc một chữ cái a đến z).")
        taken = next((c for c in self.others if c.number == number), None)
        if taken:
            raise forms.ValidationError(
                f"Số {number} đang là của tiêu chí “{taken.name}”. Hãy chọn số khác, hoặc đổi số "
                "của tiêu chí đó trước."
            )
        most = self.desk.law.expected_criteria
        if not self.words and 0 < most <= len(self.others):
            raise forms.ValidationError(
                f"Bản thảo đã đủ {most} tiêu chí như ghi ở phần chung. Nếu văn bản có nhiều hơn, "
                "hãy sửa số tiêu chí ở phần chung trước."
            )
        return number

    def clean_key(self) -> str:
        key = normalise(self.cleaned_data["key"])
        if key and not KEY.fullmatch(key):
            raise forms.ValidationError("Mã gồm chữ thường không dấu, số và dấu _, như housing.")
        if key in {criterion.id for criterion in self.others}:
            raise forms.ValidationError("Bản thảo đã có tiêu chí mang mã này. Hãy chọn mã khác.")
        return key

    def tree(self) -> Tree:
        """The words of the criterion as its file says them."""
        told = self.cleaned_data
        key = self.words.get("id") or told["key"] or self._free_id()
        found = {"id": key, "number": told["number"], "name": normalise(told["name"])}
        if short := normalise(told["short_name"]):
            found["short_name"] = short
        if "group" in told:
            found["group"] = told["group"]
        return found

    def _free_id(self) -> str:
        """“c11”; the number may have been another criterion's before."""
        base = found = f"c{self.cleaned_data['number']}"
        count = 1
        while found in {criterion.id for criterion in self.others}:
            count += 1
            found = f"{base}_{count}"
        return found


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: Request, pk: int, number: str) -> HttpResponse:
    """The criterion with this number; at “moi”, the form of a new one."""
    desk = desk_of(request, pk)
    if request.method == "POST":
        refuse_writing(request.user, on=request.today)
    shown = _shown(desk, number)
    words = words_of(desk.trees, shown.id) if shown else {}
    form = CriterionForm(request.POST or None, desk=desk, words=words)
    fault: DomainError | None = None
    if request.method == "POST":
        try:
            if shown and request.POST.get("action") == "drop":
                return _drop(request, desk, shown)
            if form.is_valid():
                return _put(request, desk, form)
        except DomainError as error:
            fault = error
    told = {"form": form, "shown": shown, "number": number}
    seen = seen_again(request, fault, digest_of(words) if words else "")
    return answer(request, desk, "lawdesk/criterion.html", fault, seen=seen, **told)


def _shown(desk: Desk, number: str) -> Criterion | None:
    if desk.law.extends:
        raise Http404  # a province's overlay has the criteria of the set that it extends
    if number == NEW:
        return None
    found = next((c for c in desk.law.criteria if c.number == number), None)
    if found is None:
        raise Http404
    return found


def _put(request: Request, desk: Desk, form: CriterionForm) -> HttpResponse:
    words = form.tree()
    what = f"Ghi tiêu chí {words['number']}"
    edit = PutCriterion(words, request.POST.get("seen", ""), what)
    change_draft(desk.draft, edit, **signed(request))
    messages.success(request, f"Đã ghi tiêu chí {words['number']}. {words['name']}.")
    return redirect("draft_criteria", desk.draft.pk)


def _drop(request: Request, desk: Desk, shown: Criterion) -> HttpResponse:
    what = f"Bỏ tiêu chí {shown.number}"
    change_draft(
        desk.draft, DropCriterion(shown.id, request.POST.get("seen", ""), what), **signed(request)
    )
    messages.success(request, f"Đã bỏ tiêu chí {shown.number}. {shown.name}.")
    return redirect("draft_criteria", desk.draft.pk)


def _next_number(desk: Desk) -> str:
    taken = {criterion.number for criterion in desk.law.criteria}
    return next((str(n) for n in range(1, 100) if str(n) not in taken), "")
