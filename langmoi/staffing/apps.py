from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "langmoi.staffing"
    verbose_name = "cán bộ làm công tác nông thôn mới"
