"""The same rules as a user of OpenFisca-Core would write them: variables and parameters."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.judge_world import COMMUNES, MONTHS, SCALE, Rule, criteria_set, rules, world
from langmoi.law.model import Operator

NOT_ASSESSED, MET, NOT_MET, NOT_APPLICABLE = 1, 2, 4, 8

Commune = build_entity(key="commune", plural="communes", label="Commune", is_person=True)
Formula = Callable[..., Any]
LookUp = Callable[[Any, Any], Any]


def simulation(look_up: LookUp) -> Simulation:
    """All figures of all months set; nothing calculated yet."""
    system = _system(look_up)
    built = SimulationBuilder().build_default_simulation(system, COMMUNES)
    names = np.array([zone.id for zone in criteria_set().zones])
    zones = names[world().zones.reshape(COMMUNES, len(MONTHS))[:, 0]]
    for position, month in enumerate(MONTHS):
        period = f"{month:%Y-%m}"
        built.set_input("zone", period, zones)
        for name, column in world().figures.items():
            values = column.values.reshape(COMMUNES, len(MONTHS))[:, position] / SCALE
            valid = column.valid.reshape(COMMUNES, len(MONTHS))[:, position]
            built.set_input(name, period, np.where(valid, values, np.nan).astype(np.float32))
    return built


def _zones() -> type[Enum]:
    return Enum("Zone", {zone.id: zone.name for zone in criteria_set().zones})


def fancy_indexing(node: Any, zone: Any) -> Any:
    """The look-up that OpenFisca's documents show."""
    return node[zone]


def table_of_zones(node: Any, zone: Any) -> Any:
    """A quicker look-up, for users who know NumPy."""
    table = np.array([node[each.id] for each in criteria_set().zones])
    return table[np.asarray(zone)]


def _system(look_up: LookUp) -> TaxBenefitSystem:
    system = TaxBenefitSystem([Commune])
    system.parameters = ParameterNode("", data=_parameters())
    zones = _zones()
    system.add_variable(
        _variable("zone", Enum, None, possible_values=zones, default_value=next(iter(zones)))
    )
    for name in world().figures:
        system.add_variable(_variable(name, float, None, default_value=float("nan")))
    ordered = sorted(enumerate(rules()), key=lambda numbered: numbered[1].indicator)
    members: dict[int, list[str]] = {}
    for indicator, tests in groupby(ordered, key=lambda numbered: numbered[1].indicator):
        listed = list(tests)
        name = f"indicator_{indicator}"
        members.setdefault(listed[0][1].criterion, []).append(name)
        system.add_variable(_variable(name, int, _indicator_formula(listed, look_up)))
    for criterion, names in members.items():
        formula = _criterion_formula(names)
        system.add_variable(_variable(f"criterion_{criterion}", int, formula))
    count = _count_formula([f"criterion_{criterion}" for criterion in members])
    system.add_variable(_variable("criteria_met", int, count))
    return system


def _parameters() -> dict[str, Any]:
    """One node per test, with a dated value for each zone."""
    zones = [zone.id for zone in criteria_set().zones]
    return {
        f"test_{number}": {
            zones[zone]: {
                "values": {
                    f"{first:%Y-%m-%d}": {"value": value / SCALE}
                    for at, first, _, value in rule.thresholds
                    if at == zone
                }
            }
            for zone in range(len(zones))
        }
        for number, rule in enumerate(rules())
    }


def _variable(name: str, kind: type, formula: Formula | None, **more: Any) -> type[Variable]:
    parts: dict[str, Any] = {
        "value_type": kind,
        "entity": Commune,
        "definition_period": DateUnit.MONTH,
        "label": name,
        **more,
    }
    if formula is not None:
        parts["formula"] = formula
    return type(name, (Variable,), parts)


def _indicator_formula(tests: list[tuple[int, Rule]], look_up: LookUp) -> Formula:
    def formula(commune: Any, period: Any, parameters: Any) -> Any:
        zone = commune("zone", period)
        seen = 0
        for number, rule in tests:
            threshold = look_up(parameters(period)[f"test_{number}"], zone)
            seen = seen | _test(rule, commune, period, threshold)
        outcome = _fold(seen)
        if tests[0][1].fact:
            outcome = np.where(commune(tests[0][1].fact, period) == 0, NOT_APPLICABLE, outcome)
        return outcome

    return formula


def _test(rule: Rule, commune: Any, period: Any, threshold: Any) -> Any:
    if rule.is_share:
        den = commune(f"{rule.figure}_den", period)
        value = commune(f"{rule.figure}_num", period) * 100
        threshold = threshold * np.where(den > 0, den, np.nan)
    else:
        value = commune(rule.figure, period)
    if rule.operator is Operator.AT_LEAST:
        is_met = value >= threshold
    elif rule.operator is Operator.AT_MOST:
        is_met = value <= threshold
    else:
        is_met = value == threshold
    unknown = np.isnan(value) | np.isnan(threshold)
    return np.where(unknown, NOT_ASSESSED, np.where(is_met, MET, NOT_MET))


def _fold(seen: Any) -> Any:
    return np.select(
        [seen & NOT_MET > 0, seen & NOT_ASSESSED > 0, seen & MET > 0],
        [NOT_MET, NOT_ASSESSED, MET],
        NOT_APPLICABLE,
    )


def _criterion_formula(names: list[str]) -> Formula:
    def formula(commune: Any, period: Any) -> Any:
        seen = commune(names[0], period)
        for name in names[1:]:
            seen = seen | commune(name, period)
        return _fold(seen)

    return formula


def _count_formula(names: list[str]) -> Formula:
    def formula(commune: Any, period: Any) -> Any:
        return sum(np.isin(commune(name, period), [MET, NOT_APPLICABLE]) for name in names)

    return formula
