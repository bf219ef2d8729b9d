"""Papers of difficulties and guidance: taken with a form, served to whoever may read of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from langmoi.core.errors import DomainError
from langmoi.difficulties.actions import Paper
from langmoi.difficulties.models import Difficulty, DifficultyPaper, Guidance
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.keeping import KeptFile, NewFile, keep_file
from langmoi.reporting.evidence.kinds import ACCEPT, kind_by_mime
from langmoi.reporting.models import EvidenceFile
from langmoi.web.filing.evidence import sealed
from langmoi.web.http import Request
from langmoi.web.people.people_forms import DayField, PlainForm


class PaperFields(PlainForm):
    """A form that may come with one paper: a document that is named, a file, or both."""

    paper_title = forms.CharField(label="Tên tài liệu kèm theo", max_length=300, required=False)
    paper_number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    paper_dated_on = DayField("Ngày tài liệu", required=False)
    paper_file = forms.FileField(
        label="Tệp (PDF, ảnh, Word, Excel)",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    PAPER = ("paper_title", "paper_number", "paper_dated_on", "paper_file")

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not told.get("paper_title"):
            if told.get("paper_file"):
                told["paper_title"] = str(told["paper_file"].name).rpartition(".")[0]
            elif told.get("paper_number") or told.get("paper_dated_on"):
                self.add_error("paper_title", "Hãy ghi tên tài liệu có số, ngày này.")
        return told

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.PAPER]

    @property
    def paper_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.PAPER]

    @property
    def has_paper_errors(self) -> bool:
        return any(name in self.errors for name in self.PAPER)

    def kept(self) -> KeptFile | None:
        """The file on the disk, where there is one; raises DomainError telling why not."""
        file = self.cleaned_data["paper_file"]
        if not file:
            return None
        try:
            return keep_file(NewFile(b"".join(file.chunks()), file.name or ""))
        except DomainError as error:
            self.add_error("paper_file", str(error))
            raise

    def papers(self) -> list[Paper]:
        """Within the transaction of the step that they come with."""
        told = self.cleaned_data
        if not told["paper_title"]:
            return []
        kept = self.kept()
        row = kept.row() if kept else None
        return [Paper(told["paper_title"], told["paper_number"], told["paper_dated_on"], row)]


@login_required
@require_safe
def difficulty_paper(request: Request, pk: int) -> HttpResponse:
    """The file of a paper, for whoever sees its difficulty."""
    visible = Difficulty.objects.visible_to(request.user, on=request.today)
    papers = DifficultyPaper.objects.select_related("file")
    found = get_object_or_404(papers, pk=pk, event__difficulty__in=visible, file__isnull=False)
    return _served(found.file, found.title)


@login_required
@require_safe
def guidance_file(request: Request, pk: int) -> HttpResponse:
    visible = Guidance.objects.visible_to(request.user, on=request.today)
    found = get_object_or_404(visible.select_related("file"), pk=pk, file__isnull=False)
    return _served(found.file, found.file_name or found.title)


def _served(file: EvidenceFile | None, name: str) -> HttpResponse:
    assert file is not None  # noqa: S101 - asked for only where there is one
    kind = kind_by_mime(file.kind)
    response = HttpResponse(store.read(file.sha256), content_type=kind.mime)
    how = "inline" if kind.is_shown_in_place else "attachment"
    ending = kind.extensions[0]
    name = name if name.lower().endswith(tuple(kind.extensions)) else f"{name}{ending}"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}"
    return sealed(response)
