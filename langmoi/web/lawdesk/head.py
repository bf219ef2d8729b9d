"""What a draft is called, when it holds, how much its document has, its zones."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import DomainError
from langmoi.core.text import normalise
from langmoi.law.library import HEAD
from langmoi.law.parcel import documents_of
from langmoi.law.words import show_document
from langmoi.law.yaml_writer import NULL, Plain, Tree
from langmoi.lawdesk.access import refuse_writing
from langmoi.lawdesk.drafts import change_draft, digest_of
from langmoi.lawdesk.edits import PutHead, head_of
from langmoi.web.http import Request
from langmoi.web.lawdesk.document_form import REQUIRED, DayField, show_tree
from langmoi.web.lawdesk.doors import desk_of, desk_only, signed
from langmoi.web.lawdesk.form_looks import seen_again


class HeadForm(forms.Form):
    """Zones are written one a line: id, a colon, the name as in the document."""

    name = forms.CharField(label="Tên bộ tiêu chí", max_length=300, error_messages=REQUIRED)
    document = forms.ChoiceField(label="Văn bản ban hành")
    start = DayField(label="Có hiệu lực từ ngày", error_messages=REQUIRED)
    end = DayField(label="Đến hết ngày (còn hiệu lực thì để trống)", required=False)
    criteria = forms.IntegerField(label="Số tiêu chí theo văn bản", min_value=1, max_value=99)
    indicators = forms.IntegerField(
        label="Số chỉ tiêu theo văn bản", min_value=1, max_value=999, required=False
    )
    zones = forms.CharField(
        label="Vùng, nhóm xã (mỗi dòng: mã: tên)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    note = forms.CharField(
        label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any, *, shown: Tree, documents: list[tuple[str, str]]) -> None:
        self.shown = shown
        expected = shown.get("expected", {})
        super().__init__(
            data,
            initial={
                "name": shown["name"],
                "document": shown["document"],
                "start": show_tree(shown["in_force"]["from"]),
                "end": show_tree(shown["in_force"].get("to", NULL)),
                "criteria": expected.get("criteria", ""),
                "indicators": expected.get("indicators", ""),
                "zones": "\n".join(f"{z['id']}: {z['name']}" for z in shown.get("zones", [])),
                "note": shown.get("note", ""),
            },
        )
        choice = self.fields["document"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = documents
        if "zones" not in shown:
            del self.fields["zones"]
        for name, field in self.fields.items():
            kind = "form-select" if name == "document" else "form-control"
            field.widget.attrs["class"] = kind

    def clean_zones(self) -> list[Tree]:
        found = []
        for line in self.cleaned_data["zones"].splitlines():
            if line.strip():
                key, colon, name = line.partition(":")
                if not colon or not name.strip():
                    raise forms.ValidationError(
                        f"Dòng “{line.strip()}” thiếu dấu hai chấm. Hãy ghi như other: Các xã "
                        "còn lại."
                    )
                found.append({"id": normalise(key), "name": normalise(name)})
        return found

    def tree(self) -> Tree:
        told = self.cleaned_data
        period = {"from": told["start"]} | ({} if told["end"] == NULL else {"to": told["end"]})
        expected = {"criteria": Plain(told["criteria"])}
        if told["indicators"]:
            expected["indicators"] = Plain(told["indicators"])
        found = {
            "name": normalise(told["name"]),
            "document": told["document"],
            "in_force": period,
            "expected": expected,
        }
        if "zones" in told:
            found["zones"] = told["zones"]
        if told["note"] or "note" in self.shown:
            found["note"] = normalise(told["note"])
        return found


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def head(request: Request, pk: int) -> HttpResponse:
    desk = desk_of(request, pk)
    if request.method == "POST":
        refuse_writing(request.user, on=request.today)
    shown = head_of(desk.trees)
    documents = [(d.id, show_document(d)) for d in documents_of(desk.texts).values()]
    form = HeadForm(request.POST or None, shown=shown, documents=documents)
    fault: DomainError | None = None
    if request.method == "POST" and form.is_valid():
        edit = PutHead(form.tree(), request.POST.get("seen", ""))
        try:
            change_draft(desk.draft, edit, **signed(request))
        except DomainError as error:
            fault = error
        else:
            messages.success(request, "Đã lưu phần chung của bộ.")
            return redirect("set_draft", pk)
    context = {
        "desk": desk,
        "draft": desk.draft,
        "form": form,
        "seen": seen_again(request, fault, digest_of(shown)),
        "fault": fault,
        "faults": getattr(fault, "faults", []),
        "file": HEAD,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "lawdesk/head.html", context, status=status)
