"""Addresses of the page on which a paper is entered: they need no account."""

from django.urls import path

from langmoi.web.surveys import phone

urlpatterns = [
    path("<int:pk>/", phone.survey_paper, name="survey_paper"),
    path("<int:pk>/da-ghi/", phone.survey_paper_taken, name="survey_paper_taken"),
]
