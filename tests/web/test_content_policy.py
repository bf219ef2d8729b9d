"""What a page may load: files of the site and nothing else."""

from __future__ import annotations

from config.sign_in import provider_origin


def test_pages_take_scripts_and_styles_from_the_site_only(client, db):
    policy = client.get("/dang-nhap/").headers["Content-Security-Policy"]

    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == parts["style-src"] == parts["form-action"] == "'self'"
    assert parts["frame-ancestors"] == parts["base-uri"] == "'none'"


def test_a_form_may_lead_to_the_provinces_own_sign_in():
    told = {"LANGMOI_OIDC_URL": "https://dang-nhap.tinh.example/realms/tinh"}

    assert provider_origin(told) == ["https://dang-nhap.tinh.example"]
    assert provider_origin({}) == []
