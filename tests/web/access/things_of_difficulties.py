"""What both districts of the access world have of difficulties and guidance."""

from __future__ import annotations

from datetime import UTC, date, datetime

from evidence_files import pdf

# address → name of the thing
PK: dict[str, str] = {
    "difficulty": "difficulty",
    "difficulty_step": "difficulty",
    "difficulty_paper": "difficulty_paper",
    "guidance": "guidance",
    "guidance_file": "guidance",
    "withdraw_guidance": "guidance",
}
CODE: dict[str, str] = {}  # address → level
DAY = date(2019, 12, 16)
WHEN = {"on": DAY, "at": datetime(2019, 12, 16, 2, tzinfo=UTC)}


def add(place, people, office):
    """The commune's question with a paper, which the office answered for it alone.

    Guidance is there for everyone: it does not hold the mark.
    """
    from langmoi.difficulties.actions import (
        Asked,
        NewGuidance,
        Paper,
        answer_difficulty,
        publish_guidance,
        raise_difficulty,
    )
    from langmoi.difficulties.models import Desk, Difficulty, DifficultyPaper
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.evidence.keeping import NewFile, keep_file

    commune = unit_by_code(place.commune, DAY, "commune").unit
    province = unit_by_code("62", DAY, "province").unit
    kept = keep_file(NewFile(pdf(), "danh-sach.pdf")).row()
    asked = Asked(f"Vướng {place.mark}", f"Nội dung {place.mark}", "income")
    papers = [Paper(f"Danh sách {place.mark}", file=kept)]
    made = raise_difficulty(commune, asked, by=people["clerk"], papers=papers, **WHEN)
    Difficulty.objects.filter(pk=made.pk).update(desk=Desk.OFFICE, agency=None, desk_unit=province)
    told = {"seen": made.version, "is_shared": False, "by": office}
    answer_difficulty(made, f"Trả lời {place.mark}", **told, **WHEN)
    guidance = NewGuidance("Hướng dẫn", "Cho mọi nơi.", "income", DAY, file=kept)
    place.things["difficulty"] = made.pk
    place.things["difficulty_paper"] = DifficultyPaper.objects.get(event__difficulty=made).pk
    place.things["guidance"] = publish_guidance(guidance, by=office, **WHEN).pk
