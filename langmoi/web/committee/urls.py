"""Addresses of boards and their meetings."""

from django.urls import path

from langmoi.web.committee import boards, meeting_page, meeting_steps

urlpatterns = [
    path("", boards.meetings, name="meetings"),
    path("ban/moi/", boards.new_board, name="new_board"),
    path("ban/<int:pk>/", boards.board, name="board"),
    path("ban/<int:pk>/sua/", boards.change, name="change_board"),
    path("ban/<int:pk>/thanh-vien/", boards.join, name="join_board"),
    path("ban/<int:pk>/thoi-tham-gia/", boards.leave, name="leave_board"),
    path("ban/<int:pk>/hop/", meeting_page.new_meeting, name="new_meeting"),
    path("tai-lieu/<int:pk>/", meeting_steps.paper_file, name="meeting_paper"),
    path("<int:pk>/", meeting_page.meeting, name="meeting"),
    path("<int:pk>/in/", meeting_page.printed, name="printed_meeting"),
    path("<int:pk>/sua/", meeting_page.edit, name="change_meeting"),
    path("<int:pk>/du-hop/", meeting_steps.attendance, name="meeting_attendance"),
    path("<int:pk>/them-tai-lieu/", meeting_steps.paper, name="add_meeting_paper"),
    path("<int:pk>/ket-luan/", meeting_steps.conclude, name="add_conclusion"),
    path("<int:pk>/bo-ket-luan/", meeting_steps.drop, name="drop_conclusion"),
    path("<int:pk>/giao/", meeting_steps.issue, name="issue_conclusions"),
    path("<int:pk>/so-hieu/", meeting_steps.number, name="number_conclusion"),
]
