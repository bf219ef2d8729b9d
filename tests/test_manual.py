"""The officials' manual: a page for every role, pictures that are there, buttons that exist."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from langmoi.people.models import Role

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs/vi"
PAGES = sorted((DOCS / "vai-tro").glob("*.md"))
PICTURES = DOCS / "images"
MOST_BYTES, MOST_BYTES_TOGETHER = 200_000, 6_000_000


def words(text):
    """Of templates: what stands between tags of any kind, with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"\{[%{].*?[%}]\}|<[^>]+>", " ", unescape(text)))


@pytest.fixture(scope="module")
def said_by_the_program():
    """Every word that pages, buttons and messages are made of."""
    files = [p for kind in ("*.html", "*.py", "*.js") for p in (ROOT / "langmoi").rglob(kind)]
    return "\n".join(words(p.read_text(encoding="utf-8")) for p in files)


def test_every_role_has_its_page():
    held = {
        name
        for page in PAGES
        for line in re.findall(r"^Vai trò trong hệ thống: (.*)\.$", page.read_text("utf-8"), re.M)
        for name in line.split("; ")
    }

    assert held == set(Role.labels)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_says_what_to_do_by_when_and_what_not(page):
    text = page.read_text(encoding="utf-8")

    assert "## Không được làm" in text
    assert re.search(r"^## (Hạn|Trước khi xuống xã|Kiểm chuỗi|Hằng tháng)", text, re.M)
    assert "## Khi có trục trặc" in text or "## Khi bị trả lại" in text
    assert "số liệu minh họa" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_every_button_that_a_page_names_exists(page, said_by_the_program):
    named = re.findall(r"\*\*“([^”]+)”\*\*", page.read_text(encoding="utf-8"))
    parts = [(name, part.strip()) for name in named for part in name.split("…")]

    assert [name for name, part in parts if part and part not in said_by_the_program] == []


@pytest.mark.parametrize("page", [*PAGES, *DOCS.glob("*.md")], ids=lambda p: p.stem)
def test_links_and_pictures_of_a_page_are_there(page):
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ours = [link for link in links if not link.startswith("http")]

    assert [link for link in ours if not (page.parent / link).exists()] == []


def test_the_index_names_every_page():
    index = (DOCS / "huong-dan.md").read_text(encoding="utf-8")

    assert [page.name for page in PAGES if f"vai-tro/{page.name}" not in index] == []


def test_pictures_are_light_and_each_is_shown_somewhere():
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    sizes = {picture.name: picture.stat().st_size for picture in PICTURES.glob("*.png")}

    assert [name for name in sizes if f"images/{name}" not in shown] == []
    assert [name for name, size in sizes.items() if size > MOST_BYTES] == []
    assert sum(sizes.values()) <= MOST_BYTES_TOGETHER
