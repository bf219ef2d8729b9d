"""The tasks of the demo that do not go smoothly, told by the steps that people take."""

from __future__ import annotations

from datetime import date
from typing import Any

from langmoi.demo.december import at_hour
from langmoi.demo.directives import FIRST_DAY, PROGRAMME, Given
from langmoi.demo.tasks_in_bulk import MARK
from langmoi.direction.actions import (
    ask_extension,
    confirm_task,
    extend_task,
    instruct_task,
    remind_tasks,
    report_done,
    report_progress,
    send_back_task,
    suspend_task,
)
from langmoi.direction.models import TaskInstance

INVESTMENT, PLANNING = "1/-5/+1", ("2.3", "Sở KH&ĐT")
HEAD_OF_OFFICE = "Chánh Văn phòng UBND tỉnh"
ODD = {(PROGRAMME, code) for code in ("614", "616", "617", "618")} | {(INVESTMENT, "618")}


def tell_odd_tasks(given: Given, *, before: bool) -> None:
    """`before`: the days that the office set; else what came after the tasks were received."""
    odd = OddTasks(given)
    if before:
        odd.set_days()
    else:
        odd.asked_and_given()
        odd.sent_back()
        odd.asks_again()
        odd.silent_and_suspended()
        odd.pressed()


class OddTasks:
    def __init__(self, given: Given) -> None:
        self.given = given
        self.office = given.users["vpub"]
        self.found = {(given.name(one), given.who(one)): one for one in given.instances}

    def set_days(self) -> None:
        """What the directive asks for without a day: the office sets one."""
        reason = f"Văn phòng đặt hạn để theo dõi {MARK}."
        for (name, _), instance in self.found.items():
            if name == PROGRAMME:
                self._extend(instance, FIRST_DAY, reason, date(2019, 7, 23), seen=None)
        late = self.found[PLANNING]
        self._extend(late, FIRST_DAY, reason, date(2019, 7, 23), seen=None)

    def asked_and_given(self) -> None:
        one, user = self._of("614")
        until, reason = date(2019, 10, 31), f"Chờ Hội đồng nhân dân huyện họp {MARK}."
        ask_extension(one, until, reason, **_when(user, date(2019, 9, 20)))
        self._extend(one, until, f"Đồng ý: {reason}", date(2019, 9, 24), seen=FIRST_DAY)
        self._done(one, user, date(2019, 10, 28), date(2019, 10, 30))

    def sent_back(self) -> None:
        one, user = self._of("616")
        report_done(one, f"Đã bổ sung 9 nhiệm vụ {MARK}.", **_when(user, date(2019, 9, 24)))
        reason = f"Chưa có nhiệm vụ và người chịu trách nhiệm của xã Rờ Kơi {MARK}."
        send_back_task(one, reason, **_when(self.office, date(2019, 9, 27)))
        self._done(one, user, date(2019, 10, 8), date(2019, 10, 10))

    def asks_again(self) -> None:
        one, user = self._of("617")
        until, reason = date(2019, 12, 15), f"Đang rà soát từng xã {MARK}."
        ask_extension(one, until, reason, **_when(user, date(2019, 9, 26)))
        self._extend(one, until, f"Đồng ý: {reason}", date(2019, 9, 30), seen=FIRST_DAY)
        report_progress(one, f"Xong 8 trên 11 xã {MARK}.", **_when(user, date(2019, 12, 5)))
        more = f"Còn ba xã chưa thống nhất nguồn vốn {MARK}."
        ask_extension(one, date(2020, 1, 15), more, **_when(user, date(2019, 12, 17)))

    def silent_and_suspended(self) -> None:
        one, user = self._of("618")
        report_progress(one, f"Đã có dự thảo {MARK}.", **_when(user, date(2019, 10, 10)))
        reason = f"Chờ kế hoạch vốn đầu tư công năm 2020 {MARK}."
        suspend_task(
            self.found[INVESTMENT, "618"], reason, **_when(self.office, date(2019, 10, 15))
        )

    def pressed(self) -> None:
        """Who is silent is called twice; the leader of the province says something about one."""
        late, planning = self.found[PROGRAMME, "618"], self.found[PLANNING]
        by_phone = f"Gọi điện cho người phụ trách {MARK}."
        remind_tasks(
            [late.pk, planning.pk], note=by_phone, **_when(self.office, date(2019, 11, 11))
        )
        remind_tasks([late.pk], note=by_phone, **_when(self.office, date(2019, 12, 9)))
        said = f"Huyện báo cáo lý do trước ngày 24/12/2019 {MARK}."
        instruct_task(late, said, **_when(self.given.users["lanhdao"], date(2019, 12, 17)))

    def _of(self, code: str) -> tuple[TaskInstance, Any]:
        return self.found[PROGRAMME, code], self.given.users[f"huyen{code}"]

    def _done(self, one: TaskInstance, user: Any, reported: date, answered: date) -> None:
        report_done(one, f"Đã bổ sung Chương trình công tác {MARK}.", **_when(user, reported))
        confirm_task(one, **_when(self.office, answered))

    def _extend(
        self, one: TaskInstance, until: date, reason: str, day: date, *, seen: date | None
    ) -> None:
        when = _when(self.office, day)
        extend_task(one, until, reason, seen=seen, approver=HEAD_OF_OFFICE, **when)


def _when(by: Any, day: date) -> dict[str, Any]:
    return {"by": by, "on": day, "at": at_hour(day, 14)}
