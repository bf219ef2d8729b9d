"""Addresses of recognition."""

from django.urls import path

from langmoi.web.recognition import files, listing, page, registration, rules_page, steps

urlpatterns = [
    path("", listing.recognitions, name="recognitions"),
    path("dang-ky/", registration.registration_list, name="registration_list"),
    path("dang-ky/moi/", registration.new_dossier, name="new_dossier"),
    path("quy-dinh/", rules_page.recognition_rules, name="recognition_rules"),
    path("quy-dinh/<int:pk>/bo/", rules_page.drop_rule, name="drop_recognition_rule"),
    path("giay-to/<int:pk>/", files.paper_file, name="dossier_paper"),
    path("giay-to/<int:pk>/go/", files.drop_paper, name="drop_dossier_paper"),
    path("<int:pk>/", page.dossier, name="dossier"),
    path("<int:pk>/ho-so.pdf", files.dossier_file, name="dossier_file"),
    path("<int:pk>/bang-cong-nhan.pdf", files.certificate, name="recognition_certificate"),
    path("<int:pk>/giay-to/", files.add_paper, name="add_dossier_paper"),
    path("<int:pk>/<slug:word>/", steps.take_step, name="dossier_step"),
]
