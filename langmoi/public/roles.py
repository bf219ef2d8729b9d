"""Who switches the public page, who moderates comments, who answers them, who reads the Party's."""

from __future__ import annotations

from langmoi.people.models import Role

SWITCHING_ROLES = (Role.PROVINCE_OFFICE,)
_OF_DISTRICT = (Role.DISTRICT_OFFICER, Role.DISTRICT_CHAIRMAN, Role.DISTRICT_DEPUTY)
MODERATING_ROLES = (*_OF_DISTRICT, Role.PROVINCE_OFFICE)
ANSWERING_ROLES = (
    Role.COMMUNE_CHAIRMAN,
    Role.COMMUNE_DEPUTY,
    Role.COMMUNE_OFFICER,
    *_OF_DISTRICT,
)
PARTY_READING_ROLES = (
    Role.PARTY_OFFICE,
    Role.PROVINCE_LEADER,
    Role.PROVINCE_OFFICE,
    Role.COMMITTEE_OFFICE,
    Role.DEPARTMENT_DIRECTOR,
    Role.DISTRICT_CHAIRMAN,
    Role.DISTRICT_DEPUTY,
    Role.COMMUNE_CHAIRMAN,
    Role.COMMUNE_DEPUTY,
)
