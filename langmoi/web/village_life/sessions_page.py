"""Explanation and mobilisation sessions, with totals by commune, language and criterion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.days import show_day
from langmoi.core.paging import page_of  # type: ignore[import-not-found]
from langmoi.registers.access import units_kept
from langmoi.registers.kind_list import kind_of
from langmoi.registers.queries import EntryRow
from langmoi.registers.session_table import (
    by_commune,
    by_criterion,
    by_language,
    by_organiser,
    total_of,
    totals,
)
from langmoi.registers.sessions import KIND, given_at, households_at, people_at
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.scope import scope_of
from langmoi.web.village_life.scoped import choices_of, chosen, query_of, rows_in_scope
