from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "langmoi.core"
    verbose_name = "nền tảng"
