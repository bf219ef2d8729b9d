"""What goes out is small for slow lines, without touching what is small already."""

from __future__ import annotations

import gzip

GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}


def test_a_page_is_sent_small_and_read_back_whole(enter, office, months):
    whole = enter(office).get("/huyen/616/")
    small = enter(office).get("/huyen/616/", **GZIP)

    assert "Content-Encoding" not in whole.headers
    assert small["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small["Vary"]
    assert len(small.content) * 3 < len(whole.content)
    assert "Huyện Sa Thầy" in gzip.decompress(small.content).decode()


def test_a_picture_is_sent_as_it_is(enter, office, months):
    picture = enter(office).get("/huyen/616/?tep=png", **GZIP)

    assert "Content-Encoding" not in picture.headers
    assert picture.content.startswith(b"\x89PNG")
