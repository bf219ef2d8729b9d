"""Addresses of checking delegations, their sample, visits and papers."""

from django.urls import path

from langmoi.web.delegations import listing, papers, photos, views, visiting, writing

urlpatterns = [
    path("", listing.delegations, name="delegations"),
    path("mau/", listing.sample, name="delegation_sample"),
    path("chenh-lech/", listing.differences, name="delegation_differences"),
    path("moi/", views.new_delegation, name="new_delegation"),
    path("<int:pk>/", views.delegation, name="delegation"),
    path("<int:pk>/sua/", views.change, name="change_delegation"),
    path("<int:pk>/ghi/", writing.write, name="write_delegation"),
    path("<int:pk>/van-ban/<slug:kind>.<slug:form>", papers.paper, name="delegation_paper"),
    path("chuyen/<int:pk>/", visiting.visit, name="delegation_visit"),
    path("chuyen/<int:pk>/chi-tieu/", visiting.check, name="check_indicator"),
    path("chuyen/<int:pk>/anh/", photos.attach, name="visit_photos"),
    path("chuyen/<int:pk>/vuong-mac/", visiting.hinder, name="raise_on_visit"),
    path("chuyen/<int:pk>/xong/", visiting.finish, name="finish_visit"),
    path("chuyen/<int:pk>/phieu/", papers.checklist, name="visit_checklist"),
    path("chuyen/<int:pk>/van-ban/<slug:kind>.<slug:form>", papers.visit_paper, name="visit_paper"),
    path("anh/<int:pk>/", photos.photo, name="delegation_photo"),
    path("anh/<int:pk>/nho/", photos.thumbnail, name="delegation_photo_small"),
]
