"""Features and plugins import what is below them and nothing else; the contracts in `pyproject.toml` see a breach."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def linted(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of a copy of the code."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", LINT]
    return subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, check=False)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code that a test may spoil."""
    folder = tmp_path_factory.mktemp("copied")
    for path in (ROOT / "pyproject.toml", *(ROOT / "consult").rglob("*.py"), *(ROOT / "plugins").rglob("*.py")):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return folder


def test_the_contracts_are_kept() -> None:
    checked = linted(ROOT)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("place", "breach", "contract"),
    [
        ("plugins/survey/queries.py", "import consult.kernel.db", "Plugins reach the core only through consult.sdk"),
        ("plugins/survey/queries.py", "import plugins.motion.models", "Plugins do not import each other"),
        ("consult/exports/services.py", "import plugins.survey", "The core never imports a plugin"),
        ("consult/kernel/db.py", "import consult.accounts.models", "The core is layered"),
        ("consult/submissions/models.py", "import consult.journey.views", "Inside a feature or plugin"),
        ("consult/kernel/clock.py", "import flask", "The kernel and disclosure control do not know Flask"),
    ],
)
def test_a_breach_is_seen(copied: Path, place: str, breach: str, contract: str) -> None:
    module = copied / place
    before = module.read_text()
    module.write_text(f"{before}\n{breach}\n")
    checked = linted(copied)
    module.write_text(before)
    assert checked.returncode == 1, checked.stdout
    broken = [line for line in checked.stdout.splitlines() if " BROKEN" in line]
    assert any(line.startswith(contract) for line in broken), checked.stdout
