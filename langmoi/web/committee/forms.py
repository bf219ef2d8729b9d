"""The forms of boards, members, meetings, attendance, papers and conclusions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from langmoi.committee.actions import Attended, Called, NewBoard, NewMember
from langmoi.committee.models import Attendance, BoardMember, BoardRole, Meeting, Presence
from langmoi.direction.actions import Assignee, NewTask
from langmoi.people.models import Agency, Duty, User
from langmoi.web.people.people_forms import DayField, PlainForm

NO_CHOICE = "Không có lựa chọn này. Hãy chọn trong danh sách."
LONG = forms.Textarea(attrs={"rows": 6})


class BoardForm(PlainForm):
    name = forms.CharField(label="Tên ban", max_length=300)
    decision_number = forms.CharField(
        label="Số quyết định thành lập (bỏ trống nếu chưa biết)", max_length=60, required=False
    )
    decided_on = DayField("Ngày quyết định (bỏ trống nếu chưa biết)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "board_%s")  # it stands beside the form of a member
        super().__init__(*args, **kwargs)

    def board(self) -> NewBoard:
        return NewBoard(**{name: self.cleaned_data[name] for name in self._names})

    _names = ("name", "decision_number", "decided_on")


class NewBoardForm(BoardForm):
    unit = forms.ChoiceField(label="Nơi", error_messages={"invalid_choice": NO_CHOICE})
    field_order = ["unit", "name", "decision_number", "decided_on"]

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", [(str(key), name) for key, name in units.items()])


class MemberForm(PlainForm):
    name = forms.CharField(label="Họ tên hoặc chức danh", max_length=150, required=False)
    office = forms.CharField(label="Chức vụ, nơi công tác", max_length=200, required=False)
    username = forms.CharField(
        label="Tên đăng nhập, nếu có tài khoản", max_length=150, required=False
    )
    role = forms.ChoiceField(label="Trong ban là", choices=BoardRole.choices, initial="member")
    valid_from = DayField("Từ ngày")
    decision_number = forms.CharField(
        label="Số quyết định (bỏ trống nếu chưa biết)", max_length=60, required=False
    )
    decided_on = DayField("Ngày quyết định (bỏ trống nếu chưa biết)", required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people

    def clean_username(self) -> User | None:
        name = self.cleaned_data["username"].strip()
        if not name:
            return None
        found: User | None = self.people.filter(username__iexact=name).first()
        if found is None:
            raise forms.ValidationError(
                f"Không có người dùng “{name}” trong phạm vi này. Hãy xem lại, hoặc chỉ ghi họ tên."
            )
        return found

    def member(self) -> NewMember:
        told = dict(self.cleaned_data)
        user = told.pop("username")
        return NewMember(**told, user=user)


class EndMemberForm(PlainForm):
    last_day = DayField("Ngày cuối")


class MeetingForm(PlainForm):
    title = forms.CharField(label="Tên cuộc họp", max_length=300)
    held_on = DayField("Ngày họp")
    begins = forms.CharField(label="Giờ họp", max_length=20, required=False)
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    agenda = forms.CharField(
        label="Chương trình họp (mỗi nội dung một dòng)", required=False, widget=LONG
    )
    minutes = forms.CharField(
        label="Nội dung, biên bản (ghi sau họp)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def called(self) -> Called:
        return Called(**self.cleaned_data)


class SeatForm(PlainForm):
    """One member's line of the attendance."""

    presence = forms.ChoiceField(
        label="Dự họp", choices=[("", "chưa ghi"), *Presence.choices], required=False
    )
    stand_in = forms.CharField(label="Người dự thay", max_length=200, required=False)

    def __init__(self, *args: Any, member: BoardMember, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"tv{member.pk}", **kwargs)
        self.member = member

    def attended(self) -> Attended | None:
        told = self.cleaned_data
        if not told.get("presence"):
            return None
        return Attended(self.member.pk, Presence(told["presence"]), told["stand_in"])


class SeatsForm(PlainForm):
    """The attendance of a meeting: one line for each member of its day."""

    def __init__(
        self,
        data: Any = None,
        *,
        members: Sequence[BoardMember],
        there: Mapping[int, Attendance],
    ) -> None:
        super().__init__(data)
        self.rows = [SeatForm(data, member=m, initial=_seat(there.get(m.pk))) for m in members]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def attended(self) -> list[Attended]:
        return [told for row in self.rows if (told := row.attended()) is not None]


class PaperForm(PlainForm):
    title = forms.CharField(label="Tên tài liệu", max_length=300, required=False)


class ConclusionForm(PlainForm):
    text = forms.CharField(label="Kết luận", widget=forms.Textarea(attrs={"rows": 3}))
    lead = forms.ChoiceField(label="Chủ trì", error_messages={"invalid_choice": NO_CHOICE})
    cooperating = forms.MultipleChoiceField(
        label="Phối hợp (giữ Ctrl để chọn nhiều nơi)",
        required=False,
        error_messages={"invalid_choice": NO_CHOICE},
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )
    due_on = DayField("Hạn (bỏ trống nếu không hạn)", required=False)
    product = forms.CharField(label="Sản phẩm", max_length=300, required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead", [("", "Chọn nơi chủ trì"), *choices])
        offer(self, "cooperating", choices)

    def task(self) -> NewTask:
        told = self.cleaned_data
        others = [key for key in told["cooperating"] if key != told["lead"]]
        return NewTask(
            text=told["text"],
            assignees=(
                assignee(told["lead"], Duty.LEAD),
                *(assignee(key, Duty.CO_OPERATE) for key in others),
            ),
            due_on=told["due_on"],
            product=told["product"],
        )


class NumberForm(PlainForm):
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    dated_on = DayField("Ngày văn bản", required=False)


def assignee(key: str, duty: Duty) -> Assignee:
    """“c12” is an agency, “d7” a unit; the form has offered it."""
    kind, number = key[:1], int(key[1:])
    return Assignee(duty, agency=number) if kind == "c" else Assignee(duty, unit=number)


def agencies_on(day: date) -> list[tuple[str, str]]:
    """The agencies of the day that hold posts' duties, as choices."""
    found = Agency.objects.exclude(valid_to__lt=day).exclude(valid_from__gt=day)
    leading = found.filter(responsibilities__isnull=False).distinct().order_by("name")
    return [(f"c{agency.pk}", agency.name) for agency in leading]


def typed_meeting(meeting: Meeting) -> dict[str, Any]:
    names = ("title", "held_on", "begins", "place", "agenda", "minutes")
    return {name: getattr(meeting, name) for name in names}


def offer(form: PlainForm, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = list(choices)


def _seat(there: Attendance | None) -> dict[str, str]:
    return {"presence": there.presence, "stand_in": there.stand_in} if there else {}
