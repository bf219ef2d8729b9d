"""Addresses of the register of good practice."""

from django.urls import path

from langmoi.web.practices import views

urlpatterns = [
    path("", views.practices, name="practices"),
    path("moi/", views.new_practice, name="new_practice"),
    path("<int:pk>/", views.practice, name="practice"),
    path("<int:pk>/sua/", views.change, name="change_practice"),
    path("<int:pk>/ap-dung/", views.adopt, name="adopt_practice"),
    path("<int:pk>/rut/", views.withdraw, name="withdraw_practice"),
]
