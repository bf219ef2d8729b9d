from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "langmoi.public"
    verbose_name = "trang công khai"
