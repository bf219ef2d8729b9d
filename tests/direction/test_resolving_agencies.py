"""From agencies as a document writes them to those of the register."""

from __future__ import annotations

import pytest
from task_world import TODAY, unit

from langmoi.direction.register import Register
from langmoi.direction.resolving import resolve
from langmoi.people.models import Agency


@pytest.fixture
def names(kontum):
    """names("Sở NN&PTNT") tells who is meant, as the register shows them."""
    province = unit("62", "province")
    made = {
        "Sở Nông nghiệp và Phát triển nông thôn tỉnh Kon Tum": "Sở NN&PTNT",
        "Sở Y tế tỉnh Kon Tum": "Sở Y tế",
        "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum": "Sở LĐTBXH",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Kon Tum": "UBMTTQ tỉnh",
        "Hội Liên hiệp Phụ nữ tỉnh Kon Tum": "Hội LHPN tỉnh",
        "Văn phòng Tỉnh ủy Kon Tum": "VP Tỉnh ủy",
    }
    for name, short in made.items():
        Agency.objects.create(name=name, short_name=short, unit=province)
    Agency.objects.create(
        name="Huyện ủy Đăk Tô", short_name="Huyện ủy Đăk Tô", unit=unit("612", "district")
    )

    def who(name):
        register = Register.of(province.pk, TODAY)
        return [register.names[token] for token in resolve(name, register).tokens]

    return who


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Sở NN&PTNT", ["Sở NN&PTNT"]),
        ("Sở Nông nghiệp và PTNT", ["Sở NN&PTNT"]),
        ("Giám đốc Sở Nông nghiệp và Phát triển nông thôn tỉnh", ["Sở NN&PTNT"]),
        ("Sở LĐ-TB&XH", ["Sở LĐTBXH"]),
        ("Sở Lao động - TB và XH", ["Sở LĐTBXH"]),
        ("Ủy ban MTTQ Việt Nam tỉnh", ["UBMTTQ tỉnh"]),
        ("UBMTTQVN tỉnh", ["UBMTTQ tỉnh"]),
        ("Ban Thường trực Ủy ban Mặt trận Tổ quốc tỉnh", ["UBMTTQ tỉnh"]),
        ("các Sở, ban ngành thuộc tỉnh", ["Sở LĐTBXH", "Sở NN&PTNT", "Sở Y tế"]),
        ("các tổ chức chính trị - xã hội", ["Hội LHPN tỉnh"]),
        ("UBND huyện Đắk Tô", ["UBND huyện Đăk Tô"]),
        ("Chủ tịch UBND huyện Sa Thầy", ["UBND huyện Sa Thầy"]),
        ("Ủy ban nhân dân thành phố Kon Tum", ["UBND TP Kon Tum"]),
        ("UBND xã Sa Nghĩa", ["UBND xã Sa Nghĩa"]),
        ("Huyện ủy Đăk Tô", ["Huyện ủy Đăk Tô"]),
        ("Huyện ủy Sa Thầy", []),
        ("Sở Kế hoạch và Đầu tư", []),
        ("Sở Khoa học Mới", []),
        ("các đơn vị, địa phương liên quan", []),
        ("các sở, ngành liên quan", []),
    ],
)
def test_a_name_as_written_finds_who_is_meant(names, written, meant):
    assert sorted(names(written)) == sorted(meant)


@pytest.mark.parametrize(
    "written",
    ["UBND các huyện, thành phố", "Ủy ban nhân dân các huyện, thành phố", "các địa phương",
     "Chủ tịch UBND các huyện, thành phố", "UBND cấp huyện"],
)  # fmt: skip
def test_the_districts_and_the_city_are_all_ten(names, written):
    assert len(names(written)) == 10


def test_communes_are_those_of_their_types(names):
    assert len(names("UBND các xã")) == 86
    assert len(names("Ủy ban nhân dân các xã, phường, thị trấn")) == 102


def test_what_is_not_there_can_be_added_by_its_name(names):
    register = Register.of(unit("62", "province").pk, TODAY)
    (one,) = resolve("Sở Kế hoạch và Đầu tư", register).missing
    assert one.name == "Sở Kế hoạch và Đầu tư tỉnh Kon Tum"
    assert (one.short_name, one.unit) == ("Sở Kế hoạch và Đầu tư", register.home.unit_id)
    parties = resolve("các Huyện ủy, thành ủy", register)
    assert len(parties.agencies) == 1
    assert {"Thành ủy Kon Tum", "Huyện ủy Sa Thầy"} < {one.name for one in parties.missing}
    assert len(parties.missing) == 9
    assert resolve("các đơn vị liên quan", register).missing == ()


def test_a_districts_document_names_its_own(kontum):
    district = unit("616", "district")
    Agency.objects.create(
        name="Phòng Nông nghiệp và Phát triển nông thôn huyện Sa Thầy",
        short_name="Phòng NN&PTNT",
        unit=district,
    )
    register = Register.of(district.pk, TODAY)

    def who(name):
        return [register.names[token] for token in resolve(name, register).tokens]

    assert who("Phòng Nông nghiệp và PTNT huyện") == ["Phòng NN&PTNT"]
    assert len(who("UBND các xã, thị trấn")) == 11
    assert who("UBND huyện Đăk Tô") == []
