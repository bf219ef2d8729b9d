"""Addresses of the inbox, the late list and questions."""

from django.urls import path

from langmoi.web.notices import questions, views

urlpatterns = [
    path("viec-cua-toi/", views.inbox, name="inbox"),
    path("cham-han/", views.late, name="late"),
    path("cham-han.csv", views.late_file, name="late_file"),
    path("cau-hoi/", questions.questions, name="questions"),
    path("cau-hoi/<int:pk>/", questions.question, name="question"),
    path("xa/<str:code>/hoi/", questions.ask, name="ask"),
]
