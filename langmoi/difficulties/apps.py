from django.apps import AppConfig


class DifficultiesConfig(AppConfig):
    name = "langmoi.difficulties"
    verbose_name = "khó khăn, vướng mắc"
