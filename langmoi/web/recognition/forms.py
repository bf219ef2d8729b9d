"""The forms of a dossier's steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from langmoi.core.months import show_month
from langmoi.law.model import Criterion
from langmoi.people.models import Agency
from langmoi.recognition.actions import Met, Minutes, Opined, Posted, Said, Sat, Signed, Voted
from langmoi.recognition.models import Ballot, DossierPart, NoticeComment
from langmoi.reporting.evidence.kinds import ACCEPT
from langmoi.web.people.people_forms import DayField, PlainForm

NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."
MOST_MEMBERS = 60


def rows(label: str, *, count: int = 3, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=8000, required=required, widget=forms.Textarea({"rows": count})
    )


def whole(label: str, *, least: int = 0, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=30_000,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Hãy ghi một số nguyên.",
            "min_value": f"Hãy ghi số từ {least} trở lên.",
            "max_value": "Hãy ghi số không quá 30.000.",
        },
        **kwargs,
    )


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = list(choices)
    field.error_messages["invalid_choice"] = NO_CHOICE


class NoteForm(PlainForm):
    note = rows("Ghi chú (không bắt buộc)", count=2, required=False)


class NeededNoteForm(PlainForm):
    note = rows("Nội dung đã làm theo ý kiến trả lại")


class ReasonForm(PlainForm):
    reason = rows("Lý do")


class AssessForm(PlainForm):
    month = forms.ChoiceField(label="Kết quả chính thức của tháng")
    note = rows("Ghi chú (không bắt buộc)", count=2, required=False)

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(f"{month:%Y-%m-%d}", show_month(month)) for month in months]
        offer(self, "month", told or [("", "Chưa có tháng nào đã chốt trong năm này")])

    def chosen(self) -> date:
        return date.fromisoformat(self.cleaned_data["month"])


class NoticeForm(PlainForm):
    begins_on = DayField("Công khai từ ngày")
    ends_on = DayField("Đến hết ngày")
    ways = forms.CharField(label="Nơi và cách công khai", max_length=500)
    broadcasts = whole("Số lần phát thanh", initial=0)

    def posted(self) -> Posted:
        return Posted(**self.cleaned_data)


class CommentForm(PlainForm):
    received_on = DayField("Nhận ngày")
    text = rows("Nội dung ý kiến")


class CommentAnswerForm(PlainForm):
    comment = forms.ChoiceField(label="Ý kiến")
    text = rows("Trả lời")

    def __init__(self, *args: Any, comments: Sequence[NoticeComment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(str(one.pk), f"{one.received_on:%d/%m/%Y}: {one.text[:80]}") for one in comments]
        offer(self, "comment", told)


class OpinionForm(PlainForm):
    organisation = forms.CharField(label="Tổ chức", max_length=200)
    agrees = forms.ChoiceField(
        label="Ý kiến", choices=[("true", "Thống nhất"), ("false", "Không thống nhất")]
    )
    given_on = DayField("Ngày có ý kiến")
    document = forms.CharField(label="Số văn bản (nếu có)", max_length=60, required=False)
    text = rows("Nội dung (cần ghi nếu không thống nhất)", required=False)

    def opined(self) -> Opined:
        return Opined(**self.cleaned_data | {"agrees": self.cleaned_data["agrees"] == "true"})


class MeetingForm(PlainForm):
    held_on = DayField("Ngày họp")
    present = whole("Số người dự", least=1)
    agreeing = whole("Số người tán thành")
    minutes = rows("Nội dung biên bản")

    def met(self) -> Met:
        return Met(**self.cleaned_data)


class MinutesForm(PlainForm):
    held_on = DayField("Ngày")
    members = rows("Thành phần", count=2)
    minutes = rows("Nội dung, kết luận")

    def told_minutes(self) -> Minutes:
        names = ("held_on", "members", "minutes")
        return Minutes(**{name: self.cleaned_data[name] for name in names})


class VerdictRow(PlainForm):
    """One criterion's line: met or not, and why not."""

    is_met = forms.ChoiceField(
        label="Kết luận",
        choices=[("", "Chưa kết luận"), ("true", "Đạt"), ("false", "Chưa đạt")],
        required=False,
    )
    reason = forms.CharField(label="Lý do, ghi chú", max_length=1000, required=False)

    def __init__(self, *args: Any, criterion: Criterion, key: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"{key}{criterion.number}", **kwargs)
        self.criterion = criterion

    def said(self) -> Said | None:
        told = self.cleaned_data
        if not told.get("is_met"):
            return None
        return Said(self.criterion.number, told["is_met"] == "true", told["reason"])


