"""Which commune a row is about: by code, or by any spelling of its name in the sheet's district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from langmoi.core.days import show_day
from langmoi.core.text import search_key
from langmoi.places.models import Level, UnitAlias, UnitVersion
from langmoi.places.queries import unit_versions
from langmoi.reporting.workbook.entries import CellFault

TYPE_WORDS = ("thi tran ", "phuong ", "xa ")
CODE_DIGITS = 5  # a spreadsheet that takes a code for a number drops its leading zeros


class Directory:
    """The units of commune level of one day, with every spelling known, read once."""

    def __init__(self, on: date, scope: Collection[int] | None) -> None:
        self._on, self._scope = on, scope
        versions = unit_versions(on, level=Level.COMMUNE)
        self._by_code = {version.code: version for version in versions}
        self._by_key = {version.unit_id: version for version in versions}
        self._spellings = _spellings(self._by_key)
        self._by_spelling: dict[str, list[UnitVersion]] = defaultdict(list)
        for key, spellings in self._spellings.items():
            for spelling in spellings:
                self._by_spelling[spelling].append(self._by_key[key])
        self._parents = {
            version.unit_id: version.full_name
            for version in unit_versions(
                on, unit_keys={v.parent_id for v in versions if v.parent_id}
            )
        }

    def by_code(self, code: str) -> UnitVersion | None:
        return self._by_code.get(code) or self._by_code.get(code.zfill(CODE_DIGITS))

    def find(self, code: str, name: str, district: int | None) -> UnitVersion:
        """The commune of a row; raises CellFault where it is unknown, another, or not allowed."""
        unit = self._find_by_code(code, name) if code else self._find_by_name(name, district)
        if not unit.files:
            raise CellFault(
                f"{_capital(unit.full_name)} không phải là xã vào ngày {show_day(self._on)} "
                "nên không nộp phiếu.",
                "Bỏ dòng này khỏi tệp của tháng.",
            )
        if self._scope is not None and unit.unit_id not in self._scope:
            raise CellFault(
                f"{_capital(unit.full_name)} ({self._parent(unit)}) không thuộc phạm vi "
                "người nhập được ghi số liệu.",
                "Bỏ dòng này, hoặc gửi tệp cho người phụ trách địa bàn đó nhập.",
            )
        return unit

    def _find_by_code(self, code: str, name: str) -> UnitVersion:
        unit = self.by_code(code)
        if unit is None:
            raise self._unknown_code(code)
        if name and _plain(name) not in self._spellings[unit.unit_id]:
            raise CellFault(
                f"Mã {unit.code} là {unit.full_name} nhưng dòng này ghi tên “{name}”.",
                f"Ghi lại đúng tên {unit.name}, hoặc sửa mã cho đúng xã muốn nhập.",
            )
        return unit

    def _unknown_code(self, code: str) -> CellFault:
        other = UnitVersion.objects.filter(level=Level.COMMUNE, code=code).first()
        if other is None:
            return CellFault(
                f"Không có đơn vị hành chính nào mang mã {code}.", "Ghi lại mã như trong tệp mẫu."
            )
        return CellFault(
            f"{_capital(other.full_name)} (mã {code}) không tồn tại vào ngày {show_day(self._on)}.",
            "Bỏ dòng này, hoặc kiểm tra lại tháng của tệp.",
        )

    def _find_by_name(self, name: str, district: int | None) -> UnitVersion:
        named = self._by_spelling.get(_plain(name), [])
        here = [unit for unit in named if district is None or unit.parent_id == district]
        if len(here) == 1:
            return here[0]
        if here:
            codes = "; ".join(f"{u.full_name}, {self._parent(u)}: mã {u.code}" for u in here)
            raise CellFault(
                f"Tên “{name}” có ở {len(here)} nơi.", f"Ghi mã vào cột mã xã ({codes})."
            )
        if named:
            places = "; ".join(f"{self._parent(u)} (mã {u.code})" for u in named)
            raise CellFault(
                f"“{name}” không thuộc địa bàn của trang này mà thuộc {places}.",
                "Chuyển dòng sang đúng trang, hoặc ghi mã vào cột mã xã.",
            )
        raise CellFault(
            f"Không tìm thấy xã nào tên “{name}” vào ngày {show_day(self._on)}.",
            "Ghi lại tên, hoặc ghi mã vào cột mã xã như trong tệp mẫu.",
        )

    def _parent(self, unit: UnitVersion) -> str:
        return self._parents.get(unit.parent_id or 0, "không rõ nơi")


def _spellings(units: dict[int, UnitVersion]) -> dict[int, set[str]]:
    """Every spelling of each unit that day; a name of another time is another name."""
    found = {key: {unit.search_key} for key, unit in units.items()}
    for alias in UnitAlias.objects.filter(unit_id__in=units):
        found[alias.unit_id].add(alias.search_key)
    return found


def _plain(name: str) -> str:
    key = search_key(name)
    return next((key.removeprefix(word) for word in TYPE_WORDS if key.startswith(word)), key)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
