"""Addresses of the public page, which need no account, and of those who look after it."""

from django.urls import path, re_path, register_converter

from langmoi.web.funding_rules.open_call_pages import public_open_calls
from langmoi.web.public import comment_form, downloads, moderation, pages, party, switching
from langmoi.web.public.converters import MonthConverter

register_converter(MonthConverter, "month")

urlpatterns = [
    path("cong-khai/", pages.province, name="public"),
    path("cong-khai/so-lieu/", downloads.listed, name="public_downloads"),
    re_path(
        r"^cong-khai/so-lieu/(?P<text>\d{4}-\d{2})\.(?P<kind>csv|json|zip)$",
        downloads.file,
        name="public_file",
    ),
    path("cong-khai/keu-goi-dau-tu/", public_open_calls, name="public_open_calls"),
    path("cong-khai/da-gui/", comment_form.sent, name="comment_sent"),
    path("cong-khai/<month:month>/", pages.province, name="public_month"),
    path("cong-khai/huyen/<str:code>/", pages.district, name="public_district"),
    path("cong-khai/huyen/<str:code>/<month:month>/", pages.district, name="public_district_month"),
    path("cong-khai/xa/<str:code>/", pages.commune, name="public_commune"),
    path("cong-khai/xa/<str:code>/<month:month>/", pages.commune, name="public_commune_month"),
    path(
        "cong-khai/xa/<str:code>/<month:month>/ban-<int:number>/",
        pages.cited,
        name="public_revision",
    ),
    path(
        "cong-khai/xa/<str:code>/<month:month>/gop-y/<str:number>/",
        comment_form.comment_form,
        name="send_comment",
    ),
    path("gop-y/", moderation.comments, name="comments"),
    path("gop-y/<int:pk>/", moderation.comment, name="comment"),
    path("gop-y/<int:pk>/duyet/", moderation.moderate, name="moderate_comment"),
    path("gop-y/<int:pk>/tra-loi/", moderation.answer, name="answer_comment"),
    path("trang-cong-khai/", switching.switch_page, name="public_switch"),
    path("van-kien-dang/", party.party_page, name="party_documents"),
]
