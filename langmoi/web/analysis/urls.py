"""Addresses of the analyst's pages."""

from django.urls import path

from langmoi.web.analysis import compare, distribution, likeness, pivot

urlpatterns = [
    path("", pivot.pivot_page, name="analysis"),
    path("danh-sach/", pivot.behind_page, name="behind"),
    path("so-sanh/", compare.compare_page, name="compare"),
    path("phan-bo/", distribution.distribution_page, name="distribution"),
    path("tuong-tu/", likeness.likeness_page, name="likeness"),
]
