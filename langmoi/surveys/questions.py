"""What a survey asks by default: one question for each criterion of the set, and the whole.

The forms of the Front's guide (78/HD-MTTW-BTT of 24/4/2017) were not seen; the wording is ours and
may be changed until the survey is opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.law.model import CriteriaSet

OVERALL = "chung"
OVERALL_TEXT = "Nhìn chung, ông (bà) có hài lòng với kết quả xây dựng nông thôn mới của xã không?"


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    criterion: str = ""


def default_questions(criteria_set: CriteriaSet) -> tuple[Question, ...]:
    of_criteria = (
        Question(f"q{criterion.number}", f"Kết quả thực hiện: {criterion.name}", criterion.number)
        for criterion in criteria_set.criteria
    )
    return (*of_criteria, Question(OVERALL, OVERALL_TEXT))
