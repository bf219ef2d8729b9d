"""Sign-in through a province's own accounts, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

PROVIDER_ID = "tinh"


def openid_connect(environment: Mapping[str, str]) -> dict[str, Any]:
    """allauth's settings for the one provider that the environment names; none without it."""
    server = environment.get("LANGMOI_OIDC_URL", "")
    if not server:
        return {}
    app = {
        "provider_id": PROVIDER_ID,
        "name": environment.get("LANGMOI_OIDC_NAME", "") or "tài khoản của tỉnh",
        "client_id": environment.get("LANGMOI_OIDC_CLIENT", ""),
        "secret": environment.get("LANGMOI_OIDC_SECRET", ""),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def provider_origin(environment: Mapping[str, str]) -> list[str]:
    """Where the provider's pages stand, like https://dang-nhap.tinh.vn; nothing without one."""
    parts = urlsplit(environment.get("LANGMOI_OIDC_URL", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
