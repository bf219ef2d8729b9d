"""Vietnamese numbers, dates and Django's own sentences."""

from __future__ import annotations

import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

LOCALE = Path(__file__).resolve().parents[2] / "config/locale/vi/LC_MESSAGES"


def rendered(text, **context):
    return Template(text).render(Context(context))


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("{{ v|number:2 }}", Decimal("1234.5"), "1.234,50"),
        ("{{ v|number }}", 1064, "1.064"),
        ("{{ v|number }}", None, "–"),
        ("{{ v|month }}", date(2019, 12, 1), "12/2019"),
        ("{{ v|day }}", date(2019, 12, 31), "31/12/2019"),
        ("{{ v|plain }}", 2019, "2019"),
        ("{{ v|percent:85 }}", 20, "23,5"),
        ("{{ v|percent:0 }}", 0, "–"),
        ("{{ v|capital }}", "xã Sa Nghĩa", "Xã Sa Nghĩa"),
    ],
)
def test_numbers_and_dates_are_written_as_officials_write_them(text, value, shown):
    assert rendered(text, v=value) == shown


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("0.13"), 2, '<span class="lm-up">▲ +0,13</span>'),
        (-1, 0, '<span class="lm-down">▼ −1</span>'),
        (0, 0, '<span class="lm-flat">0</span>'),
    ],
)
def test_changes_carry_a_sign_and_an_arrow(value, places, shown):
    assert rendered("{{ v|change:p }}", v=value, p=places) == shown


def test_a_change_that_cannot_be_known_is_no_zero():
    assert "Không so được" in rendered("{{ v|change }}", v=None)


def test_an_icon_is_drawn_in_place_and_silent():
    drawn = rendered('{% icon "calendar" %}')

    assert drawn.startswith('<svg class="lm-i" viewBox="0 0 24 24" aria-hidden="true"><path')


def test_a_bar_and_a_stack_have_no_commas_for_svg_to_stumble_over():
    assert 'width="23.53"' in rendered("{% bar 20 85 %}")
    assert 'x1="50.00"' in rendered("{% bar 20 80 forty %}", forty=Decimal(40))
    stacked = rendered("{% stack parts %}", parts=[(13, "lm-b5"), (0, "lm-b4"), (72, "lm-b3")])
    assert stacked.count("<rect") == 2


def test_the_compiled_sentences_are_those_of_the_source(tmp_path):
    compiled = tmp_path / "django.mo"
    if subprocess.run(["which", "msgfmt"], capture_output=True).returncode:
        pytest.skip("gettext is not installed on this machine")
    subprocess.run(["msgfmt", "-o", compiled, LOCALE / "django.po"], check=True)

    assert compiled.read_bytes() == (LOCALE / "django.mo").read_bytes()


def test_what_django_leaves_in_english_is_said_in_vietnamese():
    with translation.override("vi"):
        assert translation.gettext("That page contains no results").startswith("Trang này")
        assert translation.ngettext("%(num)d day", "%(num)d days", 3) % {"num": 3} == "3 ngày"
