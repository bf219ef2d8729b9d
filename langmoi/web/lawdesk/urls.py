"""Addresses of the law desk."""

from django.urls import path

from langmoi.web.lawdesk import (
    checking,
    criteria,
    criterion,
    documents,
    drafts,
    head,
    indicator,
    rules,
    ways,
)

urlpatterns = [
    path("", drafts.drafts, name="drafts"),
    path("lap/", drafts.begin, name="begin_draft"),
    path("nhap-tep/", drafts.bring_in, name="import_draft"),
    path("<int:pk>/", drafts.draft, name="set_draft"),
    path("<int:pk>/muc/<str:number>/", indicator.indicator, name="draft_indicator"),
    path("<int:pk>/chung/", head.head, name="draft_head"),
    path("<int:pk>/tieu-chi/", criteria.criteria, name="draft_criteria"),
    path("<int:pk>/tieu-chi/<str:number>/", criterion.criterion, name="draft_criterion"),
    path("<int:pk>/quy-tac/", rules.rules, name="draft_rules"),
    path("<int:pk>/van-ban/", documents.documents, name="draft_documents"),
    path("<int:pk>/van-ban/tep/", documents.attach, name="attach_draft_paper"),
    path("<int:pk>/doi-chieu/", checking.check, name="check_draft"),
    path("<int:pk>/khac/", ways.differences, name="draft_differences"),
    path("<int:pk>/dua-vao-dung/", ways.publish, name="publish_draft"),
    path("<int:pk>/bo/", ways.drop, name="drop_draft"),
    path("<int:pk>/bo-tieu-chi.zip", ways.export, name="export_draft"),
    path("tep/<int:pk>/", documents.paper, name="draft_paper"),
]
