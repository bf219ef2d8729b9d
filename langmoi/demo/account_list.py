"""Who there is in the demo: for every role someone, in two districts all of a month's people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from langmoi.people.models import Agency, Role
from langmoi.places.models import Level, UnitType, UnitVersion

OFFICE = "vpdp"
READER = "xem"
LEADER = "lanhdao"
AUDITOR = "kiemtoan"
# The districts whose communes have an officer, a chairman and a deputy: Kon Plông and Sa Thầy.
WHOLE_DISTRICTS = ("613", "616")
# Elsewhere only an officer: Mường Hoong and Ngọc Yêu, which are late.
COMMUNES_WITH_OFFICER = ("23362", "23413")
# What people type; agencies by the short names of the table of duties.
DEPARTMENTS = {
    "Sở NN&PTNT": "sonn",
    "Sở TN&MT": "sotnmt",
    "Sở Xây dựng": "soxd",
    "Sở GTVT": "sogtvt",
    "Sở Công Thương": "soct",
    "Sở GD&ĐT": "sogd",
    "Sở VHTT&DL": "sovh",
    "Sở TT&TT": "sottt",
    "Cục Thống kê": "cuctk",
    "Sở LĐTBXH": "sold",
    "Sở Y tế": "soyt",
    "BHXH tỉnh": "bhxh",
    "Sở Nội vụ": "sonv",
    "Sở Tư pháp": "sotp",
    "Bộ CHQS tỉnh": "bchqs",
    "Công an tỉnh": "congan",
}


@dataclass(frozen=True)
class Account:
    """A person named by their post; `agency` is a name, or one of the table of duties."""

    username: str
    title: str
    role: Role
    unit: int
    agency: str
    agency_short: str

    @property
    def signs_for(self) -> bool:
        return self.role in (Role.DISTRICT_DEPUTY, Role.COMMUNE_DEPUTY)


def accounts_of(
    versions: Iterable[UnitVersion], agencies: Mapping[str, Agency]
) -> Iterator[Account]:
    """The accounts of these units, from the top; agencies by their short names."""
    for version in versions:
        if version.level == Level.PROVINCE:
            yield from _province(version)
            yield from _departments(version, agencies)
        elif version.level == Level.DISTRICT:
            yield from _district(version)
        elif version.level == Level.VILLAGE:
            yield _village(version)
        elif version.code in COMMUNES_WITH_OFFICER:
            yield _commune_officer(version)


def accounts_of_commune(version: UnitVersion) -> Iterator[Account]:
    """All three who take part in a commune's month."""
    committee = f"Ủy ban nhân dân {version.full_name}"
    yield _commune_officer(version)
    for prefix, title, role in (
        ("ct", "Chủ tịch", Role.COMMUNE_CHAIRMAN),
        ("pct", "Phó Chủ tịch", Role.COMMUNE_DEPUTY),
    ):
        yield Account(
            f"{prefix}xa{version.code}",
            f"{title} UBND {version.full_name}",
            role,
            version.unit_id,
            committee,
            "UBND xã",
        )


def _province(version: UnitVersion) -> Iterator[Account]:
    office = f"Văn phòng Điều phối nông thôn mới {version.full_name}"
    people = f"Ủy ban nhân dân {version.full_name}"
    front = f"Ủy ban Mặt trận Tổ quốc Việt Nam {version.full_name}"
    party = f"Văn phòng Tỉnh ủy {version.name}"
    listed = (
        (OFFICE, f"Công chức {office}", Role.PROVINCE_OFFICE, office, "VPĐP NTM"),
        ("gdvpdp", f"Chánh {office}", Role.PROVINCE_OFFICE, office, "VPĐP NTM"),
        (LEADER, f"Lãnh đạo {people}", Role.PROVINCE_LEADER, people, "UBND tỉnh"),
        ("vpub", f"Công chức Văn phòng {people}", Role.COMMITTEE_OFFICE, people, "UBND tỉnh"),
        (READER, f"Người xem, {people}", Role.READER, people, "UBND tỉnh"),
        ("quantri", "Quản trị hệ thống", Role.ADMINISTRATOR, office, "VPĐP NTM"),
        (AUDITOR, "Kiểm toán (chỉ xem)", Role.AUDITOR, "Kiểm toán Nhà nước khu vực", "Kiểm toán"),
        ("mattran", f"Cán bộ {front}", Role.FRONT_OFFICER, front, "UBMTTQ tỉnh"),
        ("tinhuy", f"Chuyên viên {party}", Role.PARTY_OFFICE, party, "VP Tỉnh ủy"),
        ("doan", "Thành viên đoàn công tác", Role.DELEGATION_MEMBER, people, "UBND tỉnh"),
    )
    for username, title, role, agency, short in listed:
        yield Account(username, title, role, version.unit_id, agency, short)


def _departments(version: UnitVersion, agencies: Mapping[str, Agency]) -> Iterator[Account]:
    for short, username in DEPARTMENTS.items():
        name = agencies[short].name
        yield Account(
            username, f"Công chức {name}", Role.DEPARTMENT_OFFICER, version.unit_id, name, short
        )
        yield Account(
            f"gd{username}",
            f"Lãnh đạo {name}",
            Role.DEPARTMENT_DIRECTOR,
            version.unit_id,
            name,
            short,
        )


def _district(version: UnitVersion) -> Iterator[Account]:
    is_city = version.type == UnitType.CITY
    name = "Phòng Kinh tế" if is_city else "Phòng Nông nghiệp và Phát triển nông thôn"
    yield Account(
        username=district_username(version.code),
        title=f"Công chức phụ trách nông thôn mới, {version.full_name}",
        role=Role.DISTRICT_OFFICER,
        unit=version.unit_id,
        agency=f"{name} {version.full_name}",
        agency_short="Phòng Kinh tế" if is_city else "Phòng NN&PTNT",
    )
    committee = f"Ủy ban nhân dân {version.full_name}"
    for prefix, title, role in (
        ("ct", "Chủ tịch", Role.DISTRICT_CHAIRMAN),
        ("pct", "Phó Chủ tịch", Role.DISTRICT_DEPUTY),
    ):
        yield Account(
            f"{prefix}{district_username(version.code)}",
            f"{title} UBND {version.full_name}",
            role,
            version.unit_id,
            committee,
            "UBND huyện",
        )


def _commune_officer(version: UnitVersion) -> Account:
    return Account(
        username=f"xa{version.code}",
        title=f"Công chức phụ trách nông thôn mới, {version.full_name}",
        role=Role.COMMUNE_OFFICER,
        unit=version.unit_id,
        agency=f"Ủy ban nhân dân {version.full_name}",
        agency_short="UBND xã",
    )


def _village(version: UnitVersion) -> Account:
    return Account(
        username=f"thon{version.code}",
        title=f"Trưởng {version.full_name}",
        role=Role.VILLAGE_HEAD,
        unit=version.unit_id,
        agency=f"Ban nhân dân {version.full_name}, {version.code}",
        agency_short="Thôn",
    )


def district_username(district_code: str) -> str:
    return f"huyen{district_code}"
