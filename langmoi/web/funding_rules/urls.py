"""Addresses of counterpart, debt and double funding."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
