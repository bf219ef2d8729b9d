"""Django's admin over the tasks of the benchmark `board`, as its documents show it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path

from langmoi.direction.models import TaskInstance


class Site(admin.AdminSite):
    """For whoever is signed in: rights are not what is measured."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated


class TaskAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
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

    def number(self, obj: TaskInstance) -> str:
        return obj.assignment.task.directive.number

    def clause(self, obj: TaskInstance) -> str:
        return obj.assignment.task.clause

    def text(self, obj: TaskInstance) -> str:
        return obj.assignment.task.text

    def given_to(self, obj: TaskInstance) -> str:
        agency = obj.assignment.agency
        return agency.short_name if agency else str(obj.assignment.unit_id)


site = Site()
site.register(TaskInstance, TaskAdmin)
urlpatterns = [path("admin/", site.urls)]
