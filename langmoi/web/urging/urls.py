"""Addresses of the weekly reminder list and of what goes up to the chairman."""

from django.urls import path, re_path

from langmoi.web.urging import views

urlpatterns = [
    path("don-doc/", views.urging, name="urging"),
    path("don-doc/ghi/", views.urge, name="urge"),
    re_path(r"^don-doc\.(?P<kind>docx|pdf|xlsx)$", views.urging_file, name="urging_file"),
    path("qua-han-lau/", views.escalated_page, name="escalated"),
]
