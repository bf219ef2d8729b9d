from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "langmoi.places"
    verbose_name = "địa bàn"
