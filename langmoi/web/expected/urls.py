"""Addresses of departments' own figures."""

from django.urls import path

from langmoi.web.expected import views

urlpatterns = [
    path("so-lieu-nganh/", views.expected, name="expected"),
    path("so-lieu-nganh/mau.xlsx", views.template, name="expected_workbook"),
    path("so-lieu-nganh/ghi/", views.confirm, name="confirm_expected"),
    path("doi-chieu/", views.differing, name="differences"),
]
