"""Django's admin over the rows of `board` and `money`, as its documents show it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path

from langmoi.direction.models import TaskInstance
from langmoi.funding.models import Contribution, Project


class Site(admin.AdminSite):
    """For whoever is signed in: rights are not what is measured."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated


class _Reading(admin.ModelAdmin):  # type: ignore[type-arg]
    """Everyone may look, nobody may change."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TaskAdmin(_Reading):
    """The columns of our list; a place by its key, since its name is a dated fact."""

    list_display = ("number", "clause", "text", "given_to", "due_on", "state", "finished_on")
    list_select_related = (
        "assignment__task__directive",
        "assignment__agency",
        "assignment__unit",
    )
    list_filter = ("state", "assignment__duty")
    list_per_page = 100
    search_fields = ("assignment__task__text",)
    ordering = ("due_on", "pk")

    def number(self, obj: TaskInstance) -> str:
        return obj.assignment.task.directive.number

    def clause(self, obj: TaskInstance) -> str:
        return obj.assignment.task.clause

    def text(self, obj: TaskInstance) -> str:
        return obj.assignment.task.text

    def given_to(self, obj: TaskInstance) -> str:
        agency = obj.assignment.agency
        return agency.short_name if agency else str(obj.assignment.unit_id)


class ProjectAdmin(_Reading):
    """The columns of our list but for what its money comes to."""

    list_display = ("code", "name", "content", "unit_id", "total", "listed_on", "accepted_on")
    list_filter = ("content", "mechanism")
    list_per_page = 100
    search_fields = ("search_key",)


class ContributionAdmin(_Reading):
    """The columns of our list; no totals, a place by its key."""

    list_display = (
        "given_on", "unit_id", "project", "households", "money", "workdays", "workdays_value",
        "land", "land_value", "goods_value", "total",
    )  # fmt: skip
    list_select_related = ("project",)
    list_per_page = 100


site = Site()
site.register(TaskInstance, TaskAdmin)
site.register(Project, ProjectAdmin)
site.register(Contribution, ContributionAdmin)
urlpatterns = [path("admin/", site.urls)]
