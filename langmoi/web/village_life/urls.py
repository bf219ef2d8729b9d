"""Addresses of conventions, campaigns and meetings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
