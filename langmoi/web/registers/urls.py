"""Addresses of registers: the same pages for every kind."""

from django.urls import path

from langmoi.web.registers import (
    books,
    configuring,
    entry_page,
    entry_papers,
    entry_steps,
    index,
    listing,
    pushing_page,
    writing,
)

urlpatterns = [
    path("", index.registers, name="registers"),
    path("mau-so/", configuring.register_kinds, name="register_kinds"),
    path("mau-so/moi/", configuring.new_register_kind, name="new_register_kind"),
    path("mau-so/<str:kind>/", configuring.register_kind, name="register_kind"),
    path("giay-to/<int:pk>/", entry_papers.register_paper, name="register_paper"),
    path("<str:kind>/", listing.register, name="register"),
    path("<str:kind>/moi/", writing.new_register_entry, name="new_register_entry"),
    path("<str:kind>/nhap/", books.register_upload, name="register_upload"),
    path("<str:kind>/nhap/mau.xlsx", books.register_template, name="register_template"),
    path("<str:kind>/nhap/<int:pk>/", books.confirm_register, name="confirm_register"),
    path("<str:kind>/gui-so/", pushing_page.push_register_page, name="push_register"),
    path("<str:kind>/<int:pk>/", entry_page.register_entry, name="register_entry"),
    path("<str:kind>/<int:pk>/sua/", writing.change_register_entry, name="change_register_entry"),
    path("<str:kind>/<int:pk>/buoc/", entry_steps.register_step, name="register_step"),
]
