"""Addresses of titles in danger, renewal and succession."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
