"""The criteria of a draft at a glance, and its groups with the criteria of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import DomainError
from langmoi.core.text import normalise
from langmoi.law.yaml_writer import Tree
from langmoi.lawdesk.access import refuse_writing
from langmoi.lawdesk.criteria_edits import PutGroups, groups_of
from langmoi.lawdesk.drafts import change_draft, digest_of
from langmoi.web.http import Request
from langmoi.web.lawdesk.document_form import REQUIRED
from langmoi.web.lawdesk.doors import desk_of, desk_only, signed
from langmoi.web.lawdesk.form_looks import Rows, answer, seen_again

RANGE = re.compile(r"([0-9]+)\s*[-–]\s*([0-9]+)")


class GroupForm(forms.Form):
    """A group and the numbers of its criteria, as a document lists them: “2-9, 11”."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label="Tên nhóm, đúng như văn bản", max_length=120, error_messages=REQUIRED
    )
    numbers = forms.CharField(label="Các tiêu chí số (như 2-9, 11)", max_length=200, required=False)


class GroupRows(Rows):
    """Together they name each criterion exactly once, or there are no groups."""

    drop_label = "Bỏ nhóm này"

    def __init__(self, *args: Any, shown: Tree, **kwargs: Any) -> None:
        self.shown = shown
        self.by_number = {c["number"]: c["id"] for c in shown["criteria"]}
        self.members: dict[str, str] = {}  # id of a criterion → id of its group
        self.groups: list[Tree] = []
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        if not self.is_fit:
            return
        keys = {group["id"] for group in self.shown["groups"]}
        for form in self.told:
            key = form.cleaned_data["key"]
            if key not in keys or key in [group["id"] for group in self.groups]:
                key = next(free for free in _names() if free not in keys)
            keys.add(key)
            self.groups.append({"id": key, "name": normalise(form.cleaned_data["name"])})
            self._take(form, key)
        left = [n for n, criterion in self.by_number.items() if criterion not in self.members]
        if self.groups and left and self.is_fit:
            raise forms.ValidationError(
                f"Tiêu chí {', '.join(left)} chưa thuộc nhóm nào. Hãy ghi số vào một nhóm."
            )

    def _take(self, form: forms.Form, key: str) -> None:
        for number in _numbers(form.cleaned_data["numbers"]):
            criterion = self.by_number.get(number)
            if criterion is None:
                form.add_error("numbers", f"Bản thảo không có tiêu chí số {number}.")
            elif criterion in self.members:
                form.add_error(
                    "numbers", f"Tiêu chí {number} đã ghi ở một nhóm khác, hoặc hai lần."
                )
            else:
                self.members[criterion] = key


GroupSet = cast(
    type[GroupRows],
    forms.formset_factory(GroupForm, formset=GroupRows, can_delete=True, can_delete_extra=False),
)


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: Request, pk: int) -> HttpResponse:
    desk = desk_of(request, pk)
    if desk.law.extends:
        raise Http404  # a province's overlay has the criteria of the set that it extends
    if request.method == "POST":
        refuse_writing(request.user, on=request.today)
    shown = groups_of(desk.trees)
    rows = GroupSet(request.POST or None, shown=shown, initial=_initial(shown), prefix="g")
    rows.extra = 2 if shown["groups"] else 5
    fault: DomainError | None = None
    if request.method == "POST" and rows.is_valid():
        edit = PutGroups(rows.groups, rows.members, request.POST.get("seen", ""))
        try:
            change_draft(desk.draft, edit, **signed(request))
        except DomainError as error:
            fault = error
        else:
            messages.success(request, "Đã lưu nhóm tiêu chí.")
            return redirect("draft_criteria", pk)
    names = {group.id: group.name for group in desk.law.groups}
    listed = [(c, names.get(c.group, "")) for c in desk.law.criteria]
    told = {
        "rows": rows,
        "listed": listed,
        "seen": seen_again(request, fault, digest_of(shown)),
        "law": desk.law,
    }
    return answer(request, desk, "lawdesk/criteria.html", fault, **told)


def _initial(shown: Tree) -> list[dict[str, str]]:
    return [
        {
            "key": group["id"],
            "name": group["name"],
            "numbers": _said([c["number"] for c in shown["criteria"] if c["group"] == group["id"]]),
        }
        for group in shown["groups"]
    ]


def _said(numbers: list[str]) -> str:
    """“2-9, 11” of numbers in the order of the set."""
    runs: list[list[str]] = []
    for number in numbers:
        last = runs[-1][-1] if runs else ""
        if number.isdigit() and last.isdigit() and int(number) == int(last) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _numbers(text: str) -> Iterator[str]:
    """The numbers that “2-9, 11” names, as written; what is no number stays a word."""
    for word in re.split(r"[,;]", normalise(text)):
        span = RANGE.fullmatch(word.strip())
        if span and int(span[1]) <= int(span[2]) <= 99:
            yield from (str(n) for n in range(int(span[1]), int(span[2]) + 1))
        elif word.strip():
            yield word.strip()


def _names() -> Iterator[str]:
    count = 0
    while True:
        count += 1
        yield f"group_{count}"
