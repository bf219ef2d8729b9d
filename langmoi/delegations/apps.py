from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "langmoi.delegations"
    verbose_name = "đoàn kiểm tra"
