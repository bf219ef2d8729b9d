"""Addresses of the inbox, the late list and questions."""

from django.urls import path

from langmoi.web.notices import calendar, questions, views

urlpatterns = [
    path("viec-cua-toi/", views.inbox, name="inbox"),
    path("cham-han/", views.late, name="late"),
    path("cham-han.csv", views.late_file, name="late_file"),
    path("cau-hoi/", questions.questions, name="questions"),
    path("cau-hoi/<int:pk>/", questions.question, name="question"),
    path("tai-khoan/lich/", calendar.calendar, name="calendar"),
    path("tai-khoan/lich/tat/", calendar.revoke, name="revoke_calendar"),
    path("tai-khoan/lich/<str:token>.ics", calendar.feed, name="calendar_feed"),
    path("xa/<str:code>/hoi/", questions.ask, name="ask"),
]
