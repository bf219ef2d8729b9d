"""A page as its reader takes it in."""

from __future__ import annotations

import html
import re


def words(text):
    """The page's words with single spaces; what stands in another element stands apart."""
    plain = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text))).strip()
    return re.sub(r" ([;,.)])", r"\1", plain)
