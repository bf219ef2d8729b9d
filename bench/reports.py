"""A pack of 85 commune reports, from contents that are ready to files: ours beside its peers.

Contents (text and tables) are made before the clock starts, the same for all. Word: our own filling
of a template, against docxtpl with the same template and the same tables. PDF: ours as the worker
makes it, in two processes, against Typst alone, WeasyPrint, and LibreOffice from our Word files.
"""

from __future__ import annotations

import io
import multiprocessing
import pickle
import shutil
import subprocess
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.harness import Alone, Measure, Prepared, alone, versions, write_results
from bench.overview import _ready, demo_database

if TYPE_CHECKING:
    from langmoi.publishing.model import ReportContent

REPORTS = 85
MONTH = date(2019, 11, 1)
WORD, PDF = "85 commune reports, Word", "85 commune reports, PDF"
CONTENTS = Path(tempfile.gettempdir()) / "langmoi-bench" / "reports.pickle"
HALF = "at least twice as fast as docxtpl in the same run"
NO_SLOWER = "no slower than bare Typst in the same run"
PACKAGES = ("docxtpl", "python-docx", "typst", "weasyprint", "lxml")


def run() -> list[Measure]:
    CONTENTS.parent.mkdir(exist_ok=True)
    with demo_database():
        alone("bench.reports:contents", repeat=1)
        told = {name: alone(f"bench.reports:{name}", repeat=n) for name, n in TRIED.items()}
    assert told["word"] and told["pdf"] and told["bare_typst"]
    agreed = _agreed(told)
    measures = [
        _measure(WORD, "langmoi", told["word"], _half(told["docxtpl"]), HALF),
        _measure(WORD, "docxtpl", told["docxtpl"], note=agreed),
        _measure(PDF, "langmoi, two processes", told["pdf"], told["bare_typst"].best, NO_SLOWER),
        _measure(PDF, "langmoi, one process", told["pdf_alone"]),
        _measure(PDF, "Typst alone", told["bare_typst"]),
        _measure(PDF, "WeasyPrint", told["weasyprint"]),
        _measure(PDF, "LibreOffice, from Word", told["libreoffice"]),
    ]
    write_results("reports", measures, versions(*PACKAGES))
    return measures


TRIED = {"word": 5, "docxtpl": 2, "pdf": 3, "pdf_alone": 2, "bare_typst": 3, "weasyprint": 1,
         "libreoffice": 1}  # fmt: skip


def _half(peer: Alone | None) -> float | None:
    return peer.best / 2 if peer else None


def _agreed(told: dict[str, Alone | None]) -> str:
    """Whether docxtpl's files hold the same text as ours."""
    peer, ours = told["docxtpl"], told["word"]
    if peer is None or ours is None:
        return ""
    same = peer.answer == ours.answer
    return "same words in all files" if same else f"words differ: {peer.answer} / {ours.answer}"


def _measure(
    task: str,
    contender: str,
    told: Alone | None,
    limit: float | None = None,
    reason: str = "",
    note: str = "",
) -> Measure:
    return Measure(
        task=task,
        contender=contender,
        value=told.best if told else None,
        limit=limit,
        limit_reason=reason if limit else "",
        peak_mb=told.peak_mb if told else None,
        seconds=told.seconds if told else [],
        note=note,
    )


# --- what every contender is given ---
def contents() -> Prepared:
    """Make the contents once, from the demo, for all that follow."""
    _ready()
    from langmoi.core.memory import remembering
    from langmoi.places.queries import filing_communes
    from langmoi.publishing.commune_pack import CommunePack
    from langmoi.publishing.reading import making_of

    def make() -> int:
        with remembering():
            communes = filing_communes(date(2019, 11, 14))
            pack, making = CommunePack(communes, MONTH), making_of(date(2019, 11, 20), "bench")
            made = [pack.report(commune.unit_id, making) for commune in communes]
        CONTENTS.write_bytes(pickle.dumps(made))
        return len(made)

    return Prepared(make, lambda number: number)


def _contents() -> list[ReportContent]:
    from langmoi.commands.django import setup

    setup()
    made: list[ReportContent] = pickle.loads(CONTENTS.read_bytes())  # noqa: S301 - our own file
    assert len(made) == REPORTS
    return made


def _words(files: list[bytes]) -> int:
    """How many words stand in the main parts of the Word files."""
    import docx
    from docx.oxml.ns import qn

    found = 0
    for file in files:
        body = docx.Document(io.BytesIO(file)).element.body
        found += sum(len((t.text or "").split()) for t in body.iter(qn("w:t")))
    return found


# --- Word ---
def word() -> Prepared:
    reports = _contents()
    from langmoi.publishing.word import write_docx

    return Prepared(lambda: [write_docx(report) for report in reports], _words)


def docxtpl() -> Prepared:
    """As its documents show: a template for each report, rendered with a context and saved."""
    from docxtpl import DocxTemplate, RichText  # noqa: F401 - refused early where it is missing

    reports = _contents()
    template = _jinja_template(reports[0])

    def render() -> list[bytes]:
        files = []
        for report in reports:
            document = DocxTemplate(io.BytesIO(template))
            document.render(_context(report), autoescape=True)
            buffer = io.BytesIO()
            document.save(buffer)
            files.append(buffer.getvalue())
        return files

    return Prepared(render, _words)


