from django.apps import AppConfig


class LawDeskConfig(AppConfig):
    name = "langmoi.lawdesk"
    verbose_name = "soạn bộ tiêu chí"
