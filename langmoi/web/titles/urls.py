"""Addresses of titles in danger, renewal and succession."""

from django.urls import path

from langmoi.web.titles import views

urlpatterns = [
    path("nguy-co/", views.titles_at_risk, name="titles_at_risk"),
    path("nguy-co/thu-hoi/", views.revoke, name="revoke_title"),
    path("nguy-co/huy-thu-hoi/", views.take_back, name="take_back_loss"),
    path("nguy-co/sau-sap-nhap/", views.decide_heir, name="decide_heir"),
]
