"""What both districts of the access world have of delegations and visits."""

from __future__ import annotations

from datetime import UTC, date, datetime

PK: dict[str, str] = {  # address → name of the thing
    "delegation": "delegation",
    "change_delegation": "delegation",
    "write_delegation": "delegation",
    "delegation_paper": "delegation",
    "delegation_visit": "delegation_visit",
    "check_indicator": "delegation_visit",
    "visit_photos": "delegation_visit",
    "finish_visit": "delegation_visit",
    "raise_on_visit": "delegation_visit",
    "visit_checklist": "delegation_visit",
    "visit_paper": "delegation_visit",
    "delegation_photo": "delegation_photo",
    "delegation_photo_small": "delegation_photo",
}
CODE: dict[str, str] = {}  # address → level
KIND = {"delegation_paper": "quyet-dinh", "visit_paper": "bien-ban"}
FORM = dict.fromkeys(KIND, "docx")
TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 2, tzinfo=UTC)


def add(place, people, office):
    """A concluded delegation of the district: a visit, a check, a photo; all with the mark."""
    from langmoi.delegations import actions
    from langmoi.delegations.models import CheckPhoto, Visit
    from langmoi.people.models import Agency
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.evidence.store import keep
    from langmoi.reporting.models import EvidenceFile

    district = unit_by_code(place.district, TODAY, "district").unit
    commune = unit_by_code(place.commune, TODAY, "commune").unit
    agency = Agency.objects.create(name=f"Phòng {place.mark}", short_name="Phòng", unit=district)
    told = {"by": people["officer"], "on": TODAY}
    plan = actions.Plan(place.mark, place.mark, TODAY, TODAY, agency.pk)
    made = actions.add_delegation(plan, district.pk, criteria=[], at=AT, **told)
    head = actions.NewMember(place.mark, "head", place.mark)
    actions.add_member(made, head, seen=made.version, **told)
    stop = actions.NewVisit(commune.pk, TODAY, plan=place.mark, reasons=[place.mark])
    actions.add_visits(made, [stop], seen=made.version, **told)
    actions.propose(made, seen=made.version, **told)
    signer = {"by": people["signer"], "on": TODAY}
    actions.decide(made, "", None, seen=made.version, **signer)
    actions.begin(made, seen=made.version, **told)
    visit = Visit.objects.select_related("delegation", "revision__filing").get(delegation=made)
    actions.record_check(
        visit, "17.1", actions.Told("unchecked", note=place.mark), seen=0, at=AT, **told
    )
    content = f"ảnh {place.mark}".encode()
    file = EvidenceFile.objects.create(
        sha256=keep(content, content), kind="image/png", size=len(content), has_thumbnail=True
    )
    name = f"{place.mark}.png"
    photo = CheckPhoto.objects.create(
        visit=visit, indicator="17.1", file=file, name=name, by=people["officer"], at=AT
    )
    actions.finish_visit(visit, place.mark, place.mark, seen=visit.version, at=AT, **told)
    new = actions.NewRecommendation(text=place.mark, finding=place.mark, unit=commune.pk)
    actions.add_recommendation(made, new, seen=made.version, at=AT, **told)
    actions.conclude(made, place.mark, seen=made.version, **told)
    place.things["delegation"] = made.pk
    place.things["delegation_visit"] = visit.pk
    place.things["delegation_photo"] = photo.pk
