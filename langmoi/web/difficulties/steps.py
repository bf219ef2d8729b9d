"""The steps that a person may take on a difficulty: offered as forms, taken by POST."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.difficulties import actions
from langmoi.difficulties.access import steps_open_to
from langmoi.difficulties.models import Difficulty
from langmoi.people.models import Agency
from langmoi.places.models import Level, UnitVersion
from langmoi.web.difficulties.forms import AnswerForm, NoteForm, ReasonForm, RerouteForm
from langmoi.web.filing.uploading import limit_uploads, refuse_left_out
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm


@dataclass(frozen=True)
class StepWords:
    """How a step is asked for, and what is said once it was taken."""

    name: str
    heading: str
    button: str
    icon: str
    done: str
    hint: str = ""


_UP = "Chuyển lên: huyện → sở, ngành → Văn phòng Điều phối → lãnh đạo UBND tỉnh; hạn tính lại."
# By the word of the address, in the order in which the page offers them.
WORDS = {
    "tra-loi": StepWords(
        "answer", "Trả lời", "Gửi trả lời", "send", "Đã gửi trả lời tới bên nêu.",
    ),
    "dong-y": StepWords(
        "close", "Đồng ý với trả lời", "Đồng ý, kết thúc", "circle-check", "Đã kết thúc vướng mắc.",
    ),
    "mo-lai": StepWords(
        "reopen", "Mở lại", "Mở lại", "rotate", "Đã mở lại; hạn trả lời tính lại từ hôm nay.",
        "Khi trả lời chưa giải quyết được vướng mắc.",
    ),
    "tiep-nhan": StepWords("accept", "Tiếp nhận", "Tiếp nhận", "check", "Đã tiếp nhận."),
    "huyen-nhan": StepWords(
        "take_up", "Huyện nhận giải quyết", "Nhận giải quyết", "building",
        "Huyện đã nhận giải quyết.", "Việc trong thẩm quyền huyện thì không phải chờ sở, ngành.",
    ),
    "chuyen": StepWords(
        "reroute", "Chuyển cơ quan khác", "Chuyển", "arrow-right", "Đã chuyển nơi giải quyết.",
        "Hạn trả lời giữ nguyên.",
    ),
    "len-cap-tren": StepWords(
        "escalate", "Chuyển cấp trên", "Chuyển cấp trên", "arrow-up", "Đã chuyển cấp trên.", _UP,
    ),
    "rut": StepWords(
        "withdraw", "Rút lại", "Rút vướng mắc", "archive", "Đã rút vướng mắc.",
        "Khi đã tự giải quyết được hoặc nêu nhầm.",
    ),
}  # fmt: skip
FORMS: dict[str, type[PlainForm]] = {
    "answer": AnswerForm,
    "close": NoteForm,
    "reopen": ReasonForm,
    "accept": NoteForm,
    "take_up": NoteForm,
    "reroute": RerouteForm,
    "escalate": ReasonForm,
    "withdraw": ReasonForm,
}
Bound = tuple[str, PlainForm]


@dataclass(frozen=True)
class Offer:
    """A step that this person may take now, with its form."""

    word: str
    words: StepWords
    form: PlainForm
    is_open: bool


def offers(request: Request, found: Difficulty, refused: Bound | None = None) -> list[Offer]:
    """The first one stands open, or the one that was refused."""
    names = steps_open_to(request.user, found, on=request.today)
    open_ones = [word for word, words in WORDS.items() if words.name in names]
    if refused and refused[0] not in open_ones:
        open_ones.insert(0, refused[0])
    opened = refused[0] if refused else next(iter(open_ones), "")
    return [
        Offer(
            word,
            WORDS[word],
            refused[1] if refused and refused[0] == word else _form(word, request, found),
            word == opened,
        )
        for word in open_ones
    ]


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_POST
def take_step(request: Request, pk: int, word: str) -> HttpResponse:
    limit_uploads(request)
    return _take_step(request, pk, word)


@csrf_protect
@login_required
def _take_step(request: Request, pk: int, word: str) -> HttpResponse:
    """Take it and go back to the page; what was refused stands in its form as it was typed."""
    from langmoi.web.difficulties.page import find_difficulty, show_difficulty

    found = find_difficulty(request, pk)
    if word not in WORDS:
        raise Http404
    form = _form(word, request, found, is_sent=True)
    if form.is_valid():
        try:
            refuse_left_out(request)
            with transaction.atomic():
                _act(WORDS[word].name, form, found, request)
        except DomainError as error:
            if not form.errors:
                form.add_error(None, str(error))
        else:
            messages.success(request, WORDS[word].done)
            return redirect("difficulty", found.pk)
    return show_difficulty(request, find_difficulty(request, pk), (word, form))


def _form(word: str, request: Request, found: Difficulty, *, is_sent: bool = False) -> PlainForm:
    name = WORDS[word].name
    told: dict[str, Any] = {"auto_id": f"{name}-%s"}
    if name == "reroute":
        told["agencies"] = _agencies(request, found)
    if is_sent:
        return FORMS[name](request.POST, request.FILES, **told)
    return FORMS[name](**told)


def _agencies(request: Request, found: Difficulty) -> list[Agency]:
    """The province's agencies that somebody of that day works for, but for where it lies."""
    provinces = UnitVersion.objects.on(request.today).filter(level=Level.PROVINCE)
    units = provinces.values("unit")
    led = Agency.objects.filter(unit__in=units, responsibilities__isnull=False)
    still = led.filter(successions__isnull=True) | led.filter(successions__on__gt=request.today)
    return list(still.exclude(pk=found.agency_id or 0).distinct().order_by("name"))


def _act(name: str, form: PlainForm, found: Difficulty, request: Request) -> None:
    told = form.cleaned_data
    who: dict[str, Any] = {"by": request.user, "on": request.today, "at": now()}
    seen = request.POST.get("seen", "")
    who["seen"] = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    match name:
        case "accept" | "take_up" | "close":
            with_note = {
                "accept": actions.accept_difficulty,
                "take_up": actions.take_up,
                "close": actions.close_difficulty,
            }
            with_note[name](found, note=told["note"], **who)
        case "reroute":
            to = told["to"]
            agency = None if to == "district" else get_object_or_404(Agency, pk=int(to))
            actions.reroute(found, agency, told["reason"], **who)
        case "answer":
            assert isinstance(form, AnswerForm)  # noqa: S101 - for the type checker
            _answer(form, found, who)
        case _:
            with_reason = {
                "reopen": actions.reopen_difficulty,
                "escalate": actions.escalate,
                "withdraw": actions.withdraw_difficulty,
            }
            with_reason[name](found, told["reason"], **who)


def _answer(form: AnswerForm, found: Difficulty, who: dict[str, Any]) -> None:
    told = form.cleaned_data
    actions.answer_difficulty(
        found,
        told["text"],
        papers=form.papers(),
        cause=told["cause"],
        cause_text=told["cause_text"],
        is_shared=told["is_shared"],
        **who,
    )
