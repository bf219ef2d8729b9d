"""Addresses of posts and staff."""

from django.urls import path

from langmoi.web.staffing import last_group_page, officials, position_page, posts_list, uploads

urlpatterns = [
    path("", posts_list.staff, name="staff"),
    path("moi/", posts_list.new_position, name="new_staff_position"),
    path("chua-dat-chuan/", officials.officials, name="officials"),
    path("chua-dat-chuan/<str:code>/", officials.official_count, name="official_count"),
    path("tieu-chi-18-19/", last_group_page.last_group_page, name="last_group"),
    path("nhap/", uploads.staff_upload, name="staff_upload"),
    path("nhap/mau.xlsx", uploads.staff_template, name="staff_template"),
    path("<int:pk>/", position_page.position, name="staff_position"),
    path("<int:pk>/giu/", position_page.fill, name="fill_staff_position"),
    path("<int:pk>/thoi-giu/", position_page.vacate, name="vacate_staff_position"),
    path("<int:pk>/bo/", position_page.close, name="close_staff_position"),
    path("<int:pk>/tap-huan/", position_page.train, name="train_staff"),
]
