"""Addresses of the log and of a filing's story."""

from django.urls import path

from langmoi.web.audit import views

urlpatterns = [
    path("nhat-ky/", views.log, name="log"),
    path("nhat-ky.csv", views.log_file, name="log_file"),
    path("nhat-ky/<int:pk>/", views.log_entry, name="log_entry"),
    path("xa/<str:code>/lich-su/", views.filing_story, name="filing_story"),
]
