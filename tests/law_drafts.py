"""Drafts for tests: begun, completed with invented values that say so, compared."""

import io
from datetime import UTC, date, datetime

from PIL import Image

from langmoi.law.parcel import trees_of
from langmoi.law.yaml_writer import Plain, read_tree, write_tree
from langmoi.lawdesk.checking import check_values
from langmoi.lawdesk.drafts import begin_draft, change_draft, latest
from langmoi.lawdesk.edits import Block, PutIndicator
from langmoi.lawdesk.models import DraftValue

ON = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 8, tzinfo=UTC)
WHEN = {"on": ON, "at": AT}
INVENTED = "Mức giả định để thử phần mềm, không có trong văn bản."


def indicator(criterion, number, value="50", *, start="2026-02-15", zone=None):
    """A share held against an invented value that is marked as a placeholder."""
    figure = f"made_{number.replace('.', '_')}"
    threshold = {
        "from": Plain(start),
        "value": Plain(value),
        **({"zone": zone} if zone else {}),
        "basis": {"document": "qd-51-2025", "clause": "(giả định)"},
        "status": "placeholder",
        "note": INVENTED,
    }
    return Block(
        {
            "id": f"{criterion}.made_{number.replace('.', '_')}",
            "number": number,
            "text": f"Chỉ tiêu giả định số {number}",
            "met_when": {"figure": figure, "at_least": "threshold"},
            "thresholds": [threshold],
        },
        [
            {
                "id": figure,
                "name": f"Số liệu giả định {number}",
                "kind": "share",
                "measure": "%",
                "minimum": Plain("0"),
                "maximum": Plain("100"),
                "numerator_name": "Số đạt",
                "denominator_name": "Tổng số",
            }
        ],
    )


def put(draft, criterion, block, by, seen=""):
    edit = PutIndicator(criterion, block, seen, f"Ghi chỉ tiêu {block.indicator['number']}")
    return change_draft(draft, edit, by=by, **WHEN)


def begun_2026(by):
    return begin_draft("commune-2026-2030", by=by, **WHEN)


def completed_2026(by):
    """All 47 indicators of the set of 2026-2030, every one of them invented."""
    draft = begun_2026(by)
    trees = trees_of(latest(draft).texts)
    criteria = sorted(
        (tree for name, tree in trees.items() if not name.startswith("_") and "number" in tree),
        key=lambda tree: int(tree["number"]),
    )
    for place, criterion in enumerate(criteria):
        for n in range(1, 6 if place < 7 else 5):
            put(
                draft, criterion["id"], indicator(criterion["id"], f"{criterion['number']}.{n}"), by
            )
    return draft


def nearly_completed(texts):
    """The files of 2026-2030 with invented indicators; 1.1 and all of criterion 10 are left out."""
    trees = {n: t for n, t in trees_of(texts).items() if n != "10-law-and-security.yaml"}
    for name, tree in trees.items():
        if not name.startswith("_"):
            places = range(2 if tree["number"] == "1" else 1, 6)
            blocks = [indicator(tree["id"], f"{tree['number']}.{n}") for n in places]
            tree["indicators"] = [block.indicator for block in blocks]
            trees["_figures.yaml"] += [figure for block in blocks for figure in block.figures]
    return {name: write_tree(tree) for name, tree in trees.items()}


def check_all(draft, by):
    rows = DraftValue.objects.filter(draft=draft, checked_by=None).exclude(author=by)
    return check_values(draft, dict(rows.values_list("key", "digest")), by=by, **WHEN)


def head_of(draft):
    return read_tree(latest(draft).texts["_set.yaml"])


def pdf():
    """One white page."""
    buffer = io.BytesIO()
    Image.new("RGB", (200, 280), (250, 250, 250)).save(buffer, "PDF")
    return buffer.getvalue()
