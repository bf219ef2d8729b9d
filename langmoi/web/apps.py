from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "langmoi.web"
    verbose_name = "trang web"
