"""The demo's OCOP: on their way, none certified; every invented figure marked as such."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from langmoi.demo.ocop import COUNCILS, PRODUCTS, SCHEMES, add_ocop
from langmoi.places.models import Certainty
from langmoi.places.queries import districts_of, filing_communes
from langmoi.registers.linkages import values_of
from langmoi.registers.models import Entry, EntryRecord, OcopCouncil
from langmoi.registers.ocop.reading import scorings_of

DAY = date(2019, 12, 20)
WITH_MODEL = ("23542", "23539", "23530")


@pytest.fixture
def stage(person, office):
    communes = {c.code: c for c in filing_communes(DAY)}
    above = districts_of({c.unit_id for c in communes.values()}, DAY)
    district_of = {code: above[c.unit_id].code for code, c in communes.items()}
    users = {"vpdp": office}
    for code in sorted(set(district_of.values())):
        users[f"huyen{code}"] = person(f"huyen{code}", "district_officer", code, "district")
    documents = {code: {"value_chain_model": code in WITH_MODEL} for code in communes}
    stage = SimpleNamespace(
        communes=communes, district_of=district_of, users=users, documents=documents
    )
    add_ocop(stage)
    return stage


def test_the_demo_has_what_was_published_by_its_day_and_marks_the_rest(stage):
    products = Entry.objects.filter(kind="ocop_product")

    assert products.count() == PRODUCTS == 138
    assert not products.filter(state="certified").exists()
    assert not EntryRecord.objects.filter(kind="certificate").exists()
    assert not Entry.objects.exclude(certainty=Certainty.ILLUSTRATIVE).exists()
    assert OcopCouncil.objects.filter(certainty=Certainty.ILLUSTRATIVE).count() == len(COUNCILS)
    assert Entry.objects.filter(kind="scheme").count() == len(SCHEMES)
    found = [one for rows in scorings_of([p.pk for p in products], on=DAY).values() for one in rows]
    between = [one for one in found if one.result and one.result.mean_said == "69,5"]
    assert len(between) == len(COUNCILS)
    assert all(one.differs and one.concluded == 4 for one in between)
    fed = values_of(date(2019, 12, 14), {c.unit_id for c in stage.communes.values()})
    assert len(fed) == len(WITH_MODEL)
    assert all(one.value is True for one in fed.values())
