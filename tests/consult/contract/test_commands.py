"""A command that says that it works apart is run without a database."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from consult.cli.main import Commands
from consult.contract.commands import CommandApart


@click.group("made")
def made_group() -> None:
    """Commands made up for this test."""


@made_group.command("apart", cls=CommandApart)
def apart() -> None:
    """Work without a database."""
    click.echo("done")


@made_group.command("usual")
def usual() -> None:
    """Work on a database."""
    click.echo("done")


class WithMade(Commands):
    """The commands, with those made up."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the commands made up."""
        return made_group


def test_only_what_works_apart_runs_without_a_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CONSULT_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    assert run(WithMade(name="consult"), ["made", "apart"]).output == "done\n"
    assert "done" not in run(WithMade(name="consult"), ["made", "usual"]).output
