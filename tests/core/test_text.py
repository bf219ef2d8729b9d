import unicodedata

import pytest

from langmoi.core.text import normalise, search_key, slug, sort_key


@pytest.mark.parametrize(
    "text", ["Đăk Tô", "Đắk Tô", "đak to", "DAK  TO", "Ðăk Tô".replace("Ð", "Đ")]
)
def test_search_ignores_marks_and_case(text):
    assert search_key(text) == "dak to"


def test_two_unicode_forms_are_one_text():
    name = "Ngọk Réo"
    assert normalise(unicodedata.normalize("NFD", name)) == name
    assert search_key(unicodedata.normalize("NFD", name)) == search_key(name)


def test_punctuation_does_not_count_in_search():
    assert search_key("Ia H' Drai") == search_key("Ia H'Drai".replace("'", " "))


def test_names_sort_as_in_a_vietnamese_dictionary():
    names = ["Đông", "Dương", "Ân", "Ăn", "An", "Ea", "Đăk", "Dak", "Ia", "Hiếu"]
    assert sorted(names, key=sort_key) == [
        "An", "Ăn", "Ân", "Dak", "Dương", "Đăk", "Đông", "Ea", "Hiếu", "Ia",
    ]  # fmt: skip


def test_tones_decide_only_between_equal_letters():
    assert sorted(["mạ", "má", "ma", "mã", "mả", "mà"], key=sort_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ",
    ]  # fmt: skip


def test_a_slug_keeps_the_letter_d():
    assert slug("Xã Đông Thạnh") == "xa-dong-thanh"
