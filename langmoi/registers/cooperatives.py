"""The rule of the register of cooperatives."""

from __future__ import annotations

from langmoi.registers.rules import KindRule

RULE = KindRule()
