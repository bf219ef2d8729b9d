"""Figures in by workbook."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from langmoi.web.http import Request
from langmoi.web.months import chosen_month


@login_required
def uploads(request: Request) -> HttpResponse:
    chosen_month(request)
    return render(request, "404.html")
