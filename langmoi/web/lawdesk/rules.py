"""The rules of a whole draft: who uses another zone's column, and how “không áp dụng” counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import DomainError
from langmoi.core.text import normalise
from langmoi.law.model import Status
from langmoi.law.parcel import documents_of
from langmoi.law.words import show_document
from langmoi.law.yaml_writer import FALSE, TRUE, Tree
from langmoi.lawdesk.access import refuse_writing
from langmoi.lawdesk.drafts import change_draft, digest_of
from langmoi.lawdesk.rule_edits import PutRules, rules_of
from langmoi.places.models import FactKind
from langmoi.web.http import Request
from langmoi.web.lawdesk.document_form import REQUIRED
from langmoi.web.lawdesk.doors import Desk, desk_of, desk_only, signed
from langmoi.web.lawdesk.form_looks import Rows, answer, dress, offer, seen_again
from langmoi.web.lawdesk.threshold_rows import CHECKED, KNOWN, refuse_changed_check

FACTS = [
    (kind.value, f"{kind.label[0].upper()}{kind.label[1:]}")
    for kind in (FactKind.SPECIALLY_DIFFICULT, FactKind.BORDER, FactKind.PROGRAMME_135)
]
COUNTS = [("true", "Tính là đạt"), ("false", "Không tính là đạt")]
UNSAID = [("", "Chưa ghi (tạm tính là đạt, chưa đưa vào dùng được nếu có chỉ tiêu như vậy)")]


class RestingForm(forms.Form):
    """What every rule rests on. What was checked stays so only unchanged."""

    document = forms.ChoiceField(label="Văn bản")
    clause = forms.CharField(label="Điều, khoản, mục", max_length=300, required=False)
    status = forms.ChoiceField(label="Trạng thái")

    def __init__(self, *args: Any, desk: Desk, kept: Mapping[str, Tree], **kwargs: Any) -> None:
        self.desk, self.kept = desk, kept
        super().__init__(*args, **kwargs)
        # What a new row begins with is no change of it.
        told = {"document": desk.law.document, "status": Status.REPORTED.value}
        self.initial = {**told, **self.initial}
        documents = documents_of(desk.texts).values()
        offer(self, "document", [(d.id, show_document(d)) for d in documents])
        is_checked = self.initial.get("status") == CHECKED[0]
        offer(self, "status", [CHECKED, *KNOWN] if is_checked else KNOWN)
        dress(self)

    def resting(self) -> Tree:
        told = self.cleaned_data
        basis = {"document": told["document"], "clause": normalise(told["clause"])}
        return {"basis": basis, "status": told["status"]}

    def refuse(self, rule: Tree, kept: Tree) -> None:
        if not rule["basis"]["clause"]:
            self.add_error("clause", "Chưa ghi điều, khoản hoặc mục của văn bản.")
        try:
            refuse_changed_check(rule, kept)
        except DomainError as error:
            self.add_error("status", str(error))


class ZoneRuleForm(RestingForm):
    fact = forms.ChoiceField(label="Xã nào", error_messages=REQUIRED)
    zone = forms.ChoiceField(label="Dùng mức của vùng, nhóm", error_messages=REQUIRED)
    name = forms.CharField(
        label="Lời của quy tắc, đúng như văn bản", max_length=300, error_messages=REQUIRED
    )
    field_order = ("fact", "zone", "name", "document", "clause", "status")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.initial.get("fact", "")
        others = [] if own in ("", *(fact for fact, _ in FACTS)) else [(own, own)]
        offer(self, "fact", [("", "Chọn loại xã"), *FACTS, *others])
        offer(self, "zone", [("", "Chọn vùng"), *((z.id, z.name) for z in self.desk.law.zones)])

    def clean(self) -> dict[str, Any]:
        if not self.errors and self.cleaned_data:
            self.refuse(self.tree(), self.kept.get(self.cleaned_data["fact"], {}))
        return self.cleaned_data

    def tree(self) -> Tree:
        told = self.cleaned_data
        words = {"fact": told["fact"], "zone": told["zone"], "name": normalise(told["name"])}
        return {**words, **self.resting()}


class RuleRows(Rows):
    """The rule that stands before another wins, so a fact has one rule only."""

    drop_label = "Bỏ quy tắc này"

    def clean(self) -> None:
        facts: set[str] = set()
        for form in self.told if self.is_fit else []:
            fact = form.cleaned_data["fact"]
            if fact in facts:
                form.add_error("fact", "Loại xã này đã có một quy tắc ở trên.")
            facts.add(fact)


RuleSet = cast(
    type[RuleRows],
    forms.formset_factory(ZoneRuleForm, formset=RuleRows, can_delete=True, can_delete_extra=False),
)


class NotApplicableForm(RestingForm):
    counts_as_met = forms.ChoiceField(
        label="Chỉ tiêu, tiêu chí “không áp dụng” của một xã", required=False
    )
    field_order = ("counts_as_met", "document", "clause", "status")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "counts_as_met", [*UNSAID, *COUNTS])

    def clean(self) -> dict[str, Any]:
        if not self.errors and self.cleaned_data["counts_as_met"]:
            self.refuse(self.tree(), self.kept.get("not_applicable", {}))
        return self.cleaned_data

    def tree(self) -> Tree:
        """Empty where the set shall not say it."""
        counts = self.cleaned_data["counts_as_met"]
        told = {"counts_as_met": TRUE if counts == "true" else FALSE}
        return {**told, **self.resting()} if counts else {}


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: Request, pk: int) -> HttpResponse:
    desk = desk_of(request, pk)
    if desk.law.extends:
        raise Http404  # a province's overlay has the rules of the set that it extends
    if request.method == "POST":
        refuse_writing(request.user, on=request.today)
    shown = rules_of(desk.trees)
    rows, counting = _rows(request, desk, shown), _counting(request, desk, shown)
    fault: DomainError | None = None
    # Both are asked, so that all that is wrong is said at once.
    if request.method == "POST" and all([rows.is_valid(), counting.is_valid()]):
        edit = PutRules(_tree(rows, counting), request.POST.get("seen", ""))
        try:
            change_draft(desk.draft, edit, **signed(request))
        except DomainError as error:
            fault = error
        else:
            messages.success(request, "Đã lưu các quy tắc chung.")
            return redirect("draft_rules", pk)
    told = {
        "rows": rows,
        "counting": counting,
        "seen": seen_again(request, fault, digest_of(shown)),
        "law": desk.law,
    }
    told["is_amiss"] = request.method == "POST" and fault is None
    return answer(request, desk, "lawdesk/rules.html", fault, **told)


def _rows(request: Request, desk: Desk, shown: Tree) -> RuleRows:
    kept = {rule["fact"]: rule for rule in shown.get("zone_rules", [])}
    initial = [_initial(rule) for rule in shown.get("zone_rules", [])]
    told = {"desk": desk, "kept": kept}
    rows = RuleSet(request.POST or None, initial=initial, form_kwargs=told, prefix="z")
    rows.extra = 2 if desk.law.zones else 0
    return rows


def _counting(request: Request, desk: Desk, shown: Tree) -> NotApplicableForm:
    rule = shown.get("not_applicable")
    initial = _initial(rule) if rule else {}
    return NotApplicableForm(
        request.POST or None, desk=desk, kept=shown, initial=initial, prefix="n"
    )


def _initial(rule: Tree) -> dict[str, str]:
    rest = {key: value for key, value in rule.items() if key != "basis"}
    return {**rest, **rule["basis"]}


def _tree(rows: RuleRows, counting: NotApplicableForm) -> Tree:
    found: Tree = {}
    if told := [form.tree() for form in rows.told]:
        found["zone_rules"] = told
    if rule := counting.tree():
        found["not_applicable"] = rule
    return found
