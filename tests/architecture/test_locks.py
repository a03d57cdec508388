"""What is installed is pinned by hash, agrees with pyproject.toml, and names no download address."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ("runtime.txt", "dev.txt", "analysis.txt", "build.txt")
NPM_LOCK = json.loads((ROOT / "package-lock.json").read_text())
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Return the version of each package in a lock file."""
    return {
        canonicalize_name(name): version for name, version in _PIN.findall((ROOT / "requirements" / lock).read_text())
    }


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("runtime.txt", PROJECT["project"]["dependencies"]),
        ("dev.txt", PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]),
        ("analysis.txt", PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["analysis"]),
        ("build.txt", PROJECT["build-system"]["requires"]),
    ],
)
def test_lock_holds_what_the_project_asks_for(lock: str, asked: list[str]) -> None:
    locked = pins(lock)
    unmet = [
        text
        for text in asked
        if not (wanted := Requirement(text)).specifier.contains(locked.get(canonicalize_name(wanted.name), "0"))
    ]
    assert not unmet, f"{lock} is older than pyproject.toml: run make lock."


def test_lock_files_agree_on_every_version() -> None:
    runtime, dev, analysis, build = (pins(lock) for lock in LOCKS)
    assert runtime.items() <= dev.items()
    assert runtime.items() <= analysis.items()
    assert {name: dev.get(name, version) for name, version in analysis.items()} == analysis
    assert {name: dev.get(name, version) for name, version in build.items()} == build


@pytest.mark.parametrize("lock", LOCKS)
def test_each_pinned_package_has_a_hash(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements" / lock).read_text().strip())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_each_npm_package_has_a_hash_and_no_address() -> None:
    packages = {name: entry for name, entry in NPM_LOCK["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry or "resolved" in entry] == []


def test_styles_and_macros_are_the_versions_that_belong_together() -> None:
    assert NPM_LOCK["packages"]["node_modules/govuk-frontend"]["version"] == "6.3.0"
    assert pins("runtime.txt")["govuk-frontend-jinja"] == "4.1.0"


@pytest.mark.parametrize("name", ["package-lock.json", "package.json", ".npmrc", "Makefile", "pyproject.toml"])
def test_no_registry_is_named(name: str) -> None:
    registries = "|".join(("python" + "hosted", "registry" + r"\.npm", "py" + r"pi\.org", r"index-url\s+http"))
    assert not re.search(registries, (ROOT / name).read_text())


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address(lock: str) -> None:
    assert "://" not in (ROOT / "requirements" / lock).read_text()


def test_the_build_server_runs_the_commands_of_the_makefile() -> None:
    commands = [line for line in (ROOT / ".ci/run").read_text().splitlines() if line.startswith("make ")]
    assert commands == ["make audit", "make themefinder", "make check", "make test"]
