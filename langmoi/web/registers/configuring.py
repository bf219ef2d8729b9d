"""The office's own registers: their text, every fault by its line, what is in use not lost."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.errors import DomainError, Fault, FaultyInput, NotAllowed
from langmoi.registers.access import can_configure
from langmoi.registers.actions import save_kind
from langmoi.registers.kind_list import DATA, office_kinds, our_kinds
from langmoi.registers.models import Entry, RegisterKind
from langmoi.web.attempts import who, whole
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm

EXAMPLE = """\
id: gieng_nuoc
name: Giếng nước dùng chung
one: giếng nước
about: Giếng nước dùng chung của thôn, tình trạng và kết quả xét nghiệm.
levels: [commune]
writers:
  province: [province_office]
  commune: [commune_officer]
feeds:
  - {text: Danh sách giếng chờ xét nghiệm}
fields:
  - {id: depth, label: Độ sâu, type: decimal, unit: m, max: 200, list: true}
  - {id: built_on, label: Ngày làm xong, type: date}
states:
  - {id: used, label: Đang dùng, start: true, tone: good, months: 12, then: due}
  - {id: due, label: Chờ xét nghiệm lại, tone: warning}
  - {id: closed, label: Đã lấp, from: [used, due], live: false}
records:
  - {id: test, label: Xét nghiệm, once_per: day, fields: [{id: clean, label: Đạt, type: yes_no}]}
"""


class KindForm(PlainForm):
    text = forms.CharField(
        label="Mẫu sổ",
        strip=False,
        widget=forms.Textarea({"rows": 30, "spellcheck": "false", "wrap": "off"}),
    )


@login_required
@require_safe
def register_kinds(request: Request) -> HttpResponse:
    _refuse(request)
    rows = RegisterKind.objects.select_related("made_by")
    context = {
        "rows": [(row, office_kinds()[row.slug]) for row in rows],
        "ours": our_kinds().values(),
    }
    return render(request, "registers/kinds.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_register_kind(request: Request) -> HttpResponse:
    """A new register, from an example or from one of the program's."""
    _refuse(request)
    like = our_kinds().get(request.GET.get("theo", ""))
    text = EXAMPLE
    if like is not None:
        told = (DATA / f"{like.id}.yaml").read_text(encoding="utf-8")
        lines = [line for line in told.splitlines() if not line.startswith("rule:")]
        text = "\n".join(lines).replace(f"id: {like.id}", f"id: {like.id}_2", 1) + "\n"
    return _page(request, None, text)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register_kind(request: Request, kind: str) -> HttpResponse:
    """The text of an office's register."""
    _refuse(request)
    row = get_object_or_404(RegisterKind, slug=kind)
    return _page(request, row, row.text)


def _page(request: Request, row: RegisterKind | None, text: str) -> HttpResponse:
    form = KindForm(request.POST or None, initial={"text": text})
    faults: list[Fault] = []
    seen = whole(request.POST.get("seen", "")) if request.method == "POST" else 0
    if request.method != "POST" and row is not None:
        seen = row.version
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_kind(form.cleaned_data["text"], seen=seen, **who(request))
        except FaultyInput as error:
            faults = list(error.faults)
            form.add_error(None, str(error))
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã lưu mẫu sổ “{saved.slug}”, bản {saved.version}.")
            return redirect("register_kind", saved.slug)
    context = {
        "row": row,
        "form": form,
        "faults": faults,
        "seen": seen,
        "in_use": row is not None and Entry.objects.filter(kind=row.slug).exists(),
        "saves": row.saves.select_related("by").order_by("-version") if row else [],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/kind.html", context, status=status)


def _refuse(request: Request) -> None:
    if not can_configure(request.user, on=request.today):
        raise Http404
