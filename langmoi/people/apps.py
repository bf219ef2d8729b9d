from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "langmoi.people"
    verbose_name = "con người"
