"""From the shell the register takes in what the police publish, and writes out what the public may read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.db import Database
from plugins.register.commands import deployments_group
from plugins.register.models import Deployment
from tests.plugins.register.conftest import SIXTEEN, STRATFORD


def run(database: Database, *arguments: str) -> Result:
    """Run a command on the register."""
    return CliRunner().invoke(deployments_group, arguments, obj=database)


@pytest.fixture
def grid(tmp_path: Path) -> str:
    """A file as the police publish it."""
    path = tmp_path / "grid.csv"
    path.write_text(f"{SIXTEEN}\n{STRATFORD}\n")
    return str(path)


def test_a_file_is_tried_and_then_taken(database: Database, session: Session, grid: str) -> None:
    assert "Nothing was imported yet. Lines that are new: 1." in run(database, "import", grid, "--dry-run").stdout
    assert session.scalars(select(Deployment)).all() == []
    said = run(database, "import", grid, "--source", "Grid of February", "--published-on", "2025-02-01")
    assert said.stdout.splitlines()[0] == "Line 2: New."
    (row,) = session.scalars(select(Deployment))
    assert (row.source, str(row.published_on)) == ("Grid of February", "2025-02-01")


def test_what_was_taken_is_written_out(database: Database, grid: str, tmp_path: Path) -> None:
    run(database, "import", grid)
    output = tmp_path / "rows.jsonl"
    assert "bytes" in run(database, "export", "--format", "jsonl", "--output", str(output)).stdout
    assert json.loads(output.read_text())["faces_seen_estimate"] == 11_105
