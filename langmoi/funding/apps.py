from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "langmoi.funding"
    verbose_name = "vốn và công trình nông thôn mới"
