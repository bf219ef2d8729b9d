"""What the address asks of a list of difficulties, and what there is to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from langmoi.difficulties.models import Difficulty, Origin
from langmoi.difficulties.queries import Wanted
from langmoi.difficulties.rules import causes
from langmoi.law.model import Criterion
from langmoi.law.sets import criteria_known
from langmoi.people.models import Agency
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import names_on
from langmoi.web.difficulties.words import STATES
from langmoi.web.http import Request

# The words of the address, and how a file says them.
ASKED = {
    "tim": "tìm",
    "tieu-chi": "tiêu chí",
    "noi": "địa bàn",
    "co-quan": "cơ quan giải quyết",
    "trang-thai": "trạng thái",
    "nguyen-nhan": "nguyên nhân",
    "nguon": "nguồn",
}
Choice = tuple[str, str]


@dataclass(frozen=True)
class Filters:
    """The words as told, and the choices; what nobody can choose narrows nothing."""

    told: dict[str, str]
    wanted: Wanted
    criteria: dict[str, Criterion]
    choices: dict[str, list[Choice]]

    @property
    def query(self) -> str:
        return urlencode({name: word for name, word in self.told.items() if word})

    def said(self) -> list[str]:
        """The filters in words, for the files."""
        labels = {name: dict(choices) for name, choices in self.choices.items()}
        return [
            f"{ASKED[name]}: {labels.get(name, {}).get(word, word)}"
            for name, word in self.told.items()
            if word
        ]


def filters_of(request: Request) -> Filters:
    criteria = criteria_known(request.today)
    choices = {
        "tieu-chi": [(c.id, f"{c.number}. {c.name}") for c in criteria.values()],
        "noi": _places(request),
        "co-quan": _agencies(request),
        "trang-thai": [(word, label) for word, (_, label) in STATES.items()],
        "nguyen-nhan": list(causes().items()),
        "nguon": [(str(value), label.capitalize()) for value, label in Origin.choices],
    }
    told = {name: request.GET.get(name, "").strip() for name in ASKED}
    for name, offered in choices.items():
        if told[name] not in dict(offered):
            told[name] = ""
    wanted = Wanted(
        criterion=told["tieu-chi"],
        unit=int(told["noi"]) if told["noi"] else None,
        agency=int(told["co-quan"]) if told["co-quan"] else None,
        state=STATES[told["trang-thai"]][0] if told["trang-thai"] else "",
        cause=told["nguyen-nhan"],
        origin=told["nguon"],
        text=told["tim"],
    )
    return Filters(told, wanted, criteria, choices)


def _places(request: Request) -> list[Choice]:
    """The places of what the person sees, and their districts, by code."""
    visible = Difficulty.objects.visible_to(request.user, on=request.today)
    keys = set(visible.order_by().values_list("unit_id", flat=True).distinct())
    return place_choices(keys, request.today)


def place_choices(keys: set[int], on: date) -> list[Choice]:
    versions = list(UnitVersion.objects.on(on).filter(unit_id__in=keys))
    keys = keys | {v.parent_id for v in versions if v.level == Level.COMMUNE and v.parent_id}
    found = UnitVersion.objects.on(on).filter(unit_id__in=keys).exclude(level=Level.PROVINCE)
    named = {v.unit_id: v.full_name for v in sorted(found, key=lambda v: (v.level, v.code))}
    ended = names_on(keys - set(named), on) if keys - set(named) - _provinces(on) else {}
    return [(str(key), name) for key, name in {**named, **ended}.items()]


def _provinces(on: date) -> set[int]:
    found = UnitVersion.objects.on(on).filter(level=Level.PROVINCE)
    return set(found.values_list("unit_id", flat=True))


def _agencies(request: Request) -> list[Choice]:
    visible = Difficulty.objects.visible_to(request.user, on=request.today)
    found = Agency.objects.filter(pk__in=visible.order_by().values("agency")).order_by("name")
    return [(str(agency.pk), agency.short_name) for agency in found]
