"""Every step of the monthly chain, by name: each atomic, with one event and one audit line.

All take `by` (the person), `on` (the day of rights) and `at` (the moment shown), and raise
NotAllowed or DomainError with a sentence for the person who pressed.
"""

from __future__ import annotations

from langmoi.reporting.bulk import (
    BulkResult,
    agree_to_filings,
    give_opinion_on_filings,
    review_filings,
    sign_filings,
)
from langmoi.reporting.closing import Missing, close_month, missing_of, missing_opinions
from langmoi.reporting.correcting import ask_correction, ask_late_filing, decide_correction
from langmoi.reporting.opinions import give_opinion, give_opinions, put_agency_solution
from langmoi.reporting.reviewing import (
    SendBackItem,
    agree_to_rest,
    put_solution,
    reopen_indicator,
    review_criteria,
    review_criterion,
    send_back,
    solutions_of,
    unreviewed,
)
from langmoi.reporting.sending import missing_figures, refuse_unready, submit_filing
from langmoi.reporting.signing import refuse_unsignable, sign_filing, without_solution

__all__ = [
    "BulkResult",
    "Missing",
    "SendBackItem",
    "agree_to_filings",
    "agree_to_rest",
    "ask_correction",
    "ask_late_filing",
    "close_month",
    "decide_correction",
    "give_opinion",
    "give_opinion_on_filings",
    "give_opinions",
    "missing_figures",
    "missing_of",
    "missing_opinions",
    "put_agency_solution",
    "put_solution",
    "refuse_unready",
    "refuse_unsignable",
    "reopen_indicator",
    "review_criteria",
    "review_criterion",
    "review_filings",
    "send_back",
    "sign_filing",
    "sign_filings",
    "solutions_of",
    "submit_filing",
    "unreviewed",
    "without_solution",
]
