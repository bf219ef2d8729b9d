"""What the first load of a main page weighs, as it is sent, and in how many requests."""

from __future__ import annotations

import pytest

MOST_REQUESTS, MOST_BYTES = 15, 400_000
MAIN = [
    ("lanhdao", "/"),
    ("huyen616", "/huyen/616/"),
    ("xa23542", "/xa/23542/"),
    ("soyt", "/nganh/"),
    ("vpdp", "/bang-tieu-chi/"),
    ("vpdp", "/phan-tich/"),
    ("vpdp", "/du-bao/?muc-tieu=13,5&den=12/2020"),
    (None, "/cong-khai/"),
]


def weight(request):
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


@pytest.mark.parametrize(("person", "address"), MAIN)
def test_a_first_load_is_light_enough_for_a_slow_line(browse, person, address):
    with browse(person, None) as page:
        loaded = []
        page.on("requestfinished", lambda request: loaded.append(request))
        page.goto(address, wait_until="networkidle")

        assert len(loaded) <= MOST_REQUESTS, [request.url for request in loaded]
        assert sum(weight(request) for request in loaded) <= MOST_BYTES
