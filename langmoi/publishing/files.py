"""The kinds of file that a report can be, by the ending of the file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from langmoi.core.errors import DomainError
from langmoi.publishing.excel import write_xlsx
from langmoi.publishing.model import ReportContent
from langmoi.publishing.pdf import write_pdf
from langmoi.publishing.word import write_docx

WRITERS: dict[str, Callable[[ReportContent], bytes]] = {
    ".docx": write_docx,
    ".pdf": write_pdf,
    ".xlsx": write_xlsx,
}
CONTENT_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def writer_for(name: str) -> Callable[[ReportContent], bytes]:
    """The writer for a file of this name. Raises DomainError for an ending that is not known."""
    writer = WRITERS.get(Path(name).suffix.lower())
    if writer is None:
        raise DomainError(
            f"Không biết lập tệp “{name}”. Hãy đặt tên kết thúc bằng .docx, .pdf hoặc .xlsx."
        )
    return writer


def file_name(report: ReportContent, ending: str) -> str:
    """“bao-cao-2019-11-62.docx”: sorts by month, and says whose it is."""
    return f"bao-cao-{report.period}-{report.unit_code}{ending}"
