from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "langmoi.publishing"
    verbose_name = "báo cáo"
