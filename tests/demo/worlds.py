"""The demo's counts as a world to compare published figures with, without a database."""

from langmoi.demo.communes import communes
from langmoi.demo.counts import counts_by_month
from langmoi.demo.published import World
from langmoi.demo.recognitions import known_on, read_recognitions


def world_of_counts(**changes):
    world = {
        "met": counts_by_month(),
        "district_of": {commune.code: commune.district for commune in communes()},
        "recognised_by": {row["code"]: known_on(row) for row in read_recognitions()},
    }
    return World(**(world | changes))
