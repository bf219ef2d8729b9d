"""The form of a merger or split: which agency, into which, from when, by which document."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from langmoi.core.text import normalise
from langmoi.people.models import Agency, AgencySuccession
from langmoi.web.people.people_forms import DayField, PlainForm

HEIRS = ("heir", "heir2", "heir3")


class MergeForm(PlainForm):
    """One agency into one or more; an heir that does not exist yet is made with it."""

    old = forms.ModelChoiceField(Agency.objects.none(), label="Cơ quan cũ")
    heir = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Cơ quan kế thừa",
        required=False,
        empty_label="— cơ quan mới —",
    )
    heir2 = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan kế thừa thứ hai (nếu chia tách)", required=False
    )
    heir3 = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan kế thừa thứ ba (nếu chia tách)", required=False
    )
    new_name = forms.CharField(
        label="Tên cơ quan mới (nếu mới lập)", required=False, max_length=200
    )
    new_short = forms.CharField(label="Tên ngắn của cơ quan mới", required=False, max_length=60)
    on = DayField("Từ ngày")
    document = forms.CharField(label="Văn bản (số, ngày, nơi ban hành)", max_length=200)

    def __init__(self, *args: Any, within: Collection[int], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Agency.objects.filter(unit__in=within).order_by("name")
        fields: dict[str, Any] = self.fields
        # One that ended by the default table may be written with its document all the same.
        written = AgencySuccession.objects.exclude(document="").values("predecessor")
        standing = Q(valid_to__isnull=True) | Q(valid_to__gte=on) | Q(successions__isnull=False)
        fields["old"].queryset = known.filter(standing).exclude(pk__in=written).distinct()
        for name in HEIRS:
            fields[name].queryset = known.exclude(valid_to__lt=on)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        name, short = (normalise(told.get(key) or "") for key in ("new_name", "new_short"))
        if bool(name) != bool(short):
            self.add_error(
                "new_short" if name else "new_name",
                "Cơ quan mới cần cả tên đầy đủ và tên ngắn. Hãy ghi đủ, hoặc bỏ trống cả hai.",
            )
        picked = [told[key] for key in HEIRS if told.get(key)]
        if not picked and not name:
            self.add_error("heir", "Hãy chọn cơ quan kế thừa, hoặc ghi tên cơ quan mới.")
        if len(set(picked)) != len(picked):
            self.add_error("heir2", "Cơ quan này đã chọn ở trên. Hãy chọn cơ quan khác.")
        old = told.get("old")
        if name and old and Agency.objects.filter(name=name, unit=old.unit).exists():
            self.add_error("new_name", "Đã có cơ quan tên này. Hãy chọn trong danh sách.")
        return told

    def heirs(self) -> list[Agency]:
        """The heirs in the order of the form; a new one is not written yet."""
        told = self.cleaned_data
        found = [told[key] for key in HEIRS if told.get(key)]
        if name := normalise(told["new_name"]):
            short = normalise(told["new_short"])
            found.append(Agency(name=name, short_name=short, unit=told["old"].unit))
        return found
