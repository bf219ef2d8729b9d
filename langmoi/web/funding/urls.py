"""Addresses of projects and money."""

from django.urls import path

from langmoi.web.funding import (
    line_pages,
    money_page,
    papers,
    project_forms,
    project_page,
    projects_list,
    uploads,
)

urlpatterns = [
    path("cong-trinh/", projects_list.projects, name="projects"),
    path("cong-trinh/moi/", project_forms.new_project, name="new_project"),
    path("cong-trinh/nhap/", uploads.projects_upload, name="projects_upload"),
    path("cong-trinh/nhap/mau.xlsx", uploads.projects_template, name="projects_template"),
    path("cong-trinh/<int:pk>/", project_page.project, name="project"),
    path("cong-trinh/<int:pk>/sua/", project_forms.change, name="change_project"),
    path("cong-trinh/<int:pk>/dung/", project_page.stop, name="stop_project"),
    path("cong-trinh/<int:pk>/lam-tiep/", project_page.resume, name="resume_project"),
    path("cong-trinh/<int:pk>/von/", line_pages.new_project_line, name="new_project_line"),
    path("cong-trinh/<int:pk>/giay-to/", papers.add, name="add_project_paper"),
    path("cong-trinh/giay-to/<int:pk>/", papers.serve, name="project_paper"),
    path("cong-trinh/giay-to/<int:pk>/go/", papers.remove, name="remove_project_paper"),
    path("von/", money_page.money, name="money"),
    path("von/dong/", line_pages.lines, name="money_lines"),
    path("von/dong/moi/", line_pages.new_line, name="new_money_line"),
    path("von/dong/<int:pk>/rut/", line_pages.take_back, name="take_back_money_line"),
    path("von/nhap/", uploads.money_upload, name="money_upload"),
    path("von/nhap/mau.xlsx", uploads.money_template, name="money_template"),
    path("von/nhap/<int:pk>/", uploads.preview, name="funding_upload"),
]
