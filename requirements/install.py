"""Puts what the lock files pin into .venv, with uv where it is found, else with venv and pip.

`python requirements/install.py packages runtime.txt build.txt` installs locked packages;
`python requirements/install.py project` installs Consult itself, editable.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
NETWORK = ("connect", "resolve", "timed out", "dns", "network", "certificate", "Connection", "No matching")


class CannotInstall(Exception):
    """The installation failed; the message says why and what to do."""


def find_uv() -> str | None:
    """Return the path of uv, unless CONSULT_NO_UV asks to do without."""
    return None if os.environ.get("CONSULT_NO_UV") else shutil.which("uv")


def run(arguments: list[str], what: str) -> None:
    """Run one command quietly; if it fails, raise with its last lines and what may help."""
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode == 0:
        return
    output = (done.stderr.strip() or done.stdout.strip()).splitlines()
    told = "\n".join(output[-12:])
    hint = ""
    if any(word in told for word in NETWORK):
        hint = " If the package index cannot be reached, set HTTPS_PROXY or the address of a mirror."
    raise CannotInstall(f"{told}\n\n{what} could not be installed: the lines above say why.{hint}")


def make_environment(uv: str | None) -> None:
    """Create .venv unless a working one is there."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:  # noqa: S603
        return
    if uv:
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)], "The environment .venv")
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise CannotInstall(
            "This Python cannot make virtual environments: install its venv package "
            "(Debian and Ubuntu: apt install python3-venv) or uv, then run the same command again."
        )
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The environment .venv")


def installer(uv: str | None) -> list[str]:
    """Return the command that installs packages into .venv."""
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode:  # noqa: S603
        raise CannotInstall(
            "The environment .venv was made with uv, which is no longer found: "
            "remove the folder .venv, then run the same command again."
        )
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def install_packages(files: list[str]) -> None:
    """Install the packages of some lock files, each checked against its hash."""
    uv = find_uv()
    make_environment(uv)
    named = [part for name in files for part in ("-r", str(ROOT / "requirements" / name))]
    print(f"Installing the packages of {' and '.join(files)} into .venv …", flush=True)
    run([*installer(uv), "--require-hashes", *named], "The Python packages")


def install_project() -> None:
    """Install Consult itself, so that .venv runs the code of this folder."""
    options = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    run([*installer(find_uv()), *options], "Consult")


if __name__ == "__main__":
    try:
        match sys.argv[1:]:
            case ["packages", *files] if files:
                install_packages(files)
            case ["project"]:
                install_project()
            case _:
                raise CannotInstall("Say `packages FILE…` or `project`.")
    except CannotInstall as problem:
        sys.exit(str(problem))
