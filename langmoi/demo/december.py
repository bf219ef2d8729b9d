"""The open month of the demo: in two districts every filing somewhere else on its way.

All of it by the steps that people take, so that events, saves and audit rows are those of the
program. What is sent are the figures that the published counts rest on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from langmoi.core.clock import HANOI
from langmoi.demo.account_list import WHOLE_DISTRICTS, district_username
from langmoi.demo.villages import MANG_CANH, WITHOUT_SHEET, file_sheets
from langmoi.law.sets import load_set
from langmoi.people.models import Agency, User
from langmoi.people.responsibility import indicators_of
from langmoi.places.models import UnitVersion
from langmoi.reporting.drafting import judge_draft, open_draft, save_draft, warnings_of
from langmoi.reporting.evidence.required import missing_papers
from langmoi.reporting.models import Filing
from langmoi.reporting.steps import (
    SendBackItem,
    agree_to_rest,
    give_opinions,
    put_solution,
    review_criteria,
    send_back,
    sign_filing,
    submit_filing,
    without_solution,
)
from langmoi.reporting.workbook.changes import is_same

MONTH = date(2019, 12, 1)
DUE = date(2019, 12, 24)
SOLVED_BY = date(2020, 6, 30)

# Ya Tăng is still being entered.
DRAFT = "23551"
# Rờ Kơi and Măng Bút were sent back.
SENT_BACK: Mapping[str, tuple[tuple[str, str], ...]] = {
    "23530": (
        ("17.6", "Số hộ có nhà tiêu hợp vệ sinh chưa khớp biên bản rà soát của Trạm Y tế."),
        ("9.2", "Chưa có danh sách nhà đạt tiêu chuẩn kèm theo."),
    ),
    "23458": (("2.2", "Chiều dài đường thôn đã cứng hóa khác số nghiệm thu quý IV."),),
}
# Reviewed in part, and reviewed to the end but not signed: Sa Nghĩa, Sa Bình.
IN_REVIEW, REVIEWED = "23542", "23545"
# Signed: Sa Nhơn, Sa Sơn, Pờ Ê, Đăk Tăng, Măng Cành.
SIGNED = ("23533", "23539", "23467", "23461", MANG_CANH)
# A department that disagrees, on an indicator, with its reason.
DISAGREE: Mapping[tuple[str, str], tuple[str, str]] = {
    ("23461", "9.2"): ("soxd", "Sở kiểm tra thực tế, một số nhà chưa đủ ba cứng."),
    (MANG_CANH, "9.2"): ("soxd", "Số nhà đạt chuẩn chưa khớp kết quả rà soát của Sở."),
}
# Departments that have said nothing yet.
SILENT = ("congan", "bchqs", "sotp")


@dataclass
class December:
    """The month's stage: units, people, and the figures to be sent."""

    communes: Mapping[str, UnitVersion]
    users: Mapping[str, User]
    documents: Mapping[str, Mapping[str, Any]]
    district_of: Mapping[str, str]
    drafts: frozenset[str]

    def play(self) -> None:
        for code in self.codes:
            self._enter(code)
            if code == MANG_CANH:
                self._sheets()
            if code != DRAFT and code not in self.drafts:
                self._submit(code)
        for code, items in SENT_BACK.items():
            self._send_back(code, items)
        self._review(IN_REVIEW, ("1", "2", "3", "4"))
        for code in (REVIEWED, *SIGNED):
            if code not in self.drafts:
                self._review_all(code)
        for code in SIGNED:
            if code not in self.drafts:
                self._sign(code)
                self._opinions(code)

    @property
    def codes(self) -> list[str]:
        """The communes whose people take part, in the order of their codes."""
        return sorted(
            code for code, district in self.district_of.items() if district in WHOLE_DISTRICTS
        )

    def _filing(self, code: str) -> Filing:
        return Filing.objects.get(unit_id=self.communes[code].unit_id, month=MONTH)

    def _enter(self, code: str) -> None:
        """The officer opens the filing and saves what changed since the last month, in two goes."""
        by, day = self.users[f"xa{code}"], date(2019, 12, 16)
        unit = self.communes[code].unit_id
        filing = open_draft(unit, MONTH, by=by, on=day, at=at_hour(day, 8))
        if code in self.drafts:
            return
        before = filing.draft or {}
        after = self.documents[code]
        changes = {
            k: after.get(k) for k in {*before, *after} if not is_same(before.get(k), after.get(k))
        }
        ordered = sorted(changes)
        halves = (ordered[: len(ordered) // 2], ordered[len(ordered) // 2 :])
        for hour, half in zip((9, 14), halves, strict=True):
            if code == DRAFT and hour == 14:
                return
            told = {key: changes[key] for key in half}
            filing = self._save(filing, told, by=by, at=at_hour(day, hour))
        said = {
            w.id: "Số theo kết quả điều tra cuối năm 2019 (minh họa)." for w in warnings_of(filing)
        }
        lacking = missing_papers(filing, judge_draft(filing).verdict.indicators)
        said |= {m.id: "Bản giấy lưu tại UBND xã, đang quét (minh họa)." for m in lacking}
        self._save(filing, {}, by=by, at=at_hour(day, 15), explanations=said)

    def _save(
        self,
        filing: Filing,
        changes: Mapping[str, Any],
        *,
        by: User,
        at: datetime,
        explanations: Mapping[str, str] | None = None,
    ) -> Filing:
        result = save_draft(
            filing,
            changes,
            base_version=filing.draft_version,
            by=by,
            on=at.date(),
            at=at,
            explanations=explanations,
        )
        return result.filing

    def _submit(self, code: str) -> None:
        """By the chairman; in every third commune by the deputy, who signs for them."""
        prefix = "pctxa" if int(code) % 3 == 0 else "ctxa"
        day = date(2019, 12, 17)
        by = self.users[f"{prefix}{code}"]
        submit_filing(self._filing(code), by=by, on=day, at=at_hour(day, 10), note="")

    def _sheets(self) -> None:
        """The villages of Măng Cành; some have not filled in theirs where it is still a draft."""
        left = WITHOUT_SHEET if MANG_CANH in self.drafts else 0
        document, commune = self.documents[MANG_CANH], self.communes[MANG_CANH]
        at = at_hour(date(2019, 12, 15), 19)
        file_sheets(commune, MONTH, document, self.users, at=at, leave_out=left)

    def _officer(self, code: str) -> User:
        return self.users[district_username(self.district_of[code])]

    def _send_back(self, code: str, items: Collection[tuple[str, str]]) -> None:
        day = date(2019, 12, 18)
        told = [SendBackItem(indicator, reason, DUE) for indicator, reason in items]
        send_back(self._filing(code), told, by=self._officer(code), on=day, at=at_hour(day, 9))

    def _review(self, code: str, criteria: tuple[str, ...]) -> None:
        day = date(2019, 12, 18)
        told: dict[str, Any] = {"agrees": True, "reason": "", "on": day, "at": at_hour(day, 10)}
        review_criteria(self._filing(code), list(criteria), by=self._officer(code), **told)

    def _review_all(self, code: str) -> None:
        """Agreed to, with a solution for each criterion that is not met."""
        day, by = date(2019, 12, 18), self._officer(code)
        filing = self._filing(code)
        agree_to_rest(filing, by=by, on=day, at=at_hour(day, 11))
        names = {c.number: c.name for c in load_set(filing.criteria_set).criteria}
        for number in without_solution(filing, day):
            put_solution(
                filing,
                number,
                text=f"Lồng ghép vốn năm 2020 và vận động nhân dân để đạt “{names[number]}”.",
                responsible=f"Chủ tịch UBND {self.communes[code].full_name}",
                due_on=SOLVED_BY,
                by=by,
                on=day,
                at=at_hour(day, 14),
            )

    def _sign(self, code: str) -> None:
        """By the district's chairman; in Kon Plông by the deputy."""
        district = self.district_of[code]
        prefix = "pct" if district == "613" else "ct"
        day = date(2019, 12, 19)
        by = self.users[f"{prefix}{district_username(district)}"]
        sign_filing(self._filing(code), by=by, on=day, at=at_hour(day, 9), note="")

    def _opinions(self, code: str) -> None:
        """Each department on its indicators; some have kept silent."""
        filing, day = self._filing(code), date(2019, 12, 19)
        posts = {
            name: user.posts.select_related("agency").first() for name, user in self.users.items()
        }
        for name, username in _departments(posts):
            led = indicators_of(name, filing.criteria_set, day)
            objections = {i: t for (c, i), t in DISAGREE.items() if c == code and t[0] == username}
            agreed = sorted(led - objections.keys())
            told: dict[str, Any] = {"agency": name, "by": self.users[username], "on": day}
            if agreed:
                told["at"] = at_hour(day, 14)
                give_opinions(filing, agreed, agrees=True, reason="", **told)
            for indicator, (_, reason) in objections.items():
                told["at"] = at_hour(day, 15)
                give_opinions(filing, [indicator], agrees=False, reason=reason, **told)


def _departments(posts: Mapping[str, Any]) -> list[tuple[Agency, str]]:
    """The officers of departments who speak, with their agencies."""
    return [
        (post.agency, username)
        for username, post in posts.items()
        if post is not None and post.role == "department_officer" and username not in SILENT
    ]


def at_hour(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 10), HANOI)
