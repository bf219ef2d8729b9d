"""Addresses of targets and of the work programme."""

from django.urls import path

from langmoi.web.programme import items, programme, taking, target_edits, targets

urlpatterns = [
    path("muc-tieu/", targets.targets, name="targets"),
    path("muc-tieu/moi/", target_edits.new_target, name="new_target"),
    path("muc-tieu/nhap/", target_edits.import_page, name="import_targets"),
    path("muc-tieu/van-ban/", target_edits.new_document, name="new_target_document"),
    path("muc-tieu/<int:pk>/", targets.target, name="target"),
    path("muc-tieu/<int:pk>/sua/", target_edits.change, name="change_target"),
    path("muc-tieu/<int:pk>/chuyen/", target_edits.carry, name="carry_target"),
    path("muc-tieu/<int:pk>/bo/", target_edits.drop, name="drop_target"),
    path("chuong-trinh/", programme.programme, name="programme"),
    path("chuong-trinh/moi/", items.new_item, name="new_programme_item"),
    path("chuong-trinh/goi-y/", taking.suggested, name="programme_suggestions"),
    path("chuong-trinh/chuyen/", taking.carried, name="carry_programme"),
    path("chuong-trinh/<int:pk>/", items.programme_item, name="programme_item"),
    path("chuong-trinh/<int:pk>/sua/", items.edit_item, name="change_programme_item"),
    path("chuong-trinh/<int:pk>/<str:step>/", items.item_step, name="programme_step"),
]
