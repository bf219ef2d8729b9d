"""Drawing a sample that anybody can draw again: by village, from a kept seed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from langmoi.core.errors import DomainError


def share_out(size: int, households: Mapping[str, int]) -> dict[str, int]:
    """So many households of each village, proportionally; the largest remainders get the rest.

    Every village keeps at least one, and none more than it has. Raises DomainError for a sample
    that is larger than the commune or smaller than the number of its villages.
    """
    total = sum(households.values())
    if not len(households) <= size <= total:
        raise DomainError(
            f"Số hộ chọn là {size}, nhưng xã có {len(households)} thôn, {total} hộ. "
            f"Hãy chọn từ {len(households)} đến {total} hộ."
        )
    counts = {name: max(size * n // total, 1) for name, n in households.items()}
    # By what is still owed to each village; the order of the list decides between equals.
    while sum(counts.values()) != size:
        owed = {name: size * n - counts[name] * total for name, n in households.items()}
        if sum(counts.values()) < size:
            open_ = [name for name in households if counts[name] < households[name]]
            counts[max(open_, key=lambda name: owed[name])] += 1
        else:
            open_ = [name for name in households if counts[name] > 1]
            counts[min(open_, key=lambda name: owed[name])] -= 1
    return counts


def draw_numbers(seed: str, village: str, households: int, size: int) -> list[int]:
    """The numbers of the households drawn, of 1 to `households`, in ascending order.

    Numbers are put in the order of SHA-256 of “seed/village/number” and the first are taken: who
    knows the seed gets the same sample in any program.
    """

    def lot(number: int) -> str:
        return hashlib.sha256(f"{seed}/{village}/{number}".encode()).hexdigest()

    return sorted(sorted(range(1, households + 1), key=lot)[:size])
