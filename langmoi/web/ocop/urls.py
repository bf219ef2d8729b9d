"""Addresses of OCOP, schemes and linkages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
