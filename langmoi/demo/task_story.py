"""What became of the tasks from July to 20 December 2019: invented, and said to be where it shows.

Most of it goes smoothly (demo/tasks_in_bulk.py). A few tasks do not: sent back and done late, more
time asked for and given or not answered yet, one suspended, some overdue, two without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from langmoi.demo.account_list import DEPARTMENTS, district_username
from langmoi.demo.chance import draw
from langmoi.demo.december import December, at_hour
from langmoi.demo.directives import Given, give_directives
from langmoi.demo.odd_tasks import ODD, tell_odd_tasks
from langmoi.demo.tasks_in_bulk import MARK, Bulk, Done
from langmoi.direction.actions import make_periods
from langmoi.direction.models import DirectiveTask, Nature, TaskInstance
from langmoi.people.models import Duty, User
from langmoi.places.models import Level

TODAY = date(2019, 12, 20)
REVIEW, MONTHS = "1/-1", range(8, 13)
FRONT = {"UBMTTQ tỉnh": "mattran"}
# By the clause (of a plan: its unit and number) and the assignee: days late; the day of a report
# that waits for an answer; not done; not even received. Reviews by their month too.
LATE = {
    ("1/-2", "610"): 20,
    (f"{REVIEW}/10", "610"): 4,
    ("616/1", "23536"): 6,
    ("616/2", "23545"): 4,
    ("613/1", "23455"): 3,
    ("23470/1", "23470-04"): 9,
}
WAITING = {
    (f"{REVIEW}/11", "612"): date(2019, 12, 2),
    ("1/-5/+4", "611"): date(2019, 12, 18),
    ("2.1", "Sở Xây dựng"): date(2019, 12, 12),
    ("616/3", "23542"): date(2019, 12, 19),
    ("613/2", "23467"): date(2019, 12, 13),
}
OPEN = {("616/2", "23551"), ("613/2", "23461"), (f"{REVIEW}/11", "617")}
SILENT = {
    (f"{REVIEW}/11", "618"),
    ("2.1", "Bộ CHQS tỉnh"),
    ("616/2", "23530"),
    ("616/3", "23548"),
    ("613/2", "23458"),
}
FINISHED = {("2.1", short) for short in ("Sở Nội vụ", "Sở GD&ĐT", "Sở LĐTBXH", "Sở Y tế")} | {
    ("616/3", "23533"),
    ("616/3", "23539"),
    ("4", "UBMTTQ tỉnh"),
}


def add_directives(stage: December) -> None:
    """The documents, their tasks, and what was done about them to the day of the demo."""
    given = give_directives(stage.users)
    story = TaskStory(given)
    given.instances += story.reviews()
    tell_odd_tasks(given, before=True)
    Bulk().write(story.steps())
    tell_odd_tasks(given, before=False)


class TaskStory:
    """Who did what when, drawn from names: the same in every run."""

    def __init__(self, given: Given) -> None:
        self.given = given

    def reviews(self) -> list[TaskInstance]:
        """The office makes the reviews of each month on its first day."""
        task = DirectiveTask.objects.get(directive=self.given.letter, clause=REVIEW)
        office, made = self.given.users["vpub"], []
        for month in MONTHS:
            day = date(2019, month, 1)
            made += make_periods(task, day, day, by=office, on=day, at=at_hour(day, 8))
        return made

    def steps(self) -> Iterator[Done]:
        for instance in self.given.instances:
            name, who = self.given.name(instance), self.given.who(instance)
            user = self._user(instance, who)
            if user is not None and (name, who) not in SILENT:
                yield from self._course(instance, name, who, user)

    def _course(self, instance: TaskInstance, name: str, who: str, user: User) -> Iterator[Done]:
        begun = self.given.begun(instance) + timedelta(days=2 + draw(0, 3, "accept", name, who))
        yield Done(instance, "accept", user, begun)
        if (name, who) in ODD or instance.assignment.duty == Duty.CO_OPERATE:
            return
        if (name, who) in WAITING:
            yield self._done(instance, user, WAITING[name, who])
        elif finished := self._finished(instance, name, who):
            yield self._done(instance, user, finished)
            answered = finished + timedelta(days=draw(1, 4, "confirm", name, who))
            if answered <= TODAY:
                yield Done(instance, "confirm", self.given.issuer(instance), answered)
        elif (day := begun + timedelta(days=20 + draw(0, 80, "progress", name, who))) <= TODAY:
            note = f"Đang thực hiện theo kế hoạch {MARK}."
            yield Done(instance, "progress", user, day, note)

    def _finished(self, instance: TaskInstance, name: str, who: str) -> date | None:
        """The day of the report that was confirmed; None for what is not done yet."""
        if (name, who) in OPEN:
            return None
        due = self.given.due(instance)
        if due is None or due > TODAY:
            drawn = draw(1, 100, "done", name, who) <= 30 and due is None
            drawn = drawn and instance.assignment.task.nature == Nature.ORDER and "/-" in name
            early = drawn or (name, who) in FINISHED
            return date(2019, 10, 1) + timedelta(days=draw(0, 70, name, who)) if early else None
        return due + timedelta(days=LATE.get((name, who), -draw(0, 4, "early", name, who)))

    @staticmethod
    def _done(instance: TaskInstance, user: User, day: date) -> Done:
        note = f"Đã hoàn thành, kết quả gửi kèm {MARK}."
        return Done(instance, "complete", user, day, note)

    def _user(self, instance: TaskInstance, who: str) -> User | None:
        """Who answers for the assignee; nobody where the demo has no account."""
        if instance.assignment.agency_id is not None:
            return self.given.users.get((DEPARTMENTS | FRONT).get(who, ""))
        version = self.given.units[instance.assignment.unit_id or 0]
        named = {
            Level.DISTRICT: district_username(who),
            Level.COMMUNE: f"xa{who}",
            Level.VILLAGE: f"thon{who}",
        }
        return self.given.users.get(named[Level(version.level)])
