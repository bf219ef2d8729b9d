from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "langmoi.surveys"
    verbose_name = "lấy ý kiến hài lòng"
