"""What the desk's forms share: the house's controls, rows of a form, the answer to a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from langmoi.core.errors import DomainError
from langmoi.lawdesk.drafts import StaleDraft
from langmoi.web.http import Request
from langmoi.web.lawdesk.doors import Desk

CLASSES: dict[type[Any], str] = {
    forms.CheckboxInput: "form-check-input",
    forms.Select: "form-select",
}


def dress(form: forms.BaseForm) -> None:
    """Give each field the class of its kind of control."""
    for field in form.fields.values():
        field.widget.attrs["class"] = CLASSES.get(type(field.widget), "form-control")


def offer(form: forms.BaseForm, name: str, choices: list[tuple[str, str]]) -> None:
    """What can be chosen in a field is known only once the draft is."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


if TYPE_CHECKING:
    FormSet = forms.BaseFormSet[Any]
else:  # it takes no brackets when it runs
    FormSet = forms.BaseFormSet


class Rows(FormSet):
    """Rows of a form, with some to add more; one that is there already can be dropped."""

    drop_label = "Bỏ dòng này"

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = self.drop_label
        dress(form)

    @property
    def kept(self) -> list[Any]:
        """The rows that are not dropped."""
        return [form for form in self.forms if not form.cleaned_data.get("DELETE", False)]

    @property
    def told(self) -> list[Any]:
        """The rows that are filled in and not dropped."""
        return [form for form in self.kept if form.cleaned_data]

    @property
    def is_fit(self) -> bool:
        """Whether no row that is kept is at fault by itself."""
        return not any(form.errors for form in self.kept)


def seen_again(request: Request, fault: DomainError | None, shown: str) -> str:
    """The mark of what the person saw; of what stands now once they were told the difference."""
    if request.method != "POST" or isinstance(fault, StaleDraft):
        return shown
    return request.POST.get("seen", "")


def answer(
    request: Request, desk: Desk, template: str, fault: DomainError | None, **told: Any
) -> HttpResponse:
    """The page of a form: as it is, or again with what is wrong."""
    faults = getattr(fault, "faults", [])
    context = {"desk": desk, "draft": desk.draft, "fault": fault, "faults": faults, **told}
    return render(request, template, context, status=422 if request.method == "POST" else 200)
