"""Contributions in by workbook: the template, its faults or its preview, and yes or no."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.errors import DomainError
from langmoi.core.numbers import show_number
from langmoi.funding.contribution_access import entered_units
from langmoi.funding.contribution_checks import Gift, Given
from langmoi.funding.contribution_file import write_contribution_file
from langmoi.funding.contribution_import import (
    ContributionCheck,
    check_contributions,
    import_contributions,
)
from langmoi.web.analysis.sheets import EXCEL
from langmoi.web.attempts import who
from langmoi.web.http import Request
from langmoi.web.reporting.forms import WorkbookForm

SALT, HOURS_TO_CONFIRM, MOST_SHOWN = "langmoi.contributions", 12, 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_upload(request: Request) -> HttpResponse:
    """Every fault by its cell, or what would be written; nothing is kept here."""
    _refuse_strangers(request)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name = form.file_name()
        try:
            check = check_contributions(
                form.content(), file_name=name, by=request.user, on=request.today
            )
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return _checked(request, check, name)
    status = 422 if request.method == "POST" else 200
    return render(request, "contributions/upload.html", {"form": form}, status=status)


def _checked(request: Request, check: ContributionCheck, name: str) -> HttpResponse:
    rows = [(check.names[given.unit], given) for given in check.gifts[:MOST_SHOWN]]
    context = {
        "check": check,
        "file_name": name,
        "rows": rows,
        "left": len(check.gifts) - len(rows),
        "total": sum(given.total for given in check.gifts),
        "households": sum(given.households for given in check.gifts),
        "checked": _signed(request, check, name) if check.ok else "",
    }
    status = 200 if check.ok else 422
    return render(request, "contributions/checked.html", context, status=status)


@login_required
@require_POST
def confirm_contributions(request: Request) -> HttpResponse:
    """Write what the person has seen, and only that: it comes back signed from their page."""
    _refuse_strangers(request)
    told = _seen(request, request.POST.get("checked", ""))
    gifts = [_given(row) for row in told["rows"]]
    rows = import_contributions(gifts, file_name=told["file"], **who(request))
    messages.success(request, f"Đã ghi {show_number(rows)} khoản đóng góp từ tệp {told['file']}.")
    return redirect("contributions")


@login_required
@require_safe
def contribution_template(request: Request) -> HttpResponse:
    _refuse_strangers(request)
    response = HttpResponse(write_contribution_file(), content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="mau-dong-gop.xlsx"'
    return response


def _refuse_strangers(request: Request) -> None:
    if not entered_units(request.user, on=request.today):
        raise Http404


def _signed(request: Request, check: ContributionCheck, name: str) -> str:
    rows = [_plain(given) for given in check.gifts]
    told = {"by": request.user.pk, "file": name, "rows": rows}
    return signing.dumps(told, salt=SALT, compress=True)


def _plain(given: Given) -> dict[str, Any]:
    """Without what is empty: a file of thousands of rows goes through the page."""
    told = asdict(given) | {"given_on": str(given.given_on), "certainty": str(given.certainty)}
    told |= {"workdays": str(given.workdays), "land": str(given.land)}
    return {name: value for name, value in told.items() if value not in (None, "", "0", 0, ())}


def _given(row: dict[str, Any]) -> Given:
    told = {"households": 0} | row
    told["given_on"] = date.fromisoformat(told["given_on"])
    told["workdays"], told["land"] = (Decimal(told.get(n, 0)) for n in ("workdays", "land"))
    told["donors"] = tuple(Gift(**gift) for gift in told.get("donors", ()))
    return Given(**told)


def _seen(request: Request, text: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = signing.loads(text, salt=SALT, max_age=HOURS_TO_CONFIRM * 3600)
    except signing.BadSignature as error:
        raise DomainError(
            "Chưa ghi gì: trang xác nhận đã quá cũ hoặc bị sửa. Hãy tải tệp lên lại."
        ) from error
    if told["by"] != request.user.pk:
        raise DomainError("Chưa ghi gì: tệp này do người khác kiểm tra. Hãy tải tệp lên lại.")
    return told
