"""Addresses of conventions, campaigns and meetings."""

from django.urls import path

from langmoi.web.village_life import (
    campaigns_page,
    conventions_page,
    meetings_page,
    new_meeting_page,
    new_session_page,
    sessions_page,
    village_page,
)

urlpatterns = [
    path("huong-uoc/", conventions_page.conventions, name="conventions"),
    path("hop-thon/", meetings_page.meetings, name="village_meetings"),
    path("tuyen-truyen/", sessions_page.sessions, name="mobilisation"),
    path("tuyen-truyen/moi/", new_session_page.new_session, name="new_mobilisation"),
    path("phong-trao/", campaigns_page.campaigns, name="campaigns"),
    path("phong-trao/<int:pk>/", campaigns_page.campaign, name="campaign"),
    path("thon-toi/", village_page.my_village, name="my_village"),
    path("thon/<str:code>/", village_page.village, name="village_life"),
    path("thon/<str:code>/hop/", new_meeting_page.new_meeting, name="new_village_meeting"),
]
