from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    name = "langmoi.committee"
    verbose_name = "Ban Chỉ đạo"
