"""Addresses of the filing, its evidence and the village sheets."""

from django.urls import path

from langmoi.web.filing import evidence, views, villages

urlpatterns = [
    path("phieu/", views.filings, name="filings"),
    path("phieu/<str:code>/", views.filing, name="filing"),
    path("phieu/<str:code>/gui/", views.submit, name="submit_filing"),
    path("phieu/<str:code>/ban-in/", views.printed, name="printed_filing"),
    path("phieu/<str:code>/minh-chung/", evidence.attach, name="attach_evidence"),
    path("phieu/<str:code>/thon/", villages.sheets, name="village_sheets"),
    path("minh-chung/<int:pk>/", evidence.download, name="evidence"),
    path("minh-chung/<int:pk>/anh-nho/", evidence.thumbnail, name="evidence_thumbnail"),
    path("phieu-thon/<str:code>/", villages.sheet, name="village_sheet"),
    path("phieu-thon/<str:code>/ban-in/", villages.sheet_on_paper, name="printed_village_sheet"),
]
