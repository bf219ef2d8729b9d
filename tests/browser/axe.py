"""What axe-core finds wrong with a page for people who cannot see or point."""

from __future__ import annotations

from pathlib import Path

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"


def violations(page):
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])}) "
        f"{v['nodes'][0]['failureSummary'][:300]}"
        for v in found
    ]
