"""Addresses of residents' contributions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
