"""What is known of a commune's indicators before a visit, residents' comments among it."""

from __future__ import annotations

from langmoi.core.days import show_day
from langmoi.delegations.models import Visit
from langmoi.delegations.past import past_findings
from langmoi.public.models import Comment

MOST_SAID = 3


def known_before(visit: Visit) -> dict[str, list[str]]:
    """Sentences by number of indicator or criterion; of residents only what was published."""
    found = past_findings(visit)
    comments = Comment.objects.filter(unit_id=visit.unit_id, state="published")
    for comment in comments.order_by("-sent_at")[:50]:
        said = found.setdefault(comment.criterion, [])
        if len(said) < MOST_SAID:
            said.append(f"Người dân góp ý ngày {show_day(comment.sent_at.date())}: {comment.text}")
    return found
