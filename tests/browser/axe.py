"""What axe-core finds wrong with a page for people who cannot see or point."""

from __future__ import annotations

from pathlib import Path

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
RUN = "axe.run(document, {resultTypes: ['violations']})"


def violations(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))  # a script tag the page's policy refuses
    found = page.evaluate(RUN)["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])}) "
        f"{v['nodes'][0]['failureSummary'][:300]}"
        for v in found
    ]


def serious(page):
    """What would keep somebody from using the page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [
        (v["id"], [node["html"][:150] for node in v["nodes"]][:3])
        for v in page.evaluate(RUN)["violations"]
        if v["impact"] in ("serious", "critical")
    ]
