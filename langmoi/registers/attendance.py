"""Who came to a session, by village: never more than there are, as far as that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Came:
    """People and households of one village; None where only the other was counted."""

    village: str
    people: int | None
    households: int | None


@dataclass(frozen=True)
class Known:
    """What is known of the villages and the commune: households, population."""

    households: Mapping[str, int]
    commune_people: int | None
    commune: str


def attendance_faults(rows: Sequence[Came], known: Known) -> list[str]:
    """Everything in the counts that cannot be, with the number that it goes beyond."""
    faults = []
    for row in rows:
        if row.people is None and row.households is None:
            faults.append(
                f"{row.village}: chưa ghi số người hoặc số hộ dự. Hãy ghi ít nhất một số."
            )
        if min(row.people or 0, row.households or 0) < 0:
            faults.append(f"{row.village}: số người, số hộ không thể nhỏ hơn 0. Hãy ghi lại.")
        if row.people is not None and row.households is not None and row.households > row.people:
            faults.append(
                f"{row.village}: {row.households} hộ dự nhưng chỉ {row.people} người. "
                "Mỗi hộ có ít nhất một người dự: hãy xem lại."
            )
        most = known.households.get(row.village)
        if most is not None and row.households is not None and row.households > most:
            faults.append(
                f"{row.village}: {row.households} hộ dự, nhiều hơn {most} hộ theo phiếu thôn gần "
                "nhất. Hãy xem lại số hộ."
            )
    together = sum(row.people or 0 for row in rows)
    if known.commune_people is not None and together > known.commune_people:
        faults.append(
            f"{together} người dự, nhiều hơn dân số {known.commune_people} người của "
            f"{known.commune}. Hãy xem lại số người."
        )
    return faults


def unknown_villages(rows: Sequence[Came], known: Known) -> list[str]:
    """The villages whose households nobody has told, so that nothing could be held against them."""
    return [row.village for row in rows if row.village not in known.households]
