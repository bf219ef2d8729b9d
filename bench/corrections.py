"""Once a second an official outcome is written again: as a correction does, for a benchmark."""

from __future__ import annotations

import time

from langmoi.commands.django import setup

CHANGE = """
    UPDATE reporting_filing SET official = official WHERE id = (
        SELECT id FROM reporting_filing WHERE official IS NOT NULL ORDER BY random() LIMIT 1
    )
"""


def correct() -> None:
    """Until it is ended from outside."""
    from django.db import connection

    while True:
        with connection.cursor() as cursor:
            cursor.execute(CHANGE)
        time.sleep(1)


if __name__ == "__main__":
    setup()
    correct()
