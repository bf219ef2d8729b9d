"""A few real files to send."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image


@cache
def picture(kind="JPEG", colour=(20, 120, 90)):
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(buffer, kind)
    return buffer.getvalue()


@cache
def pdf():
    buffer = io.BytesIO()
    Image.new("RGB", (200, 280), (250, 250, 250)).save(buffer, "PDF")
    return buffer.getvalue()
