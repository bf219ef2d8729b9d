"""Vietnamese text: normal form, search keys without marks, sort keys in dictionary order."""

from __future__ import annotations

import re
import unicodedata

# The order of the Vietnamese alphabet, then the order of the tones.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_LETTER = {letter: index for index, letter in enumerate(_ALPHABET, start=11)}


def normalise(text: str) -> str:
    """NFC with single spaces: the form in which all text is kept."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def capital(text: str) -> str:
    """With a capital letter at the start, for the start of a sentence: “Xã Sa Nghĩa”."""
    return text[:1].upper() + text[1:]


def search_key(text: str) -> str:
    """Lower case without marks or punctuation: “Đăk Tô”, “Đắk Tô” and “dak to” are equal."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def sort_key(text: str) -> str:
    """A key that sorts bytewise as a Vietnamese dictionary does: letters first, then tones."""
    letters: list[str] = []
    tones: list[str] = []
    for char in normalise(text).lower():
        base, tone = _split_tone(char)
        letters.append(f"{_LETTER[base]:02d}" if base in _LETTER else _other(base))
        tones.append(str(_TONES.index(tone)))
    return "".join(letters) + "|" + "".join(tones)


def slug(text: str) -> str:
    """For file names and addresses: “Xã Đông Thạnh” gives “xa-dong-thanh”."""
    return search_key(text).replace(" ", "-")


def _split_tone(char: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((p for p in parts[1:] if p in _TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts), tone


def _other(char: str) -> str:
    if char.isdigit():
        return f"0{char}"
    return "00" if char.isspace() else "99"
