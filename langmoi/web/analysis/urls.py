"""Addresses of the analyst's pages."""

from django.urls import path

from langmoi.web.analysis import pivot

urlpatterns = [
    path("", pivot.pivot_page, name="analysis"),
    path("danh-sach/", pivot.behind_page, name="behind"),
]
