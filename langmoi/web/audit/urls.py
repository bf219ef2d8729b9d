"""Addresses of the log."""

from django.urls import path

from langmoi.web.audit import views

urlpatterns = [
    path("nhat-ky/", views.log, name="log"),
    path("nhat-ky.csv", views.log_file, name="log_file"),
    path("nhat-ky/<int:pk>/", views.log_entry, name="log_entry"),
]
