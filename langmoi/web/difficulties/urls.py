"""Addresses of difficulties and guidance."""

from django.urls import path

from langmoi.web.difficulties import guidance, listing, new, page, papers, steps, tables

urlpatterns = [
    path("", listing.difficulties, name="difficulties"),
    path("bang/", tables.difficulty_table, name="difficulty_table"),
    path("nguyen-nhan/", tables.difficulty_causes, name="difficulty_causes"),
    path("moi/", new.new_difficulty, name="new_difficulty"),
    path("moi/da-hoi/", new.asked_before, name="asked_before"),
    path("huong-dan/", guidance.guidance_list, name="guidance_list"),
    path("huong-dan/moi/", guidance.new_guidance, name="new_guidance"),
    path("huong-dan/<int:pk>/", guidance.guidance, name="guidance"),
    path("huong-dan/<int:pk>/rut/", guidance.withdraw, name="withdraw_guidance"),
    path("huong-dan/<int:pk>/tep/", papers.guidance_file, name="guidance_file"),
    path("tai-lieu/<int:pk>/", papers.difficulty_paper, name="difficulty_paper"),
    path("<int:pk>/", page.difficulty, name="difficulty"),
    path("<int:pk>/<slug:word>/", steps.take_step, name="difficulty_step"),
]
