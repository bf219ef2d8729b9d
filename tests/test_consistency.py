"""Rules of the house that a machine can hold: sizes, names, documents that say what is true."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

from langmoi.cli import build_parser

ROOT = Path(__file__).resolve().parent.parent
OURS = [p for p in (ROOT / "langmoi").rglob("*.py") if "migrations" not in p.parts]
OUR_APPS = (
    "core", "places", "people", "reporting", "direction", "difficulties", "public", "notices",
    "publishing",
)  # fmt: skip
MODELS = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
LONGEST_FILE, LONGEST_FUNCTION = 600, 50


@pytest.mark.parametrize("path", OURS, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1})"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert text.count("\n") <= LONGEST_FILE
    assert not long


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_models_and_fields_have_vietnamese_names_in_lower_case(model):
    names = [model._meta.verbose_name]
    names += [f.verbose_name for f in model._meta.get_fields() if is_our_own(f)]

    wrong = [str(n) for n in names if str(n)[:1].isupper() and not str(n).isupper()]
    english = [str(n) for n in names if re.fullmatch(r"[a-z_ ]+", str(n)) and str(n) not in SHORT]
    assert not wrong
    assert not english


SHORT = {"lúc", "thôn", "loại", "quy", "ma", "hash"}


def is_our_own(field) -> bool:
    inherited = {"password", "last_login", "is_superuser", "groups", "user_permissions"}
    inherited |= {"username", "email", "is_staff", "is_active", "date_joined", "id"}
    return hasattr(field, "verbose_name") and field.name not in inherited and field.concrete


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_model_is_in_the_glossary(model):
    assert f"`{model.__name__}`" in (ROOT / "docs/glossary.md").read_text(encoding="utf-8")


def commands(parser, prefix=()):
    """The paths of all commands, e.g. ("law", "check")."""
    found = []
    for action in parser._actions:
        if not isinstance(action.choices, dict):
            continue  # an option; commands below have names
        for name, below in action.choices.items():
            found.append((*prefix, name))
            found += commands(below, (*prefix, name))
    return found


@pytest.mark.parametrize("path", commands(build_parser()), ids=" ".join)
def test_every_command_is_in_the_manual(path):
    manual = (ROOT / "docs/vi/lenh.md").read_text(encoding="utf-8")

    assert f"langmoi {' '.join(path)}" in manual


def test_every_setting_is_documented():
    text = (ROOT / "config/settings.py").read_text(encoding="utf-8")
    settings = set(re.findall(r"environ\.get\(\s*\"([A-Z_]+)\"", text))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert settings
    assert not [name for name in settings if f"`{name}`" not in readme]


def test_every_template_is_used():
    templates = ROOT / "langmoi/web/templates"
    names = {str(p.relative_to(templates)) for p in templates.rglob("*.html")}
    text = "\n".join(
        p.read_text(encoding="utf-8")
        for p in [*(ROOT / "langmoi").rglob("*.py"), *templates.rglob("*.html")]
    )
    known_to_django = {"404.html", "403.html", "500.html", "400.html", "403_csrf.html"}

    assert not [n for n in names - known_to_django if f'"{n}"' not in text]


def test_nothing_in_the_house_leans_on_what_is_outside_it():
    files = tracked_files()
    bad = re.compile(rf"\.\./shared|{re.escape(str(ROOT))}/|localhost:\d+/simple")

    assert not [
        f for f in files if f.suffix in TEXT and f != Path("tests/test_consistency.py")
        and bad.search((ROOT / f).read_text(encoding="utf-8"))
    ]  # fmt: skip


TEXT = {".py", ".md", ".yaml", ".toml", ".html", ".css", ".js", ".json", ".txt", ".csv", ".typ", ""}


def test_lock_files_name_no_place_that_packages_come_from():
    locks = [*ROOT.glob("requirements*.txt"), ROOT / "package-lock.json"]

    assert len(locks) >= 3
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert '"resolved"' not in text
        assert not re.search(r"^\s*(-i|--index-url|--extra-index-url|--find-links)\b", text, re.M)


def test_no_third_party_files_are_kept():
    blobs = re.compile(r"\.min\.(js|css)$|\.(woff2?|ttf|otf|whl|jar)$")

    assert not [f for f in tracked_files() if blobs.search(f.name)]


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [Path(line) for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
