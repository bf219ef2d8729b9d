"""The sheets of a product before a council: one line a member, written all at once."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.registers.access import kept_units
from langmoi.registers.models import Entry, OcopCouncil, OcopScoring
from langmoi.registers.ocop.access import PRODUCT, can_keep_council, product_kind
from langmoi.registers.ocop.councils import save_scores
from langmoi.registers.ocop.reading import CERTIFIED, scoring_row
from langmoi.registers.ocop.rules import no_set_said, score_set_on
from langmoi.registers.queries import row_of
from langmoi.web.attempts import who, whole
from langmoi.web.http import Request
from langmoi.web.ocop.forms import SheetsForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def score_product(request: Request, pk: int) -> HttpResponse:
    """The sheets as they stand, or as typed with what is wrong; the council by the address."""
    product = product_in_scope(request, pk)
    council = _council(request)
    scoring = OcopScoring.objects.filter(council=council, product=product).first()
    score_set = score_set_on(council.held_on)
    if score_set is None:
        raise DomainError(no_set_said(council.held_on))
    may_write = can_keep_council(request.user, council, on=request.today)
    is_post = request.method == "POST"
    if is_post and not may_write:
        raise Http404
    form = SheetsForm(council, score_set, scoring, request.POST.dict() if is_post else None)
    seen = whole(request.POST.get("seen", "")) if is_post else (scoring.version if scoring else 0)
    problem, faults = "", []
    if is_post:
        try:
            save_scores(council, product, form.told(), seen=seen, **who(request))
        except NotAllowed:
            raise
        except FaultyInput as error:
            problem, faults = str(error), error.faults
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(request, f"Đã ghi phiếu chấm “{product.name}”.")
            return redirect("ocop_council", council.pk)
    context = {
        "product": product,
        "row": row_of(product, on=request.today),
        "council": council,
        "score_set": score_set,
        "form": form,
        "members": form.rows(),
        "seen": seen,
        "problem": problem,
        "faults": faults,
        "found": scoring_row(scoring) if scoring else None,
        "may_write": may_write,
        "may_certify": may_certify(request, product),
        "stars": range(5, 0, -1),
    }
    return render(request, "ocop/sheets.html", context, status=422 if is_post else 200)


def may_certify(request: Request, product: Entry) -> bool:
    """Whether the person may write a decision on the product, which has been scored."""
    kind = product_kind()
    writers = kind.states_by_id[CERTIFIED].writers
    kept = kept_units(request.user, kind, on=request.today, writers=writers)
    return product.unit_id in kept and product.state in kind.states_by_id[CERTIFIED].sources


def product_in_scope(request: Request, pk: int) -> Entry:
    found = Entry.objects.visible_to(request.user, on=request.today).standing()
    return get_object_or_404(found.select_related("unit"), pk=pk, kind=PRODUCT)


def _council(request: Request) -> OcopCouncil:
    """The council that the address names; of none, there is nothing to show."""
    key = whole(request.GET.get("hoi-dong", ""))
    found = OcopCouncil.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(found.select_related("unit"), pk=key)
