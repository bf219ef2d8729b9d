"""Writing a file that people asked for: whole, or not at all."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

from langmoi.core.errors import DomainError

FULL = (errno.ENOSPC, errno.EDQUOT)


def write_file(path: Path, content: bytes) -> None:
    """Put the content at the path in one step; what was there before stays where that fails.

    Raises DomainError saying why and what to do: a full disk, a missing folder, no right to write.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".langmoi-", dir=path.parent) as folder:
            written = Path(folder) / path.name
            written.write_bytes(content)
            written.replace(path)
    except OSError as error:
        raise DomainError(f"Chưa ghi được tệp {path}: {_why(error)}") from error


def _why(error: OSError) -> str:
    if error.errno in FULL:
        return "ổ đĩa đã đầy. Hãy giải phóng chỗ, hoặc chọn thư mục ở ổ đĩa khác."
    if isinstance(error, FileNotFoundError):
        return "không có thư mục này. Hãy tạo thư mục trước, hoặc chọn thư mục khác."
    if isinstance(error, PermissionError):
        return "không có quyền ghi ở đây. Hãy chọn thư mục khác."
    if isinstance(error, IsADirectoryError):
        return "đây là một thư mục. Hãy ghi cả tên tệp."
    return f"{error.strerror or error}. Hãy chọn nơi khác."
