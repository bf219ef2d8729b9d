"""Addresses of residents' contributions."""

from django.urls import path

from langmoi.web.contributions import listing, one, published, sums, uploads

urlpatterns = [
    path("", listing.contributions, name="contributions"),
    path("bang.xlsx", listing.contribution_workbook, name="contribution_workbook"),
    path("moi/", one.new_contribution, name="new_contribution"),
    path("theo-noi/", sums.contribution_sums, name="contribution_sums"),
    path("so-da-cong-bo/", published.published_money, name="published_money"),
    path("nhap/", uploads.contribution_upload, name="contribution_upload"),
    path("nhap/mau.xlsx", uploads.contribution_template, name="contribution_template"),
    path("nhap/ghi/", uploads.confirm_contributions, name="confirm_contributions"),
    path("<int:pk>/", one.contribution, name="contribution"),
    path("<int:pk>/rut/", one.take_back, name="take_back_contribution"),
]
