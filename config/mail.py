"""How mail goes out, from the environment: by SMTP, or into files where no server is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FILES = "django.core.mail.backends.filebased.EmailBackend"
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    backend: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


def read_mail(environment: Mapping[str, str]) -> Mail:
    """LANGMOI_MAIL_URL: smtp://, smtp+tls:// or smtps:// user:password@host:port; else files."""
    url = environment.get("LANGMOI_MAIL_URL", "")
    if not url:
        return Mail(FILES)
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "LANGMOI_MAIL_URL must look like smtp+tls://user:password@mail.example.vn:587."
        )
    return Mail(
        backend=SMTP,
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=parts.scheme == "smtps",
    )


def read_quiet_hours(environment: Mapping[str, str]) -> tuple[time, time]:
    """LANGMOI_QUIET: “20-6” means that no mail goes out from 20:00 until 6:00."""
    text = environment.get("LANGMOI_QUIET", "") or "20-6"
    try:
        first, last = (time(int(hour)) for hour in text.split("-"))
    except ValueError as error:
        raise ImproperlyConfigured("LANGMOI_QUIET must look like 20-6 (hours).") from error
    return first, last


def mail_folder(home: Path) -> Path:
    return home / "mail"
