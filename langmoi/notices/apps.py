from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "langmoi.notices"
    verbose_name = "việc của tôi và thư nhắc"
