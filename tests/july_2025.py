"""July 2025 in Măng Đen, a commune of the new borders: invented people and figures, no district.

Figures are marked as invented on every page, as in the demo; names of units and documents are real.
"""

from __future__ import annotations

from datetime import date

MONTH, TODAY = date(2025, 7, 1), date(2025, 7, 20)
FROM = date(2025, 7, 1)
COMMUNE = "23473"  # Măng Đen, of the former Măng Đen, Măng Cành and Đăk Tăng
ADDRESS = "thang=2025-07"
HOUSEHOLDS = "1420"
FACILITIES = "hygienic_facilities_households"  # the figure of 17.8
# What the commune typed in; all else is at its threshold.
TYPED = {
    "solid_houses": {"num": "1188", "den": HOUSEHOLDS},
    "dilapidated_houses": "0",
    "income_per_capita": "38.6",
    "multidimensional_poor_households": {"num": "243", "den": HOUSEHOLDS},
    FACILITIES: {"num": "1236", "den": HOUSEHOLDS},
}
UNMET = ("10", "11")


def open_july():
    """The province as it is from 1/7/2025, its people, and the month, open."""
    from langmoi.core.installation import claim_database
    from langmoi.core.models import InstallationKind
    from langmoi.people.duties import load_responsibility
    from langmoi.people.models import User
    from langmoi.places.load import load_province
    from langmoi.reporting.actions import open_month

    claim_database(InstallationKind.DEMO, "62", by="langmoi demo")
    load_province("62", by="langmoi demo")
    load_responsibility(by="langmoi demo")
    make_people()
    open_month(MONTH, by=User.objects.get(username="vpdp51"))


def make_people():
    from langmoi.people.models import Agency, Role
    from langmoi.places.queries import unit_by_code

    province = unit_by_code("51", TODAY, "province")
    commune = unit_by_code(COMMUNE, TODAY, "commune")
    office = "Văn phòng Điều phối nông thôn mới tỉnh Quảng Ngãi"
    ubnd = f"Ủy ban nhân dân {commune.full_name}"
    departments = {a.short_name: a.name for a in Agency.objects.filter(unit=province.unit)}
    health, housing = departments["Sở Y tế"], departments["Sở Xây dựng"]
    for name, title, role, unit, agency in (
        ("xa23473", f"Công chức phụ trách nông thôn mới, {commune.full_name}",
         Role.COMMUNE_OFFICER, commune, ubnd),
        ("ctxa23473", f"Chủ tịch UBND {commune.full_name}", Role.COMMUNE_CHAIRMAN, commune, ubnd),
        ("vpdp51", f"Công chức {office}", Role.PROVINCE_OFFICE, province, office),
        ("cvpdp51", f"Chánh {office}", Role.PROVINCE_OFFICE, province, office),
        ("soyt51", f"Công chức {health}", Role.DEPARTMENT_OFFICER, province, health),
        ("soxd51", f"Công chức {housing}", Role.DEPARTMENT_OFFICER, province, housing),
    ):  # fmt: skip
        make_person(name, title, role, unit, agency)


def make_person(name, title, role, unit, agency):
    from langmoi.people.actions import create_agency, create_user, give_post

    told = {"by": "langmoi demo", "on": TODAY}
    short = "UBND xã" if unit.level == "commune" else "VPĐP NTM"
    made = create_agency(agency, short, unit.unit, **told)
    user = create_user(name, title, None, **told)
    give_post(user, role, unit.unit, agency=made, valid_from=FROM, **told)


def figures():
    """A whole filing: every criterion met but those of UNMET."""
    from chain_world import figures_meeting

    met = [str(number) for number in range(1, 20) if str(number) not in UNMET]
    return {**figures_meeting(met, MONTH, province="51"), **TYPED}
