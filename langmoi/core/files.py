"""Files that people name: written whole or not at all, and why one could not be opened."""

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
        raise DomainError(f"Chưa ghi được tệp {path}: {why_not_written(error)}") from error


def why_not_opened(error: OSError) -> str:
    """What keeps a file from being read, and what to do: the end of a sentence."""
    if isinstance(error, FileNotFoundError):
        return "không có tệp này. Hãy kiểm tra lại đường dẫn."
    if isinstance(error, IsADirectoryError):
        return "đây là một thư mục. Hãy ghi cả tên tệp."
    if isinstance(error, PermissionError):
        return "không có quyền đọc tệp này. Hãy xin quyền, hoặc chép tệp sang thư mục của mình."
    return f"{error.strerror or error}. Hãy kiểm tra ổ đĩa rồi chạy lại."


def why_not_written(error: OSError) -> str:
    """What keeps a file from being written, and what to do: the end of a sentence."""
    if error.errno in FULL:
        return "ổ đĩa đã đầy. Hãy giải phóng chỗ, hoặc chọn thư mục ở ổ đĩa khác."
    if isinstance(error, FileNotFoundError):
        return "không có thư mục này. Hãy tạo thư mục trước, hoặc chọn thư mục khác."
    if isinstance(error, PermissionError):
        return "không có quyền ghi ở đây. Hãy chọn thư mục khác."
    if isinstance(error, IsADirectoryError):
        return "đây là một thư mục. Hãy ghi cả tên tệp."
    return f"{error.strerror or error}. Hãy chọn nơi khác."
