"""Addresses of satisfaction surveys; those of the phone's page are in phone_urls.py."""

from django.urls import path, re_path

from langmoi.web.surveys import campaign_page, listing, papers

urlpatterns = [
    path("", listing.surveys, name="surveys"),
    path("moi/", listing.new_survey, name="new_survey"),
    path("muc/", listing.survey_rules, name="survey_rules"),
    re_path(
        r"^b12-(?P<year>\d{4})\.(?P<kind>docx|pdf|xlsx)$",
        listing.year_file,
        name="survey_year_file",
    ),
    path("<int:pk>/", campaign_page.survey, name="survey"),
    path("<int:pk>/chuan-bi/", campaign_page.prepare_survey, name="prepare_survey"),
    path("<int:pk>/bat-dau/", campaign_page.survey_open, name="open_survey"),
    path("<int:pk>/ket-thuc/", campaign_page.survey_close, name="close_survey"),
    path("<int:pk>/cong-bo/", campaign_page.survey_publish, name="publish_survey"),
    path("<int:pk>/dung/", campaign_page.survey_stop, name="stop_survey"),
    path("<int:pk>/in/", papers.print_survey, name="print_survey"),
    path("<int:pk>/huy-ma/", papers.cancel_survey_codes, name="cancel_survey_codes"),
    path("<int:pk>/nhap/", papers.survey_upload, name="survey_upload"),
    path("<int:pk>/mau-nhap.xlsx", papers.survey_template, name="survey_template"),
    path("<int:pk>/xlsform.xlsx", papers.survey_xlsform, name="survey_xlsform"),
    path("<int:pk>/ho-duoc-chon.xlsx", papers.survey_sample, name="survey_sample"),
    re_path(
        r"^(?P<pk>\d+)/(?P<paper>bao-cao|bien-ban)\.(?P<kind>docx|pdf|xlsx)$",
        papers.survey_file,
        name="survey_file",
    ),
]
