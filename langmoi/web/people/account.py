"""My account: who I am here, my posts, my password and second factor."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.notices.models import CalendarFeed
from langmoi.people.access import posts_of
from langmoi.people.capacity import post_in_words
from langmoi.people.models import Post, User
from langmoi.web.http import Request
from langmoi.web.people.people_forms import SubstituteForm
from langmoi.web.people.sign_in import provider_name


class _Own:
    """A post of one's own, with the form that appoints a substitute."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.substitutions = post.substitutions.select_related("user").order_by("valid_from")
        self.form = SubstituteForm(auto_id=f"sub-{post.pk}-%s", people=User.objects.none())


@login_required
@require_safe
def account(request: Request) -> HttpResponse:
    posts = posts_of(request.user, on=request.today).select_related("user", "agency", "unit")
    codes = Authenticator.objects.filter(
        user=request.user, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    context = {
        "posts": [(post, post_in_words(post, request.today)) for post in posts],
        "own_posts": [_Own(post) for post in posts if post.user_id == request.user.pk],
        "today": request.today,
        "has_second_factor": is_mfa_enabled(request.user),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "provider": provider_name(),
        "calendar_feed": CalendarFeed.objects.filter(user=request.user).first(),
        "is_linked": SocialAccount.objects.filter(user=request.user).exists(),
    }
    return render(request, "people/account.html", context)
