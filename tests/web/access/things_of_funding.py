"""What both districts of the access world have of projects and money."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 17, 2, tzinfo=UTC)}
_PROJECT = (
    "project",
    "change_project",
    "stop_project",
    "resume_project",
    "new_project_line",
    "add_project_paper",
)
PK: dict[str, str] = {  # address → name of the thing
    **dict.fromkeys(_PROJECT, "project"),
    "project_paper": "project_paper",
    "remove_project_paper": "project_paper",
    "take_back_money_line": "money_line",
    "funding_upload": "funding_upload",
}
CODE: dict[str, str] = {}  # address → level


def add(place, people, office):
    """A project of the commune with a line and a paper; a workbook that waits for a yes."""
    from langmoi.funding import actions
    from langmoi.funding.models import FundingUpload
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.evidence.keeping import NewFile

    unit = unit_by_code(place.commune, TODAY, "commune").unit
    told = actions.NewProject(
        name=f"Đường {place.mark}",
        content="road",
        places=(actions.PlaceShare(unit.pk),),
        criteria=(actions.CriterionShare("2"),),
        total=10**9,
        structure=(actions.SourceAmount("1.1.1", 10**9),),
        owner=f"Ban Quản lý {place.mark}",
        owner_unit=unit.pk,
        approved_on=date(2018, 2, 10),
    )
    project = actions.add_project(told, by=office, **WHEN)
    line = actions.NewLine(
        source="1.1.1",
        kind="allocation",
        year=2018,
        day=date(2018, 3, 1),
        amount=10**8,
        project=project.pk,
        item=place.mark,
    )
    made = actions.add_line(line, by=office, **WHEN)
    file = NewFile(_picture(), f"{place.mark}.png")
    paper = actions.add_paper(project, file, f"Biên bản {place.mark}", by=office, **WHEN)
    upload = FundingUpload.objects.create(
        kind="projects",
        file_name=f"{place.mark}.xlsx",
        content=b"",
        uploaded_by=people["officer"],
        uploaded_at=WHEN["at"],
    )
    place.things |= {
        "project": project.pk,
        "money_line": made.pk,
        "project_paper": paper.pk,
        "funding_upload": upload.pk,
    }


def _picture():
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    return buffer.getvalue()
