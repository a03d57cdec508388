"""Nothing is worded while modules are imported: it would be fixed in one language for all readers."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def said_at_import(*names: str, path: Path = ROOT) -> list[str]:
    """Return what is worded while packages are imported for the first time, in a process of its own."""
    command = [sys.executable, "-m", "tests.support.importing", *names]
    environment = {"PYTHONPATH": f"{ROOT}:{path}", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_nothing_is_worded_at_import() -> None:
    assert said_at_import("consult", "plugins") == []


def test_what_is_worded_at_import_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    planted.mkdir()
    (planted / "__init__.py").write_text(
        "from consult.kernel.messages import gettext as _, lazy_gettext as _l, ngettext\n"
        'EAGER = _("Fixed at import")\n'
        'LAZY = _l("Worded when it is shown")\n'
        "GLUED = f\"{_l('Lazy, but glued at import')}!\"\n"
        'COUNTED = ngettext("%(num)s day", "%(num)s days", 2)\n'
        'def later():\n    return _("Worded when it is asked for")\n'
    )
    found = [line.rpartition("planted/__init__.py:")[2] for line in said_at_import("planted", path=tmp_path)]
    assert found == ["2: Fixed at import", "4: Lazy, but glued at import", "5: %(num)s day"]
