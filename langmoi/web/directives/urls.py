"""Addresses of documents that direct, and of their reading."""

from django.urls import path, re_path

from langmoi.web.directives import by_hand, document, listing, passage, reading, report, uploading

urlpatterns = [
    path("", listing.directives, name="directives"),
    path("moi/", by_hand.new_directive, name="new_directive"),
    path("doc/", uploading.read_document, name="read_document"),
    path("doc/<int:pk>/", reading.reading, name="reading"),
    path("doc/<int:pk>/tep/", document.reading_file, name="reading_file"),
    path("doc/<int:pk>/van-ban/", reading.head, name="reading_head"),
    path("doc/<int:pk>/ten/", reading.name, name="reading_name"),
    path("doc/<int:pk>/da-xem/", reading.looked, name="reading_looked"),
    path("doc/<int:pk>/lap/", reading.take, name="take_reading"),
    path("doc/<int:pk>/bo/", reading.drop, name="drop_reading"),
    path("doc/<int:pk>/doan/<int:number>/", passage.passage, name="passage"),
    path("<int:pk>/", document.directive, name="directive"),
    path("<int:pk>/tep/", document.directive_file, name="directive_file"),
    re_path(
        r"^(?P<pk>\d+)/tinh-hinh\.(?P<kind>docx|pdf|xlsx)$",
        report.directive_report,
        name="directive_report",
    ),
    path("<int:pk>/sua/", by_hand.change, name="change_directive"),
    path("<int:pk>/nhiem-vu/", by_hand.new_task, name="new_directive_task"),
    path("<int:pk>/giao/", document.issue, name="issue_directive"),
    path("nhiem-vu/<int:pk>/", by_hand.task, name="change_directive_task"),
    path("nhiem-vu/<int:pk>/them-noi/", by_hand.one_more, name="assign_directive_task"),
]
