"""Addresses of projects and money."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
