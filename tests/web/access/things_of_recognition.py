"""What both districts of the access world have of recognition."""

from __future__ import annotations

from datetime import UTC, date, datetime

TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 17, 2, tzinfo=UTC)}
_DOSSIER = (
    "dossier",
    "dossier_step",
    "add_dossier_paper",
    "dossier_file",
    "recognition_certificate",
)
PK: dict[str, str] = {  # address → name of the thing
    **dict.fromkeys(_DOSSIER, "dossier"),
    "dossier_paper": "dossier_paper",
    "drop_dossier_paper": "dossier_paper",
    "drop_recognition_rule": "recognition_rule",
}
CODE: dict[str, str] = {}  # address → level


def add(place, people, office):
    """A dossier of the commune with a paper; a value of the province, the same for both."""
    from langmoi.people.access import posts_known
    from langmoi.places.queries import unit_by_code
    from langmoi.recognition.models import Dossier, DossierPaper, DossierPart, RuleOverride
    from langmoi.recognition.trail import tell
    from langmoi.reporting.evidence.keeping import NewFile, keep_file

    unit = unit_by_code(place.commune, TODAY, "commune").unit
    province = unit_by_code("62", TODAY, "province").unit
    dossier = Dossier.objects.create(
        kind="commune",
        unit=unit,
        year=2019,
        regime="qd-2540-2016",
        state="proposed",
        since=TODAY,
        made_by=office,
        made_at=WHEN["at"],
    )
    post = next(iter(posts_known(office, on=TODAY)))
    tell(dossier, "propose", office, post, TODAY, WHEN["at"], place.mark, "", {})
    kept = keep_file(NewFile(_picture(), f"{place.mark}.png"))
    paper = DossierPaper.objects.create(
        dossier=dossier,
        part=DossierPart.PHOTOS,
        title=f"Ảnh {place.mark}",
        file=_row(kept),
        file_name=kept.name,
        by=office,
        at=WHEN["at"],
    )
    rule, _ = RuleOverride.objects.get_or_create(
        unit=province,
        regime="qd-2540-2016",
        kind="commune",
        parameter="notice_days",
        valid_from=date(2019, 1, 1),
        defaults={"value": "20", "document": "văn bản thử", "by": office, "at": WHEN["at"]},
    )
    place.things |= {
        "dossier": dossier.pk,
        "dossier_paper": paper.pk,
        "recognition_rule": rule.pk,
    }


def _row(kept):
    from django.db import transaction

    with transaction.atomic():
        return kept.row()


def _picture():
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    return buffer.getvalue()
