from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "langmoi.programme"
    verbose_name = "mục tiêu và chương trình công tác"
