"""What people fill in to take a step on a task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from langmoi.core.errors import DomainError
from langmoi.direction.trail import LONGEST_NOTE, Paper
from langmoi.reporting.evidence.keeping import NewFile, keep_file
from langmoi.reporting.evidence.kinds import ACCEPT
from langmoi.web.people.people_forms import DayField, PlainForm

PAPERS = 3  # at once; more come with the next report
TOO_LONG = "Phần này dài hơn 8.000 ký tự. Hãy ghi ngắn lại, hoặc gửi thành tệp."


def text(label: str, *, needed: bool = True, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    errors = {"max_length": TOO_LONG}
    return forms.CharField(
        label=label,
        max_length=LONGEST_NOTE,
        required=needed,
        widget=widget,
        error_messages=errors,
    )


class NoteForm(PlainForm):
    note = text("Ghi chú (không bắt buộc)", needed=False, rows=2)


class ReasonForm(PlainForm):
    reason = text("Lý do")


class InstructForm(PlainForm):
    note = text("Ý kiến chỉ đạo", rows=2)


class WithdrawForm(ReasonForm):
    for_good = forms.BooleanField(
        label="Thu hồi hẳn, cả các kỳ chưa xong và kỳ sau", required=False
    )


class AskForm(PlainForm):
    until = DayField("Xin gia hạn đến ngày")
    reason = text("Lý do xin gia hạn")


class ExtendForm(PlainForm):
    """`seen` is the due day that the page showed: who moved it meanwhile is not overruled."""

    until = DayField("Hạn mới")
    reason = text("Lý do gia hạn")
    approver = forms.CharField(
        label="Người duyệt (bỏ trống: chính mình)", max_length=200, required=False
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class PaperForm(PlainForm):
    """A document that comes with a report; empty where nothing is filled in."""

    title = forms.CharField(label="Tên văn bản, tài liệu", max_length=300, required=False)
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    dated_on = DayField("Ngày", required=False)
    file = forms.FileField(
        label="Tệp (PDF, ảnh, Word, Excel)",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not told.get("title"):
            if told.get("file"):
                told["title"] = str(told["file"].name).rpartition(".")[0]
            elif told.get("number") or told.get("dated_on"):
                self.add_error("title", "Hãy ghi tên văn bản có số, ngày này.")
        return told

    @property
    def is_told(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("title", "number", "dated_on", "file"))

    def paper(self) -> Paper:
        """With its file kept; within the transaction of the step. Raises DomainError."""
        told, kept = self.cleaned_data, None
        if told["file"]:
            content = b"".join(told["file"].chunks())
            kept = keep_file(NewFile(content, told["file"].name or "")).row()
        return Paper(told["title"], told["number"], told["dated_on"], kept)


class ReportForm(PlainForm):
    """A report in words, with the documents that prove it."""

    result = text("Kết quả đã làm được", rows=4)

    def __init__(self, data: Any = None, files: Any = None, *, auto_id: str, **kwargs: Any) -> None:
        super().__init__(data, files, auto_id=auto_id, **kwargs)
        self.papers = [
            PaperForm(data, files, prefix=f"p{at}", auto_id=auto_id) for at in range(1, PAPERS + 1)
        ]

    def is_valid(self) -> bool:
        papers = [paper.is_valid() for paper in self.papers]
        return super().is_valid() and all(papers)

    @property
    def has_problems(self) -> bool:
        return bool(self.errors) or any(paper.errors for paper in self.papers)

    def told_papers(self) -> list[Paper]:
        """Each file kept; a refusal is told beside its own file."""
        told = []
        for form in self.papers:
            if form.is_told:
                try:
                    told.append(form.paper())
                except DomainError as error:
                    form.add_error("file", str(error))
                    raise PaperRefused from error
        return told


class DoneForm(ReportForm):
    result = text("Kết quả thực hiện", rows=4)


class PaperRefused(Exception):  # noqa: N818 - told already, beside its field
    """One of the files is not taken; the form says which and why."""


FORMS: Mapping[str, type[PlainForm]] = {
    "accept": NoteForm,
    "progress": ReportForm,
    "complete": DoneForm,
    "ask_extension": AskForm,
    "confirm": NoteForm,
    "send_back": ReasonForm,
    "extend": ExtendForm,
    "suspend": ReasonForm,
    "resume": NoteForm,
    "remind": NoteForm,
    "instruct": InstructForm,
    "withdraw": WithdrawForm,
}
