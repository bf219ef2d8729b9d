"""What both districts of the access world have of targets and the work programme."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 17, 2, tzinfo=UTC)}
# address → name of the thing
PK: dict[str, str] = dict.fromkeys(
    ("target", "change_target", "carry_target", "drop_target"), "target"
)
PK |= dict.fromkeys(("programme_item", "change_programme_item", "programme_step"), "programme_item")
CODE: dict[str, str] = {}  # address → level


def add(place, people, office):
    """Put the things of this place into the database, each with the place's mark."""
    from langmoi.places.queries import unit_by_code
    from langmoi.programme.setting import NewDocument, NewTarget, add_document, set_targets
    from langmoi.programme.working import NewItem, add_items

    by = people["officer"]
    district = unit_by_code(place.district, TODAY, "district").unit
    commune = unit_by_code(place.commune, TODAY, "commune").unit_id
    told = NewDocument(issuer=f"UBND {place.mark}", title=f"Kế hoạch {place.mark}")
    document = add_document(told, district.pk, by=by, **WHEN)
    goal = NewTarget(commune, "recognised", date(2020, 12, 31), note=f"Lưu ý {place.mark}")
    (target,) = set_targets(document, [goal], by=by, **WHEN)
    item = NewItem(
        f"Làm đường {place.mark}",
        f"Phòng {place.mark}",
        date(2019, 1, 2),
        date(2019, 12, 31),
        criterion="2",
        communes=(commune,),
    )
    (made,) = add_items(district, 2019, [item], by=by, **WHEN)
    place.things |= {"target": target.pk, "programme_item": made.pk}
