from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "langmoi.practices"
    verbose_name = "cách làm hay"
