"""What both districts of the access world have of satisfaction surveys."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 17, 2, tzinfo=UTC)
_RUNNING = (
    "prepare_survey",
    "open_survey",
    "close_survey",
    "publish_survey",
    "stop_survey",
    "print_survey",
    "cancel_survey_codes",
    "survey_upload",
    "survey_template",
    "survey_xlsform",
    "survey_sample",
)
PK: dict[str, str] = {  # address → name of the thing
    "survey": "survey",
    "survey_file": "survey_told",
    **dict.fromkeys(_RUNNING, "survey"),
}
CODE: dict[str, str] = {}  # address → level
KIND = {"survey_file": "xlsx", "survey_year_file": "xlsx"}
FORM = {"survey_file": "bao-cao", "survey_year_file": "2019"}


def add(place, people, office):
    """One survey that runs, drawn by village, and one that was published, by the Front there."""
    from langmoi.people.models import Post, User
    from langmoi.places.queries import unit_by_code

    front = User.objects.create(username=f"{place.mark}-front", full_name=f"Mặt trận {place.mark}")
    district = unit_by_code(place.district, TODAY, "district").unit
    Post.objects.create(
        user=front, role="front_officer", unit=district, valid_from=date(2016, 1, 1)
    )
    commune = unit_by_code(place.commune, TODAY, "commune").unit
    place.things["survey"] = _survey(place, commune, front, 2019, "sample").pk
    place.things["survey_told"] = _told(_survey(place, commune, front, 2018, "all"), front).pk


def _survey(place, commune, front, year, way):
    from decimal import Decimal

    from langmoi.law.model import Status
    from langmoi.surveys import actions
    from langmoi.surveys.models import Way
    from langmoi.surveys.rules import Rule

    rule = Rule(Decimal(60), Decimal(80), False, place.mark, Status.PLACEHOLDER, TODAY)
    rows = (actions.NewVillageRow(f"Thôn {place.mark}", 10),)
    told = actions.NewCampaign(year, Way(way), 6 if way == "sample" else None, rows)
    campaign = actions.add_campaign(told, commune, rule, by=front, on=TODAY, at=AT)
    return actions.open_campaign(campaign, by=front, on=TODAY)


def _told(campaign, front):
    from langmoi.surveys import actions

    minutes = actions.Minutes("Nhà văn hóa", "Mặt trận xã")
    closed = actions.close_campaign(campaign, minutes, by=front, on=TODAY)
    return actions.publish_result(closed, by=front, on=TODAY)
