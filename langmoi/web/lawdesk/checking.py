"""The page on which a second person compares values with the document, one by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import DomainError
from langmoi.lawdesk.authors import kept_values
from langmoi.lawdesk.checking import check_values
from langmoi.web.http import Request
from langmoi.web.lawdesk.doors import Desk, desk_of, desk_only, signed
from langmoi.web.lawdesk.lines import ValueLine, lines_of, rule_lines


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, pk: int) -> HttpResponse:
    desk = desk_of(request, pk)
    if request.method == "POST":
        ticked = [text.partition(" ")[::2] for text in request.POST.getlist("value")]
        if not ticked:
            raise DomainError("Chưa chọn mức nào. Hãy đánh dấu các mức đã đối chiếu với văn bản.")
        seen = {key: digest for digest, key in ticked}
        count = check_values(desk.draft, seen, **signed(request))
        messages.success(request, f"Đã ghi {count} mức được bạn đối chiếu.")
        return redirect("check_draft", pk)
    rows = _waiting(desk)
    lines = [line for _, lines in rows for line in lines]
    wanted = {line.document.id for line in lines}
    context = {
        "desk": desk,
        "draft": desk.draft,
        "rows": rows,
        "count": len(lines),
        "mine": sum(line.kept.author_id == request.user.pk for line in lines),
        "papers": [paper for paper in desk.papers if paper.document in wanted],
    }
    return render(request, "lawdesk/check.html", context)


def _waiting(desk: Desk) -> list[tuple[str, list[ValueLine]]]:
    """What waits for a second person, by indicator in order; the rules of the whole set first."""
    kept = kept_values(desk.draft)
    found = [("Quy tắc chung của bộ", rule_lines(desk, kept))]
    for criterion in lines_of(desk, kept):
        found += [
            (f"{i.indicator.number} {i.indicator.text}", i.lines) for i in criterion.indicators
        ]
    waiting = [(title, [line for line in lines if line.is_waiting]) for title, lines in found]
    return [(title, lines) for title, lines in waiting if lines]
