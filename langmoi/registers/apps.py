from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "langmoi.registers"
    verbose_name = "sổ theo dõi"
