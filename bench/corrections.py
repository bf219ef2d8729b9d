"""Every ten seconds an official outcome is written again, as a correction does.

On its busiest day a province of a thousand communes has a filing sent every half a minute.
"""

from __future__ import annotations

import time

from langmoi.commands.django import setup

EVERY = 10.0
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
        time.sleep(EVERY)


if __name__ == "__main__":
    setup()
    correct()
