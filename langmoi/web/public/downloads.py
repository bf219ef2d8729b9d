"""What may be taken home: the official outcomes of a closed month, with licence and method."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string

from langmoi.core.installation import is_demo
from langmoi.core.months import parse_month, show_month
from langmoi.law.documents import load_documents
from langmoi.overview.model import CommuneLine, Overview
from langmoi.overview.queries import overview
from langmoi.public.queries import Citation, citations
from langmoi.public.terms import licence
from langmoi.web.csv_files import csv_file, csv_lines
from langmoi.web.http import Request
from langmoi.web.public.door import public_answer, public_page, published_month
from langmoi.web.words import OUTCOMES

README = "DOC-TRUOC.txt"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same figures make the same file
_TYPES = {"json": "application/json; charset=utf-8", "zip": "application/zip"}


@public_page
def listed(request: Request) -> HttpResponse:
    """Every closed month with its files, and on what terms they are given."""
    return public_answer(request, "public/downloads.html", {"licence": licence()})


@public_page
def file(request: Request, text: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    month = published_month(parse_month(text))
    seen = overview(month.month, with_districts=False)
    name = f"nong-thon-moi-{text}"
    headings, rows = _table(seen)
    if kind == "csv":
        return csv_file(f"{name}.csv", headings, rows)
    content = _json(seen) if kind == "json" else _archive(seen, name)
    answer = HttpResponse(content, content_type=_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _table(seen: Overview) -> tuple[list[str], list[list[object]]]:
    """One row a commune: outcomes in words, and the revision that they rest on."""
    numbers = [criterion.number for criterion in seen.criteria_set.criteria]
    headings = ["Tháng", "Mã xã", "Xã", "Mã huyện", "Huyện", "Số tiêu chí đạt"]
    headings += [f"Tiêu chí {number}" for number in numbers]
    headings += ["Số liệu của tháng", "Bản số", "Mã bản", "Ghi chú"]
    cited = _cited(seen)
    return headings, [_row(seen, line, numbers, cited.get(line.unit.key)) for line in seen.communes]


def _row(
    seen: Overview, line: CommuneLine, numbers: Sequence[str], cited: Citation | None
) -> list[object]:
    outcomes = [OUTCOMES[line.criteria[n]].label if n in line.criteria else "" for n in numbers]
    return [
        show_month(seen.month),
        line.unit.code,
        line.unit.full_name,
        line.district.code,
        line.district.full_name,
        line.criteria_met,
        *outcomes,
        show_month(line.figures_month) if line.figures_month else "",
        cited.number if cited else "",
        cited.hash if cited else "",
        "số liệu minh họa" if is_demo() else "",
    ]


def _cited(seen: Overview) -> dict[int, Citation]:
    """By commune: of each the revision of the month that its figures are of."""
    months = {line.figures_month for line in seen.communes if line.figures_month}
    found = citations([line.unit.key for line in seen.communes], months)
    wanted = {(line.unit.key, line.figures_month) for line in seen.communes}
    return {key[0]: citation for key, citation in found.items() if key in wanted}


def _json(seen: Overview) -> str:
    cited = _cited(seen)
    told = _about(seen) | {
        "communes": [_commune(li, cited.get(li.unit.key)) for li in seen.communes]
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _about(seen: Overview) -> dict[str, Any]:
    terms = licence()
    document = load_documents()[seen.criteria_set.document]
    return {
        "title": f"Kết quả xây dựng nông thôn mới, {seen.unit.full_name}",
        "illustrative": is_demo(),
        "licence": {"id": terms.id, "address": terms.address, "status": str(terms.status)},
        "method": _method(seen),
        "month": f"{seen.month:%Y-%m}",
        "criteria_set": {"id": seen.criteria_set.id, "document": document.number},
    }


def _commune(line: CommuneLine, cited: Citation | None) -> dict[str, Any]:
    return {
        "code": line.unit.code,
        "name": line.unit.full_name,
        "district": {"code": line.district.code, "name": line.district.full_name},
        "criteria_met": line.criteria_met,
        "criteria": dict(line.criteria),
        "figures_of": f"{line.figures_month:%Y-%m}" if line.figures_month else None,
        "revision": {"number": cited.number, "hash": cited.hash} if cited else None,
    }


def _method(seen: Overview) -> str:
    return " ".join(render_to_string("public/method.txt", {"seen": seen}).split())


def _archive(seen: Overview, name: str) -> bytes:
    """Both files with a page that says what they are, on what terms and how they came about."""
    context = {
        "seen": seen,
        "licence": licence(),
        "is_demo": is_demo(),
        "document": load_documents()[seen.criteria_set.document],
        "method": _method(seen),
        "name": name,
    }
    readme = render_to_string("public/readme.txt", context)
    csv = "".join(csv_lines(*_table(seen)))
    files = {README: readme, f"{name}.csv": csv, f"{name}.json": _json(seen)}
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return kept.getvalue()