def _context(report: ReportContent) -> dict[str, Any]:
    annex = report.annexes[0]
    return {
        "agency": report.letterhead.agency,
        "number": report.letterhead.number,
        "place": report.letterhead.place_and_date,
        "title": report.title,
        "subject": report.subject,
        "body": [part.text for part in report.body],
        "receivers": [
            f"- {r}{'.' if r == report.receivers[-1] else ';'}" for r in report.receivers
        ],
        "signature": report.signature,
        "mark": report.mark,
        "annex": annex,
        "annex_title": annex.title.upper(),
        "rows": [[cell.text for cell in row.cells] for row in annex.rows],
    }


def _jinja_template(report: ReportContent) -> bytes:
    """The same page in docxtpl's language: paragraphs and table rows are loops."""
    import docx

    document = docx.Document()
    for line in ("{%p for line in agency %}", "{{ line }}", "{%p endfor %}"):
        document.add_paragraph(line)
    document.add_paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    document.add_paragraph("Độc lập - Tự do - Hạnh phúc")
    for name in ("number", "place", "title"):
        document.add_paragraph(f"{{{{ {name} }}}}")
    for name in ("subject", "body"):
        for line in (f"{{%p for line in {name} %}}", "{{ line }}", "{%p endfor %}"):
            document.add_paragraph(line)
    document.add_paragraph("Nơi nhận:")
    for name in ("receivers", "signature"):
        for line in (f"{{%p for line in {name} %}}", "{{ line }}", "{%p endfor %}"):
            document.add_paragraph(line)
    for name in ("annex.label", "annex_title", "annex.reference"):
        document.add_paragraph(f"{{{{ {name} }}}}")
    columns = len(report.annexes[0].columns)
    table = document.add_table(rows=4, cols=columns)
    for cell, head in zip(table.rows[0].cells, report.annexes[0].header[0], strict=True):
        cell.text = head.text
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    for index, cell in enumerate(table.rows[2].cells):
        cell.text = f"{{{{ row[{index}] }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


# --- PDF ---
def pdf() -> Prepared:
    """As the worker makes a pack: two processes that start with the work."""
    reports = _contents()
    from langmoi.publishing.pdf import to_typeset
    from langmoi.publishing.typesetting import typeset

    def make() -> list[bytes]:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(2, mp_context=context) as pool:
            return [f.result() for f in [pool.submit(typeset, *to_typeset(r)) for r in reports]]

    return Prepared(make, _pdfs)


def pdf_alone() -> Prepared:
    reports = _contents()
    from langmoi.publishing.pdf import write_pdf

    return Prepared(lambda: [write_pdf(report) for report in reports], _pdfs)


def bare_typst() -> Prepared:
    """Typst's own call for each file, with the content as JSON ready and the letters loaded."""
    import typst

    reports = _contents()
    from langmoi.publishing.pdf import to_typeset
    from langmoi.publishing.typesetting import letters, template_text

    ready = [to_typeset(report) for report in reports]

    def make() -> list[bytes]:
        return [
            typst.compile(
                template_text(template),
                font_paths=letters(folder),
                sys_inputs={"report": content},
                format="pdf",
            )
            for content, _, template, folder in ready
        ]

    return Prepared(make, _pdfs)


def weasyprint() -> Prepared:
    from weasyprint import HTML

    pages = [_html(report) for report in _contents()]
    return Prepared(lambda: [HTML(string=page).write_pdf() for page in pages], _pdfs)


def _html(report: ReportContent) -> str:
    annex = report.annexes[0]
    head = "".join(f"<th>{escape(cell.text)}</th>" for cell in annex.header[0])
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell.text)}</td>' for cell in row.cells)}</tr>"
        for row in annex.rows
    )
    body = "".join(f"<p>{escape(part.text)}</p>" for part in report.body)
    style = (
        "@page {size: A4; margin: 20mm 20mm 20mm 30mm} @page wide {size: A4 landscape}"
        "body {font: 14pt serif} .wide {page: wide} table {border-collapse: collapse;"
        "font-size: 9pt} td, th {border: 0.5pt solid}"
    )
    subject = escape(" ".join(report.subject))
    return (
        f"<html lang=vi><style>{style}</style><h1>{report.title}</h1><h2>{subject}</h2>{body}"
        f"<div class=wide><h2>{escape(annex.title)}</h2><table><thead><tr>{head}</tr></thead>"
        f"{rows}</table></div></html>"
    )


def libreoffice() -> Prepared:
    """One start for all 85 Word files, which are made before."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise ModuleNotFoundError("soffice")
    folder = Path(tempfile.mkdtemp(dir=CONTENTS.parent))
    for index, file in enumerate(word().run()):
        (folder / f"{index:02d}.docx").write_bytes(file)
    call = [soffice, "--headless", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "pdf", "--outdir", str(folder)]  # fmt: skip

    def make() -> list[bytes]:
        subprocess.run([*call, *map(str, sorted(folder.glob("*.docx")))], check=True,
                       capture_output=True)  # fmt: skip
        return [file.read_bytes() for file in sorted(folder.glob("*.pdf"))]

    return Prepared(make, _pdfs)


def _pdfs(files: list[bytes]) -> int:
    assert len(files) == REPORTS and all(file.startswith(b"%PDF") for file in files)
    return len(files)
