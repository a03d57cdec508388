"""`publiccode.yml` has the keys that its standard asks for, and says what the code and the guides say."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its types are a package of their own

from consult import __version__

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NEEDED = {
    "publiccodeYmlVersion": str,
    "name": str,
    "url": str,
    "platforms": list,
    "categories": list,
    "developmentStatus": str,
    "softwareType": str,
    "description": dict,
    "legal": dict,
    "maintenance": dict,
    "localisation": dict,
}
OPTIONAL = {"softwareVersion", "intendedAudience", "dependsOn"}
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
CATEGORIES = {"survey", "digital-citizenship", "data-collection", "feedback-and-reviews-management"}
"""Those of the standard's list that are used here: another one is looked up there first."""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What the file says."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return found


def test_every_needed_key_is_there_and_none_that_the_standard_does_not_know(told: dict[str, Any]) -> None:
    assert {name: type(told.get(name)) for name in NEEDED} == NEEDED
    assert set(told) - set(NEEDED) <= OPTIONAL


def test_values_are_those_of_the_standard(told: dict[str, Any]) -> None:
    assert told["publiccodeYmlVersion"] in {"0.4", "0.5"}
    assert told["url"].startswith("https://")
    assert told["platforms"] == ["web"]
    assert told["softwareType"] == "standalone/web"
    assert told["developmentStatus"] in STATUSES
    assert set(told["categories"]) <= CATEGORIES
    english = told["description"]["en"]
    assert 0 < len(english["shortDescription"]) <= 150
    assert 150 <= len(english["longDescription"]) <= 10_000
    assert 5 <= len(english["features"]) <= 20
    assert told["maintenance"]["type"] == "community"
    assert [contact["name"] for contact in told["maintenance"]["contacts"]]


def test_it_says_what_the_code_says(told: dict[str, Any]) -> None:
    assert told["name"].lower() == PROJECT["name"]
    assert told["softwareVersion"] == __version__
    assert told["description"]["en"]["shortDescription"] == PROJECT["description"]
    assert told["legal"]["license"] == PROJECT["license"]
    assert f"Copyright (c) 2026 {told['legal']['mainCopyrightOwner']}" in (ROOT / "LICENSE").read_text()
    needs = {part["name"]: part.get("versionMin") for part in told["dependsOn"]["open"]}
    assert PROJECT["requires-python"] == f">={needs['Python']}"
    assert f"PostgreSQL {needs['PostgreSQL']} or later" in (ROOT / "docs/operators.md").read_text()


def test_the_languages_are_those_in_which_the_pages_are(told: dict[str, Any]) -> None:
    catalogues = {path.parts[-3] for path in (ROOT / "consult").rglob("LC_MESSAGES/*.po")}
    languages = {"en", *(catalogue.partition("_")[0] for catalogue in catalogues)}
    assert set(told["localisation"]["availableLanguages"]) == languages
    assert told["localisation"]["localisationReady"] is bool(catalogues)
