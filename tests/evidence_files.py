"""Real files to send as evidence, and some that only pretend to be."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

import docx
import openpyxl
from PIL import Image


@cache
def picture(kind="JPEG", size=(60, 40)):
    buffer = io.BytesIO()
    Image.new("RGB", size, (20, 120, 90)).save(buffer, kind)
    return buffer.getvalue()


@cache  # it tells the moment at which it was made
def pdf(pages=1):
    buffer = io.BytesIO()
    page = Image.new("RGB", (200, 280), (250, 250, 250))
    page.save(buffer, "PDF", save_all=True, append_images=[page] * (pages - 1))
    return buffer.getvalue()


def word():
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Biên bản nghiệm thu đường thôn")
    document.save(buffer)
    return buffer.getvalue()


def excel():
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "Danh sách hộ"
    book.save(buffer)
    return buffer.getvalue()


def archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def word_with(extra):
    """A Word file with more parts: {name: content}."""
    buffer = io.BytesIO(word())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as file:
        for name, content in extra.items():
            file.writestr(name, content)
    return buffer.getvalue()


def bomb():
    """A Word file of some hundred kilobytes that unpacks to 300 MB."""
    return word_with({f"word/media/{n}.bin": bytes(50 * 1024 * 1024) for n in range(6)})


def huge_picture(width=30_000, height=30_000):
    """A PNG of a few bytes that says it holds 900 million pixels."""

    def chunk(name, data):
        return (
            struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))
        )

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )
