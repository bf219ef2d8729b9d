"""Addresses of the filing, the grid of filings, their evidence and the village sheets."""

from django.urls import path

from langmoi.web.filing import evidence, views, villages
from langmoi.web.grid import views as grid

urlpatterns = [
    path("phieu/", views.filings, name="filings"),
    path("phieu/bang/", grid.grid, name="filing_grid"),
    path("phieu/bang/mo/", grid.start_all, name="start_filings"),
    path("phieu/bang/<str:code>/", grid.row, name="grid_row"),
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
