from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "langmoi.reporting"
    verbose_name = "số liệu hằng tháng"
