from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "langmoi.recognition"
    verbose_name = "xét, công nhận đạt chuẩn"
