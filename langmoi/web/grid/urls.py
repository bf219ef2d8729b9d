"""Addresses of the grid: before those of single filings, whose codes they would be read as."""

from django.urls import path

from langmoi.web.grid import views

urlpatterns = [
    path("phieu/bang/", views.grid, name="filing_grid"),
    path("phieu/bang/mo/", views.start_all, name="start_filings"),
    path("phieu/bang/<str:code>/", views.row, name="grid_row"),
]
