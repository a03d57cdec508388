"""A real Chromium, and the checks that only a real browser can make."""

import os
import shutil
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW_TO_GET_IT = (
    "NO CHROMIUM WAS FOUND, so no page was tried in a real browser: install it (Debian: apt install chromium) or set "
    "CONSULT_CHROMIUM to its path."
)
_STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine."""
    given = os.environ.get("CONSULT_CHROMIUM", "").strip()
    if given:
        return given if os.access(given, os.X_OK) else None
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def require_chromium() -> str:
    """Return the path of a Chromium; skips the test without one, or fails it with CONSULT_REQUIRE_BROWSER=1."""
    path = find_chromium()
    if path is not None:
        return path
    if os.environ.get("CONSULT_REQUIRE_BROWSER") == "1":
        pytest.fail(HOW_TO_GET_IT)
    pytest.skip(HOW_TO_GET_IT)


def assert_accessible(page: Page, *, contrast: bool = True) -> None:
    """Find no violation of WCAG 2.2 A or AA on the page as it stands; contrast takes longer than all else together."""
    options = {
        "runOnly": {"type": "tag", "values": _STANDARD},
        "resultTypes": ["violations"],
        "rules": {"color-contrast": {"enabled": contrast}},
    }
    page.wait_for_load_state()
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    lines = [
        f"{item['id']} ({item['impact']}): {item['help']}\n    " + "\n    ".join(node["html"] for node in item["nodes"])
        for item in found
    ]
    assert not found, f"{page.url} has accessibility faults:\n" + "\n".join(lines)
