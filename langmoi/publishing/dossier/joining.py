"""One PDF of a dossier: own pages set by Typst, then the files that come with it, bookmarked."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.places.models import Certainty, Level, UnitVersion
from langmoi.places.queries import district_of
from langmoi.publishing.building import DEMO_MARK
from langmoi.publishing.dated import DATA
from langmoi.publishing.dossier.model import Attached, DossierFile
from langmoi.publishing.dossier.parts import parts_of
from langmoi.publishing.pdf import fonts_folder
from langmoi.publishing.printable import clean
from langmoi.publishing.typesetting import typeset
from langmoi.recognition.models import Dossier, DossierPart
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.kinds import JPEG, PDF, PNG, kind_by_mime
from langmoi.reporting.evidence.queries import evidence_of

TEMPLATE = "dossier.typ"
A4 = (1240, 1754)  # points at 150 to the inch
EDGE = 90


def write_dossier(dossier: Dossier, *, on: date) -> bytes:
    """The whole dossier as one PDF, with a table of contents and bookmarks of every file."""
    found = _file_of(dossier, on)
    contents = {one.sha256: _pages(one) for one in found.attached}
    counted = [_counted(one, contents[one.sha256]) for one in found.attached]
    first = _set(replace(found, attached=tuple(counted)), on)
    # The list of contents is as long with the numbers as without them: so the pages stay.
    numbered = _numbered(counted, len(PdfReader(io.BytesIO(first)).pages))
    own = _set(replace(found, attached=tuple(numbered)), on)
    return _joined(own, numbered, contents)


def _file_of(dossier: Dossier, on: date) -> DossierFile:
    district = district_of(dossier.unit_id, on)
    provinces = UnitVersion.objects.on(on).filter(level=Level.PROVINCE)
    province = provinces.first()
    name = district.full_name if district else ""
    is_demo = dossier.certainty == Certainty.ILLUSTRATIVE
    return DossierFile(
        unit=str(dossier.unit),
        district=name,
        province=province.full_name if province else "",
        title="Hồ sơ đề nghị xét, công nhận",
        subtitle=f"{dossier.get_kind_display()} năm {dossier.year}",
        state=f"{dossier.unit}, {name}" if name else str(dossier.unit),
        made_on=f"Lập ngày {show_day(on)}, hồ sơ ở bước: {dossier.get_state_display()}",
        mark=DEMO_MARK if is_demo else "",
        parts=tuple(parts_of(dossier, name, on)),
        attached=tuple(_attached(dossier)),
    )


def _attached(dossier: Dossier) -> list[Attached]:
    found = []
    for paper in dossier.papers.filter(removed_at__isnull=True).select_related("file"):
        label = DossierPart(paper.part).label.capitalize()
        found.append(Attached(label, clean(paper.title), paper.file.kind, paper.file.sha256))
    if dossier.filing is not None:
        by_indicator = evidence_of(dossier.filing)
        for indicator in sorted(by_indicator, key=_numeric):
            label = f"Minh chứng {indicator}" if indicator else "Phiếu đã ký"
            found += [
                Attached(label, clean(one.name), one.file.kind, one.file.sha256)
                for one in by_indicator[indicator]
            ]
    return found


def _numeric(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split(".") if part.isdigit())


def _pages(one: Attached) -> PdfReader | None:
    """The file as pages; None for what is no PDF and no picture, or cannot be read."""
    try:
        content = store.read(one.sha256)
        if one.kind in (JPEG.mime, PNG.mime):
            content = _picture_page(content)
        elif one.kind != PDF.mime:
            return None
        reader = PdfReader(io.BytesIO(content))
        return reader if len(reader.pages) else None
    except (DomainError, PyPdfError, OSError, ValueError, KeyError, TypeError):
        return None


def _counted(one: Attached, reader: PdfReader | None) -> Attached:
    pages = len(reader.pages) if reader is not None else 0
    return replace(one, pages=pages, note=_note(one, reader))


def _picture_page(content: bytes) -> bytes:
    """The picture on an A4 page, as large as it fits."""
    with Image.open(io.BytesIO(content)) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((A4[0] - 2 * EDGE, A4[1] - 2 * EDGE))
    page = Image.new("RGB", A4, "white")
    page.paste(picture, ((A4[0] - picture.width) // 2, (A4[1] - picture.height) // 2))
    buffer = io.BytesIO()
    page.save(buffer, "PDF", resolution=150)
    return buffer.getvalue()


def _note(one: Attached, reader: PdfReader | None) -> str:
    if reader is not None:
        return ""
    kind = kind_by_mime(one.kind)
    if kind in (PDF, JPEG, PNG):
        return f"{kind.label}, không mở được để ghép; xem tệp gốc trên hệ thống"
    return f"{kind.label}, không ghép được vào PDF; xem tệp gốc trên hệ thống"


def _set(found: DossierFile, on: date) -> bytes:
    told = json.dumps(asdict(found), ensure_ascii=False)
    return typeset(told, on, str(DATA / TEMPLATE), fonts_folder())


def _numbered(counted: Sequence[Attached], own_pages: int) -> list[Attached]:
    """On which page of the whole each file begins."""
    found, next_page = [], own_pages + 1
    for one in counted:
        found.append(replace(one, first_page=next_page if one.pages else 0))
        next_page += one.pages
    return found


def _joined(
    own: bytes, attached: Sequence[Attached], contents: dict[str, PdfReader | None]
) -> bytes:
    writer = PdfWriter()
    writer.append(io.BytesIO(own), import_outline=True)
    above = None
    for one in attached:
        reader = contents[one.sha256]
        if reader is None:
            continue
        at = len(writer.pages)
        writer.append(reader, import_outline=False)
        if above is None:
            above = writer.add_outline_item(title="Tệp kèm theo", page_number=at)
        writer.add_outline_item(title=f"{one.label}: {one.name}", page_number=at, parent=above)
    writer.add_metadata({"/Title": "Hồ sơ đề nghị xét, công nhận", "/Author": "Làng Mới"})
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
