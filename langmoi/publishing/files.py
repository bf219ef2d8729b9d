"""Where a report goes: the kind of file by its ending, and a file that is whole or not there."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from langmoi.core.errors import DomainError
from langmoi.publishing.excel import write_xlsx
from langmoi.publishing.model import MonthReport
from langmoi.publishing.pdf import write_pdf
from langmoi.publishing.word import write_docx

WRITERS: dict[str, Callable[[MonthReport], bytes]] = {
    ".docx": write_docx,
    ".pdf": write_pdf,
    ".xlsx": write_xlsx,
}
FULL = {errno.ENOSPC, errno.EDQUOT}
CONTENT_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def ending_of(path: Path) -> str:
    """The ending that chooses the kind. Raises DomainError for one that is not known."""
    ending = path.suffix.lower()
    if ending not in WRITERS:
        raise DomainError(
            f"Không biết lập tệp “{path.name}”: hãy đặt tên kết thúc bằng .docx, .pdf hoặc .xlsx."
        )
    return ending


def save(content: bytes, path: Path) -> None:
    """Write beside the target, then rename: a file that stood there stays until the new is whole.

    Raises DomainError, with nothing half-written, where the folder cannot be written to.
    """
    temporary: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise DomainError(why_not_written(path, error)) from error


def why_not_written(path: Path, error: OSError) -> str:
    """A sentence for the person who asked for the file."""
    folder = path.parent
    if error.errno in FULL:
        return f"Chưa ghi được {path}: ổ đĩa đã đầy. Hãy xóa bớt tệp hoặc chọn nơi khác."
    if not folder.exists():
        return f"Chưa ghi được {path}: không có thư mục {folder}. Hãy tạo thư mục này trước."
    if not folder.is_dir():
        return f"Chưa ghi được {path}: {folder} không phải là thư mục. Hãy chọn nơi khác."
    if path.is_dir():
        return f"Chưa ghi được {path}: đó là một thư mục. Hãy thêm tên tệp vào cuối."
    return (
        f"Chưa ghi được {path}: không có quyền ghi hoặc tệp đang bị khóa ({error.strerror}). "
        "Hãy đóng tệp nếu đang mở, hoặc chọn nơi khác."
    )
