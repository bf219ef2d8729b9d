"""Every address of the site; each domain's pages list their own."""

from django.urls import include, path

urlpatterns = [path("", include("langmoi.web.urls"))]
