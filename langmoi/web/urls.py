"""Every page's address."""

from django.urls import include, path, re_path

from langmoi.web.overview import matrix
from langmoi.web.overview import views as overview
from langmoi.web.overview.accountability import accounts, commune_account, district_account
from langmoi.web.overview.department import department
from langmoi.web.overview.forecast import forecast_page
from langmoi.web.overview.lists import listed
from langmoi.web.overview.scores import scores, scores_file
from langmoi.web.overview.thresholds import thresholds
from langmoi.web.overview.what_if import what_if_page
from langmoi.web.reporting import views as reporting

urlpatterns = [
    path("", overview.home, name="home"),
    path("", include("langmoi.web.people.urls")),
    path("", include("langmoi.web.notices.urls")),
    path("", include("langmoi.web.audit.urls")),
    path("", include("langmoi.web.urging.urls")),
    path("", include("langmoi.web.expected.urls")),
    path("", include("langmoi.web.public.urls")),
    path("ra-soat/", include("langmoi.web.review.urls")),
    path("huyen/<str:code>/", overview.district, name="district"),
    path("xa/", overview.communes, name="communes"),
    path("xa/<str:code>/", overview.commune, name="commune"),
    path("tieu-chi/<str:number>/", overview.criterion, name="criterion"),
    path("danh-sach/", listed, name="listed"),
    path("nguong/", thresholds, name="thresholds"),
    path("bang-tieu-chi/", matrix.matrix, name="matrix"),
    path("bang-tieu-chi/<str:code>/<str:number>/", matrix.cell, name="cell"),
    path("du-bao/", forecast_page, name="forecast"),
    path("nganh/", department, name="department"),
    path("trach-nhiem/", accounts, name="accounts"),
    path("trach-nhiem/huyen/<str:code>/", district_account, name="district_account"),
    path("trach-nhiem/xa/<str:code>/", commune_account, name="commune_account"),
    path("cham-diem/", scores, name="scores"),
    path("cham-diem.xlsx", scores_file, name="scores_file"),
    path("thu-muc-khac/", what_if_page, name="what_if"),
    path("phan-tich/", include("langmoi.web.analysis.urls")),
    path("doan-kiem-tra/", include("langmoi.web.delegations.urls")),
    path("", include("langmoi.web.programme.urls")),
    path("nhiem-vu/", include("langmoi.web.tasks.urls")),
    path("cach-lam-hay/", include("langmoi.web.practices.urls")),
    path("van-ban/", include("langmoi.web.directives.urls")),
    path("vuong-mac/", include("langmoi.web.difficulties.urls")),
    path("can-bo-ntm/", include("langmoi.web.staffing.urls")),
    path("ban-chi-dao/", include("langmoi.web.committee.urls")),
    path("", include("langmoi.web.funding.urls")),
    path("von/", include("langmoi.web.funding_rules.urls")),
    path("dong-gop/", include("langmoi.web.contributions.urls")),
    path("", include("langmoi.web.ocop.urls")),
    path("", include("langmoi.web.village_life.urls")),
    path("so-theo-doi/", include("langmoi.web.registers.urls")),
    path("lay-y-kien/", include("langmoi.web.surveys.urls")),
    path("phieu-y-kien/", include("langmoi.web.surveys.phone_urls")),
    path("cong-nhan/", include("langmoi.web.titles.urls")),
    path("cong-nhan/", include("langmoi.web.recognition.urls")),
    path("bo-tieu-chi/", include("langmoi.web.lawdesk.urls")),
    path("nhap-so-lieu/", reporting.uploads, name="uploads"),
    path("nhap-so-lieu/<int:pk>/", reporting.upload, name="upload"),
    path("nhap-so-lieu/<int:pk>/ghi/", reporting.confirm, name="confirm_upload"),
    path("nhap-so-lieu/<int:pk>/bo/", reporting.drop, name="drop_upload"),
    re_path(r"^nhap-so-lieu/(?P<kind>mau|da-nop)\.xlsx$", reporting.template, name="workbook"),
    path("", include("langmoi.web.grid.urls")),
    path("", include("langmoi.web.filing.urls")),
    path("bao-cao/", include("langmoi.web.publishing.urls")),
]
