"""What each role is: where it may be held, what it may write, whom it signs for."""

from __future__ import annotations

from langmoi.people.models import Role
from langmoi.places.models import Level

_PROVINCE = frozenset({Level.PROVINCE})
_DISTRICT = frozenset({Level.DISTRICT})
_COMMUNE = frozenset({Level.COMMUNE})
_TOP_TWO = _PROVINCE | _DISTRICT
_OFFICES = _TOP_TWO | _COMMUNE

LEVELS_OF_ROLE = {
    Role.ADMINISTRATOR: _TOP_TWO,
    Role.PROVINCE_OFFICE: _PROVINCE,
    Role.COMMITTEE_OFFICE: _PROVINCE,
    Role.PROVINCE_LEADER: _PROVINCE,
    Role.DEPARTMENT_DIRECTOR: _PROVINCE,
    Role.DEPARTMENT_OFFICER: _PROVINCE,
    Role.DISTRICT_CHAIRMAN: _DISTRICT,
    Role.DISTRICT_DEPUTY: _DISTRICT,
    Role.DISTRICT_OFFICER: _DISTRICT,
    Role.COMMUNE_CHAIRMAN: _COMMUNE,
    Role.COMMUNE_DEPUTY: _COMMUNE,
    Role.COMMUNE_OFFICER: _COMMUNE,
    Role.VILLAGE_HEAD: frozenset({Level.VILLAGE}),
    Role.FRONT_OFFICER: _OFFICES,
    Role.PARTY_OFFICE: _OFFICES,
    Role.DELEGATION_MEMBER: _TOP_TWO,
    Role.AUDITOR: _TOP_TWO,
    Role.READER: _OFFICES | {Level.VILLAGE},
}

# Who enters a commune's figures; the chain says who takes the other steps of the month.
WRITING_ROLES = (Role.PROVINCE_OFFICE, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)
# Who reads and writes nothing anywhere.
READ_ONLY_ROLES = (Role.AUDITOR, Role.PARTY_OFFICE, Role.READER)
# Who makes people and gives posts; an administrator of a district only in that district.
MANAGING_ROLES = (Role.ADMINISTRATOR, Role.PROVINCE_OFFICE)
# Roles that mean nothing without the department whose indicators they answer for.
AGENCY_ROLES = (Role.DEPARTMENT_DIRECTOR, Role.DEPARTMENT_OFFICER)
# A deputy signs for the head of the same unit (KT.); who is accountable does not change.
HEAD_OF = {
    Role.DISTRICT_DEPUTY: Role.DISTRICT_CHAIRMAN,
    Role.COMMUNE_DEPUTY: Role.COMMUNE_CHAIRMAN,
}
