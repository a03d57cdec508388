"""Motions from the shell."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from consult.kernel.db import Database
from plugins.motion.commands import motions_group
from tests.plugins.motion import story


def run(database: Database, *arguments: str) -> Result:
    """Run a command on motions."""
    return CliRunner().invoke(motions_group, arguments, obj=database)


def test_public_motions_are_listed_and_written_out(
    live_database: Database, clock_at: Callable[..., Any], tmp_path: Path
) -> None:
    clock_at(story.STARTS)

    def begin(session: Session) -> None:
        story.begin(session).to_agenda()

    live_database.write(begin)
    listed = json.loads(run(live_database, "list", "--format", "json").stdout)
    assert [(one["number"], one["title"], one["state"], one["amendments"]) for one in listed] == [
        ("M2026-001", "Stop live facial recognition", "on_agenda", 0)
    ]
    assert "M2026-001" in run(live_database, "list").stdout
    output = tmp_path / "motion.json"
    assert "bytes" in run(live_database, "export", "M2026-001", "--format", "json", "--output", str(output)).stdout
    assert json.loads(output.read_text())["version"] == 1
    refused = run(live_database, "export", "M2026-009", "--output", str(output))
    assert refused.exit_code == 1
    assert "There is no public motion M2026-009." in refused.stderr
