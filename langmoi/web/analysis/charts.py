"""Charts drawn on the server as SVG that stands alone, and the same as PNG.

Colours are attributes, not styles, so that a page's content policy lets them through and a saved
file looks as it did. A saved chart carries its caption, unit, source and day.
"""

from __future__ import annotations

from dataclasses import dataclass

import typst
from django.http import Http404, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from langmoi.publishing.pdf import FONT, fonts_folder
from langmoi.publishing.typesetting import letters
from langmoi.web.analysis.plots import PLOT, QUIET, WIDTH, text
from langmoi.web.analysis.sheets import FILE
from langmoi.web.http import Request
from langmoi.web.publishing.files import attachment

FRAME = 64  # above and below a saved drawing, for the words
FAMILY = f"Be Vietnam Pro, {FONT}, Arial, sans-serif"
PPI = 192.0
PAGE = """#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""


@dataclass(frozen=True)
class Chart:
    """A drawing and the words that go with it wherever it is saved."""

    title: str
    unit: str  # what is measured: “triệu đồng/người/năm”
    source: str
    drawn: SafeString
    height: int = PLOT
    fits: bool = False  # on a phone it is as wide as the page, in larger letters; else it scrolls

    def page(self) -> SafeString:
        """For a page, which says the rest around it."""
        return format_html(
            '<svg class="lm-plot{}" viewBox="0 0 {} {}" role="img" aria-label="{}" '
            'font-family="{}">{}</svg>',
            " lm-plot--fits" if self.fits else "",
            WIDTH,
            self.height,
            f"Biểu đồ: {self.title}",
            FAMILY,
            self.drawn,
        )

    def file(self) -> str:
        """A file of its own, with caption, unit, source and day."""
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" '
            'height="{h}" font-family="{family}"><rect width="{w}" height="{h}" fill="#fff"/>'
            '{title}{unit}<g transform="translate(0 {top})">{drawn}</g>{source}</svg>',
            w=WIDTH,
            h=self.height + FRAME + 26,
            family=FAMILY,
            title=text(12, 26, self.title, size=16, weight=600),
            unit=text(12, 46, f"Đơn vị tính: {self.unit}", size=12, fill=QUIET),
            top=FRAME - 8,
            drawn=self.drawn,
            source=text(12, self.height + FRAME + 14, self.source, size=11, fill=QUIET),
        )


def chart_file(request: Request, chart: Chart, name: str) -> HttpResponse:
    """The chart in the kind that the address asks for; 404 for a kind that there is not."""
    kind = request.GET.get(FILE)
    if kind not in ("svg", "png"):
        raise Http404
    content = chart.file().encode() if kind == "svg" else as_png(chart.file())
    mime = "image/svg+xml" if kind == "svg" else "image/png"
    return attachment(content, f"{name}.{kind}", mime)


def as_png(svg: str) -> bytes:
    """The drawing as a picture, set by the same engine and letters as the printed reports."""
    compiler = typst.Compiler(
        PAGE.encode(), font_paths=letters(fonts_folder()), sys_inputs={"svg": svg}
    )
    made = compiler.compile(format="png", ppi=PPI)
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no single picture.")
    return made
