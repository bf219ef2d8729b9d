"""Files as people upload them, made for the tests."""

from __future__ import annotations

import io

import pytest
from docx import Document
from score import JULY_2019

from langmoi.directive.cleaning import Source
from langmoi.directive.read import read_directive


@pytest.fixture(scope="session")
def july():
    """The directive of July 2019, read."""
    return read_directive(Source(JULY_2019.read_text(encoding="utf-8")))


@pytest.fixture
def word_file():
    """A function that makes a Word file of paragraphs; a tuple is (style, words)."""

    def make(*paragraphs) -> bytes:
        document = Document()
        for paragraph in paragraphs:
            style, words = paragraph if isinstance(paragraph, tuple) else (None, paragraph)
            document.add_paragraph(words, style=style)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return make
