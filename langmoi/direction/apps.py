from django.apps import AppConfig


class DirectionConfig(AppConfig):
    name = "langmoi.direction"
    verbose_name = "chỉ đạo, điều hành"