class VerdictsForm(PlainForm):
    """Criteria line by line; on top of it whatever else the step asks."""

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        criteria: Sequence[Criterion],
        known: dict[str, dict[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, *args, **kwargs)
        key = f"{kwargs.get('auto_id', 'v')[:6]}-"
        self.lines = [
            VerdictRow(data, criterion=c, key=key, initial=known.get(c.number)) for c in criteria
        ]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(line.is_valid() for line in self.lines)])

    def verdicts(self) -> list[Said]:
        return [said for line in self.lines if (said := line.said()) is not None]


class VerifyForm(VerdictsForm, MinutesForm):
    pass


class AgencyForm(VerdictsForm):
    agency = forms.ChoiceField(label="Cơ quan")

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", [(str(one.pk), one.name) for one in agencies])


class CouncilForm(PlainForm):
    held_on = DayField("Ngày họp")
    way = forms.ChoiceField(
        label="Cách bỏ phiếu",
        choices=[("secret", "Bỏ phiếu kín"), ("open", "Biểu quyết công khai")],
    )
    members = rows("Thành viên có mặt (mỗi dòng một người)", count=5)
    absent = rows("Thành viên vắng mặt (mỗi dòng một người)", count=2, required=False)
    votes_for = whole("Phiếu tán thành (bỏ phiếu kín)", required=False)
    votes_against = whole("Phiếu không tán thành (bỏ phiếu kín)", required=False)
    votes_blank = whole("Phiếu trắng, không hợp lệ (bỏ phiếu kín)", required=False)
    against = rows("Người không tán thành (biểu quyết công khai)", count=2, required=False)
    blank = rows("Người không có ý kiến (biểu quyết công khai)", count=2, required=False)
    minutes = rows("Nội dung biên bản")

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        present = {_key(name) for name in _names(told.get("members", ""))}
        for field in ("against", "blank"):
            for name in _names(told.get(field, "")):
                if _key(name) not in present:
                    self.add_error(field, f"“{name}” không có trong danh sách có mặt.")
        if len(present) > MOST_MEMBERS:
            self.add_error("members", f"Hội đồng không quá {MOST_MEMBERS} người. Hãy ghi lại.")
        return told

    def voted(self) -> Voted:
        told = self.cleaned_data
        is_secret = told["way"] == "secret"
        against = {_key(name) for name in _names(told["against"])}
        blank = {_key(name) for name in _names(told["blank"])}

        def ballot(name: str) -> Ballot:
            if is_secret:
                return Ballot.NONE
            if _key(name) in against:
                return Ballot.AGAINST
            return Ballot.BLANK if _key(name) in blank else Ballot.FOR

        sat = [Sat(name, True, ballot(name)) for name in _names(told["members"])]
        away = [Sat(name, False) for name in _names(told["absent"])]
        return Voted(
            held_on=told["held_on"],
            is_secret=is_secret,
            members=[*sat, *away],
            minutes=told["minutes"],
            votes_for=told["votes_for"] or 0,
            votes_against=told["votes_against"] or 0,
            votes_blank=told["votes_blank"] or 0,
        )


class DecisionForm(PlainForm):
    number = forms.CharField(label="Số quyết định", max_length=60)
    dated_on = DayField("Ngày quyết định")
    signer = forms.CharField(label="Người ký (chức danh)", max_length=200)

    def signed(self) -> Signed:
        names = ("number", "dated_on", "signer")
        return Signed(**{name: self.cleaned_data[name] for name in names})


class CorrectionForm(DecisionForm):
    reason = rows("Lý do đính chính")


class AnnouncementForm(PlainForm):
    announced_on = DayField("Công bố ngày")
    way = forms.CharField(label="Nơi và cách công bố", max_length=500)


class PaperForm(PlainForm):
    part = forms.ChoiceField(label="Thuộc phần")
    title = forms.CharField(label="Tên giấy tờ (để trống: tên tệp)", max_length=300, required=False)
    file = forms.FileField(
        label="Tệp (PDF, ảnh, Word, Excel)",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, parts: Sequence[DossierPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "part", [(part.value, part.label.capitalize()) for part in parts])


def _names(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _key(name: str) -> str:
    return " ".join(name.split()).lower()
