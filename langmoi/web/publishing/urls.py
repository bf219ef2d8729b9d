"""Addresses of reports: to download, to prepare, to issue, in packs."""

from django.urls import path

from langmoi.web.publishing import drafts, history, packs, views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("<str:code>.<str:kind>", views.report, name="report"),
    path("du-thao/", drafts.new, name="new_draft"),
    path("du-thao/<int:pk>/", drafts.draft, name="draft"),
    path("du-thao/<int:pk>/sua/", drafts.edit, name="edit_draft"),
    path("du-thao/<int:pk>/ban-hanh/", drafts.issue, name="issue_draft"),
    path("du-thao/<int:pk>/mau/", drafts.template, name="report_template"),
    path("du-thao/<int:pk>/tai.<str:kind>", drafts.draft_file, name="draft_file"),
    path("da-ban-hanh/<int:pk>/", drafts.issued, name="issued"),
    path("da-ban-hanh/<int:pk>/tai.<str:kind>", drafts.issued_file, name="issued_file"),
    path("goi/", packs.packs, name="packs"),
    path("goi/<int:pk>/", packs.pack, name="pack"),
    path("goi/<int:pk>/huy/", packs.cancel_pack, name="cancel_pack"),
    path("goi/<int:pk>/tai.zip", packs.pack_file, name="pack_file"),
    path("giai-doan-2010-2015/", history.history, name="history"),
    path("giai-doan-2010-2015/mau.xlsx", history.template, name="history_template"),
]
